"""The page of an event: when, where, what is good to know, and what came of it."""

import json
from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import Locale

from campaigns.models import (
    EventContact,
    EventIndexPage,
    EventKeyDate,
    EventPage,
    EventPerson,
)
from campaigns.notes import PHOTO_POLICY, SAFETY
from tests.factories import (
    form_of,
    fresh,
    list_page,
    make_campaign,
    make_event,
    make_image,
    make_key_date,
    make_person,
    make_user,
    paragraph,
    send_to,
)

pytestmark = pytest.mark.django_db


def english(**facts) -> EventPage:
    return make_event("Event", language="en", **facts)


def read(client, page) -> str:
    return client.get(page.url).content.decode()


def when(client, page) -> str:
    """What stands below “When”, without tags."""
    part = read(client, page).split('<dd class="event-facts__time">')[1].split("</dd>")[0]
    return words(part)


def words(html: str) -> str:
    """What a reader sees."""
    return " ".join(strip_tags(html).split())


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({}, "Saturday, 16 December 2017, 14:00–15:00 (local time, UTC+1)"),
        ({"end_time": None}, "Saturday, 16 December 2017, 14:00 (local time, UTC+1)"),
        (
            {"end_day": date(2017, 12, 17), "end_time": time(0)},
            "Saturday, 16 December 2017, 14:00 – 17 December 2017, 00:00 (local time, UTC+1)",
        ),
        (
            {"time_zone": "Asia/Almaty", "start_time": time(0), "end_time": None},
            "Saturday, 16 December 2017, 00:00 (local time, UTC+6)",
        ),
        (
            {"timing": "all_day", "start_time": None, "end_time": None},
            "Saturday, 16 December 2017, all day",
        ),
        (
            {"timing": "all_day", "end_day": date(2017, 12, 18)},
            "Saturday, 16 December 2017, all day – 18 December 2017",
        ),
        (
            {"timing": "open", "start_time": None, "end_time": None},
            "Saturday, 16 December 2017, hour to be announced",
        ),
        (
            {
                "start_day": date(2018, 3, 24),
                "start_time": time(23),
                "end_day": date(2018, 3, 25),
                "end_time": time(4),
            },
            "Saturday, 24 March 2018, 23:00 – 25 March 2018, 04:00"
            " (local time, first UTC+1, then UTC+2)",
        ),
        (
            {"attendance": "online", "online_url": "https://meet.example/"},
            "Saturday, 16 December 2017, 14:00–15:00 (Europe/Brussels, UTC+1)",
        ),
    ],
)
def test_the_time_is_that_of_a_clock_at_the_place_with_its_zone(client, facts, shown):
    assert when(client, english(**facts)) == shown


def test_an_open_hour_is_a_day_for_machines(client):
    html = read(client, english(timing="open", start_time=None, end_time=None))

    assert '<time class="copyable" datetime="2017-12-16">' in html


def test_the_place_is_shown_with_the_way_there_and_a_link_to_a_map(client):
    page = english(
        place_name="Place Jean Rey",
        street="Rue Belliard 1",
        postcode="1000",
        country="BE",
        place_here="Jean Rey Square",
        directions="In front of the park.",
        latitude="50.84016",
        longitude="4.38110",
    )

    html = read(client, page)

    assert "Place Jean Rey<br>Rue Belliard 1<br>1000 Bruxelles<br>Belgium" in html
    assert "Jean Rey Square" in html
    assert "In front of the park." in html
    address = "https://www.openstreetmap.org/?mlat=50.84016&amp;mlon=4.38110"
    assert f'<a href="{address}#map=18/50.84016/4.38110" rel="external noopener' in html
    assert "<iframe" not in html


@pytest.mark.parametrize(
    ("facts", "query"),
    [
        (
            {"street": "Rue Belliard 1", "postcode": "1000", "country": "BE"},
            "Rue%20Belliard%201%2C%201000%20Bruxelles%2C%20Belgium",
        ),
        ({"place_name": "Place Jean Rey"}, "Place%20Jean%20Rey%2C%20Bruxelles"),
        ({"place_name": "Parc", "street": "Rue & Co 1"}, "Rue%20%26%20Co%201%2C%20Bruxelles"),
    ],
)
def test_a_place_without_a_position_is_looked_for_by_its_address(client, facts, query):
    page = english(**facts)

    html = read(client, page)

    assert f'<a href="https://www.openstreetmap.org/search?query={query}" rel="external' in html
    calendar = client.get(f"/en/events/{page.slug}/calendar.ics").content.decode()
    assert "\r\nGEO:" not in calendar


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"place_name": "Somewhere", "city": ""},
        {"place_name": "Place Jean Rey", "attendance": "online", "online_url": "https://a.example"},
        {
            "place_name": "Place Jean Rey",
            "status": "moved_online",
            "online_url": "https://a.example",
        },
    ],
)
def test_no_map_is_offered_of_a_town_or_of_the_web(client, facts):
    assert "openstreetmap" not in read(client, english(**facts))


