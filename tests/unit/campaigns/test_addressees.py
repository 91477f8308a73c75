"""Whom campaigns turn to: how to write to them, and what is demanded of them."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import AddresseeIndexPage, Demand
from tests.factories import fresh, list_page, make_addressee, make_campaign, send_to

pytestmark = pytest.mark.django_db


def demanding(title: str, *demands: Demand, language: str = "en", **facts):
    """A published campaign with demands."""
    campaign = make_campaign(title, language=language, **facts)
    for row in demands:
        row.locale = campaign.locale
    campaign.demands = demands
    campaign.save_revision().publish()
    return fresh(campaign)


def text_of(client, page) -> str:
    html = client.get(page.url).content.decode()
    main = html.split("<main")[1].split("</main>")[0]
    return " ".join(re.sub("<[^>]+>", " ", main).split())


def test_an_addressee_says_how_to_write_to_it(client):
    page = make_addressee(
        "Committee on Petitions",
        language="en",
        institution="European Parliament",
        country="BE",
        languages_read=["en", "fr"],
        email="office@parliament.example",
        post_address="60 rue Wiertz\n1047 Brussels",
        link="https://parliament.example/petitions",
    )

    html = client.get(page.url).content.decode()

    assert (
        "European Parliament Committee on Petitions Country Belgium Languages English, French "
        "E-mail office@parliament.example Postal address 60 rue Wiertz 1047 Brussels "
        "Official page https://parliament.example/petitions"
    ) in text_of(client, page)
    assert 'href="mailto:office@parliament.example"' in html
    assert 'href="https://parliament.example/petitions" rel="external noopener noreferrer"' in html


def test_an_addressee_shows_what_each_campaign_demands_of_it_and_of_nobody_else(client):
    office, other = make_addressee("Office", language="en"), make_addressee("Other", language="en")
    first = demanding(
        "First", Demand(text="Hear them", addressee_page=office, due=date(2017, 11, 30))
    )
    demanding(
        "Second",
        Demand(text="Not for this one", addressee_page=other),
        Demand(text="Free them", addressee_page=office, state="done", evidence="The press"),
        state="won",
    )
    demanding("Third", Demand(text="Of nobody"))

    text = text_of(client, office)

    assert "Second won Free them Done Evidence: The press" in text
    assert "First Hear them Asked · by 30 November 2017 · overdue" in text
    assert text.index("Second") < text.index("First")
    assert "Not for this one" not in text
    assert "Third" not in text
    assert f'href="{first.url}"' in client.get(office.url).content.decode()


@pytest.mark.parametrize("is_live", [True, False])
def test_demands_of_a_campaign_that_nobody_can_read_are_not_shown(client, is_live):
    office = make_addressee("Office", language="en")
    campaign = demanding("Campaign", Demand(text="Free them", addressee_page=office))
    if not is_live:
        campaign.unpublish()

    assert ("Free them" in text_of(client, office)) is is_live


def test_a_demand_points_at_the_original_and_is_seen_from_every_version(client):
    office = make_addressee("Office", language="en")
    french_office = send_to(office, "fr")[0]
    campaign = demanding("Campaign", Demand(text="Free them", addressee_page=french_office))
    send_to(campaign, "fr")

    assert campaign.demands.get().addressee_page_id == office.pk
    assert "Free them" in text_of(client, office)
    assert "fr: Free them" in text_of(client, french_office)


def test_a_fact_that_changed_shows_in_every_language(client):
    office = make_addressee("Office", language="en", email="old@office.example")
    french = send_to(office, "fr")[0]
    office.email = "new@office.example"
    office.save_revision().publish()

    html = client.get(french.url).content.decode()

    assert "new@office.example" in html
    assert "old@office.example" not in html


def test_the_list_names_country_and_institution(client):
    make_addressee("Office", language="en", institution="Parliament", country="BE")

    assert "Office Parliament · Belgium" in text_of(client, list_page(AddresseeIndexPage, "en"))


def cost(client, url: str) -> int:
    """The number of statements of a second visit."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("language", ["ru", "fr"])
def test_an_addressee_costs_at_most_16_queries_whatever_is_demanded(client, language):
    office = make_addressee("Office")
    send_to(office, "fr", "en", "pl", "uk", "kk", "de")
    url = office.url.replace("/ru/", f"/{language}/")
    costs = []
    for number in (1, 2, 24):
        for _n in range(number):
            demanding("Кампания", Demand(text="Раз", addressee_page=office), language="ru")
        last = demanding("Кампания", language="ru")
        Demand.objects.bulk_create(
            Demand(text="Два", addressee_page=office, page=last, locale=last.locale)
            for _n in range(number * 12)
        )
        costs.append(cost(client, url))

    assert len(set(costs)) == 1
    assert costs[0] <= 16
    assert 'href="?page=2"' in client.get(url).content.decode()


def test_the_list_of_addressees_costs_the_same_for_any_number(client):
    url = list_page(AddresseeIndexPage).url
    costs = []
    for number in (1, 2, 25):
        for n in range(number):
            make_addressee(f"Office {number} {n}")
        costs.append(cost(client, url))

    assert len(set(costs)) == 1
    assert costs[0] <= 16
