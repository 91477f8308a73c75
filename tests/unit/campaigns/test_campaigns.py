"""The page of a campaign: how it stands, what it demands, what happened and what came of it."""

import json
import re
from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction

from campaigns.models import (
    CampaignContact,
    CampaignKeyDate,
    CampaignPerson,
    CampaignShareText,
    Demand,
    LetterText,
    NumberClaim,
    Partner,
    PressItem,
    Result,
    Update,
)
from core.models import CustomDocument
from prisoners.models import PlaceIndexPage, PlacePage, StatusRow
from tests.factories import (
    add,
    fresh,
    list_page,
    make_addressee,
    make_campaign,
    make_event,
    make_image,
    make_key_date,
    make_person,
    send_to,
)
from tests.uploaded import pdf

pytestmark = pytest.mark.django_db
TODAY = date(2017, 12, 1)


def campaign_with(rows: dict | None = None, **facts):
    """An English campaign with rows by the name of their relation, published."""
    campaign = make_campaign("Campaign", language="en", **facts)
    for name, found in (rows or {}).items():
        for row in found:
            row.locale = campaign.locale
        setattr(campaign, name, found)
    campaign.save_revision().publish()
    return fresh(campaign)


def text_of(client, page) -> str:
    """What a reader sees, without tags and double spaces."""
    html = client.get(page.url).content.decode()
    main = html.split("<main")[1].split("</main>")[0]
    return " ".join(re.sub("<[^>]+>", " ", main).split())


def test_news_of_tomorrow_are_refused():
    with pytest.raises(ValidationError) as caught:
        Update(date=date(2017, 12, 2), title="Завтра").clean()

    assert list(caught.value.message_dict) == ["date"]


def test_the_contact_persons_of_a_campaign_that_is_over_are_named_no_more(client):
    campaign = make_campaign("Закрыта", state="closed")
    campaign.contacts = [CampaignContact(name="Паола", locale=campaign.locale)]
    campaign.save_revision().publish()

    assert "Паола" not in client.get(campaign.url).content.decode()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"state": "paused"}, "paused"),
        ({"state": "won"}, "won"),
        ({"state": "partly_won"}, "partly won"),
        ({"state": "lost"}, "lost"),
        ({"state": "closed"}, "closed"),
        ({"ends_on": TODAY + timedelta(13)}, "until 14 December 2017 · 13 days left"),
        ({"ends_on": TODAY + timedelta(1)}, "until 2 December 2017 · 1 day left"),
        ({"ends_on": TODAY}, "until 1 December 2017 · today is the last day"),
        ({"ends_on": TODAY - timedelta(1)}, "ended on 30 November 2017"),
        ({"starts_on": TODAY + timedelta(9)}, "begins on 10 December 2017"),
    ],
)
def test_how_a_campaign_stands_is_said_above_its_title(client, facts, said):
    campaign = campaign_with(**facts)

    assert text_of(client, campaign).partition(" Campaign")[0].endswith("Campaign") is False
    assert f"{said} Campaign" in text_of(client, campaign)
    assert f"Campaign {said}" in " ".join(text_of(client, list_of(campaign)).split())


def list_of(campaign):
    return campaign.get_parent().specific


def test_a_running_campaign_without_a_deadline_says_nothing_of_its_state(client):
    campaign = campaign_with()

    assert text_of(client, campaign).endswith("skip Campaign Campaign") is False
    assert "running" not in text_of(client, campaign)
    assert "event-status" not in client.get(campaign.url).content.decode()


@pytest.mark.parametrize(
    ("facts", "is_asked"),
    [
        ({}, True),
        ({"state": "partly_won"}, True),
        ({"state": "paused"}, False),
        ({"state": "won"}, False),
        ({"state": "lost"}, False),
        ({"state": "closed"}, False),
        ({"ends_on": TODAY}, True),
        ({"ends_on": TODAY - timedelta(1)}, False),
        ({"petition_is_closed": True}, False),
    ],
)
def test_nobody_is_asked_to_sign_once_it_is_over(client, facts, is_asked):
    campaign = campaign_with(
        petition_title="Stop it",
        petition_platform="Change",
        petition_url="https://petition.example/",
        **facts,
    )

    html = client.get(campaign.url).content.decode()

    assert ("https://petition.example/" in html) is is_asked
    assert ("It may record who visits and signs" in html) is is_asked


