"""What machines read of an event, for each status and each way to take part."""

from datetime import date, time

import pytest

from campaigns.models import EventContact
from tests.factories import make_event, send_to
from tests.unit.campaigns.schema_org import event_in, faults

pytestmark = pytest.mark.django_db

SCHEMA = "https://schema.org/"
ONLINE = "https://meet.example/"


def told(client, language: str = "en", **facts) -> dict:
    page = make_event("Event", language=language, **({"summary": "Come."} | facts))
    return event_in(client.get(page.url).content.decode())


def test_an_event_tells_machines_what_it_tells_readers(client):
    event = told(
        client,
        place_name="Place Jean Rey",
        street="Rue Belliard 1",
        postcode="1000",
        country="BE",
        latitude="50.84016",
        longitude="4.38110",
        organiser="Open Dialogue",
    )

    assert event == {
        "@type": f"{SCHEMA}Event",
        "name": ["Event"],
        "description": ["Come."],
        "url": ["http://127.0.0.1:8000/en/events/event/"],
        "startDate": ["2017-12-16T14:00:00+01:00"],
        "endDate": ["2017-12-16T15:00:00+01:00"],
        "eventStatus": [f"{SCHEMA}EventScheduled"],
        "eventAttendanceMode": [f"{SCHEMA}OfflineEventAttendanceMode"],
        "inLanguage": ["en"],
        "organizer": [{"@type": f"{SCHEMA}Organization", "name": ["Open Dialogue"]}],
        "location": [
            {
                "@type": f"{SCHEMA}Place",
                "name": ["Place Jean Rey"],
                "address": [
                    {
                        "@type": f"{SCHEMA}PostalAddress",
                        "streetAddress": ["Rue Belliard 1"],
                        "postalCode": ["1000"],
                        "addressLocality": ["Bruxelles"],
                        "addressCountry": ["BE"],
                    }
                ],
                "geo": [
                    {
                        "@type": f"{SCHEMA}GeoCoordinates",
                        "latitude": ["50.84016"],
                        "longitude": ["4.38110"],
                    }
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("scheduled", "EventScheduled"),
        ("rescheduled", "EventRescheduled"),
        ("postponed", "EventPostponed"),
        ("cancelled", "EventCancelled"),
    ],
)
def test_a_status_has_its_code(client, status, code):
    event = told(client, status=status)

    assert event["eventStatus"] == [SCHEMA + code]
    assert event["startDate"] == ["2017-12-16T14:00:00+01:00"]


def test_an_event_that_was_moved_tells_the_start_before(client):
    moved = {"status": "rescheduled", "previous_day": date(2017, 12, 8)}

    assert told(client, **moved)["previousStartDate"] == ["2017-12-08"]
    event = told(client, previous_time=time(12), **moved)
    assert event["previousStartDate"] == ["2017-12-08T12:00:00+01:00"]


def test_an_event_moved_online_and_to_another_time_says_both(client):
    event = told(client, status="moved_online", online_url=ONLINE, previous_day=date(2017, 12, 8))

    assert event["eventStatus"] == [f"{SCHEMA}EventMovedOnline", f"{SCHEMA}EventRescheduled"]


@pytest.mark.parametrize(
    ("facts", "mode", "places"),
    [
        ({"attendance": "offline"}, "Offline", ["Place"]),
        ({"attendance": "online"}, "Online", ["VirtualLocation"]),
        ({"attendance": "mixed"}, "Mixed", ["VirtualLocation", "Place"]),
        ({"status": "moved_online"}, "Online", ["VirtualLocation"]),
    ],
)
def test_a_way_to_take_part_has_its_code_and_its_places(client, facts, mode, places):
    event = told(client, online_url=ONLINE, **facts)

    assert event["eventAttendanceMode"] == [f"{SCHEMA}{mode}EventAttendanceMode"]
    assert [place["@type"] for place in event["location"]] == [SCHEMA + name for name in places]


@pytest.mark.parametrize(
    ("facts", "start", "end"),
    [
        ({"timing": "all_day"}, "2017-12-16", "2017-12-16"),
        ({"timing": "all_day", "end_day": date(2017, 12, 18)}, "2017-12-16", "2017-12-18"),
        ({"timing": "open"}, "2017-12-16", "2017-12-16"),
        ({"end_time": None}, "2017-12-16T14:00:00+01:00", None),
        (
            {"end_time": None, "end_day": date(2017, 12, 17)},
            "2017-12-16T14:00:00+01:00",
            "2017-12-17",
        ),
        (
            {"time_zone": "America/St_Johns"},
            "2017-12-16T14:00:00-03:30",
            "2017-12-16T15:00:00-03:30",
        ),
    ],
)
def test_what_is_not_known_of_the_time_is_not_told(client, facts, start, end):
    event = told(client, **facts)

    assert (event["startDate"], event.get("endDate")) == ([start], [end] if end else None)


@pytest.mark.parametrize("attendance", ["offline", "online", "mixed"])
def test_a_place_told_after_contact_is_told_to_no_machine(client, attendance):
    page = make_event("Event", language="en", attendance=attendance, disclosure="contact")
    type(page).objects.filter(pk=page.pk).update(place_name="Secret", online_url=f"{ONLINE}secret")
    page.contacts = [EventContact(name="P.", email="p@example.org", locale=page.locale)]

    html = client.get(page.url).content.decode()

    assert event_in(html)
    assert "ecret" not in html


def test_each_language_tells_its_own_words_and_the_same_facts(client):
    page = make_event("Протест", summary="Приходите.", status="cancelled")
    french = send_to(page, "fr", title="Rassemblement", summary="Venez.")[0]

    event = event_in(client.get(french.url).content.decode())

    assert (event["name"], event["description"]) == (["Rassemblement"], ["Venez."])
    assert event["inLanguage"] == ["fr"]
    assert event["eventStatus"] == [f"{SCHEMA}EventCancelled"]


def test_the_languages_spoken_at_the_event_are_its_languages(client):
    assert told(client, languages_spoken=["en", "uk"])["inLanguage"] == ["en", "uk"]


def test_an_event_of_which_little_is_known_is_still_complete(client):
    event = told(client, city="", summary="")

    assert event["description"] == ["Protest: Event"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"startDate": ["16.12.2017"]}, "startDate: 16.12.2017"),
        ({"startDate": ["2017-12-16T14:00:00"]}, "startDate: 2017-12-16T14:00:00"),
        ({"endDate": ["2017-12-15"]}, "endDate before startDate"),
        ({"eventStatus": [f"{SCHEMA}Cancelled"]}, "eventStatus: {'Cancelled'}"),
        ({"name": []}, "name"),
        ({"previousStartDate": ["2017-12-01"]}, "previousStartDate belongs to EventRescheduled"),
        (
            {"eventAttendanceMode": [f"{SCHEMA}OnlineEventAttendanceMode"]},
            "OnlineEventAttendanceMode at {'Place'}",
        ),
    ],
)
def test_the_check_itself_would_notice(client, change, complaint):
    assert complaint in faults(told(client) | change)
