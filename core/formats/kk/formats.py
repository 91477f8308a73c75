"""Kazakh dates, which Django leaves in the English order: «2017 жылғы 8 желтоқсан»."""

DATE_FORMAT = "Y \\ж\\ы\\л\\ғ\\ы j E"
YEAR_MONTH_FORMAT = "Y \\ж\\ы\\л\\ғ\\ы E"
MONTH_DAY_FORMAT = "j E"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "Y \\ж\\ы\\л\\ғ\\ы j E, H:i"
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
