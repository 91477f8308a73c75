"""Small model fields that several page types share."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.dates import Precision


def validate_time_zone(name: str) -> None:
    """Refuse a name that is not in the IANA database."""
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write one such as Europe/Brussels or Asia/Almaty."),
            params={"name": name},
        )


class TimeZoneField(models.CharField):
    """The IANA name of a time zone, for example `Europe/Brussels`."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("validators", [validate_time_zone])
        super().__init__(*args, **kwargs)


class PrecisionField(models.CharField):
    """How much of the date beside it is known."""

    def __init__(self, *args, **kwargs):
        kwargs |= {"max_length": 8, "choices": Precision.choices, "default": Precision.DAY}
        super().__init__(*args, **kwargs)
