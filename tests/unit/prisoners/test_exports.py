"""The directory as CSV and JSON: what is in it, what is not, and what it costs."""

import csv
import json
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import TakeDown
from prisoners import export
from prisoners.models import NameVariant, PlaceIndexPage, PlacePage, StatusRow
from tests.factories import add, fresh, give_consent, list_page, make_person, send_to

pytestmark = pytest.mark.django_db
DOCUMENTED = Path(__file__).parents[3] / "docs" / "data.md"


def body_of(response) -> str:
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode("utf-8")


def people_in_csv(client, query: str = "", language: str = "ru") -> list[dict]:
    text = body_of(client.get(f"/{language}/prisoners/directory.csv{query}"))
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def in_json(client, query: str = "", language: str = "ru") -> dict:
    return json.loads(body_of(client.get(f"/{language}/prisoners/directory.json{query}")))


def make_place(title: str = "Колония", **facts) -> PlacePage:
    return add(list_page(PlaceIndexPage), PlacePage(title=title, **({"body": []} | facts)))


def full_person(title: str = "Макс Бокаев", place: PlacePage | None = None, **facts):
    """A person with something in every column."""
    values = {
        "native_name": "Мақс Боқаев",
        "gender": "male",
        "born": date(1973, 3, 2),
        "country": "KZ",
        "occupations": ["journalist", "activist"],
        "letters": "post",
        "last_verified": date(2017, 11, 20),
        "summary": "Осуждён за митинг.",
    }
    person = make_person(title, **(values | facts))
    person.spellings = [NameVariant(name="Maks Bokayev"), NameVariant(name="Max Bokayev")]
    row = {"code": "imprisoned", "since": date(2017, 11, 1), "since_precision": "month"}
    person.statuses = [StatusRow(locale=person.locale, place=place, **row)]
    person.save_revision().publish()
    return fresh(person)


def test_a_person_has_every_column_in_codes_and_in_the_readers_words(client):
    person = full_person(place=make_place())

    [row] = people_in_csv(client, language="en")

    assert row.pop("changed").startswith(person.last_published_at.strftime("%Y-%m-%dT%H:%M"))
    assert row == {
        "id": str(person.translation_key),
        "url": "http://127.0.0.1:8000/ru/prisoners/maks-bokayev/",
        "language": "ru",
        "name": "Макс Бокаев",
        "protected": "false",
        "own_script_name": "Мақс Боқаев",
        "other_names": "Maks Bokayev; Max Bokayev",
        "gender": "male",
        "born": "1973-03-02",
        "born_precision": "day",
        "country": "KZ",
        "country_name": "Kazakhstan",
        "occupations": "journalist; activist",
        "occupation_words": "journalist; civil-society activist",
        "status": "imprisoned",
        "status_words": "serving a sentence",
        "since": "2017-11-01",
        "since_precision": "month",
        "as_of": "",
        "as_of_precision": "",
        "place": "Колония",
        "days_least": "1",
        "days_most": "30",
        "letters": "post",
        "letters_words": "yes, by post",
        "last_verified": "2017-11-20",
        "summary": "Осуждён за митинг.",
    }


def test_json_has_the_same_values_with_lists_numbers_and_nulls(client):
    full_person()

    [row] = in_json(client, language="en")["people"]

    assert row["other_names"] == ["Maks Bokayev", "Max Bokayev"]
    assert row["occupations"] == ["journalist", "activist"]
    assert row["days_least"] == 1
    assert row["protected"] is False
    assert row["as_of"] is None
    assert row["since"] == "2017-11-01"


def test_words_and_names_are_those_of_the_language_asked_for(client):
    send_to(full_person(), "fr", title="Maks Bokaïev")

    [row] = people_in_csv(client, language="fr")

    assert row["name"] == "Maks Bokaïev"
    assert row["language"] == "fr"
    assert row["url"].startswith("http://127.0.0.1:8000/fr/")
    assert row["status"] == "imprisoned"
    assert row["status_words"] != "serving a sentence"
    assert row["country_name"] == "Kazakhstan"


def test_the_columns_are_all_documented_in_their_order():
    documented = re.findall(r"^\| `(\w+)` \|", DOCUMENTED.read_text("utf-8"), re.MULTILINE)

    assert documented == list(export.COLUMNS)


def test_csv_is_rfc_4180_and_opens_in_a_spreadsheet(client):
    full_person('Имя, "с кавычками"', summary="Две\r\nстроки")
    response = client.get("/ru/prisoners/directory.csv")
    text = body_of(response)

    assert text.startswith("\ufeffid,url,language,name,")
    assert '"Имя, ""с кавычками"""' in text
    assert text.endswith("\r\n")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "＝", "＠"])
def test_a_spreadsheet_does_not_calculate_a_value(begin):
    assert export.cell(f"{begin}1+1") == f"'{begin}1+1"
    assert export.cell([f"{begin}1", "b"]) == f"'{begin}1; b"


def test_an_ordinary_value_is_left_alone():
    assert [export.cell(value) for value in (None, True, 0, "a=b", [], date(2017, 2, 1))] == [
        "",
        "true",
        "0",
        "a=b",
        "",
        "2017-02-01",
    ]


