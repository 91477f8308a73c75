"""A month of the calendar: its weeks, and what is on each day."""

import re
from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.formats import date_format, get_format
from wagtail.models import Page

from campaigns.models.event import EventPage
from campaigns.models.key_date import KeyDatePage, next_anniversary
from core import clock
from core.languages import best_versions, listed

# So many lines of a day are shown; the lists have the rest.
LINES = 8
# The calendar has an end on both sides, or a robot would turn its pages for ever.
YEARS_BACK, YEARS_AHEAD = 20, 5
# Of a thousand events only what places them is read, and the pages of those that are shown.
EVENT_FACTS = (
    "translation_key",
    "start_day",
    "end_day",
    "start_time",
    "end_time",
    "timing",
)
KEY_DATE_FACTS = ("translation_key", "actual_day", "announced_day", "yearly")
SHOWN = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)


@dataclass(frozen=True)
class Mark:
    """That an event or a key date is on a day; `hour` on the day it begins, if it is known."""

    key: UUID
    model: type[Page]
    hour: str = ""


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
    is_past: bool = False
    entries: list[Entry] = field(default_factory=list)
    left: int = 0


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
    """The month asked for, as a reader of `code` sees it. Four queries."""
    today = clock.today()
    first = wanted_month(text, today)
    last = next_month(first) - timedelta(days=1)
    marks = marks_by_day(first, last)
    entries = entries_by_day(marks, code)
    week_begins = (get_format("FIRST_DAY_OF_WEEK") - 1) % 7  # Django counts from Sunday
    weeks = [
        [
            Day(
                day=day,
                is_inside=day.month == first.month,
                is_today=day == today,
                is_past=day < today,
                entries=entries.get(day, []),
                left=max(len(marks.get(day, [])) - LINES, 0),
            )
            for day in week
        ]
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


def marks_by_day(first: date, last: date) -> dict[date, list[Mark]]:
    """What is on each day: what takes long or all day first, then by the hour. Two queries."""
    found: dict[date, list[Mark]] = defaultdict(list)
    for facts in key_dates_between(first, last):
        found[day_between(facts, first)].append(Mark(facts.translation_key, KeyDatePage))
    for facts in events_between(first, last):
        day = max(facts.start_day, first)
        while day <= min(facts.last_day, last):
            is_first = day == facts.start_day and facts.has_hours
            hour = f"{facts.start_time:%H:%M}" if is_first else ""
            found[day].append(Mark(facts.translation_key, EventPage, hour))
            day += timedelta(days=1)
    for marks in found.values():
        marks.sort(key=lambda mark: mark.hour)
    return found


def entries_by_day(marks: dict[date, list[Mark]], code: str) -> dict[date, list[Entry]]:
    """The first marks of each day with their pages for a reader of `code`. Two queries."""
    shown = {day: found[:LINES] for day, found in marks.items()}
    pages = {}
    for model in (EventPage, KeyDatePage):
        keys = {mark.key for found in shown.values() for mark in found if mark.model is model}
        pages |= {page.translation_key: page for page in best_versions(model, keys, code)}
    return {
        day: [
            Entry(pages[mark.key], mark.model is EventPage, mark.hour)
            for mark in found
            if mark.key in pages
        ]
        for day, found in shown.items()
    }


def events_between(first: date, last: date) -> QuerySet[EventPage]:
    """The facts of the events of some days, each by the clock of its own place."""
    until = Coalesce("end_day", "start_day")
    events = listed(EventPage).annotate(until=until).filter(start_day__lte=last, until__gte=first)
    return events.only(*EVENT_FACTS).order_by("starts_at", "pk")


def key_dates_between(first: date, last: date) -> list[KeyDatePage]:
    """The facts of the key dates of some days of one month, yearly ones as they return."""
    days = listed(KeyDatePage).annotate(on=Coalesce("actual_day", "announced_day"))
    yearly = Q(yearly=True, on__lte=last, on__month=first.month)
    if first.month == 3:
        # In most years 29 February is remembered on 1 March.
        yearly |= Q(yearly=True, on__lte=last, on__month=2, on__day=29)
    found = days.filter(yearly | Q(yearly=False, on__range=(first, last)))
    dates = found.only(*KEY_DATE_FACTS).order_by("pk")
    return [facts for facts in dates if first <= day_between(facts, first) <= last]


def day_between(facts: KeyDatePage, first: date) -> date:
    """The day a key date falls on, a yearly one the first time from `first` on."""
    day = facts.actual_day or facts.announced_day
    return next_anniversary(day, first) if facts.yearly else day
