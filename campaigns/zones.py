"""Time zones as calendar programs want them: a rule for each change of the clocks.

Outlook reads rules only and takes no list of days, which is what libraries write for a zone.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

ONE_DAY = timedelta(days=1)
ONE_SECOND = timedelta(seconds=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Shift:
    """From what to what clocks are set, and what the time is called then."""

    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def zone_component(zone: str, first: int, last: int) -> Timezone:
    """The time zone as it is from the year `first` to the year `last`."""
    component = Timezone()
    component.add("TZID", zone)
    onsets = defaultdict(list)
    for shift, onset in changes(zone, first - 1, last + 1):
        onsets[shift].append(onset)
    start = datetime(first, 1, 1)
    if not any(day < start for days in onsets.values() for day in days):
        component.add_component(observance(initial(zone, first), [start - ONE_DAY], last))
    for shift, days in onsets.items():
        component.add_component(observance(shift, days, last + 1))
    return component


def observance(
    shift: Shift, onsets: list[datetime], last: int
) -> TimezoneDaylight | TimezoneStandard:
    """One kind of time and when it begins: by a rule if it begins by one every year."""
    part = TimezoneDaylight() if shift.is_summer else TimezoneStandard()
    part.DTSTART = onsets[0]
    part.TZOFFSETFROM, part.TZOFFSETTO = shift.before, shift.after
    part.add("TZNAME", shift.name)
    if rule := yearly_rule(onsets, last):
        part.add("RRULE", rule)
    elif onsets[1:]:
        part.add("RDATE", onsets[1:])
    return part


def yearly_rule(onsets: list[datetime], last: int) -> dict | None:
    """The rule that gives these days, one a year to the `last`: “the last Sunday of March”."""
    years = [day.year for day in onsets]
    same = {(day.month, day.weekday(), day.time()) for day in onsets}
    if len(onsets) < 2 or len(same) > 1 or years != list(range(years[0], last + 1)):
        return None
    places = {(day.day - 1) // 7 + 1 for day in onsets}
    if all((day + 7 * ONE_DAY).month != day.month for day in onsets):
        places = {-1}
    if len(places) > 1:
        return None
    month, weekday, _time = same.pop()
    return {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": f"{places.pop()}{WEEKDAYS[weekday]}"}


def initial(zone: str, year: int) -> Shift:
    """What the clocks show as a year begins."""
    moment = datetime(year, 1, 1, tzinfo=ZoneInfo(zone))
    is_summer = moment.dst() > timedelta(0)  # in Dublin the hour taken away in winter is negative
    return Shift(moment.utcoffset(), moment.utcoffset(), moment.tzname(), is_summer)


@lru_cache(maxsize=128)
def changes(zone: str, first: int, last: int) -> list[tuple[Shift, datetime]]:
    """How clocks are set in these years, and when by the clock before."""
    found = []
    moment, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    tz = ZoneInfo(zone)
    while moment < end:
        before, after = moment.astimezone(tz), (moment + ONE_DAY).astimezone(tz)
        if before.utcoffset() != after.utcoffset():
            found.append(change_between(moment, tz))
        moment += ONE_DAY
    return found


def change_between(moment: datetime, tz: ZoneInfo) -> tuple[Shift, datetime]:
    """The change of the day that begins at `moment`, found by halves."""
    before = moment.astimezone(tz).utcoffset()
    low, high = moment, moment + ONE_DAY
    while high - low > ONE_SECOND:
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(tz).utcoffset() == before:
            low = middle
        else:
            high = middle
    after = high.astimezone(tz)
    shift = Shift(before, after.utcoffset(), after.tzname(), after.utcoffset() > before)
    return shift, (high + before).replace(tzinfo=None)