def test_nobody_is_asked_to_write_once_it_is_over(client):
    letter = {"subject": "Subject of the letter", "text": "Please."}
    running = campaign_with({"letters": [LetterText(**letter)]})
    over = campaign_with({"letters": [LetterText(**letter)]}, state="lost")

    assert "Subject of the letter" in text_of(client, running)
    assert "Subject of the letter" not in text_of(client, over)


@pytest.mark.parametrize(("state", "comes_first"), [("running", False), ("won", True)])
def test_results_come_first_once_it_is_over(client, state, comes_first):
    result = Result(date=date(2017, 11, 1), text="Two are free.", url="https://proof.example/")
    campaign = campaign_with(
        {"results": [result]},
        state=state,
        body=json.dumps([{"type": "paragraph", "value": "<p>The story.</p>"}]),
    )

    html = client.get(campaign.url).content.decode()

    assert (html.index("Two are free.") < html.index("The story.")) is comes_first
    assert 'href="https://proof.example/"' in html


def test_signatures_are_told_with_their_day_and_the_way_to_the_goal(client):
    campaign = campaign_with(
        petition_title="Stop it",
        petition_url="https://petition.example/",
        petition_count=750,
        petition_counted_on=date(2017, 11, 30),
        petition_goal=900,
    )

    html = client.get(campaign.url).content.decode()

    assert "750 signatures of 900 wanted counted on 30 November 2017" in text_of(client, campaign)
    assert '<progress value="750" max="900" aria-label="' in html


def test_numbers_for_machines_have_no_separators(client):
    campaign = campaign_with(
        petition_title="Stop it",
        petition_count=12345,
        petition_counted_on=date(2017, 11, 30),
        petition_goal=50000,
    )

    assert '<progress value="12345" max="50000"' in client.get(campaign.url).content.decode()


def test_demands_stand_below_their_addressees_with_state_day_and_evidence(client):
    parliament = make_addressee("Parliament", language="en")
    ministry = make_addressee("Ministry", language="en")
    campaign = campaign_with(
        {
            "demands": [
                Demand(text="Hear them", addressee_page=parliament, due=date(2017, 11, 30)),
                Demand(
                    text="Free them",
                    addressee_page=ministry,
                    state="promised",
                    state_since=date(2017, 11, 20),
                    due=date(2017, 12, 24),
                    evidence="The minister on the radio",
                    evidence_url="https://radio.example/",
                ),
                Demand(
                    text="Vote",
                    addressee_page=parliament,
                    state="done",
                    due=date(2017, 11, 30),
                    evidence="Minutes",
                ),
            ]
        },
    )

    html = client.get(campaign.url).content.decode()

    assert (
        "Parliament Hear them Asked · by 30 November 2017 · overdue "
        "Vote Done · by 30 November 2017 Evidence: Minutes "
        "Ministry Free them Promised since 20 November 2017 · by 24 December 2017 "
        "Evidence: The minister on the radio source"
    ) in text_of(client, campaign)
    assert 'href="https://radio.example/"' in html
    assert f'href="{ministry.url}"' in html


def test_a_demand_is_shown_with_the_addressee_in_the_best_version(client):
    parliament = make_addressee("Parliament", language="en")
    send_to(parliament, "fr")
    russian_only = make_addressee("Мажилис")
    campaign = campaign_with(
        {
            "demands": [
                Demand(text="Hear them", addressee_page=parliament),
                Demand(text="Free them", addressee_page=russian_only),
            ]
        },
    )
    french = send_to(campaign, "fr")[0]

    html = client.get(french.url).content.decode()

    assert "fr: Parliament</a>" in html
    assert re.search(r'lang="ru" dir="ltr" hreflang="ru">Мажилис</a>', html)
    assert "fr: Hear them" in html


