"""A key date before and after: how long it is to go, what is asked, what came of it."""

from datetime import date

import pytest

from campaigns.models import CampaignKeyDate, CampaignPerson, EventKeyDate
from tests.factories import (
    fresh,
    home_page,
    make_campaign,
    make_event,
    make_key_date,
    make_person,
    send_to,
)

pytestmark = pytest.mark.django_db
WORDS = {"ask": "Vote for the resolution", "outcome": "The resolution was adopted"}


def shown(client, url: str) -> str:
    html = client.get(url).content.decode()
    return html[html.index("<main") : html.index("</main>")]


def vote(**facts):
    """A vote on 11 December 2017; today is 1 December."""
    return make_key_date("Vote", language="en", **facts)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2017, 12, 1), "in 10 days"),
        (date(2017, 12, 10), "in 1 day<"),
        (date(2017, 12, 11), "today"),
    ],
)
def test_a_key_date_says_how_many_days_it_is_to_go(client, settings, today, words):
    page = vote()
    settings.BOSAT_TODAY = today

    assert words in shown(client, page.url)


@pytest.mark.parametrize(
    "facts",
    [{"announced_day": date(2017, 11, 30)}, {"state": "held"}, {"state": "cancelled"}],
)
def test_nothing_is_counted_down_to_a_day_that_is_over(client, facts):
    page = vote(**facts)

    assert page.days_to_go is None
    assert "in 10 days" not in shown(client, page.url)


def test_an_anniversary_counts_down_to_its_next_return():
    page = vote(announced_day=None, actual_day=date(2011, 12, 16), yearly=True)

    assert (page.days_to_go, page.is_over) == (15, False)


def test_before_the_day_a_page_says_what_happens_and_what_is_asked(client):
    page = vote(ask=WORDS["ask"], body=[("paragraph", "<p>The house votes</p>")])

    html = shown(client, page.url)

    assert html.index("The house votes") < html.index("What we ask for")
    assert WORDS["ask"] in html
    assert "What came of it" not in html


@pytest.mark.parametrize(
    "facts",
    [{"announced_day": date(2017, 11, 30)}, {"state": "held"}, {"state": "cancelled"}],
)
def test_after_the_day_a_page_says_first_what_came_of_it(client, facts):
    page = vote(**WORDS, **facts, body=[("paragraph", "<p>The house votes</p>")])

    html = shown(client, page.url)

    assert html.index(WORDS["outcome"]) < html.index("The house votes")
    assert html.index("The house votes") < html.index("What we asked for")


def test_what_came_of_it_is_in_the_words_of_the_language(client):
    page = make_key_date("Голосование", announced_day=date(2017, 11, 30), outcome="Принята")
    french = send_to(page, "fr")[0]

    assert "fr: Принята" in shown(client, french.url)


def test_the_number_of_the_procedure_is_the_same_in_every_language(client):
    page = make_key_date("Голосование")
    french = send_to(page, "fr")[0]
    page = fresh(page)
    page.procedure = "P8_TA(2017)0485"
    page.save_revision().publish()

    assert "P8_TA(2017)0485" in shown(client, french.url)


@pytest.fixture
def cancelled() -> dict[str, str]:
    """The addresses of all pages that name a key date which was cancelled just now."""
    day = make_key_date("Vote", language="en")
    person = make_person("Aigul", language="en")
    campaign, event = make_campaign("Free", language="en"), make_event("Picket", language="en")
    campaign.person_links = [CampaignPerson(person=person)]
    campaign.key_date_links = [CampaignKeyDate(key_date=day)]
    event.key_date_links = [EventKeyDate(key_date=day)]
    for page in (campaign, event):
        page.save_revision().publish()
    day.state = "cancelled"
    day.save_revision().publish()
    pages = {"day": day, "person": person, "campaign": campaign, "event": event}
    addresses = {name: page.url for name, page in pages.items()}
    return addresses | {"home": home_page("en").url, "list": "/en/events/"}


@pytest.mark.parametrize("name", ["day", "person", "campaign", "event", "home", "list"])
def test_a_cancelled_day_says_so_wherever_it_is_named(client, cancelled, name):
    html = shown(client, cancelled[name])

    assert "<strong>cancelled</strong>" in html
    assert '<s><time datetime="2017-12-11">' in html


def test_a_day_that_was_cancelled_says_so_in_the_other_languages_at_once(client):
    page = make_key_date("Голосование")
    german = send_to(page, "de")[0]
    page = fresh(page)
    page.state = "cancelled"
    page.save_revision().publish()

    assert '<s><time datetime="2017-12-11">' in shown(client, german.url)


def test_a_day_that_was_moved_says_for_when_it_was_announced(client):
    page = vote(announced_day=date(2017, 12, 13), actual_day=date(2017, 12, 11))

    assert "announced for 13 December 2017" in shown(client, page.url)
