"""The cards of a letter evening: who may be chosen, and what a card says."""

from datetime import date

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prisoners.models import Charge, PlaceIndexPage, PlacePage, Recognition, StatusRow
from tests.factories import add, fresh, give_consent, home_page, make_image, make_person, send_to

pytestmark = pytest.mark.django_db
KIT = "/ru/prisoners/kit/"


def make_place(title: str = "Колония", **facts) -> PlacePage:
    parent = PlaceIndexPage.objects.filter(locale__language_code="ru").first()
    return add(
        parent or add(home_page(), PlaceIndexPage(title="Места")), PlacePage(title=title, **facts)
    )


def make_held(title: str = "Макс Бокаев", place: PlacePage | None = None, **facts):
    """Somebody held for 30 days, until the day of the tests."""
    person = make_person(title, **({"letters": "post"} | facts))
    locale = person.locale
    person.statuses = [
        StatusRow(code="imprisoned", since=date(2017, 11, 1), place=place, locale=locale)
    ]
    person.charges = [Charge(article="статья 174 УК", state="convicted")]
    person.recognitions = [
        Recognition(organisation="Мемориал", status="political_prisoner", locale=locale)
    ]
    person.save_revision().publish()
    return fresh(person)


def page(client, *slugs: str, language: str = "en", **query: str):
    url = KIT.replace("/ru/", f"/{language}/")
    response = client.get(url, {"person": slugs, **query})
    assert response.status_code == 200
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def cards(tree) -> list[str]:
    return [words(card) for card in tree.findall(".//article")]


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def boxes(tree) -> dict[str, bool]:
    return {
        box.get("value"): box.get("checked") is not None
        for box in tree.findall(".//input[@name='person']")
    }


def test_a_reader_chooses_among_those_who_are_held(client):
    make_held()
    make_person("Свободный", status="released")

    tree = page(client)

    assert boxes(tree) == {"maks-bokayev": False}
    assert cards(tree) == []


def test_a_card_says_who_what_why_and_for_how_many_days_on_the_day_it_is_printed(client, settings):
    make_held(
        place=make_place(
            street="ул. 1", city="Атырау", country="KZ", post_rules="Только по-русски"
        ),
        summary="Пошёл на митинг.",
        occupations=["activist"],
    )
    settings.BOSAT_TODAY = date(2017, 12, 11)

    [card] = cards(page(client, "maks-bokayev"))

    for told in (
        "Макс Бокаев",
        "serving a sentence since 1 November 2017",
        "deprived of liberty for 40 days",
        "Колония",
        "Пошёл на митинг.",
        "civil-society activist",
        "статья 174 УК (convicted)",
        "political prisoner: Мемориал",
        "ул. 1",
        "Атырау",
        "Rules for post: Только по-русски",
        "What to write",
        "What not to write",
        "As of 11 December 2017",
        "http://127.0.0.1:8000/ru/prisoners/maks-bokayev/",
    ):
        assert told in card


def test_each_person_chosen_has_a_card_once_and_in_the_order_of_the_address(client):
    make_held()
    make_held("Аскар")

    tree = page(client, "maks-bokayev", "askar", "maks-bokayev", "nobody", "a\0b", "<b>", "ы")

    assert [card.split()[0] for card in cards(tree)] == ["Макс", "Аскар"]
    assert boxes(tree) == {"maks-bokayev": True, "askar": True}


def test_who_was_freed_since_has_no_card_and_it_is_said(client):
    make_held()
    make_person("Аскар", status="released")

    tree = page(client, "maks-bokayev", "askar")

    assert len(cards(tree)) == 1
    assert "Not held any more, and so without a card: Аскар" in words(tree)


@pytest.mark.parametrize("consent", [{"name": False}, {"withdrawn_on": date(2017, 11, 1)}])
def test_withheld_people_are_not_offered_and_have_no_card(client, consent):
    give_consent(make_held(), **consent)

    tree = page(client, "maks-bokayev")

    assert boxes(tree) == {}
    assert "Бокаев" not in words(tree)


def test_a_protected_person_is_shown_as_on_the_profile_and_cannot_be_written_to(client):
    place = make_place("Тайная колония", region="Атырауская область", street="ул. 1")
    person = make_held(
        "М. Б.", place, slug="case-1", letter_address="Ящик 7", portrait=make_image()
    )
    give_consent(person, public_name="initials", real_name="Макс Бокаев")

    tree = page(client, "case-1")
    [card] = cards(tree)

    assert "М. Б." in card
    assert "Атырауская область" in card
    assert [
        word for word in ("колония", "ул. 1", "Ящик", "Мемориал", "Speak the name") if word in card
    ] == []
    assert tree.find(".//article//img") is None
    assert "What else helps" in card


def test_without_consent_there_is_no_portrait_and_no_address(client):
    person = make_held(portrait=make_image(), letter_address="Ящик 7")
    assert page(client, "maks-bokayev").find(".//article//img") is not None

    give_consent(person, photo=False, address=False)

    tree = page(client, "maks-bokayev")
    assert tree.find(".//article//img") is None
    assert "Ящик" not in cards(tree)[0]


@pytest.mark.parametrize("letters", ["not_now", "refused", "through_lawyer", "unknown", ""])
def test_where_letters_do_not_help_the_card_says_what_else_does(client, letters):
    make_held(letters=letters, letter_address="Ящик 7")

    [card] = cards(page(client, "maks-bokayev"))

    assert "Ящик" not in card
    assert "What to write" not in card
    assert "What else helps" in card


def test_a_card_is_in_the_words_of_the_language_it_is_printed_in(client):
    person = make_held(summary="Пошёл на митинг.")
    send_to(person, "fr", title="Max Bokaïev", summary="Il est allé manifester.")

    [card] = cards(page(client, "maks-bokayev", language="fr"))

    assert "Max Bokaïev" in card
    assert "Il est allé manifester." in card


def test_the_list_is_bounded_and_narrowed_by_a_name(client, monkeypatch):
    monkeypatch.setattr("prisoners.views.kit.MOST", 2)
    for title in ("Аскар", "Болат", "Виктор"):
        make_held(title)

    tree = page(client)
    assert list(boxes(tree)) == ["askar", "bolat"]
    assert "There are more people" in words(tree)

    tree = page(client, "askar", name="викт")
    assert boxes(tree) == {"askar": True, "viktor": False}
    assert "There are more people" not in words(tree)


def test_profiles_and_the_list_lead_to_the_cards(client):
    make_held()
    profile = client.get("/ru/prisoners/maks-bokayev/").content.decode()
    people = client.get("/ru/prisoners/").content.decode()

    assert 'href="/ru/prisoners/kit/?person=maks-bokayev"' in profile
    assert 'href="/ru/prisoners/kit/"' in people


@pytest.mark.parametrize("count", [1, 3, 60])
def test_cards_cost_the_same_for_any_number_of_people(client, count):
    image, place = make_image(), make_place(city="Атырау")
    slugs = [make_held(f"Человек {n}", place, portrait=image).slug for n in range(count)]
    query = {"person": slugs}
    client.get(KIT, query)

    with CaptureQueriesContext(connection) as captured:
        response = client.get(KIT, query)

    assert response.content.decode().count("<article") == count
    assert len(captured) == 11
    assert [entry for entry in captured if not entry["sql"].lstrip("(").startswith("SELECT")] == []