def test_a_state_that_changed_shows_in_every_language_in_the_same_moment(client):
    campaign = campaign_with({"demands": [Demand(text="Free them")]})
    french = send_to(campaign, "fr")[0]
    row = campaign.demands.get()
    row.state, row.evidence = "refused", "A letter"
    campaign.demands = [row]
    campaign.save_revision().publish()

    html = client.get(french.url).content.decode()

    assert "Refusé" in html
    assert "A letter" in html


def test_news_come_latest_first_in_pages_of_five(client):
    updates = [Update(date=date(2017, 10, n), title=f"News {n:02}", text="") for n in range(1, 8)]
    campaign = campaign_with({"updates": updates})

    first = text_of(client, campaign)
    second = client.get(f"{campaign.url}?updates=2").content.decode()

    assert re.findall(r"News (\d\d)", first) == ["07", "06", "05", "04", "03"]
    assert re.findall(r"News (\d\d)", second) == ["02", "01"]
    assert 'rel="prev" href="?updates=1#updates"' in second
    assert f'href="{campaign.url}updates.atom"' in second


def test_only_partners_who_agreed_are_named(client):
    partners = [
        Partner(name="Friends", has_agreed=True, url="https://friends.example/"),
        Partner(name="Shy ones", has_agreed=False),
    ]
    campaign = campaign_with({"partners": partners})

    assert "Friends" in text_of(client, campaign)
    assert "Shy ones" not in client.get(campaign.url).content.decode()


def test_a_partner_is_shown_by_the_logo_and_named_to_who_cannot_see_it(client, media):
    logo = make_image("Logo")
    campaign = campaign_with({"partners": [Partner(name="Friends", has_agreed=True, logo=logo)]})
    made = logo.renditions.get(filter_spec="width-480|format-webp")

    html = client.get(campaign.url).content.decode()

    assert f'<img src="{made.url}"' in html
    assert 'alt="Friends"' in html


def test_the_press_gets_documents_with_type_and_size_and_pictures_with_licence(client, media):
    picture = make_image("Protest")
    items = [
        PressItem(title="The case", document=make_document()),
        PressItem(title="The protest", picture=picture, licence="Anna, CC BY 4.0"),
    ]
    campaign = campaign_with({"press_items": items})

    html = client.get(campaign.url).content.decode()

    assert re.search(r"The case PDF, \d+ bytes", text_of(client, campaign))
    assert "The protest WebP, 640 × 480 Anna, CC BY 4.0" in text_of(client, campaign)
    assert picture.renditions.get(filter_spec="width-960|format-webp").url in html
    assert picture.file.name not in html


def test_a_document_for_the_press_is_closed_with_its_page(client, media):
    document = make_document()
    campaign = campaign_with({"press_items": [PressItem(title="Case", document=document)]})
    assert may_fetch(client, document)

    campaign.unpublish()

    assert not may_fetch(client, document)


def test_a_document_that_nobody_could_fetch_is_not_offered(client, media):
    closed = Collection.get_first_root_node().add_child(name="Internal")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document = make_document(collection=closed)
    campaign = campaign_with({"press_items": [PressItem(title="Case", document=document)]})

    assert document.url not in client.get(campaign.url).content.decode()


def may_fetch(client, document: CustomDocument) -> bool:
    """Whether a reader gets the file, which is closed by reading it to its end."""
    response = client.get(document.url)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code == 200


