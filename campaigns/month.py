"""A month of the calendar: its weeks, and what is on each day."""

import re
from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.formats import date_format, get_format
from wagtail.models import Page

from campaigns.models.event import EventPage
from campaigns.models.key_date import KeyDatePage, next_anniversary
from core import clock
from core.languages import best_versions, listed

# The calendar has an end on both sides, or a robot would turn its pages for ever.
YEARS_BACK, YEARS_AHEAD = 20, 5
SHOWN = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)


@dataclass(frozen=True)
class Entry:
    """An event or a key date on one day; `hour` on the day it begins, if it is known."""

    page: Page
    is_event: bool
    hour: str = ""


@dataclass(frozen=True)
class Day:
    """A cell of the calendar; a day of the month before or after has nothing to say."""

    day: date
    is_inside: bool
    is_today: bool
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """A month as it is shown; `before` and `after` are the months beside it, if there are any."""

    first: date
    weekdays: list[tuple[str, str]]
    weeks: list[list[Day]]
    before: date | None
    after: date | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on any day."""
        return not any(day.entries for week in self.weeks for day in week)


def month_of(text: str, code: str) -> Month:
    """The month asked for, as a reader of `code` sees it. Two queries."""
    today = clock.today()
    first = wanted_month(text, today)
    last = next_month(first) - timedelta(days=1)
    found = entries_by_day(first, last, code)
    week_begins = (get_format("FIRST_DAY_OF_WEEK") - 1) % 7  # Django counts from Sunday
    weeks = [
        [Day(day, day.month == first.month, day == today, found.get(day, [])) for day in week]
        for week in Calendar(week_begins).monthdatescalendar(first.year, first.month)
    ]
    earliest, latest = bounds(today)
    return Month(
        first=first,
        weekdays=[(date_format(day.day, "l"), date_format(day.day, "D")) for day in weeks[0]],
        weeks=weeks,
        before=(first - timedelta(days=1)).replace(day=1) if first > earliest else None,
        after=next_month(first) if first < latest else None,
    )


def wanted_month(text: str, today: date) -> date:
    """The first day of a month such as `2017-12`: of this month if that makes no sense."""
    first = today.replace(day=1)
    earliest, latest = bounds(today)
    if match := SHOWN.fullmatch(text):
        year, month = map(int, match.groups())
        if 1 <= month <= 12:
            first = date(max(year, 1), month, 1)
    return min(max(first, earliest), latest)


def bounds(today: date) -> tuple[date, date]:
    """The first and the last month of the calendar."""
    return date(today.year - YEARS_BACK, 1, 1), date(today.year + YEARS_AHEAD, 12, 1)


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def entries_by_day(first: date, last: date, code: str) -> dict[date, list[Entry]]:
    """What is on each day: what takes long or all day first, then by the hour."""
    found: dict[date, list[Entry]] = defaultdict(list)
    for page in key_dates_between(first, last, code):
        found[day_between(page, first)].append(Entry(page, is_event=False))
    for page in events_between(first, last, code):
        facts = page.original
        day = max(facts.start_day, first)
        while day <= min(facts.last_day, last):
            is_first = day == facts.start_day and facts.has_hours
            hour = f"{facts.start_time:%H:%M}" if is_first else ""
            found[day].append(Entry(page, is_event=True, hour=hour))
            day += timedelta(days=1)
    for entries in found.values():
        entries.sort(key=lambda entry: entry.hour)
    return found


def events_between(first: date, last: date, code: str) -> list[EventPage]:
    """The events of some days, each by the clock of its own place. One query."""
    until = Coalesce("end_day", "start_day")
    events = listed(EventPage).annotate(until=until).filter(start_day__lte=last, until__gte=first)
    return in_order(EventPage, events.values("translation_key"), code, ("starts_at", "pk"))


def key_dates_between(first: date, last: date, code: str) -> list[KeyDatePage]:
    """The key dates of some days of one month, yearly ones as they return. One query."""
    days = listed(KeyDatePage).annotate(on=Coalesce("actual_day", "announced_day"))
    yearly = Q(yearly=True, on__lte=last, on__month=first.month)
    if first.month == 3:
        # In most years 29 February is remembered on 1 March.
        yearly |= Q(yearly=True, on__lte=last, on__month=2, on__day=29)
    found = days.filter(yearly | Q(yearly=False, on__range=(first, last)))
    pages = in_order(KeyDatePage, found.values("translation_key"), code, ("pk",))
    return [page for page in pages if first <= day_between(page, first) <= last]


def in_order(model: type[Page], keys: QuerySet, code: str, names: tuple[str, ...]) -> list:
    """The pages with these keys for a reader of `code`, by columns of their originals."""
    pages = best_versions(model, keys, code)
    return sorted(pages, key=lambda page: [getattr(page.original, name) for name in names])


def day_between(page: KeyDatePage, first: date) -> date:
    """The day a key date falls on, a yearly one the first time from `first` on."""
    facts = page.original
    day = facts.actual_day or facts.announced_day
    return next_anniversary(day, first) if facts.yearly else day
