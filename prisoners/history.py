"""People in numbers over time, derived from the ledger.

Of everybody's rows only the changes are kept: the numbers of any day are a sum over them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import nlargest
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID, uuid4

from django.core.cache import cache
from django.db import transaction

from core import clock
from core.changes import shown_changed
from core.languages import listed
from prisoners import ledger
from prisoners.choices import DEPRIVED_OF_LIBERTY, GROUPS, Status, StatusGroup
from prisoners.models import PrisonerPage, Restriction, StatusRow

MOST_POINTS = 60
MOST_PEOPLE = 25
# Months between two points of time: as few as leave no more than `MOST_POINTS`.
STEPS = (1, 3, 12, 60, 120, 600, 2400)
VERSION = "history-version"
# What follows custody: as the first row of a profile it leaves open what was before.
AFTER_CUSTODY = {
    Status.RESTRICTED,
    Status.RELEASED_APPEAL,
    Status.RELEASED,
    Status.ACQUITTED,
    Status.REHABILITATED,
    Status.DIED_IN_CUSTODY,
}


class StatusFacts(NamedTuple):
    """A status row without its words, and whose it is."""

    person: int
    key: UUID
    code: str
    since: date | None
    since_precision: str
    as_of: date | None
    as_of_precision: str
    sort_order: int | None


class Restricted(NamedTuple):
    """How long a restriction holds; without end where there is none."""

    since: date | None
    until: date | None

    def turns(self) -> list[date]:
        """The first day on which it holds and the first on which it does not any more."""
        ends = self.until is not None and self.until < date.max
        after = self.until + timedelta(days=1) if ends else None
        return [day for day in (self.since, after) if day]


@dataclass
class History:
    """How the numbers of people changed: by day, status and how many more or fewer.

    `undated` are those of whose status no day is known; they are in no number of the past.
    `silence` counts people by the day before which no source says what their status was.
    `longest` are the people with the most days in custody, by translation key.
    """

    changes: dict[date, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    undated: Counter[str] = field(default_factory=Counter)
    silence: Counter[date] = field(default_factory=Counter)
    first_arrest: date | None = None
    longest: list[tuple[UUID, ledger.Days]] = field(default_factory=list)

    def over_time(self, days: Iterable[date]) -> list[Counter[str]]:
        """How many people had each status on days given from first to last."""
        changes = sorted(self.changes.items(), reverse=True)
        numbers: Counter[str] = Counter()
        found = []
        for day in days:
            while changes and changes[-1][0] <= day:
                numbers.update(changes.pop()[1])
            found.append(+numbers)
        return found

    def add(self, turns: list[tuple[date, str]], began: bool) -> None:
        """Count the changes of one person; `began` if before the first there was freedom."""
        known = [turn for turn in turns if turn[0] > date.min]
        if not began:
            self.silence[known[0][0] if known else date.max] += 1
        if not known:
            self.undated[turns[-1][1]] += 1
        previous = ""
        for day, code in known:
            self.changes[day][code] += 1
            self.changes[day][previous] -= 1
            previous = code
            if code in DEPRIVED_OF_LIBERTY:
                self.first_arrest = min(day, self.first_arrest or day)

    def unknown_on(self, day: date) -> int:
        """How many people are in no number of a day because no source speaks of it."""
        if day == clock.today():
            return 0
        return sum(number for known_from, number in self.silence.items() if known_from > day)

    def groups_on(self, day: date) -> dict[str, int]:
        """How many people are in each group on a day; today also those without a day."""
        numbers = self.over_time([day])[0]
        if day == clock.today():
            numbers += self.undated
        groups = dict.fromkeys(StatusGroup.values, 0)
        for code, number in numbers.items():
            groups[GROUPS[code]] += number
        return groups

    def points(self, until: date) -> list[date]:
        """The first days of months or years from the first arrest on, and the last day."""
        if self.first_arrest is None or self.first_arrest >= until:
            return []
        first, last = (day.year * 12 + day.month - 1 for day in (self.first_arrest, until))
        step = next(step for step in STEPS if (last - first) // step + 3 <= MOST_POINTS)
        months = range(first - first % step, last + 1, step)
        days = [date(max(month // 12, 1), month % 12 + 1, 1) for month in months]
        return [*(day for day in days if day < until), until]


def of_everybody() -> History:
    """The history of all public people up to today; read anew when something has changed."""
    # A version that the cache forgot is a new one: what was kept under none may be too old.
    version = cache.get_or_set(VERSION, lambda: uuid4().hex, None)
    key = f"history-{version}-{clock.today()}"
    history = cache.get(key)
    if history is None:
        history = compiled(status_rows(), restrictions(), clock.today())
        cache.set(key, history)
    return history


def status_rows() -> Iterable[StatusFacts]:
    """The status rows of everybody who may be shown, person by person. One query."""
    names = ("page", "page__translation_key", *StatusFacts._fields[2:])
    rows = StatusRow.objects.filter(page__in=listed(PrisonerPage).values("pk"))
    return map(StatusFacts._make, rows.order_by("page", "sort_order", "pk").values_list(*names))


def restrictions() -> dict[int, list[Restricted]]:
    """The restrictions after a release, by person. One query."""
    found = defaultdict(list)
    for person, *days in Restriction.objects.order_by("pk").values_list("page", "since", "until"):
        found[person].append(Restricted(*days))
    return found


def compiled(
    rows: Iterable[StatusFacts], limits: Mapping[int, list[Restricted]], today: date
) -> History:
    """What rows, person by person, say of everybody up to today. One pass."""
    history = History()
    held = []
    for person, group in groupby(rows, key=itemgetter(0)):
        own = list(group)
        turns = [turn for turn in turns_of(own, limits.get(person, [])) if turn[0] <= today]
        if turns:
            first = ledger.in_order(own)[0]
            history.add(turns, bool(first.since) and first.code not in AFTER_CUSTODY)
        if days := ledger.days_held(own, today):
            held.append((own[0].key, days))
    history.longest = nlargest(MOST_PEOPLE, held, key=lambda one: (one[1].least, one[1].most))
    return history


def turns_of(rows: Iterable[StatusFacts], limits: list[Restricted]) -> Iterator[tuple[date, str]]:
    """The days on which a person's status changed, and to what; from first to last."""
    placed = ledger.in_time(rows)
    ends = [*(following.known_from for following in placed[1:]), date.max]
    for (row, start, *_bounds), end in zip(placed, ends, strict=True):
        turns = {start}
        if row.code == Status.RELEASED:
            turns |= {day for limit in limits for day in limit.turns() if start < day < end}
        yield from ((day, ledger.code_shown(row.code, limits, day)) for day in sorted(turns))


def connect() -> None:
    """Forget the history when what may be shown of somebody changes."""
    shown_changed.connect(forget)


def forget(**kwargs) -> None:
    """For this process at once, for others when they can read what has changed."""
    new_version()
    transaction.on_commit(new_version)


def new_version() -> None:
    """Histories of an older version are not read again."""
    cache.set(VERSION, uuid4().hex, timeout=None)