@pytest.mark.parametrize(
    "facts",
    [
        {"place_name": "Place Jean Rey"},
        {"street": "Rue Belliard 1", "latitude": "50.84016", "longitude": "4.38110"},
    ],
)
def test_no_map_is_offered_of_what_is_told_after_contact(client, facts):
    page = english(disclosure="contact")
    # The form refuses it; older rows may still have it.
    EventPage.objects.filter(pk=page.pk).update(**facts)

    assert "openstreetmap" not in read(client, page)


@pytest.mark.parametrize(
    ("attendance", "is_at_place", "is_online"),
    [("offline", True, False), ("online", False, True), ("mixed", True, True)],
)
def test_a_page_says_how_one_takes_part(client, attendance, is_at_place, is_online):
    page = english(
        attendance=attendance, place_name="Place Jean Rey", online_url="https://meet.example/"
    )

    where = read(client, page).split("<dt>Where</dt>")[1].split("</dl>")[0]

    assert ("Place Jean Rey" in where) is is_at_place
    assert ("https://meet.example/" in where) is is_online


@pytest.mark.parametrize(
    ("attendance", "told"),
    [
        ("offline", "The exact place is told after contact."),
        ("online", "The address online is told after contact."),
    ],
)
def test_a_place_told_after_contact_says_how_to_learn_it(client, attendance, told):
    page = english(disclosure="contact", attendance=attendance)
    page.contacts = [EventContact(name="Paola", email="paola@example.org", locale=page.locale)]
    page.save_revision(clean=False).publish()

    where = read(client, page).split("<dt>Where</dt>")[1].split("</dl>")[0]

    assert told in where
    assert 'href="mailto:paola@example.org"' in where
    assert ("Bruxelles" in where) is (attendance == "offline")


def test_what_is_told_after_contact_is_not_shown_even_if_it_is_still_known(client):
    page = english(disclosure="contact")
    EventPage.objects.filter(pk=page.pk).update(
        place_name="Secret Street 5",
        place_here="Our cellar",
        directions="Ring twice",
        latitude="50.84016",
        longitude="4.38110",
        online_url="https://meet.example/secret",
    )

    for url in (page.url, "/en/events/", "/en/", "/en/events/?month=2017-12"):
        html = client.get(url).content.decode()
        for secret in ("Secret Street", "cellar", "Ring twice", "openstreetmap", "meet.example"):
            assert secret not in html


def post(client, page, **changes):
    client.force_login(make_user("Editors"))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(url, form_of(page, **changes) | {"action-publish": "yes"})


@pytest.mark.parametrize(
    ("contacts", "is_refused"),
    [([], True), ([{"name": "Paola"}], True), ([{"name": "P.", "email": "p@example.org"}], False)],
)
def test_a_place_told_after_contact_needs_somebody_to_tell_it(client, contacts, is_refused):
    page = english()

    response = post(client, page, disclosure="contact", contacts=contacts)

    assert (response.status_code == 200) is is_refused
    if is_refused:
        assert list(response.context["form"].errors) == ["disclosure"]


def test_a_contact_that_is_deleted_cannot_tell_the_place(client):
    page = english()
    page.contacts = [EventContact(name="P.", email="p@example.org", locale=page.locale)]
    page.save_revision().publish()

    response = post(client, page, disclosure="contact", contacts=[])

    assert list(response.context["form"].errors) == ["disclosure"]


def test_good_to_know_is_told_calmly_in_one_part(client):
    page = english(
        languages_spoken=["en", "fr"],
        interpretation="French sign language",
        accessibility="No steps.",
        authorisation="notified",
        safety="Stay together.",
        photo_policy="No photographs.",
    )

    part = read(client, page).split("<h2>Good to know</h2>")[1].split("</section>")[0]

    assert words(part) == (
        "Languages English, French Interpretation French sign language Accessibility No steps. "
        "Authorities authorities notified Safety Stay together. Photographs No photographs."
    )