@pytest.fixture
def media(tmp_path, settings):
    """A folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def make_document(**values) -> CustomDocument:
    """A small real PDF."""
    file = ContentFile(pdf(), name="case.pdf")
    return CustomDocument.objects.create(title="Case", file=file, **values)


def test_what_happens_next_comes_before_what_came_of_it(client):
    vote = make_key_date("Vote", language="en", announced_day=date(2017, 12, 14))
    debate = make_key_date(
        "Debate", language="en", announced_day=date(2017, 11, 14), outcome="A resolution."
    )
    campaign = campaign_with()
    campaign.key_date_links = [CampaignKeyDate(key_date=day) for day in (vote, debate)]
    campaign.save_revision().publish()
    make_event("Protest to come", language="en", campaign=campaign)
    make_event(
        "Protest of last month",
        language="en",
        campaign=campaign,
        start_day=date(2017, 11, 8),
        attended=120,
        counted_by="the police",
    )

    text = text_of(client, fresh(campaign))

    next_ones, came_of_it = text.index("What happens next"), text.index("What came of it")
    assert next_ones < text.index("Protest to come") < text.index("Vote") < came_of_it
    assert came_of_it < text.index("Protest of last month 120 people came (counted by: the police")
    assert came_of_it < text.rindex("Debate") < text.index("A resolution.")
    assert f'href="{campaign.url}calendar.ics"' in client.get(campaign.url).content.decode()


def queries(client, url: str) -> list[str]:
    """The statements of a second visit."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured]


def rows_of(number: int) -> list:
    """So many rows of each kind, without their page."""
    offices = [make_addressee(f"Office {n}") for n in range(min(number, 3))]
    files = ({"document": make_document()}, {"picture": make_image(), "licence": "L"})
    logo = make_image()
    made = []
    for n in range(number):
        office = offices[n % len(offices)]
        made += [
            CampaignContact(name=f"C {n}"),
            CampaignShareText(text=f"S {n}"),
            Demand(text=f"D {n}", addressee_page=office),
            LetterText(subject=f"L {n}", text="T", addressee_page=office),
            NumberClaim(number=n, text="N", as_of=TODAY, source="S"),
            Partner(name=f"P {n}", has_agreed=True, logo=logo),
            *(PressItem(title=f"I {n}", **file) for file in files),
            Result(text=f"R {n}", date=TODAY),
            Update(title=f"U {n}", date=TODAY),
        ]
    return made


def fill_up(*versions, number: int) -> None:
    """Give the versions of a campaign the same rows; at once, for translating takes long."""
    by_model = defaultdict(list)
    for row in rows_of(number):
        by_model[type(row)].append(row)
    for model, rows in by_model.items():
        for page in versions:
            for row in rows:
                row.pk, row.page, row.locale = None, page, page.locale
            model.objects.bulk_create(rows)


@pytest.mark.parametrize("number", [1, 3, 300])
@pytest.mark.parametrize("language", ["ru", "fr"])
def test_a_campaign_costs_at_most_18_queries_whatever_it_is_linked_to(
    client, media, number, language
):
    picture = {"image": make_image().pk, "alt_text": "Hills", "decorative": False}
    block = {"type": "picture", "value": {"image": picture, "credit": "Us", "caption": ""}}
    campaign = make_campaign(body=json.dumps([block]), petition_title="Петиция")
    french, *_others = send_to(campaign, "fr", "en", "pl", "uk", "kk", "de")
    fill_up(campaign, french, number=number)
    link(campaign, number)
    url = campaign.url.replace("/ru/", f"/{language}/")

    statements = queries(client, url)
    for n, sql in enumerate(statements):
        print(n, sql[:90], "...", sql[sql.find("FROM") :][:60])

    assert len(statements) <= 18


def link(campaign, number: int) -> None:
    """People who are held somewhere, key dates and events; few are made, for they take long."""
    place = add(list_page(PlaceIndexPage), PlacePage(title="Колония", body=[]))
    people = [
        make_person(f"Человек {n}", status="detained", portrait=make_image())
        for n in range(min(number, 3))
    ]
    StatusRow.objects.update(place=place)
    dates = [make_key_date(f"Дебаты {n}") for n in range(min(number, 3))]
    CampaignPerson.objects.bulk_create(
        CampaignPerson(page=campaign, person=people[n % len(people)]) for n in range(number)
    )
    CampaignKeyDate.objects.bulk_create(
        CampaignKeyDate(page=campaign, key_date=dates[n % len(dates)]) for n in range(number)
    )
    for n in range(min(number, 8)):
        make_event(f"Было {n}", campaign=campaign, start_day=date(2017, 11, 1 + n))
        make_event(f"Будет {n}", campaign=campaign, start_day=date(2017, 12, 10 + n))