def test_the_head_of_the_json_says_what_it_is(client):
    full_person()

    head = in_json(client, "?status=imprisoned")
    people = head.pop("people")

    assert head.pop("filters")["status"] == "imprisoned"
    assert head == {"licence": "", "language": "ru", "generated": "2017-12-01"}
    assert len(people) == 1


def test_the_filters_are_those_of_the_list(client):
    make_person("Узник", status="imprisoned")
    make_person("Свободный", status="released")

    assert [row["name"] for row in people_in_csv(client, "?status=released")] == ["Свободный"]
    assert [row["name"] for row in people_in_csv(client, "?name=узн")] == ["Узник"]
    assert [row["name"] for row in in_json(client, "?status=released")["people"]] == ["Свободный"]


@pytest.mark.parametrize(
    "query",
    [
        "?status=nonsense",
        "?name=%00%00",
        "?country=%F0%9F%92%A9&year=abc&sort=;drop",
        "?year=99999999999999999999&occupation=,,&page=x",
        "?status[]=1&status=&letters=2&verified=%FF",
    ],
)
def test_filters_that_make_no_sense_are_left_out(client, query):
    make_person("Узник", status="imprisoned")

    assert [row["name"] for row in people_in_csv(client, query)] == ["Узник"]
    assert len(in_json(client, query)["people"]) == 1


def test_a_place_that_does_not_exist_holds_nobody(client):
    make_person("Узник", status="imprisoned")

    assert people_in_csv(client, "?place=-1") == []


def test_an_empty_directory_is_a_header_and_an_empty_list(client):
    assert people_in_csv(client) == []
    assert in_json(client)["people"] == []


@pytest.mark.parametrize(
    ("scope", "columns"),
    [
        ("name", []),
        ("birth_date", ["born", "born_precision"]),
        ("address", ["letters", "letters_words"]),
    ],
)
def test_what_nobody_agreed_to_is_not_exported(client, scope, columns):
    give_consent(full_person(), **{scope: False})

    rows = people_in_csv(client)

    assert [[row[name] for name in columns] for row in rows] == (
        [[""] * len(columns)] * bool(columns)
    )


def test_withdrawn_and_taken_down_people_are_in_no_export(client):
    give_consent(make_person("Отозвано"), withdrawn_on=date(2017, 11, 1))
    TakeDown.objects.create(translation_key=make_person("Снято").translation_key, reason="x")

    assert people_in_csv(client) == []
    assert in_json(client)["people"] == []


def test_of_a_protected_person_only_what_does_not_tell_who_it_is(client):
    place = make_place("Колония № 7", region="Актюбинская область", country="KZ")
    person = full_person("М. Б.", place=place)
    give_consent(person, public_name="initials", real_name="Макс Бокаев")

    [row] = people_in_csv(client)

    filled = {name for name, value in row.items() if value}
    assert filled == {
        "id",
        "url",
        "language",
        "name",
        "protected",
        "country",
        "country_name",
        "status",
        "status_words",
        "place",
        "last_verified",
    }
    assert row["name"] == "М. Б."
    assert row["place"] == "Актюбинская область"
    text = body_of(client.get("/ru/prisoners/directory.json"))
    for hidden in ("Боқаев", "Bokayev", "1973", "Колония", "2017-11-01", "journalist", "Осуждён"):
        assert hidden not in text


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_file_is_named_by_language_and_day_and_kept_out_of_search_engines(client, ending):
    response = client.get(f"/fr/prisoners/directory.{ending}?name=Бокаев")

    named = f'attachment; filename="people-fr-2017-12-01.{ending}"'
    assert response.headers["Content-Disposition"] == named
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in response.headers
    assert response.cookies == {}


def test_an_export_is_only_read(client):
    assert client.post("/ru/prisoners/directory.csv").status_code == 405


def make_crowd(count: int) -> None:
    """People with everything, of whom every second has a translation."""
    place = make_place()
    for number in range(count):
        person = full_person(f"Человек {number}", place=place)
        if number % 2:
            send_to(person, "fr")


def cost(client, url: str) -> int:
    client.get(url).getvalue()
    with CaptureQueriesContext(connection) as captured:
        client.get(url).getvalue()
    assert all(
        query["sql"].lstrip("(").startswith(("SELECT", "DECLARE", "FETCH")) for query in captured
    )
    return len(captured)


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_chunk_costs_the_same_for_one_person_and_for_many(client, ending):
    url = f"/fr/prisoners/directory.{ending}"
    costs = []
    for count in (1, 2, 9):
        make_crowd(count)
        costs.append(cost(client, url))

    assert costs[0] <= 9
    assert costs == [costs[0]] * 3


def test_a_file_begins_before_everybody_is_read_and_every_chunk_costs_the_same(client, monkeypatch):
    monkeypatch.setattr(export, "CHUNK", 2)
    make_crowd(6)
    response = client.get("/ru/prisoners/directory.csv")
    parts = iter(response.streaming_content)
    costs, sizes = [], []
    for _part in range(4):
        with CaptureQueriesContext(connection) as captured:
            sizes.append(next(parts).count(b"\r\n"))
        costs.append(len(captured))

    assert sizes == [1, 2, 2, 2]
    assert costs[0] == 0
    assert costs[2] == costs[3]
    assert next(parts, None) is None


def test_words_stay_in_the_files_language_while_another_is_active(client):
    full_person()
    response = client.get("/de/prisoners/directory.csv")
    client.get("/en/")

    assert "serving a sentence" not in body_of(response)
