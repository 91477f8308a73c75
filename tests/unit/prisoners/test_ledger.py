"""The ledger: what dated rows say of a day, and of the days in custody."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from prisoners import ledger
from prisoners.choices import DEPRIVED_OF_LIBERTY, GROUPS, Status, StatusGroup
from prisoners.ledger import Custody, Days
from tests.factories import make_person

TODAY = date(2017, 12, 1)


@dataclass(frozen=True)
class Row:
    """A status row as the ledger reads it."""

    code: str
    since: date | None = None
    since_precision: str = "day"
    as_of: date | None = None
    as_of_precision: str = "day"
    sort_order: int | None = None


def row(code: str, since: str = "", as_of: str = "", order: int | None = None) -> Row:
    """A row whose days are written as far as they are known: 2017, 2017-05, 2017-05-10, ~2017."""
    return Row(code, *partly(since), *partly(as_of), sort_order=order)


def partly(text: str) -> tuple[date | None, str]:
    if not text:
        return None, "day"
    if text.startswith("~"):
        return date(int(text[1:]), 1, 1), "circa"
    parts = [int(part) for part in text.split("-")]
    precision = ("year", "month", "day")[len(parts) - 1]
    return date(*parts, *[1] * (3 - len(parts))), precision


def code_on(day: str, *rows: Row) -> str:
    status = ledger.status_on(rows, date.fromisoformat(day))
    return status.code if status else ""


def held(*rows: Row, until: date = TODAY) -> Days | None:
    return ledger.days_held(rows, until)


CASE = (
    row("pretrial", "2016-05-17"),
    row("imprisoned", "2016-11-28"),
    row("restricted", "2017-06-01"),
)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2016-05-16", ""),
        ("2016-05-17", "pretrial"),
        ("2016-11-27", "pretrial"),
        ("2016-11-28", "imprisoned"),
        ("2017-06-01", "restricted"),
        ("2030-01-01", "restricted"),
    ],
)
def test_a_status_lasts_until_the_next_one_begins(day, code):
    assert code_on(day, *CASE) == code


def test_without_rows_nothing_is_known():
    assert ledger.status_on([], TODAY) is None
    assert ledger.days_held([], TODAY) is None
    assert ledger.custody([], TODAY) is None
    assert ledger.first_arrest([]) is None


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([row("released", "2017-08-01"), row("pretrial", "2016-01-01")], "pretrial released"),
        # A year says nothing of a day in it: the editor knows which came first.
        ([row("pretrial", "2017-05-10"), row("imprisoned", "2017")], "pretrial imprisoned"),
        ([row("imprisoned", "2017"), row("pretrial", "2017-05-10")], "imprisoned pretrial"),
        # But a year that is over, or a later month, does.
        ([row("pretrial", "2017-05-10"), row("imprisoned", "2016")], "imprisoned pretrial"),
        ([row("released", "2017-06"), row("pretrial", "2017-05-10")], "pretrial released"),
        ([row("released", "~2016"), row("pretrial", "2017-05-10")], "released pretrial"),
        ([row("released", "2017-05-10"), row("pretrial", "~2018")], "released pretrial"),
        # The same day: the editor decides.
        ([row("pretrial", "2017-05-10"), row("released", "2017-05-10")], "pretrial released"),
        # The day a source speaks of stands for a beginning that is not known.
        ([row("detained", as_of="2017-12-01"), row("pretrial", "2017-02-01")], "pretrial detained"),
        # Without any day the editor's order is all there is.
        ([row("pretrial", "2017-05-10"), row("released")], "pretrial released"),
        ([row("released"), row("pretrial", "2017-05-10")], "released pretrial"),
        # An imprecise row between two that are not in the editor's order.
        (
            [row("released", "2017-09-01"), row("imprisoned", "2017"), row("pretrial", "2017-03")],
            "imprisoned pretrial released",
        ),
    ],
)
def test_rows_stand_in_time_and_else_as_the_editor_put_them(rows, codes):
    assert " ".join(row.code for row in ledger.in_order(rows)) == codes


def test_the_editors_order_is_that_of_the_form_not_of_the_database():
    rows = [row("released", "2017", order=2), row("pretrial", "2017", order=1)]

    assert [found.code for found in ledger.in_order(rows)] == ["pretrial", "released"]


@pytest.mark.parametrize(
    ("day", "code", "rows"),
    [
        # An imprecise row counts from the first day it may have begun,
        ("2017-01-01", "imprisoned", [row("imprisoned", "2017")]),
        ("2016-12-31", "", [row("imprisoned", "2017")]),
        ("2015-01-01", "imprisoned", [row("imprisoned", "~2016")]),
        # but not before the row it follows.
        ("2017-04-30", "", [row("pretrial", "2017-05-10"), row("imprisoned", "2017")]),
        ("2017-05-10", "imprisoned", [row("pretrial", "2017-05-10"), row("imprisoned", "2017")]),
        # Two rows on one day: the second.
        ("2017-05-10", "released", [row("pretrial", "2017-05-10"), row("released", "2017-05-10")]),
        # What a source says of a day is not known of the day before.
        ("2017-12-01", "detained", [row("detained", as_of="2017-12-01")]),
        ("2017-11-30", "", [row("detained", as_of="2017-12-01")]),
        # Without any day: always, or since the row before.
        ("1990-01-01", "detained", [row("detained")]),
        ("2017-05-09", "", [row("pretrial", "2017-05-10"), row("released")]),
        ("2017-05-10", "released", [row("pretrial", "2017-05-10"), row("released")]),
        # A beginning that lies ahead.
        (
            "2017-12-01",
            "pretrial",
            [row("pretrial", "2017-01-01"), row("imprisoned", "2018-01-01")],
        ),
        ("2017-12-01", "", [row("imprisoned", "2018")]),
        # Nobody knows, between two spells.
        (
            "2016-07-01",
            "unknown",
            [row("pretrial", "2016-01-01"), row("unknown", "2016-06"), row("detained", "2017")],
        ),
    ],
)
def test_a_status_holds_from_the_first_day_it_may_have_begun(day, code, rows):
    assert code_on(day, *rows) == code


def test_death_is_the_last_status():
    rows = [
        row("imprisoned", "2016-01-01"),
        row("died_in_custody", "2016-03-01"),
        row("rehabilitated", "2017-01-01"),
    ]

    assert code_on("2017-12-01", *rows) == "died_in_custody"
    assert held(*rows) == Days(60, 60)
    assert [row.code for row in ledger.in_order(rows)][-1] == "rehabilitated"


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("house_arrest", StatusGroup.HELD),
        ("psychiatric", StatusGroup.HELD),
        ("disappeared", StatusGroup.HELD),
        ("restricted", StatusGroup.RESTRICTED),
        ("released_appeal", StatusGroup.RESTRICTED),
        ("suspended", StatusGroup.RESTRICTED),
        ("exile", StatusGroup.RESTRICTED),
        ("released", StatusGroup.RELEASED),
        ("died_in_custody", StatusGroup.DIED),
    ],
)
def test_whoever_is_released_under_conditions_is_not_among_the_free(code, group):
    assert GROUPS[code] == group
    assert (code in DEPRIVED_OF_LIBERTY) is (group == StatusGroup.HELD)


def test_every_status_has_a_group():
    assert set(GROUPS) == set(Status)


@pytest.mark.parametrize(
    ("days", "rows"),
    [
        # Held until today, or until the next status.
        (Days(0, 0), [row("detained", "2017-12-01")]),
        (Days(30, 30), [row("detained", "2017-11-01")]),
        (Days(380, 380), CASE),
        # One kind of custody after another is one spell, whatever is known of the change.
        (Days(334, 334), [row("pretrial", "2017-01-01"), row("imprisoned", "2017")]),
        (Days(334, 334), [row("pretrial", "2017-01-01"), row("imprisoned", as_of="2017-12-01")]),
        (Days(334, 334), [row("pretrial", "2017-01-01"), row("imprisoned")]),
        (Days(334, 334), [row("house_arrest", "2017-01-01")]),
        # Never held.
        (None, [row("suspended", "2017-01-01")]),
        (None, [row("restricted", "2017-01-01")]),
        (None, [row("exile", "2017-01-01")]),
        (None, [row("released", "2017-01-01")]),
        (None, [row("imprisoned", "2018-01-01")]),
        # Nothing says since when.
        (None, [row("detained")]),
        (None, [row("detained", as_of="2017-11-01")]),
        (None, [row("detained", as_of="2017-06-01"), row("released", "2017-11-01")]),
        (None, [row("unknown"), row("detained")]),
        # Several spells, and nobody knows what was between them.
        (
            Days(90, 90),
            [
                row("pretrial", "2016-01-01"),
                row("released", "2016-03-01"),
                row("detained", "2017-11-01"),
                row("exile", "2017-12-01"),
            ],
        ),
        (
            Days(61, 61),
            [
                row("pretrial", "2017-01-01"),
                row("unknown", "2017-02-01"),
                row("detained", "2017-11-01"),
            ],
        ),
        # Two rows on one day.
        (Days(0, 0), [row("pretrial", "2017-05-10"), row("released", "2017-05-10")]),
        # Known to the month or the year, or about.
        (Days(184, 214), [row("detained", "2017-05")]),
        (Days(335, 700), [row("detained", "2016")]),
        (Days(335, 1430), [row("detained", "~2015"), row("imprisoned", "2017-01-01")]),
        (Days(0, 334), [row("detained", "2017")]),
        (Days(29, 89), [row("pretrial", "2017-01"), row("released", "2017-03")]),
        (Days(0, 30), [row("pretrial", "2017-05"), row("released", "2017-05")]),
        # The day before bounds the day after.
        (Days(0, 205), [row("pretrial", "2017-05-10"), row("released", "2017")]),
        (Days(0, 205), [row("pretrial", "2017-05-10"), row("released")]),
        (Days(0, 205), [row("pretrial", "2017-05-10"), row("released", as_of="2017-12-01")]),
        (Days(0, 20), [row("restricted", "2017-11-11"), row("detained", as_of="2017-12-01")]),
        # Two spells within a year are together no longer than the year.
        (
            Days(0, 334),
            [row("pretrial", "2017"), row("released", "2017"), row("detained", "2017")],
        ),
        # The gap is certain even where its ends are not.
        (
            Days(91, 180),
            [row("pretrial", "2017-01"), row("released", "2017-05"), row("detained", "2017-11")],
        ),
    ],
)
def test_days_held_are_exact_or_within_bounds(days, rows):
    assert held(*rows) == days


@pytest.mark.parametrize(
    ("until", "days"),
    [
        (date(2016, 5, 16), None),
        (date(2016, 5, 17), Days(0, 0)),
        (date(2016, 6, 17), Days(31, 31)),
        (date(2017, 5, 31), Days(379, 379)),
        (date(2017, 6, 1), Days(380, 380)),
        (date(2020, 1, 1), Days(380, 380)),
    ],
)
def test_days_are_counted_as_of_any_day(until, days):
    assert held(*CASE, until=until) == days


@pytest.mark.parametrize(
    ("rows", "custody"),
    [
        ([row("pretrial", "2017-11-01")], Custody(0, date(2017, 11, 1))),
        (CASE, Custody(380, None)),
        ([*CASE, row("detained", "2017-11-01")], Custody(380, date(2017, 11, 1))),
        ([row("detained", "2016")], Custody(0, date(2016, 12, 31))),
        ([row("detained", as_of="2017-11-01")], None),
        ([row("exile", "2017-11-01")], None),
    ],
)
def test_custody_is_the_past_spells_and_the_day_the_present_one_began(rows, custody):
    assert ledger.custody(rows, TODAY) == custody


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        (CASE, date(2016, 5, 17)),
        ([row("prosecuted_at_liberty", "2015-01-01"), *CASE], date(2016, 5, 17)),
        ([row("detained", "2016")], date(2016, 1, 1)),
        ([row("detained", as_of="2017-11-01")], None),
        ([row("suspended", "2015-01-01")], None),
    ],
)
def test_the_first_arrest_begins_the_first_custody_if_its_day_is_known(rows, day):
    assert ledger.first_arrest(rows) == day


@pytest.mark.django_db
def test_a_profile_speaks_of_the_day_the_site_is_set_to(settings):
    person = make_person(status="detained")  # since 10 February 2017
    assert person.days_held == Days(294, 294)

    settings.BOSAT_TODAY = date(2017, 2, 9)
    earlier = type(person).objects.get(pk=person.pk)

    assert (earlier.status, earlier.days_held) == (None, None)


def generated(random: Random) -> list[Row]:
    """A few rows within three years, known well, in part or not at all."""
    rows = []
    for number in range(random.randrange(1, 6)):
        known = random.choice(("since", "since", "since", "as_of", "both", "nothing"))
        days = [date(2015, 1, 1) + timedelta(random.randrange(1000)) for _ in range(2)]
        precisions = [random.choice(("day", "day", "month", "year", "circa")) for _ in range(2)]
        rows.append(
            Row(
                code=random.choice(Status.values),
                since=days[0] if known in ("since", "both") else None,
                since_precision=precisions[0],
                as_of=days[1] if known in ("as_of", "both") else None,
                as_of_precision=precisions[1],
                sort_order=number,
            )
        )
    return rows


@pytest.mark.parametrize("seed", range(10))
def test_whatever_the_rows_are_days_grow_by_none_or_one(seed):
    random = Random(seed)
    for _ in range(30):
        rows = generated(random)
        start = date(2014, 1, 1) + timedelta(random.randrange(1500))
        days = [start + timedelta(number) for number in range(60)]
        counts = [ledger.days_held(rows, day) or Days(0, 0) for day in days]

        assert all(0 <= count.least <= count.most for count in counts), rows
        assert {after.least - before.least for before, after in pairwise(counts)} <= {0, 1}, rows
        assert {after.most - before.most for before, after in pairwise(counts)} <= {0, 1}, rows


@pytest.mark.parametrize("seed", range(10))
def test_whatever_the_rows_are_no_status_is_from_the_future(seed):
    random = Random(seed)
    for _ in range(30):
        rows = generated(random)
        for number in range(0, 1500, 50):
            day = date(2014, 1, 1) + timedelta(number)
            found = ledger.status_on(rows, day)
            custody = ledger.custody(rows, day)

            assert found is None or ledger.place_in_time(found)[0] <= day, rows
            if custody:
                running = (day - custody.since).days if custody.since else 0
                assert custody.before + running == ledger.days_held(rows, day).least, rows
