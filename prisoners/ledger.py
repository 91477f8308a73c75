"""What dated status rows say: the status of a day, and how long somebody was held.

A status lasts until the next one begins, and death is the last; nobody under a restriction is
shown as released. Nothing else in the project derives a status.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import NamedTuple, Protocol

from core.dates import span
from prisoners.choices import DEPRIVED_OF_LIBERTY, GROUPS, Status, StatusGroup


class Row(Protocol):
    """What the ledger reads of a status row."""

    code: str
    since: date | None
    since_precision: str
    as_of: date | None
    as_of_precision: str
    sort_order: int | None


class Limit(Protocol):
    """What the ledger reads of a restriction; without end where there is none."""

    since: date | None
    until: date | None


class Placed(NamedTuple):
    """A row among the others: from when on it is known, and between which days it began."""

    row: Row
    known_from: date
    earliest: date
    latest: date


@dataclass(frozen=True)
class Days:
    """How many days somebody was held: exactly where both are equal."""

    least: int
    most: int


@dataclass(frozen=True)
class Custody:
    """Days in the spells that are over, and the day the present spell had begun at the latest."""

    before: int
    since: date | None


def place_in_time(row: Row) -> tuple[date, date]:
    """Between which days a row stands: its beginning, else the day its source speaks of."""
    if row.since:
        return span(row.since, row.since_precision)
    if row.as_of:
        return span(row.as_of, row.as_of_precision)
    return date.min, date.max


def in_order(rows: Iterable[Row]) -> list[Row]:
    """The rows from first to last; where days leave it open, in the order of the editor."""
    left = [(*place_in_time(row), row) for row in sorted(rows, key=lambda row: row.sort_order or 0)]
    ordered = []
    while left:
        first_end = min(end for _start, end, _row in left)
        place = next(number for number, (start, *_) in enumerate(left) if start <= first_end)
        ordered.append(left.pop(place)[-1])
    return ordered


def in_time(rows: Iterable[Row]) -> list[Placed]:
    """The rows in order up to death, with days that agree: none began before the one before it.

    A row without a beginning began at any time after the last thing known before it.
    """
    ordered = up_to_death(in_order(rows))
    places = [place_in_time(row) for row in ordered]
    known = list(accumulate((start for start, _end in places), max))
    latest = list(accumulate((end for _start, end in reversed(places)), min))[::-1]
    before = [date.min, *known]
    return [
        Placed(row, known[n], known[n] if row.since else before[n], latest[n])
        for n, row in enumerate(ordered)
    ]


def up_to_death(ordered: list[Row]) -> list[Row]:
    """Without what follows death: whoever is rehabilitated after it was not released."""
    for number, row in enumerate(ordered, 1):
        if GROUPS[row.code] == StatusGroup.DIED:
            return ordered[:number]
    return ordered


def status_on(rows: Iterable[Row], day: date) -> Row | None:
    """The status that held on a day: the last one known by then, an imprecise one at its first."""
    known = [placed.row for placed in in_time(rows) if placed.known_from <= day]
    return known[-1] if known else None


def holds(limit: Limit, day: date) -> bool:
    """Whether a restriction holds on a day."""
    return (limit.since or date.min) <= day <= (limit.until or date.max)


def code_shown(code: str, limits: Iterable[Limit], day: date) -> str:
    """The status as it is shown: nobody who lives under a restriction is simply released."""
    if code == Status.RELEASED and any(holds(limit, day) for limit in limits):
        return Status.RESTRICTED.value
    return code


def days_held(rows: Iterable[Row], until: date) -> Days | None:
    """How many days somebody was deprived of liberty up to a day, in all spells together.

    None if she never was, or if nothing is known before which she was not.
    """
    turns = turns_of_custody(rows, until)
    if not turns:
        return None
    if len(turns) % 2 == 1:
        turns.append((until, until))
    gaps = sum(days_between(*gap) for gap in zip(turns[1::2], turns[2::2], strict=False))
    return Days(least=days_in(turns), most=(turns[-1][1] - turns[0][0]).days - gaps)


def custody(rows: Iterable[Row], until: date) -> Custody | None:
    """The least of `days_held` in two parts, of which one grows day by day; None like there."""
    turns = turns_of_custody(rows, until)
    if not turns:
        return None
    return Custody(before=days_in(turns), since=turns[-1][1] if len(turns) % 2 == 1 else None)


def turns_of_custody(rows: Iterable[Row], until: date) -> list[tuple[date, date]]:
    """Between which days each spell began and ended, by turns; the last may not have ended.

    One kind of custody after another is one spell. Empty if the first beginning is unknown.
    """
    turns: list[tuple[date, date]] = []
    for row, _known, earliest, latest in in_time(rows):
        was_held = len(turns) % 2 == 1
        if earliest <= until and was_held != (row.code in DEPRIVED_OF_LIBERTY):
            turns.append((earliest, min(latest, until)))
    return turns if turns and turns[0][0] != date.min else []


def days_in(turns: list[tuple[date, date]]) -> int:
    """The least number of days in the spells that are over."""
    return sum(days_between(*spell) for spell in zip(turns[::2], turns[1::2], strict=False))


def days_between(first: tuple[date, date], second: tuple[date, date]) -> int:
    """The least number of days between two turns known within bounds."""
    return max((second[0] - first[1]).days, 0)


def first_arrest(rows: Iterable[Row]) -> date | None:
    """The day somebody was first deprived of liberty, known at least to the year."""
    held = [row for row in in_order(rows) if row.code in DEPRIVED_OF_LIBERTY]
    return held[0].since if held else None
