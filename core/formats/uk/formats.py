"""Ukrainian dates without the zero Django puts before the day."""

DATE_FORMAT = "j E Y р."
