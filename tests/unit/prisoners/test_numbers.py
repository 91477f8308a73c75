"""People in numbers: the page, its pictures and the tables behind them."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prisoners import charts
from prisoners.charts import Bar, Box, Tick
from prisoners.models import StatusRow
from tests.factories import fresh, give_consent, make_image, make_person, send_to

TODAY = date(2017, 12, 1)


@pytest.fixture(autouse=True)
def empty_cache():
    """No history of another test."""
    cache.clear()


def held_since(title: str, since: date, code: str = "detained", precision: str = "day"):
    person = make_person(title)
    person.statuses = [
        StatusRow(code=code, since=since, since_precision=precision, locale=person.locale)
    ]
    person.save_revision().publish()
    return fresh(person)


def page(client, address: str = "/en/numbers/") -> str:
    """The page as text on one line, for reading."""
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize(
    ("most", "lines"),
    [
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6]),
        (9, [0, 5, 10]),
        (35, [0, 10, 20, 30, 40]),
        (6013, [0, 2000, 4000, 6000, 8000]),
    ],
)
def test_lines_are_few_and_round(most, lines):
    assert charts.scale(most) == lines


COLUMNS = [{"pretrial": 1}, {"pretrial": 1, "imprisoned": 2}, {"imprisoned": 4}, {"imprisoned": 4}]


def test_layers_stand_upon_each_other_and_equal_neighbours_are_one_shape():
    stack = charts.stacked(COLUMNS, ["detained", "pretrial", "imprisoned"], mirrored=False)

    assert stack.layers == {
        "pretrial": [Box("0%", "75%", "50%", "25%")],
        "imprisoned": [Box("25%", "25%", "25%", "50%"), Box("50%", "0%", "50%", "100%")],
    }
    assert stack.lines == [
        Tick("100%", 0),
        Tick("75%", 1),
        Tick("50%", 2),
        Tick("25%", 3),
        Tick("0%", 4),
    ]


def test_time_runs_from_the_right_where_the_writing_does():
    stack = charts.stacked(COLUMNS, ["pretrial"], mirrored=True)

    assert stack.layers == {"pretrial": [Box("50%", "0%", "50%", "100%")]}


def test_nothing_is_drawn_where_nobody_is_held():
    assert charts.stacked([], ["pretrial"], mirrored=False) is None
    assert charts.stacked([{"released": 3}], ["pretrial"], mirrored=False) is None


def test_a_bar_says_what_is_certain_and_what_is_possible():
    assert charts.bar(50, 75, 100, mirrored=False) == Bar(
        certain=Box("0%", "0%", "50%", "100%"), possible=Box("50%", "0%", "25%", "100%")
    )
    assert charts.bar(50, 75, 100, mirrored=True) == Bar(
        certain=Box("50%", "0%", "50%", "100%"), possible=Box("25%", "0%", "25%", "100%")
    )


@pytest.mark.parametrize(
    ("number", "places"), [(0, []), (3, [0, 1, 2]), (7, [0, 2, 4, 6]), (12, [0, 2, 4, 6, 8, 10])]
)
def test_marks_are_few_and_even(number, places):
    assert charts.marks(number, 6) == places


@pytest.mark.django_db
def test_without_people_there_are_noughts_and_sentences_in_place_of_pictures(client):
    html = page(client)

    assert html.count("There is nothing to draw yet") == 2
    assert "<dt>deprived of liberty</dt><dd>0</dd>" in html
    assert "<svg" not in html
    assert "<table" not in html


@pytest.mark.django_db
def test_the_page_says_how_many_are_in_each_group_today(client):
    held_since("Один", date(2017, 2, 1))
    held_since("Два", date(2017, 2, 1), "restricted")

    html = page(client)

    assert "On 1 December 2017" in html
    assert "<dt>deprived of liberty</dt><dd>1</dd>" in html
    assert "<dt>under restrictions or pursued</dt><dd>1</dd>" in html
    assert "<dt>released</dt><dd>0</dd>" in html
    assert "fate unknown" not in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "day", "number"),
    [
        ("2016-05-01", "1 May 2016", 1),
        ("2016-04-30", "30 April 2016", 0),
        ("2017-12-01", "1 December 2017", 2),
        ("2027-01-01", "1 December 2017", 2),
        ("", "1 December 2017", 2),
        ("yesterday", "1 December 2017", 2),
        ("2016-02-30", "1 December 2017", 2),
        ("0000-00-00", "1 December 2017", 2),
        ("2016-05-01%00", "1 December 2017", 2),
        ("0001-01-01", "1 January 0001", 0),
    ],
)
def test_a_day_in_the_past_is_shown_and_nonsense_is_today(client, asked, day, number):
    held_since("Один", date(2016, 5, 1))
    held_since("Два", date(2017, 11, 1))

    html = page(client, f"/en/numbers/?on={asked}")

    assert f"On {day}<" in html
    assert f"<dt>deprived of liberty</dt><dd>{number}</dd>" in html


@pytest.mark.django_db
def test_what_no_source_says_is_said(client):
    person = make_person("Один")
    person.statuses = [StatusRow(code="detained", as_of=TODAY, locale=person.locale)]
    person.save_revision().publish()

    assert "not counted" not in page(client)
    assert "1 person is not counted: no source says" in page(client, "/en/numbers/?on=2017-11-30")


@pytest.mark.django_db
def test_the_picture_has_words_and_a_complete_table(client):
    held_since("Один", date(2017, 9, 1))
    held_since("Два", date(2017, 10, 15), "pretrial")

    html = page(client)

    assert 'role="img" aria-labelledby="over-time-title over-time-words"' in html
    assert "From 1 September 2017 to 1 December 2017. Highest number: 2." in html
    table = html[html.index("<table") : html.index("</table>")]
    assert re.findall(r'<th scope="col">(.*?)</th>', table) == [
        "Day",
        "in pre-trial detention",
        "deprived of liberty",
        "Together",
    ]
    assert re.findall(r'<th scope="row">(.*?)</th>((?:<td>\d+</td>)+)', table) == [
        ("1 December 2017", "<td>1</td><td>1</td><td>2</td>"),
        ("1 November 2017", "<td>1</td><td>1</td><td>2</td>"),
        ("1 October 2017", "<td>0</td><td>1</td><td>1</td>"),
        ("1 September 2017", "<td>0</td><td>1</td><td>1</td>"),
    ]
    assert html.count('<g class="chart__layer"') == 2
    assert 'fill="url(#hatching-pretrial)"' in html
    assert 'id="hatching-pretrial"' in html
    assert " style=" not in html
    assert "<script" not in html[html.index("<main") :]


@pytest.mark.django_db
def test_everybody_has_a_bar_whatever_language_the_profile_is_in(client):
    held_since("Один", date(2017, 11, 1))
    send_to(held_since("Два", date(2017, 10, 1), precision="month"), "en", title="Two")
    held_since("Три", date(2017, 11, 30))

    html = page(client)
    bars = html[html.index('class="bars"') :]
    names = re.findall(r'<p><a href="(.*?)"(.*?)>(.*?)</a>', bars)

    assert [name for _url, _language, name in names] == ["Two", "Один", "Три"]
    assert names[0][0].startswith("/en/prisoners/")
    assert 'lang="ru" dir="ltr"' in names[1][1]
    assert "31 to 61 days" in bars
    assert "30 days" in bars
    assert ">1 day<" in bars
    assert "<td>31</td><td>61</td>" in bars


@pytest.mark.django_db
def test_a_person_nobody_may_name_has_no_bar_and_one_with_a_pseudonym_has_that(client):
    give_consent(held_since("Secretname", date(2017, 11, 1)), risk="do_not_publish")
    give_consent(held_since("A. B.", date(2017, 11, 1)), public_name="initials", name=False)

    html = page(client)

    assert "Secretname" not in html
    assert "A. B." in html
    assert "<dt>deprived of liberty</dt><dd>1</dd>" in html


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 6])
def test_the_page_keeps_its_budget_with_any_number_of_people(client, number):
    for place in range(number):
        person = held_since(f"Человек {place}", date(2015, 1, 1 + place))
        person.portrait = make_image()
        person.save_revision().publish()
    client.get("/fr/numbers/")

    with CaptureQueriesContext(connection) as warm:
        client.get("/fr/numbers/")
    cache.clear()
    with CaptureQueriesContext(connection) as cold:
        response = client.get("/fr/numbers/?on=2016-05-01")

    assert len(warm) <= 8
    assert len(cold) <= 12
    assert len(response.content) < 100_000


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ru", "en", "fr", "pl", "uk", "kk", "de"])
def test_the_page_is_there_in_every_language(client, language):
    held_since("Один", date(2010, 1, 1))

    html = page(client, f"/{language}/numbers/")

    assert f'<html lang="{language}" dir="ltr">' in html
    assert html.count("<table") == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "days"), [("en", "2,891"), ("de", "2.891"), ("ru", "2 891"), ("kk", "2 891")]
)
def test_many_days_are_grouped_as_the_language_does_it(client, code, days):
    held_since("Макс Бокаев", date(2010, 1, 1))

    numbers = page(client, f"/{code}/numbers/?on=2016-01-01")
    card = page(client, f"/{code}/prisoners/maks-bokayev/card/")

    assert f"<td>{days}</td>" in numbers
    assert days in card
    assert "2891" not in numbers + card
    # Years and the values of forms stay as they are.
    assert 'value="2016-01-01"' in numbers
    assert "2010" in card
