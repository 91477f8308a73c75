"""What a page may cost: SQL queries, warm and uncached, with all seven languages."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import CampaignPerson, Demand, EventKeyDate, EventPerson
from core.models import CustomRendition
from tests.factories import (
    fresh,
    home_page,
    make_campaign,
    make_event,
    make_image,
    make_key_date,
    make_page,
    make_person,
    send_to,
)

pytestmark = pytest.mark.django_db
SITEMAP = ("/sitemap.xml", "/sitemap-ru-1.xml")
OTHERS = ("en", "fr", "pl", "uk", "kk", "de")


def queries(client, url: str, status: int = 200) -> list[str]:
    """The statements of a second visit."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == status
    return [query["sql"] for query in captured]


def publish(page):
    page.save_revision().publish()
    return fresh(page)


@pytest.fixture
def case():
    """A campaign with an event, people with portraits and key dates, in all languages."""

    def make(count: int) -> dict:
        people = [
            make_person(f"Человек {n}", status="detained", portrait=make_image())
            for n in range(count)
        ]
        dates = [make_key_date(f"Дебаты {n}") for n in range(count)]
        campaign = make_campaign(petition_url="https://petition.example/", petition_title="Петиция")
        campaign.person_links = [CampaignPerson(person=person) for person in people]
        campaign.demands = [
            Demand(text=f"Требование {n}", locale=campaign.locale) for n in range(count)
        ]
        campaign = publish(campaign)
        event = make_event(campaign=campaign)
        event.person_links = [EventPerson(person=person) for person in people]
        event.key_date_links = [EventKeyDate(key_date=day) for day in dates]
        event = publish(event)
        home = home_page()
        home.campaign = campaign
        publish(home)
        for page in (people[0], dates[0], campaign, event):
            send_to(page, *OTHERS)
        return {"person": people[0], "key date": dates[0], "campaign": campaign, "event": event}

    return make


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("language", ["ru", "fr"])
def test_no_page_costs_more_than_its_budget(client, case, count, language):
    addresses = {
        name: page.url.replace("/ru/", f"/{language}/") for name, page in case(count).items()
    }
    addresses |= {
        "home": f"/{language}/",
        "people": f"/{language}/prisoners/",
        "people narrowed": f"/{language}/prisoners/?status=detained&name=чел",
        "events": f"/{language}/events/",
        "past events": f"/{language}/events/?when=past",
        "campaigns": f"/{language}/campaigns/",
        "search": f"/{language}/search/?q=человек",
    }
    budget = {
        "home": 15,
        "people": 16,
        "people narrowed": 16,
        "events": 16,
        "past events": 16,
        "campaigns": 16,
        "event": 18,
        "campaign": 18,
        "key date": 18,
        "person": 20,
        "search": 12,
    }
    costs = {name: len(queries(client, url)) for name, url in addresses.items()}

    assert {name: cost for name, cost in costs.items() if cost > budget[name]} == {}


def test_a_page_of_text_costs_at_most_10_queries_and_a_404_at_most_8(client):
    page = make_page("О нас")

    assert len(queries(client, page.url)) <= 10
    assert len(queries(client, page.url.replace("/ru/", "/fr/"), status=404)) <= 8


@pytest.mark.parametrize("count", [1, 6])
def test_pictures_in_a_text_cost_the_same_for_any_number(client, count):
    block = [{"type": "picture", "value": {"image": picture(), "credit": "Us", "caption": ""}}]
    page = make_page("О нас", body=json.dumps(block * count))

    assert len(queries(client, page.url)) <= 10
    assert client.get(page.url).content.decode().count("<figure") == count


def picture() -> dict:
    """A picture as it is stored in a text."""
    return {"image": make_image().pk, "alt_text": "Hills", "decorative": False}


def test_a_reader_writes_nothing_and_gets_no_cookie(client, case):
    urls = [page.url for page in case(1).values()]
    for url in [*urls, "/ru/", "/ru/prisoners/?name=ч", "/ru/search/?q=человек", *SITEMAP]:
        statements = queries(client, url)

        assert [sql for sql in statements if not sql.lstrip("(").startswith("SELECT")] == []
    assert dict(client.cookies) == {}


def test_no_picture_is_made_while_a_reader_waits(client):
    person = make_person("Человек", status="detained", portrait=make_image())
    assert CustomRendition.objects.filter(image=person.portrait).count() == 4
    CustomRendition.objects.all().delete()

    response = client.get(person.url)

    assert response.status_code == 200
    assert CustomRendition.objects.count() == 0


def test_the_sitemap_costs_the_same_for_any_number_of_pages(client):
    few = [len(queries(client, address)) for address in SITEMAP]
    for number in range(3):
        make_key_date(f"День {number}", announced_day=date(2017, 12, 13))

    assert [len(queries(client, address)) for address in SITEMAP] == few == [2, 2]