def test_an_event_without_notes_has_those_for_all_events_in_the_readers_language(client):
    page = make_event()
    french = send_to(page, "fr")[0]
    for code, text in {"ru": "Приходите вдвоём.", "fr": "Venez à deux."}.items():
        above = list_page(EventIndexPage, code)
        above.safety = text
        above.save_revision().publish()

    assert "Приходите вдвоём." in read(client, page)
    assert "Venez à deux." in read(client, french)
    assert str(SAFETY[0]) not in read(client, page)


def test_without_any_notes_ours_are_shown(client):
    html = read(client, english())

    assert all(str(text) in html for text in (*SAFETY, *PHOTO_POLICY))


@pytest.mark.parametrize(
    "facts",
    [
        {"start_day": date(2017, 11, 1)},
        {"status": "cancelled"},
        {"attendance": "online", "online_url": "https://meet.example/"},
    ],
)
def test_nobody_is_told_how_to_behave_where_nobody_goes(client, facts):
    assert str(SAFETY[0]) not in read(client, english(**facts))


def test_safety_notes_nobody_translated_yet_are_shown_in_the_language_they_have(client):
    page = make_event()
    french = send_to(page, "fr")[0]
    page.safety = "Держитесь вместе."
    page.save_revision().publish()

    html = read(client, french)

    assert '<dd lang="ru" dir="ltr"><p>Держитесь вместе.</p></dd>' in html


def test_the_notes_cost_at_most_one_query():
    page = english()
    assert page.original.pk == page.pk

    with CaptureQueriesContext(connection) as captured:
        assert len(page.good_to_know) == 2
    assert len(captured) == 1


def test_after_the_event_the_report_stands_above_the_announcement_as_it_was(client):
    picture = {"image": make_image().pk, "alt_text": "Banners", "decorative": False}
    page = english(
        start_day=date(2017, 11, 20),
        attended=1,
        counted_by="police",
        report=json.dumps(
            [
                paragraph("<p>It rained.</p>"),
                {"type": "picture", "value": {"image": picture, "credit": "Us", "caption": ""}},
            ]
        ),
        body=json.dumps([paragraph("<p>Come on Monday.</p>")]),
    )

    html = read(client, page)

    parts = ["What came of it", "It rained.", "The announcement", "Come on Monday."]
    assert sorted(parts, key=html.index) == parts
    assert "<strong>1 person came</strong> · counted by: police" in html
    assert 'alt="Banners"' in html


def test_the_number_who_came_is_written_as_the_language_writes_it(client):
    page = english(start_day=date(2017, 11, 20), attended=12345, counted_by="police")

    assert "<strong>12,345 people came</strong>" in read(client, page)


def test_an_announcement_without_a_report_has_no_heading_of_its_own(client):
    assert "The announcement" not in read(client, english())


def test_the_number_who_came_is_a_fact_in_every_language(client):
    page = make_event(start_day=date(2017, 11, 20))
    french = send_to(page, "fr")[0]
    page.attended, page.counted_by = 250, "организаторы"
    page.save_revision().publish()

    assert "250" in read(client, french).split("<article")[1]


def test_the_page_leads_to_the_calendar_file(client):
    page = english()

    assert reverse("event_calendar", args=[page.slug]) in read(client, page)


def queries(client, url: str) -> int:
    """The statements of a second visit."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("day", [date(2017, 11, 25), date(2017, 12, 16)])
def test_an_event_costs_at_most_18_queries_before_and_after_whatever_it_has(client, count, day):
    campaign = make_campaign(petition_url="https://petition.example/", petition_title="Петиция")
    page = make_event(campaign=campaign, start_day=day, languages_spoken=["ru"])
    image = {"image": make_image().pk, "alt_text": "Hills", "decorative": False}
    block = {"type": "picture", "value": {"image": image, "credit": "Us", "caption": ""}}
    page.body = json.dumps([block] * count)
    page.report = json.dumps([block] * count if page.is_past else [])
    ru = Locale.objects.get(language_code="ru")
    page.contacts = [
        EventContact(name=f"К. {n}", email=f"k{n}@example.org", locale=ru) for n in range(count)
    ]
    page.person_links = [
        EventPerson(person=make_person(f"Человек {n}", portrait=make_image())) for n in range(count)
    ]
    page.key_date_links = [EventKeyDate(key_date=make_key_date(f"День {n}")) for n in range(count)]
    page.save_revision().publish()
    send_to(fresh(page), "fr")

    costs = [queries(client, page.url.replace("/ru/", f"/{code}/")) for code in ("ru", "fr")]

    assert max(costs) <= 18
