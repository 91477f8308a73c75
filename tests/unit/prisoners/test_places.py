"""Places of detention: what is known of them, and who is held there today."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.consent import PublicName
from prisoners.directory import refresh
from prisoners.models import PlaceIndexPage, PlacePage, PrisonerPage, StatusRow
from tests.factories import add, fresh, give_consent, list_page, make_person, send_to

pytestmark = pytest.mark.django_db


def make_place(title: str = "Colony 9", language: str = "en", **facts) -> PlacePage:
    return add(list_page(PlaceIndexPage, language), PlacePage(title=title, body=[], **facts))


def hold(title: str, place: PlacePage, status: str = "imprisoned", **values) -> PrisonerPage:
    """A person whose status of today is at a place."""
    person = make_person(title, language="en", **values)
    person.statuses = [StatusRow(code=status, place=place, locale=person.locale)]
    person.save_revision().publish()
    refresh([person.translation_key])
    return fresh(person)


def html_of(client, url: str) -> str:
    """The page as readers get it, with every run of white space as one space."""
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


FACTS = {
    "kind": "prison",
    "local_name": "№ 9 мекеме",
    "street": "1-көше",
    "postcode": "110000",
    "city": "Қостанай",
    "country": "KZ",
    "latitude": "53.2",
    "longitude": "63.6",
    "post_rules": "Two sheets.\nNo stamps.",
    "summary": "A colony in the north.",
}


def test_a_place_says_what_is_known_of_it(client):
    html = html_of(client, make_place(**FACTS).url)

    for words in (
        '<p class="kicker">prison</p>',
        '<p class="native-name" lang="" dir="auto">№ 9 мекеме</p>',
        "1-көше<br>110000 Қостанай",
        "Kazakhstan",
        "Two sheets.<br>No stamps.",
        "A colony in the north.",
    ):
        assert words in html
    assert (
        'href="https://www.openstreetmap.org/?mlat=53.2&amp;mlon=63.6#map=9/53.2/63.6" '
        'rel="external noopener noreferrer"'
    ) in html


def test_a_place_of_nothing_but_a_name_has_no_heading_and_no_none(client):
    html = html_of(client, make_place().url)

    assert "<h2" not in html
    assert "None" not in html


def test_the_facts_of_a_place_are_the_same_in_its_translation(client):
    place = make_place(**FACTS)
    french = send_to(place, "fr", title="Colonie 9")[0]
    place.local_name = "№ 10 мекеме"
    place.save_revision().publish()

    html = html_of(client, french.url)

    assert "Colonie 9" in html
    assert "№ 10 мекеме" in html


@pytest.mark.parametrize(
    ("status", "is_listed"),
    [("imprisoned", True), ("pretrial", True), ("released", False), ("died_in_custody", False)],
)
def test_a_place_lists_who_is_held_there_today(client, status, is_listed):
    place = make_place()
    hold("Jane Roe", place, status)

    assert ("Jane Roe" in html_of(client, place.url)) is is_listed


def test_whoever_was_moved_is_listed_at_the_new_place_alone(client):
    old, new = make_place("Old"), make_place("New")
    person = hold("Jane Roe", old)
    rows = [("pretrial", old, 0), ("imprisoned", new, 1)]
    person.statuses = [
        StatusRow(code=code, place=place, locale=person.locale, sort_order=order)
        for code, place, order in rows
    ]
    person.save_revision().publish()
    refresh([person.translation_key])

    assert "Jane Roe" not in html_of(client, old.url)
    assert "Jane Roe" in html_of(client, new.url)


@pytest.mark.parametrize(
    "change",
    [
        {"public_name": PublicName.PSEUDONYM, "real_name": "Somebody Else"},
        {"name": False},
        {"withdrawn_on": "2017-11-30"},
        {"expires_on": "2017-11-30"},
    ],
)
def test_a_place_tells_nothing_of_the_protected_or_of_those_nobody_agreed_to_name(client, change):
    place = make_place()
    person = hold("Jane Roe", place)
    give_consent(person, **change)  # the directory need not know it yet

    assert "Jane Roe" not in html_of(client, place.url)
    assert "Held here today" not in html_of(client, place.url)
    refresh([person.translation_key])
    assert "Jane Roe" not in html_of(client, place.url)
    assert "held here today" not in html_of(client, "/en/places/")


def test_the_list_of_places_says_how_many_are_held_in_each(client):
    first = make_place("First", city="Астана", kind="prison")
    make_place("Second", city="Қостанай")
    hold("Jane Roe", first)
    hold("John Roe", first)
    hold("Free Roe", first, "released")

    html = html_of(client, "/en/places/")

    assert html.index("First") < html.index("Second")
    assert 'prison · <span lang="" dir="auto">Астана</span>' in html
    assert html.count("held here today") == 1
    assert "2 people held here today" in html


@pytest.mark.parametrize(("language", "words"), [("en", "Places of detention"), ("fr", "Lieux")])
def test_the_directory_leads_to_the_places_if_somebody_is_held_in_one(client, language, words):
    link = f'<li><a href="/{language}/places/">{words}'
    place = make_place()
    assert link not in html_of(client, f"/{language}/prisoners/")

    hold("Jane Roe", place)

    assert link in html_of(client, f"/{language}/prisoners/")


def test_the_list_of_places_is_no_entry_of_the_menu_and_may_be_empty(client):
    html = html_of(client, "/en/places/")

    assert "No place has been described yet." in html
    assert "/places/" not in html.split("<nav")[2].split("</nav>")[0]


def test_a_long_list_of_people_has_pages(client):
    place = make_place()
    for number in range(25):
        hold(f"Person {number:02}", place)

    first = html_of(client, place.url)
    second = html_of(client, f"{place.url}?page=2")

    assert "25 people" in first
    assert "Person 23" in first
    assert "Person 24" not in first
    assert "Person 24" in second


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_places_cost_no_more_than_their_budget(client, count, language):
    place = make_place(**FACTS)
    french = send_to(place, "fr", title="Colonie 9")[0]
    for number in range(count):
        hold(f"Person {number}", place)
        make_place(f"Other {number}")
    budget = {{"en": place, "fr": french}[language].url: 18, f"/{language}/places/": 16}

    for url, most in budget.items():
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        assert len(captured) <= most
