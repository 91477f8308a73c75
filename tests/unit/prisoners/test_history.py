"""People in numbers over time: whom they count, on which days, and how they stay true."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.changes import shown_changed
from core.models import Consent
from prisoners import history
from prisoners.history import Restricted, StatusFacts
from prisoners.ledger import Days
from prisoners.models import Restriction, StatusRow
from tests.factories import make_person, send_to

TODAY = date(2017, 12, 1)
KEYS = [uuid4() for _ in range(40)]


@pytest.fixture(autouse=True)
def empty_cache():
    """No history of another test."""
    cache.clear()


def row(
    person: int, code: str, since: date | None = None, as_of: date | None = None
) -> StatusFacts:
    return StatusFacts(person, KEYS[person], code, since, "day", as_of, "day", None)


def compiled(
    *rows: StatusFacts, limits: dict | None = None, today: date = TODAY
) -> history.History:
    return history.compiled(rows, limits or {}, today)


THREE = (
    row(1, "pretrial", date(2015, 3, 10)),
    row(1, "imprisoned", date(2015, 9, 1)),
    row(1, "released", date(2016, 6, 1)),
    row(2, "detained", date(2016, 5, 1)),
    row(2, "died_in_custody", date(2017, 1, 1)),
    row(3, "imprisoned", date(2016, 5, 20)),
)


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        (date(2015, 3, 9), {}),
        (date(2015, 3, 10), {"pretrial": 1}),
        (date(2015, 9, 1), {"imprisoned": 1}),
        (date(2016, 5, 31), {"imprisoned": 2, "detained": 1}),
        (date(2016, 6, 1), {"imprisoned": 1, "detained": 1, "released": 1}),
        (date(2017, 12, 1), {"imprisoned": 1, "released": 1, "died_in_custody": 1}),
    ],
)
def test_a_day_in_the_past_counts_everybody_by_the_status_of_that_day(day, numbers):
    assert compiled(*THREE).over_time([day]) == [numbers]


def test_the_numbers_of_many_days_are_those_of_each():
    days = [date(2015, 3, 9), date(2015, 9, 1), date(2016, 5, 31), TODAY]

    found = compiled(*THREE).over_time(days)

    assert found == [compiled(*THREE).over_time([day])[0] for day in days]


def test_every_group_has_a_number():
    assert compiled(*THREE).groups_on(date(2016, 6, 1)) == {
        "held": 2,
        "limited": 0,
        "free": 1,
        "dead": 0,
        "unclear": 0,
    }


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2016, 12, 31), "imprisoned"),
        (date(2017, 1, 1), "released"),
        (date(2017, 2, 1), "restricted"),
        (date(2017, 6, 30), "restricted"),
        (date(2017, 7, 1), "released"),
        (date(2017, 9, 1), "detained"),
    ],
)
def test_nobody_under_restrictions_counts_as_released(day, code):
    rows = [
        row(1, "imprisoned", date(2016, 1, 1)),
        row(1, "released", date(2017, 1, 1)),
        row(1, "detained", date(2017, 9, 1)),
    ]
    limits = {1: [Restricted(date(2017, 2, 1), date(2017, 6, 30))]}

    assert compiled(*rows, limits=limits).over_time([day]) == [{code: 1}]


def test_a_restriction_without_days_holds_from_the_release_on():
    rows = [row(1, "imprisoned", date(2016, 1, 1)), row(1, "released", date(2017, 1, 1))]

    found = compiled(*rows, limits={1: [Restricted(None, None)]})

    assert found.over_time([date(2016, 12, 31), TODAY]) == [{"imprisoned": 1}, {"restricted": 1}]


def test_a_status_without_a_day_counts_today_and_in_no_number_of_the_past():
    found = compiled(row(1, "imprisoned"), row(2, "detained", date(2017, 1, 1)))

    assert found.groups_on(TODAY)["held"] == 2
    assert found.groups_on(date(2017, 11, 30))["held"] == 1
    assert found.unknown_on(TODAY) == 0
    assert found.unknown_on(date(2017, 11, 30)) == 1


def test_what_was_before_the_first_source_is_said_to_be_unknown():
    found = compiled(
        row(1, "detained", as_of=date(2017, 6, 1)),
        row(2, "released", date(2017, 8, 1)),
        row(3, "detained", date(2017, 8, 1)),
    )

    assert [found.unknown_on(day) for day in (date(2017, 5, 31), date(2017, 6, 1))] == [2, 1]
    assert found.unknown_on(date(2017, 8, 1)) == 0


def test_rows_of_the_future_count_for_nothing():
    found = compiled(row(1, "detained", date(2018, 1, 1)), row(2, "released", as_of=date.max))

    assert found == history.History()


@pytest.mark.parametrize(
    ("first", "number", "days"),
    [
        (date(2017, 12, 1), 0, []),
        (date(2017, 11, 30), 2, [date(2017, 11, 1), TODAY]),
        (date(2017, 9, 10), 4, [date(2017, 9, 1), date(2017, 10, 1), date(2017, 11, 1), TODAY]),
        (date(2013, 3, 1), 58, [date(2013, 3, 1), date(2013, 4, 1)]),
        (date(2012, 12, 1), 22, [date(2012, 10, 1), date(2013, 1, 1)]),
        (date(1987, 6, 1), 32, [date(1987, 1, 1), date(1988, 1, 1)]),
        (date(1937, 6, 1), 18, [date(1935, 1, 1), date(1940, 1, 1)]),
        (date(1, 1, 2), 42, [date(1, 1, 1), date(50, 1, 1)]),
    ],
)
def test_points_are_the_first_days_of_months_or_years_and_at_most_sixty(first, number, days):
    points = compiled(row(1, "detained", first)).points(TODAY)

    assert len(points) == number
    assert points[: len(days)] == days
    assert points[-1:] == ([TODAY] if points else [])


def test_without_an_arrest_there_is_nothing_to_draw():
    assert compiled(row(1, "released", date(2017, 1, 1))).points(TODAY) == []
    assert compiled().points(TODAY) == []


def test_the_longest_held_are_known_and_no_more_than_25():
    rows = [row(person, "detained", date(2017, 11, person)) for person in range(1, 31)]
    rows.append(row(31, "suspended", date(2010, 1, 1)))
    rows.append(row(32, "detained"))

    longest = compiled(*rows).longest

    assert len(longest) == 25
    assert longest[0] == (KEYS[1], Days(30, 30))
    assert longest[-1] == (KEYS[25], Days(6, 6))


def numbers_today() -> dict[str, int]:
    numbers = history.of_everybody().groups_on(TODAY)
    return {group: number for group, number in numbers.items() if number}


@pytest.mark.django_db
def test_everybody_who_may_be_shown_is_counted_once():
    send_to(make_person("Один", status="imprisoned"), "fr", "en")
    make_person("Два", status="imprisoned", publish=False)
    make_person("Три", status="imprisoned", consent={"risk": "do_not_publish"})
    make_person("Ч. П.", status="imprisoned", consent={"public_name": "initials", "name": False})

    assert numbers_today() == {"held": 2}


@pytest.mark.django_db
def test_a_withdrawn_consent_leaves_the_numbers_at_once():
    person = make_person(status="imprisoned")
    assert numbers_today() == {"held": 1}

    record = Consent.objects.get(translation_key=person.translation_key)
    record.withdrawn_on = TODAY
    record.save()

    assert numbers_today() == {}
    assert history.of_everybody().longest == []


@pytest.mark.django_db
def test_a_published_change_changes_the_numbers_at_once():
    person = make_person(status="imprisoned")
    assert numbers_today() == {"held": 1}

    person.statuses.add(
        StatusRow(code="released", since=date(2017, 11, 1), locale=person.locale, sort_order=1)
    )
    person.restrictions = [Restriction(kind="leaving", since=date(2017, 11, 1))]
    person.save_revision().publish()

    assert numbers_today() == {"limited": 1}


@pytest.mark.django_db
def test_a_new_day_has_a_history_of_its_own(settings):
    make_person(status="imprisoned")
    assert history.of_everybody().longest[0][1] == Days(294, 294)

    settings.BOSAT_TODAY = date(2017, 12, 2)

    assert history.of_everybody().longest[0][1] == Days(295, 295)


@pytest.mark.django_db
def test_the_history_costs_two_queries_for_any_number_and_none_until_something_changes():
    for number in range(3):
        make_person(f"Человек {number}", status="imprisoned")

    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            history.of_everybody()
        costs.append(len(captured))
    shown_changed.send(None, keys={uuid4()})
    with CaptureQueriesContext(connection) as captured:
        history.of_everybody()

    assert [*costs, len(captured)] == [2, 0, 2]
