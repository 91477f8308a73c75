"""Events and key dates: where in time they stand, and what they refuse."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from campaigns.filters import next_event, upcoming_key_dates
from campaigns.models import CampaignPage, EventContact, EventKeyDate, EventPage
from campaigns.models.key_date import next_anniversary
from tests.factories import (
    form_of,
    make_campaign,
    make_event,
    make_key_date,
    make_user,
    send_to,
)

pytestmark = pytest.mark.django_db


def event(**values) -> EventPage:
    known = {"start_day": date(2017, 12, 8), "start_time": time(12), "time_zone": "Europe/Brussels"}
    return EventPage(title="Протест", slug="protest", **(known | values))


@pytest.mark.parametrize(
    ("values", "end"),
    [
        ({"end_time": time(13)}, "2017-12-08T13:00:00+01:00"),
        ({}, "2017-12-08T14:00:00+01:00"),
        ({"end_day": date(2017, 12, 9)}, "2017-12-09T23:59:59.999999+01:00"),
        (
            {"end_day": date(2017, 12, 9), "end_time": time(2)},
            "2017-12-09T02:00:00+01:00",
        ),
    ],
)
def test_an_event_ends_when_the_editor_says_or_when_it_is_sensible(values, end):
    assert event(**values).end.isoformat() == end


def test_an_event_across_the_change_of_clocks_has_the_right_moments():
    night = event(
        start_day=date(2018, 3, 24),
        start_time=time(23),
        end_day=date(2018, 3, 25),
        end_time=time(4),
    )

    assert night.start.isoformat() == "2018-03-24T23:00:00+01:00"
    assert night.end.isoformat() == "2018-03-25T04:00:00+02:00"


def test_two_hours_are_two_hours_in_the_night_the_clocks_change():
    night = event(start_day=date(2018, 3, 25), start_time=time(1))

    assert night.end.isoformat() == "2018-03-25T04:00:00+02:00"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"end_time": time(11)}, "end_time"),
        ({"end_time": time(12)}, "end_time"),
        ({"start_day": date(1, 1, 1)}, "start_day"),
        ({"start_day": date(9999, 12, 31)}, "start_day"),
        ({"end_day": date(9998, 1, 1)}, "end_day"),
        ({"end_day": date(2017, 12, 7), "end_time": time(13)}, "end_day"),
        ({"status": "moved_online"}, "online_url"),
    ],
)
def test_an_event_that_makes_no_sense_is_refused_at_the_field(values, field):
    with pytest.raises(ValidationError) as caught:
        event(**values).clean()

    assert list(caught.value.message_dict) == [field]


def test_an_unknown_time_zone_is_refused_with_an_example():
    with pytest.raises(ValidationError, match="Europe/Brussels"):
        event(time_zone="Bruxelles").clean_fields(exclude=["path", "depth"])


def test_a_campaign_that_counts_signatures_says_when():
    with pytest.raises(ValidationError) as caught:
        CampaignPage(title="К", petition_count=7).clean()

    assert list(caught.value.message_dict) == ["petition_counted_on"]


def test_the_next_event_is_the_first_that_is_not_over():
    make_event("Вчера", start_day=date(2017, 11, 30))
    make_event("Потом", start_day=date(2017, 12, 20))
    soon = make_event("Скоро", start_day=date(2017, 12, 2))

    assert next_event("ru").pk == soon.pk


def test_an_event_over_is_in_the_past_list_and_not_among_the_upcoming(client):
    make_event("Вчерашний пикет", start_day=date(2017, 11, 30))

    upcoming = client.get("/ru/events/").content.decode()
    past = client.get("/ru/events/?when=past").content.decode()

    assert "Вчерашний пикет" not in upcoming
    assert "Вчерашний пикет" in past


def test_an_event_that_waits_for_a_new_day_is_to_come_and_comes_last(client):
    waits = make_event("Ждём", "en", start_day=date(2017, 11, 1), status="postponed")
    make_event("Потом", "en", start_day=date(2018, 12, 20))
    make_event("Прошёл", "en", start_day=date(2017, 11, 1))
    make_event("Отменён", "en", start_day=date(2017, 11, 2), status="cancelled")

    upcoming = client.get("/en/events/").content.decode()
    past = client.get("/en/events/?when=past").content.decode()

    assert [title for title in ("Ждём", "Отменён", "Прошёл") if title in past] == [
        "Отменён",
        "Прошёл",
    ]
    assert upcoming.index("Потом") < upcoming.index("Ждём")
    line = upcoming.split("Ждём")[0].rpartition("<li")[2]
    assert "postponed, new day to be announced" in line
    assert "<s><time" in line
    assert next_event("en").title == "Потом"
    waits.status, waits.start_day = "rescheduled", date(2017, 11, 3)
    waits.save_revision().publish()
    assert "Ждём" not in client.get("/en/events/").content.decode()


def test_the_past_list_says_how_many_came_where_somebody_counted(client):
    past = {"start_day": date(2017, 11, 1), "language": "en"}
    make_event("Counted", attended=1250, counted_by="police", **past)
    make_event("Uncounted", **past)

    html = client.get("/en/events/?when=past").content.decode()

    assert html.count("1,250 people came (counted by: <span>police</span>)") == 1
    assert html.count("people came") == 1


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2017, 12, 16), date(2017, 12, 16)),
        (date(2017, 12, 17), date(2018, 12, 16)),
        (date(2010, 1, 1), date(2011, 12, 16)),
    ],
)
def test_an_anniversary_comes_round_every_year(today, expected):
    assert next_anniversary(date(2011, 12, 16), today) == expected


def test_an_anniversary_of_29_february_falls_on_1_march():
    assert next_anniversary(date(2012, 2, 29), date(2017, 1, 1)) == date(2017, 3, 1)
    assert next_anniversary(date(2012, 2, 29), date(2020, 1, 1)) == date(2020, 2, 29)


def test_key_dates_come_in_the_order_of_their_next_return():
    make_key_date("Голосование", announced_day=date(2017, 12, 14))
    make_key_date("Годовщина", announced_day=None, actual_day=date(2011, 12, 16), yearly=True)
    make_key_date("Прошло", announced_day=date(2017, 11, 1))
    make_key_date("Слушания", announced_day=date(2017, 12, 13))

    assert [page.title for page in upcoming_key_dates("ru")] == [
        "Слушания",
        "Голосование",
        "Годовщина",
    ]


def test_a_moved_date_shows_the_actual_day_and_says_so():
    moved = make_key_date("Дебаты", announced_day=date(2017, 12, 13), actual_day=date(2017, 12, 11))

    assert (moved.day, moved.was_moved) == (date(2017, 12, 11), True)


@pytest.mark.parametrize(
    ("today", "is_shown"), [(date(2017, 12, 30), True), (date(2017, 12, 31), False)]
)
def test_contact_persons_hide_14_days_after_the_event(client, settings, today, is_shown):
    page = make_event(start_day=date(2017, 12, 16))
    page.contacts = [EventContact(name="Паола", email="paola@example.org", locale=page.locale)]
    page.save_revision().publish()
    settings.BOSAT_TODAY = today

    assert ("paola@example.org" in client.get(page.url).content.decode()) is is_shown


def test_an_event_points_at_the_original_of_the_campaign_an_editor_picked():
    campaign = make_campaign()
    french = send_to(campaign, "fr")[0]

    assert make_event(campaign=french).campaign_id == campaign.pk


def test_an_event_and_its_key_date_show_each_other(client):
    day = make_key_date("Голосование")
    page = make_event("Протест у парламента")
    page.key_date_links = [EventKeyDate(key_date=day)]
    page.save_revision().publish()

    assert "Голосование" in client.get(page.url).content.decode()
    assert "Протест у парламента" in client.get(day.url).content.decode()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("cancelled", "cancelled"),
        ("postponed", "postponed"),
        ("rescheduled", "moved to another time"),
    ],
)
def test_a_change_of_an_event_is_said_on_its_page_and_in_lists(client, status, words):
    page = make_event("Event", language="en", status=status)

    with override("en"):
        shown = client.get(page.url).content.decode().lower()
        listed = client.get("/en/events/").content.decode().lower()
    assert words in shown
    assert words in listed


def test_events_are_listed_by_their_time_and_not_by_when_they_were_written(client):
    make_event("Третий", start_day=date(2018, 3, 1))
    make_event("Первый", start_day=date(2017, 12, 8))
    make_event("Второй", start_day=date(2018, 1, 1))

    html = client.get("/ru/events/").content.decode()

    assert html.index("Первый") < html.index("Второй") < html.index("Третий")


def test_many_anniversaries_do_not_hide_the_vote_of_next_week():
    make_key_date("Голосование", announced_day=date(2017, 12, 14))
    for number in range(8):
        day = date(2000 + number, 1 + number, 10)
        make_key_date(f"Годовщина {number}", announced_day=None, actual_day=day, yearly=True)

    assert [page.title for page in upcoming_key_dates("ru", limit=2)] == [
        "Голосование",
        "Годовщина 0",
    ]


@pytest.mark.parametrize("zone", ["Brussels", ""])
def test_a_time_zone_that_is_none_is_an_error_in_the_form(client, zone):
    page = make_event("Протест")
    client.force_login(make_user("Editors"))

    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(url, form_of(page, time_zone=zone))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["time_zone"]


@pytest.mark.parametrize("order", [("en", "ru"), ("ru", "en")])
def test_a_slug_is_free_only_if_it_is_in_every_language(order):
    first = make_event("Join", language=order[0], slug="join")
    second = make_event("Join", language=order[1])

    assert (first.slug, second.slug) == ("join", "join-2")


def test_a_slug_taken_in_another_language_is_refused_in_the_form(client):
    make_event("Join", language="en", slug="join")
    page = make_event("Протест", publish=False)
    client.force_login(make_user("Editors"))

    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(url, form_of(page, slug="join"))

    assert response.status_code == 200
    assert "Another page has this address, in this or another language." in (
        response.content.decode()
    )
