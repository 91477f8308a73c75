"""Child rows of all kinds in one query, and fields of several codes."""

from datetime import date

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from core.models.fields import CodesField
from core.rows import fetch_rows
from prisoners.choices import Occupation
from prisoners.models import Charge, NameVariant, PrisonerPage, Source
from tests.factories import fresh, make_person

pytestmark = pytest.mark.django_db
RELATIONS = ("statuses", "charges", "sources", "spellings")


def make_rich(title: str, count: int) -> PrisonerPage:
    person = make_person(title, status="imprisoned")
    person.charges = [
        Charge(article=f"Статья {n}", date=date(2016, 5, 1 + n % 30)) for n in range(count)
    ]
    person.sources = [
        Source(title=f"{title} {n}", locale=person.locale, sort_order=count - n)
        for n in range(count)
    ]
    person.save_revision().publish()
    return fresh(person)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_rows_of_all_kinds_and_pages_come_in_one_query(count):
    people = [make_rich("Один", count), make_rich("Два", count)]

    with CaptureQueriesContext(connection) as captured:
        fetch_rows(people, RELATIONS)
        shown = [[list(getattr(page, name).all()) for name in RELATIONS] for page in people]

    assert len(captured) == 1
    assert [[len(rows) for rows in page] for page in shown] == [[1, count, count, 0]] * 2


def test_rows_read_so_are_those_of_the_database():
    person = make_rich("Человек", 2)
    expected = {name: list(getattr(fresh(person), name).all()) for name in RELATIONS}

    fetch_rows([person], RELATIONS)

    assert {name: list(getattr(person, name).all()) for name in RELATIONS} == expected
    for name, rows in expected.items():
        for row, read in zip(rows, getattr(person, name).all(), strict=True):
            for field in row._meta.concrete_fields:
                assert getattr(read, field.attname) == getattr(row, field.attname)


def test_a_row_read_so_knows_its_dates_and_its_page():
    person = make_rich("Человек", 1)

    fetch_rows([person], RELATIONS)

    charge = person.charges.all()[0]
    assert (charge.date, charge.page_id) == (date(2016, 5, 1), person.pk)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["blogger", "journalist"], ["journalist", "blogger"]),
        (["journalist", "journalist"], ["journalist"]),
        (["spy"], []),
        ([], []),
        (None, []),
        (",artist,", ["artist"]),
    ],
)
def test_codes_are_kept_once_in_the_order_of_the_vocabulary(given, kept):
    person = make_person("Человек", occupations=given)

    assert fresh(person).occupations == kept
    assert person.get_latest_revision_as_object().occupations == kept


def test_one_code_is_found_among_several():
    both = make_person("Оба", occupations=["journalist", "blogger"])
    make_person("Никто")

    found = PrisonerPage.objects.filter(occupations__contains=",blogger,")

    assert list(found) == [both]


def test_a_form_offers_a_box_for_each_code():
    field = CodesField("занятия", codes=Occupation)

    form_field = field.formfield()

    assert form_field.choices == list(Occupation.choices)
    assert form_field.clean(["artist"]) == ["artist"]
    assert isinstance(field, models.CharField)


def test_other_spellings_are_read_with_their_kind():
    person = make_person("Макс Бокаев")
    person.spellings = [NameVariant(name="Max Bokayev", kind="transliteration")]
    person.save_revision().publish()
    person = fresh(person)

    fetch_rows([person], RELATIONS)

    assert [(row.name, row.kind) for row in person.spellings.all()] == [
        ("Max Bokayev", "transliteration")
    ]
