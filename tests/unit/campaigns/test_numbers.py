"""The numbers a campaign states: shown with day and source, and compared with the profiles."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from campaigns.models import CampaignPerson, NumberClaim
from campaigns.numbers import contradicts
from tests.factories import form_of, fresh, make_campaign, make_person, make_user, send_to

pytestmark = pytest.mark.django_db


def claim(campaign, **values) -> NumberClaim:
    known = {
        "number": 35,
        "qualifier": "at_least",
        "text": "cases of persecution",
        "as_of": date(2017, 12, 1),
        "as_of_precision": "month",
        "source": "Open Dialogue Foundation",
        "locale": campaign.locale,
    }
    return NumberClaim(**(known | values))


def make(*claims: dict, people: tuple = ()):
    """An English campaign that states numbers."""
    campaign = make_campaign("Campaign", language="en")
    campaign.numbers = [claim(campaign, **values) for values in claims]
    campaign.person_links = [CampaignPerson(person=person) for person in people]
    campaign.save_revision().publish()
    return fresh(campaign)


def words(html: str) -> str:
    return " ".join(html.split())


def test_a_number_is_shown_with_its_day_and_its_source(client):
    campaign = make({"source_url": "https://source.example/"})

    html = words(client.get(campaign.url).content.decode())

    assert "<strong>at least 35</strong> <span>cases of persecution</span>" in html
    assert "as of December 2017 · Source:" in html
    assert '<a href="https://source.example/"' in html


def test_the_block_gives_the_numbers_a_heading_and_shows_them_once(client):
    campaign = make({})
    campaign.body = [("numbers", {"heading": "How many"})]
    campaign.save_revision().publish()

    html = client.get(campaign.url).content.decode()

    assert "<h2>How many</h2>" in html
    assert html.count("cases of persecution") == 1


def test_a_number_not_translated_yet_shows_the_words_of_the_original_as_such(client):
    campaign = make({})
    french = send_to(campaign, "fr")[0]
    campaign.numbers.add(claim(campaign, text="cases since"))
    campaign.save_revision().publish()

    html = client.get(french.url).content.decode()

    assert "<span>fr: cases of persecution</span>" in html
    assert '<span lang="en" dir="ltr">cases since</span>' in html


@pytest.mark.parametrize(
    ("qualifier", "number", "found", "is_wrong"),
    [
        ("exact", 35, 35, False),
        ("exact", 35, 36, True),
        ("at_least", 35, 35, False),
        ("at_least", 35, 36, False),
        ("at_least", 35, 34, True),
        ("about", 35, 28, False),
        ("about", 35, 42, False),
        ("about", 35, 27, True),
        ("about", 35, 43, True),
    ],
)
def test_a_number_is_contradicted_as_far_as_it_is_exact(qualifier, number, found, is_wrong):
    stated = SimpleNamespace(qualifier=qualifier, number=number)

    assert contradicts(stated, found) is is_wrong


@pytest.mark.parametrize(
    ("counted", "found"),
    [
        ("campaign_people", "2 (people of this campaign, on 1 December 2017)"),
        (
            "campaign_held",
            "1 (people of this campaign who are deprived of liberty, on 1 December 2017)",
        ),
        ("all_people", "4 (all people on this site, on 1 December 2017)"),
        (
            "all_held",
            "3 (all people on this site who are deprived of liberty, on 1 December 2017)",
        ),
    ],
)
def test_an_editor_is_told_on_opening_what_the_profiles_say(client, counted, found):
    people = (make_person("One", status="imprisoned"), make_person("Two", status="released"))
    make_person("Three", status="pretrial")
    make_person("Four", status="psychiatric")
    campaign = make({"counted": counted, "number": 5}, people=people)
    client.force_login(make_user("Editors"))

    html = client.get(edit_address(campaign)).content.decode()

    assert "This page says: “at least 5 cases of persecution” (as of December 2017)." in html
    assert f"The profiles say: {found}." in html


def test_a_number_that_agrees_or_is_compared_with_nothing_is_not_objected_to(client):
    people = (make_person("One", status="imprisoned"),)
    campaign = make({"counted": "campaign_held", "number": 1}, {"number": 900}, people=people)
    client.force_login(make_user("Editors"))

    assert "The profiles say" not in client.get(edit_address(campaign)).content.decode()


@pytest.mark.parametrize("action", ["", "action-publish"])
def test_saving_and_publishing_say_it_once_and_are_not_stopped(client, action):
    campaign = make({"counted": "all_people", "number": 5})
    client.force_login(make_user("Editors"))
    changed = form_of(campaign, title="Another title") | ({action: "1"} if action else {})

    response = client.post(edit_address(campaign), changed, follow=True)

    assert response.content.decode().count("The profiles say: 0") == 1
    campaign = fresh(campaign)
    assert campaign.get_latest_revision_as_object().title == "Another title"
    assert campaign.title == ("Another title" if action else "Campaign")


def test_saving_in_the_background_piles_up_no_warnings(client):
    campaign = make({"counted": "all_people", "number": 5})
    client.force_login(make_user("Editors"))

    for title in ("A", "B"):
        client.post(
            edit_address(campaign), form_of(campaign, title=title), HTTP_ACCEPT="application/json"
        )
    html = client.get(edit_address(campaign)).content.decode()

    assert html.count("The profiles say: 0") == 1


def test_a_translation_is_not_warned_about_numbers_it_cannot_change(client):
    campaign = make({"counted": "all_people", "number": 5})
    french = send_to(campaign, "fr")[0]
    client.force_login(make_user("Editors"))

    assert "The profiles say" not in client.get(edit_address(french)).content.decode()


def edit_address(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
