"""People: status from dated rows, the list and its filters."""

from datetime import date

import pytest

from prisoners.filters import PeopleFilter, deprived_of_liberty, folded, totals
from prisoners.models import DirectoryEntry, NameVariant, PrisonerPage, Source, StatusRow
from tests.factories import fresh, make_person, send_to

pytestmark = pytest.mark.django_db


def with_rows(person: PrisonerPage, *rows: dict) -> PrisonerPage:
    person.statuses = [
        StatusRow(locale=person.locale, sort_order=number, **row) for number, row in enumerate(rows)
    ]
    person.save_revision().publish()
    return fresh(person)


def names(asked: PeopleFilter, code: str = "ru") -> list[str]:
    """The names the directory sorts a list by for a reader of a language, as they are written."""
    written = {folded(page.title): page.title for page in PrisonerPage.objects.all()}
    return [written[name] for name in asked.entries(code).values_list("sort_name", flat=True)]


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([], ""),
        ([{"code": "pretrial"}], "pretrial"),
        (
            [
                {"code": "released", "since": date(2017, 8, 1)},
                {"code": "imprisoned", "since": date(2016, 1, 1)},
            ],
            "released",
        ),
        (
            [
                {"code": "pretrial", "since": date(2017, 2, 1)},
                {"code": "detained", "as_of": date(2017, 12, 1)},
            ],
            "detained",
        ),
        ([{"code": "unknown"}, {"code": "pretrial", "since": date(2015, 1, 1)}], "pretrial"),
    ],
)
def test_the_status_of_today_is_the_latest_row(rows, status):
    person = with_rows(make_person(), *rows)

    assert (person.status.code if person.status else "") == status
    assert DirectoryEntry.objects.get(person=person, language="fr").status == status


@pytest.mark.parametrize(
    ("code", "is_held"),
    [("psychiatric", True), ("house_arrest", True), ("released", False), ("suspended", False)],
)
def test_deprived_of_liberty_is_a_property_of_the_status(code, is_held):
    assert make_person(status=code).is_deprived_of_liberty is is_held


def test_numbers_are_derived_from_the_profiles_and_count_each_person_once():
    send_to(make_person("Один", status="imprisoned"), "fr", "en")
    make_person("Два", status="released")
    make_person("Три", status="pretrial", publish=False)

    assert totals("ru") == {"imprisoned": 1, "released": 1}
    assert deprived_of_liberty(totals("ru")) == 1


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        (
            {"status": "released", "name": " Мамай "},
            PeopleFilter(status="released", name="Мамай"),
        ),
        ({"status": "free", "name": "\0"}, PeopleFilter()),
        (
            {
                "group": "all",
                "country": "XX",
                "occupation": "journalist,blogger",
                "place": "../etc",
                "year": "٢٠١٧",
                "letters": "yes",
                "verified": "no",
                "sort": "id",
            },
            PeopleFilter(),
        ),
        (
            {"country": "KZ", "occupation": "blogger", "place": "sizo-1", "year": "2017"},
            PeopleFilter(country="KZ", occupation="blogger", place="sizo-1", year="2017"),
        ),
        (
            {"group": "held", "letters": "possible", "verified": "stale", "sort": "days"},
            PeopleFilter(group="held", letters="possible", verified="stale", sort="days"),
        ),
        ({}, PeopleFilter()),
    ],
)
def test_a_filter_keeps_what_makes_sense(query, asked):
    assert PeopleFilter.from_query(query) == asked


@pytest.mark.parametrize("name", ["бокаев", "БОКАЕВ", "bokay", "Бөкеев", "Max", "BÓK", "бокаёв"])
def test_a_person_is_found_by_title_other_spelling_and_translated_name(name):
    person = make_person("Макс Бокаев", native_name="Бөкеев")
    person.spellings = [NameVariant(name="Max Bokayev")]
    person.save_revision().publish()
    make_person("Наталья Уласик")

    assert names(PeopleFilter(name=name)) == ["Макс Бокаев"]


def test_a_name_that_is_not_public_cannot_be_probed_for():
    person = make_person("Узник")
    french = send_to(person, "fr", title="Secretname")[0]
    french.unpublish()

    assert names(PeopleFilter(name="secretn")) == []


def test_people_are_listed_by_name_and_not_by_when_they_were_written(client):
    for title, french in (("Яна", "Chloé"), ("Анна", "Zoé"), ("Мира", "Anne")):
        send_to(make_person(title), "fr", title=french)

    russian = client.get("/ru/prisoners/").content.decode()
    french = client.get("/fr/prisoners/").content.decode()

    assert russian.index("Анна") < russian.index("Мира") < russian.index("Яна")
    assert french.index("Anne") < french.index("Chloé") < french.index("Zoé")


@pytest.mark.parametrize("name", ["(", "[а", "\\", "*", "a.c", "%", "_"])
def test_signs_in_a_name_are_only_signs(name):
    make_person("abc")

    assert names(PeopleFilter(name=name)) == []


def test_the_filters_of_the_list_have_an_address_and_say_how_many(client):
    make_person("Жанболат", status="released")
    make_person("Макс", status="imprisoned")

    html = client.get("/ru/prisoners/?status=released").content.decode()

    assert "Жанболат" in html
    assert "Макс" not in html


def test_pages_of_the_list_keep_the_filter(client):
    for number in range(25):
        make_person(f"Человек {number:02}", status="imprisoned")

    first = client.get("/ru/prisoners/?status=imprisoned").content.decode()
    second = client.get("/ru/prisoners/?status=imprisoned&page=2").content.decode()

    assert "status=imprisoned&amp;page=2" in first
    assert "Человек 24" in second
    assert "Человек 00" not in second


def test_a_source_not_translated_yet_is_shown_in_the_words_of_the_original(client):
    person = make_person("Человек")
    french = send_to(person, "fr", title="Quelqu’un")[0]
    person.sources = [Source(title="Обращение фонда", locale=person.locale)]
    person.save_revision().publish()

    html = client.get(french.url).content.decode()

    assert 'lang="ru" dir="ltr">Обращение фонда' in html
