"""The directory: whom it holds, what its facets count, how it is narrowed and sorted."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from core import clock
from core.models import TakeDown
from prisoners import directory, ledger
from prisoners.facets import Facets
from prisoners.filters import PeopleFilter, folded
from prisoners.models import (
    DirectoryEntry,
    NameVariant,
    PlaceIndexPage,
    PlacePage,
    PrisonerIndexPage,
    PrisonerPage,
    StatusRow,
)
from tests.benchmark.people import make_people
from tests.factories import add, fresh, give_consent, list_page, make_person, send_to

pytestmark = pytest.mark.django_db
TODAY = date(2017, 12, 1)
EVERYBODY = PeopleFilter()


def make_place(title: str = "СИЗО-1", **facts) -> PlacePage:
    page = PlacePage(title=title, **({"body": []} | facts))
    return add(list_page(PlaceIndexPage), page)


def with_statuses(person: PrisonerPage, *rows: tuple) -> PrisonerPage:
    """The person published with (code, since) or (code, since, place) rows."""
    person.statuses = [
        StatusRow(
            locale=person.locale,
            sort_order=number,
            code=row[0],
            since=row[1],
            place=row[2] if len(row) > 2 else None,
        )
        for number, row in enumerate(rows)
    ]
    person.save_revision().publish()
    return fresh(person)


def names(asked: PeopleFilter = EVERYBODY, code: str = "ru") -> list[str]:
    """The names the directory sorts a list by for a reader of a language, as they are written."""
    written = {folded(page.title): page.title for page in PrisonerPage.objects.all()}
    return [written[name] for name in asked.entries(code).values_list("sort_name", flat=True)]


def counts(asked: PeopleFilter = EVERYBODY, code: str = "ru") -> dict[str, dict[str, int]]:
    """What each facet counts."""
    return {
        facet.name: {option.value: option.number for option in facet.options}
        for facet in Facets(asked, code)
    }


@pytest.fixture
def four(db) -> PlacePage:
    """Two held in Kazakhstan, one released there, one who died in Russia; the place of one."""
    place = make_place("СИЗО-1", slug="sizo-1")
    facts = {"country": "KZ", "last_verified": TODAY - timedelta(40)}
    anna = make_person("Анна", occupations=["journalist", "blogger"], letters="post", **facts)
    with_statuses(anna, ("pretrial", date(2016, 5, 1), place))
    boris = make_person("Борис", occupations=["journalist"], letters="not_now", **facts)
    with_statuses(boris, ("imprisoned", date(2017, 11, 1)))
    vera = make_person("Вера", **facts)
    with_statuses(vera, ("detained", date(2015, 1, 1)), ("released", date(2015, 1, 31)))
    gleb = make_person("Глеб", country="RU")
    with_statuses(gleb, ("died_in_custody", date(2017, 6, 1)))
    return place


def test_facets_count_everybody(four):
    assert counts() == {
        "group": {"held": 2, "free": 1, "dead": 1},
        "status": {"pretrial": 1, "imprisoned": 1, "released": 1, "died_in_custody": 1},
        "country": {"KZ": 3, "RU": 1},
        "occupation": {"journalist": 2, "blogger": 1},
        "place": {"sizo-1": 1},
        "year": {"2017": 1, "2016": 1, "2015": 1},
        "letters": {"possible": 1},
        "verified": {"stale": 3},
    }


def test_counts_of_a_facet_respect_the_others_and_not_itself(four):
    counted = counts(PeopleFilter(country="KZ", group="held"))

    assert counted["country"] == {"KZ": 2}
    assert counted["group"] == {"held": 2, "free": 1}
    assert counted["status"] == {"pretrial": 1, "imprisoned": 1}
    assert counted["year"] == {"2017": 1, "2016": 1}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Анна", "Борис", "Вера", "Глеб"]),
        ({"group": "held"}, ["Анна", "Борис"]),
        ({"group": "free"}, ["Вера"]),
        ({"status": "died_in_custody"}, ["Глеб"]),
        ({"country": "KZ"}, ["Анна", "Борис", "Вера"]),
        ({"occupation": "journalist"}, ["Анна", "Борис"]),
        ({"occupation": "blogger"}, ["Анна"]),
        ({"place": "sizo-1"}, ["Анна"]),
        ({"place": "sizo-2"}, []),
        ({"year": "2015"}, ["Вера"]),
        ({"letters": "possible"}, ["Анна"]),
        ({"verified": "stale"}, ["Анна", "Борис", "Глеб"]),
        ({"name": "ер"}, ["Вера"]),
        ({"group": "held", "year": "2017"}, ["Борис"]),
        ({"group": "held", "country": "RU"}, []),
    ],
)
def test_each_filter_narrows_the_list_and_the_number_beside_it(four, asked, found):
    asked = PeopleFilter(**asked)

    assert names(asked) == found
    assert Facets(asked, "ru").number == len(found)


def test_every_count_is_the_length_of_the_list_it_leads_to(four):
    for state in (EVERYBODY, PeopleFilter(group="held"), PeopleFilter(country="KZ", year="2016")):
        for facet in Facets(state, "ru"):
            for option in facet.options:
                narrowed = PeopleFilter.from_query(
                    dict(part.split("=") for part in option.query.split("&"))
                )
                assert option.number == len(names(narrowed)), (facet.name, option.value)


@pytest.mark.parametrize(
    ("code", "days_ago", "is_stale"),
    [
        ("pretrial", 30, False),
        ("pretrial", 31, True),
        ("released", 180, False),
        ("released", 181, True),
        ("", 181, True),
        ("", None, True),
    ],
)
def test_a_check_of_somebody_held_is_good_for_30_days_and_otherwise_for_180(
    code, days_ago, is_stale
):
    checked = None if days_ago is None else TODAY - timedelta(days_ago)
    person = make_person("Анна", status=code, last_verified=checked)

    assert (names(PeopleFilter(verified="stale")) == ["Анна"]) is is_stale
    assert person.is_stale is is_stale


def test_the_longest_in_custody_come_first(four):
    both = make_person("Дина")
    with_statuses(
        both,
        ("detained", date(2010, 1, 1)),
        ("released", date(2012, 1, 1)),
        ("pretrial", date(2017, 11, 30)),
    )

    assert names(PeopleFilter(sort="days")) == ["Дина", "Анна", "Борис", "Вера", "Глеб"]


def test_the_last_changed_come_first(four):
    PrisonerPage.objects.get(title="Вера").save_revision().publish()

    assert names(PeopleFilter(sort="changed")) == ["Вера", "Глеб", "Борис", "Анна"]


def test_names_are_sorted_without_regard_to_accents_and_capitals(db):
    for title in ("Zoé", "éva", "Anna", "Ёлка", "Еж", "Жук"):
        make_person(title)

    assert names() == ["Anna", "éva", "Zoé", "Еж", "Ёлка", "Жук"]


@pytest.mark.parametrize(
    "rows",
    [
        [("pretrial", date(2016, 5, 1), "day")],
        [("pretrial", date(2017, 5, 1), "year")],
        [("detained", date(2010, 1, 1), "year"), ("released", date(2012, 1, 1), "month")],
        [
            ("detained", date(2012, 1, 1), "day"),
            ("released", date(2012, 1, 1), "year"),
            ("imprisoned", date(2014, 1, 1), "circa"),
            ("psychiatric", date(2016, 1, 1), "day"),
        ],
        [("pretrial", None, "day")],
        [("released", date(2012, 1, 1), "day")],
    ],
)
def test_the_directory_sorts_by_the_days_a_page_shows(rows):
    rows = [
        StatusRow(code=code, since=since, since_precision=precision, sort_order=number)
        for number, (code, since, precision) in enumerate(rows)
    ]
    held = ledger.days_held(rows, TODAY)
    custody = ledger.custody(rows, TODAY)

    if held is None:
        assert custody is None
    else:
        present = (TODAY - custody.since).days if custody.since else 0
        assert custody.before + present == held.least


def test_nobody_disappears_for_want_of_a_translation():
    send_to(make_person("Анна"), "fr", title="Anne")
    make_person("Борис")

    assert names(code="fr") == ["Anne", "Борис"]
    assert names(code="kk") == ["Анна", "Борис"]
    assert names(code="ru") == ["Анна", "Борис"]


def test_a_protected_person_has_no_place_and_no_letters():
    place = make_place()
    person = make_person(
        "А. Б.",
        native_name="Secretname",
        letters="post",
        consent={"public_name": "initials", "real_name": "Secretname"},
    )
    with_statuses(person, ("pretrial", date(2016, 5, 1), place))

    assert names(PeopleFilter(place=place.slug)) == []
    assert "place" not in counts()
    assert "letters" not in counts()
    assert names(PeopleFilter(name="secret")) == []
    assert names() == ["А. Б."]


def test_a_spelling_nobody_consented_to_cannot_be_probed_for():
    person = make_person("Узник", native_name="Secretname")
    person.spellings = [NameVariant(name="Otherwise")]
    person.save_revision().publish()
    assert names(PeopleFilter(name="otherw")) == ["Узник"]

    give_consent(person, name=False, public_name="pseudonym", real_name="Secretname")

    assert names(PeopleFilter(name="otherw")) == []
    assert names(PeopleFilter(name="secret")) == []
    assert names(PeopleFilter(name="узн")) == ["Узник"]


def withdraw(person: PrisonerPage) -> None:
    give_consent(person, withdrawn_on=TODAY)


def rule_out(person: PrisonerPage) -> None:
    give_consent(person, risk="do_not_publish")


def take_down(person: PrisonerPage) -> None:
    TakeDown.objects.create(translation_key=person.translation_key, reason="Asked by the family")


def restrict(person: PrisonerPage) -> None:
    PageViewRestriction.objects.create(page=person, restriction_type="login")


def restrict_list(person: PrisonerPage) -> None:
    PageViewRestriction.objects.create(page=person.get_parent(), restriction_type="login")


def unpublish(person: PrisonerPage) -> None:
    person.unpublish()


def delete(person: PrisonerPage) -> None:
    person.delete()


def forget(person: PrisonerPage) -> None:
    person.consent.delete()


@pytest.mark.parametrize(
    "hide",
    [withdraw, rule_out, take_down, restrict, restrict_list, unpublish, delete, forget],
    ids=lambda hide: hide.__name__,
)
def test_whoever_may_no_longer_be_shown_is_gone_at_once(client, hide):
    person = make_person("Анна", status="pretrial")
    send_to(person, "fr", title="Anne")

    hide(person)

    assert list(DirectoryEntry.objects.all()) == []
    assert "Anne" not in client.get("/fr/prisoners/").content.decode()
    assert counts(code="fr") == {}


def test_whoever_is_moved_below_a_closed_page_is_gone_at_once():
    person = make_person("Анна")
    closed = add(person.get_parent().get_parent(), PrisonerIndexPage(title="Закрыто"))
    PageViewRestriction.objects.create(page=closed, restriction_type="login")

    person.move(closed, pos="last-child")

    assert names() == []


def test_whoever_may_be_shown_again_is_back_at_once():
    person = make_person("Анна")
    take_down(person)

    record = TakeDown.objects.get()
    record.undone_at = clock.now()
    record.save()

    assert names() == ["Анна"]


def test_whose_consent_expires_is_gone_the_next_day_without_anybody_saving(settings, client):
    make_person("Анна", consent={"expires_on": TODAY})
    assert names() == ["Анна"]

    settings.BOSAT_TODAY = TODAY + timedelta(1)

    assert names() == []
    assert Facets(EVERYBODY, "ru").number == 0
    assert "Анна" not in client.get("/ru/prisoners/").content.decode()


def everything() -> list[dict]:
    return list(DirectoryEntry.objects.order_by("person", "language").values())


def test_writing_the_directory_twice_changes_nothing(four):
    before = everything()

    directory.refresh(PrisonerPage.objects.values_list("translation_key", flat=True))
    call_command("rebuild_directory")

    assert len(before) == 4 * 7
    assert everything() == before


def test_a_rebuilt_directory_is_complete_and_without_left_overs(four, capsys):
    before = names()
    DirectoryEntry.objects.filter(person__title="Анна").delete()
    DirectoryEntry.objects.filter(person__title="Борис", language="fr").update(language="xx")
    vera = DirectoryEntry.objects.filter(person__title="Вера")
    vera.update(status="died")

    call_command("rebuild_directory")

    assert names() == before
    assert set(vera.values_list("status")) == {("released",)}
    assert DirectoryEntry.objects.exclude(language="xx").count() == 4 * 7
    assert DirectoryEntry.objects.count() == 4 * 7
    assert "4 / 4" in capsys.readouterr().out


def statements(act, *arguments) -> list[str]:
    """The SQL an action needs, without savepoints."""
    with CaptureQueriesContext(connection) as captured:
        act(*arguments)
    found = [query["sql"] for query in captured]
    return [sql for sql in found if "SAVEPOINT" not in sql]


def test_what_is_not_about_a_person_costs_the_directory_one_query():
    assert len(statements(directory.refresh, [uuid4()])) == 1


def test_people_are_written_in_few_queries_however_many(four):
    keys = list(PrisonerPage.objects.values_list("translation_key", flat=True))
    costs = [len(statements(directory.refresh, some)) for some in (keys[:1], keys)]

    assert costs == [5, 5]


def test_the_list_costs_the_same_for_any_number_of_people(client):
    costs = {}
    for number in (1, 3, 300):
        PrisonerPage.objects.all().delete()
        make_people(number)
        for query in ("", "?name=personne&sort=days", "?sort=changed&page=2"):
            address = f"/fr/prisoners/{query}"
            client.get(address)
            costs[query, number] = len(statements(client.get, address))

    assert max(costs.values()) <= 16
    assert len(set(costs.values())) == 1, costs


def test_a_list_with_every_filter_chosen_keeps_to_the_budget_of_a_list(client, four):
    query = (
        "?group=held&status=pretrial&country=KZ&occupation=blogger&place=sizo-1&year=2016"
        "&letters=possible&verified=stale&name=ан&sort=days"
    )
    client.get(f"/fr/prisoners/{query}")

    assert "Анна" in client.get(f"/fr/prisoners/{query}").content.decode()
    assert len(statements(client.get, f"/fr/prisoners/{query}")) <= 16


def test_a_place_where_nobody_is_left_can_be_taken_off_the_list_again(client, four):
    html = client.get("/ru/prisoners/?place=sizo-1&year=2015").content.decode()

    assert "СИЗО-1 (0)" in html
    assert 'href="/ru/prisoners/?year=2015"' in html
