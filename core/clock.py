"""The one clock: everything derived from a date asks here what day it is."""

from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This moment; midnight UTC of `BOSAT_TODAY` where that is set."""
    if settings.BOSAT_TODAY:
        return datetime.combine(settings.BOSAT_TODAY, time(), tzinfo=UTC)
    return timezone.now()


def today(zone: tzinfo = UTC) -> date:
    """The day it is in `zone`, or `BOSAT_TODAY` everywhere."""
    return settings.BOSAT_TODAY or timezone.now().astimezone(zone).date()


def moment(day: date, hour: time, zone: str) -> datetime:
    """The moment a clock on the wall in `zone` (an IANA name) shows `day` and `hour`."""
    return datetime.combine(day, hour, tzinfo=ZoneInfo(zone))
