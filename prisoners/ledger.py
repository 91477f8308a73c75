"""What dated status rows say: the status of a day, and how long somebody was held.

A status lasts until the next one begins. Nothing else in the project derives a status.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from core.dates import span
from prisoners.choices import DEPRIVED_OF_LIBERTY


class Row(Protocol):
    """What the ledger reads of a status row."""

    code: str
    since: date | None
    since_precision: str
    as_of: date | None
    as_of_precision: str
    sort_order: int | None


@dataclass(frozen=True)
class Days:
    """How many days somebody was held: exactly where both are equal."""

    least: int
    most: int


def begins(row: Row) -> tuple[date, date] | None:
    """The first and last day on which a status may have begun, if that is known."""
    return span(row.since, row.since_precision) if row.since else None


def place_in_time(row: Row) -> tuple[date, date]:
    """Where a row stands among others: its beginning, else the day its source speaks of."""
    if row.since:
        return span(row.since, row.since_precision)
    if row.as_of:
        return span(row.as_of, row.as_of_precision)
    return date.min, date.min


def in_order(rows: Iterable[Row]) -> list[Row]:
    """The rows from first to last; where days leave it open, in the order of the editor."""
    left = sorted(rows, key=lambda row: row.sort_order or 0)
    ordered = []
    while left:
        first = next(row for row in left if not any(is_before(other, row) for other in left))
        left.remove(first)
        ordered.append(first)
    return ordered


def is_before(row: Row, other: Row) -> bool:
    """Whether a row certainly stands before another."""
    return place_in_time(row)[1] < place_in_time(other)[0]


def status_on(rows: Iterable[Row], day: date) -> Row | None:
    """The status that held on a day, as far as the rows know: the last that had begun."""
    begun = [row for row in in_order(rows) if place_in_time(row)[0] <= day]
    return begun[-1] if begun else None


def days_held(rows: Iterable[Row], until: date) -> Days | None:
    """How many days somebody was deprived of liberty up to a day, in all spells together.

    None if she never was, or if the beginning of a spell is not known at all.
    """
    ordered = [row for row in in_order(rows) if place_in_time(row)[0] <= until]
    ends = [*(place_in_time(row) for row in ordered[1:]), (until, until)]
    spells = joined(ordered, ends)
    if not spells or any(begin is None for begin, _end in spells):
        return None
    least = sum(max((end[0] - begin[1]).days, 0) for begin, end in spells)
    most = sum((min(end[1], until) - begin[0]).days for begin, end in spells)
    return Days(least, max(most, least))


def joined(ordered: Sequence[Row], ends: Sequence[tuple[date, date]]) -> list[tuple]:
    """Begin and end of each spell in custody; one kind of custody after another is one spell."""
    spells: list[tuple] = []
    was_held = False
    for row, end in zip(ordered, ends, strict=True):
        is_held = row.code in DEPRIVED_OF_LIBERTY
        if is_held and was_held:
            spells[-1] = (spells[-1][0], end)
        elif is_held:
            spells.append((begins(row), end))
        was_held = is_held
    return spells


def first_arrest(rows: Iterable[Row]) -> date | None:
    """The day somebody was first deprived of liberty, known at least to the year."""
    held = [row for row in in_order(rows) if row.code in DEPRIVED_OF_LIBERTY]
    return held[0].since if held else None
