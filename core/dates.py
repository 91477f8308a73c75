"""Dates that are known only in part: a date and how far it can be trusted."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date

from django.db import models
from django.utils.formats import date_format, get_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    CIRCA = "circa", _("about that year")


# How much of an ISO date is known; nothing of "about".
KNOWN_PART = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
# Languages that write the names of months with a capital letter.
CAPITAL_MONTHS = ("en", "de")


# Calendar programs and time zones are not made for years far from ours.
PLAUSIBLE = range(1900, 2101)


def implausible(thing: models.Model, *names: str) -> dict[str, Promise]:
    """What is wrong with these days: a year that was mistyped."""
    days = {name: getattr(thing, name) for name in names}
    return {
        name: _("Give a year from 1900 to 2100.")
        for name, day in days.items()
        if day and day.year not in PLAUSIBLE
    }


def long_date(value: date | None) -> str:
    """A day in words, in the active language; nothing for an unknown one."""
    if value is None:
        return ""
    text = date_format(value, "DATE_FORMAT")
    language = get_language()
    if language == "kk":
        return text.lower()  # Django's catalogue has capital letters
    if language == "fr" and value.day == 1:
        return f"1er{text[1:]}"  # no format letter says this
    return text


def partial_date(value: date | None, precision: str, *, genitive: bool = False) -> str:
    """The known part of a date in the active language; nothing for an unknown date.

    `genitive` is for a place after "since", where Slavic languages inflect the month.
    """
    if value is None:
        return ""
    if precision == Precision.DAY:
        return long_date(value)
    if precision == Precision.MONTH:
        pattern = get_format("YEAR_MONTH_FORMAT")
        text = date_format(value, pattern.replace("F", "E") if genitive else pattern)
        return text if get_language() in CAPITAL_MONTHS else text.lower()
    year = {"year": str(value.year)}
    if precision == Precision.CIRCA:
        return gettext("about %(year)s") % year
    # Translators: a year that stands alone, where a language adds a word to it.
    return pgettext("alone", "%(year)s") % year


def machine_date(value: date | None, precision: str) -> str:
    """The known part as HTML's `datetime` wants it; nothing for "about" and an unknown date."""
    return value.isoformat()[: KNOWN_PART.get(precision, 0)] if value else ""


def span(value: date, precision: str) -> tuple[date, date]:
    """The first and the last day a partly known date may mean; "about" is a year either way."""
    if precision == Precision.DAY:
        return value, value
    if precision == Precision.MONTH:
        last = monthrange(value.year, value.month)[1]
        return value.replace(day=1), value.replace(day=last)
    around = 1 if precision == Precision.CIRCA else 0
    first, last = max(value.year - around, MINYEAR), min(value.year + around, MAXYEAR)
    return date(first, 1, 1), date(last, 12, 31)
