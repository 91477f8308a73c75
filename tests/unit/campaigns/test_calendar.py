"""Calendar files: what they say of an event, and that the programs of readers take them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.text import capfirst
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from campaigns.choices import EventStatus
from campaigns.models import CampaignKeyDate, EventContact, EventPage
from campaigns.zones import zone_component
from core.models import TakeDown
from tests.calendar_rules import Component, broken_rules, read
from tests.factories import fresh, make_campaign, make_event, make_key_date, send_to
from tests.many import many_events

pytestmark = pytest.mark.django_db
OTHERS = ("en", "fr", "pl", "uk", "kk", "de")
SEED = {
    "start_day": date(2017, 12, 8),
    "start_time": time(12),
    "end_time": time(13),
    "place_name": "Place Jean Rey",
    "postcode": "1000",
    "city": "Bruxelles",
    "country": "BE",
}


def file_at(client, url: str) -> Component:
    """The file at an address, which every program takes."""
    response = client.get(url)
    assert response.status_code == 200
    assert broken_rules(response.content) == []
    assert [
        event.errors for event in Calendar.from_ical(response.content).events if event.errors
    ] == []
    return read(response.content)


def entry_of(client, event: EventPage, code: str = "ru") -> Component:
    """The one event in its own file."""
    [entry] = file_at(client, f"/{code}/events/{event.slug}/calendar.ics").named("VEVENT")
    return entry


def text_of(entry: Component, name: str) -> str:
    return entry.value(name).replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")


def lines_of(entry: Component, *names: str) -> list[str]:
    """Properties as they are written, in alphabetical order of their parameters."""
    found = [entry.first(name) for name in names]
    return [
        "".join([part.name, *(f";{k}={v}" for k, v in sorted(part.params.items()))])
        + f":{part.value}"
        for part in found
    ]


def summaries(calendar: Component) -> list[str]:
    return [entry.value("SUMMARY") for entry in calendar.named("VEVENT")]


def test_an_event_says_when_where_and_what(client):
    event = make_event(
        "Остановите пытки", latitude="50.84016", longitude="4.37991", summary="Приходите.", **SEED
    )

    entry = entry_of(client, event)

    assert lines_of(entry, "DTSTART", "DTEND", "SUMMARY", "STATUS", "SEQUENCE", "TRANSP") == [
        "DTSTART;TZID=Europe/Brussels:20171208T120000",
        "DTEND;TZID=Europe/Brussels:20171208T130000",
        "SUMMARY;LANGUAGE=ru:Остановите пытки",
        "STATUS:CONFIRMED",
        "SEQUENCE:0",
        "TRANSP:OPAQUE",
    ]
    assert text_of(entry, "LOCATION") == "Place Jean Rey, 1000 Bruxelles, Бельгия"
    assert entry.value("GEO") == "50.84016;4.37991"
    assert entry.value("UID") == str(event.translation_key)
    assert entry.value("URL") == f"http://127.0.0.1:8000{event.url_path}"
    assert "12:00–13:00" in text_of(entry, "DESCRIPTION")
    assert "Приходите." in text_of(entry, "DESCRIPTION").splitlines()
    stamp = f"{event.last_published_at:%Y%m%dT%H%M%SZ}"
    assert entry.value("DTSTAMP") == entry.value("LAST-MODIFIED") == stamp


def test_a_parser_finds_the_same_moments(client):
    event = make_event(**SEED)

    [found] = Calendar.from_ical(client.get(f"{event.url_path}calendar.ics").content).events

    assert found.start == datetime(2017, 12, 8, 12, tzinfo=ZoneInfo("Europe/Brussels"))
    assert found.end.astimezone(UTC) == datetime(2017, 12, 8, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "start", "end"),
    [
        pytest.param(
            {
                "start_day": date(2018, 3, 24),
                "start_time": time(23),
                "end_day": date(2018, 3, 25),
                "end_time": time(4),
            },
            ";TZID=Europe/Brussels:20180324T230000",
            ";TZID=Europe/Brussels:20180325T040000",
            id="across the change of clocks",
        ),
        pytest.param(
            {"start_time": time(0), "end_time": time(1)},
            ";TZID=Europe/Brussels:20171216T000000",
            ";TZID=Europe/Brussels:20171216T010000",
            id="at midnight",
        ),
        pytest.param(
            {"start_time": time(22), "end_day": date(2017, 12, 17), "end_time": time(0)},
            ";TZID=Europe/Brussels:20171216T220000",
            ";TZID=Europe/Brussels:20171217T000000",
            id="until midnight",
        ),
        pytest.param(
            {"time_zone": "Asia/Almaty", "start_time": time(2, 30), "end_time": time(3)},
            ";TZID=Asia/Almaty:20171216T023000",
            ";TZID=Asia/Almaty:20171216T030000",
            id="in another zone",
        ),
        pytest.param(
            {"time_zone": "America/St_Johns"},
            ";TZID=America/St_Johns:20171216T140000",
            ";TZID=America/St_Johns:20171216T150000",
            id="half an hour off",
        ),
        pytest.param(
            {"time_zone": "Etc/UTC"}, ":20171216T140000Z", ":20171216T150000Z", id="in UTC"
        ),
        pytest.param(
            {"end_day": date(2017, 12, 18)},
            ";TZID=Europe/Brussels:20171216T140000",
            ";TZID=Europe/Brussels:20171218T150000",
            id="spanning days",
        ),
        pytest.param(
            {"end_day": date(2017, 12, 18), "end_time": None},
            ";TZID=Europe/Brussels:20171216T140000",
            ";TZID=Europe/Brussels:20171219T000000",
            id="until the end of a day",
        ),
        pytest.param(
            {"timing": "all_day", "start_time": None, "end_time": None},
            ";VALUE=DATE:20171216",
            ";VALUE=DATE:20171217",
            id="all day",
        ),
        pytest.param(
            {
                "timing": "all_day",
                "start_time": None,
                "end_time": None,
                "end_day": date(2017, 12, 31),
            },
            ";VALUE=DATE:20171216",
            ";VALUE=DATE:20180101",
            id="all days to the end of the year",
        ),
        pytest.param(
            {"timing": "open", "start_time": None, "end_time": None},
            ";VALUE=DATE:20171216",
            ";VALUE=DATE:20171217",
            id="hour open",
        ),
    ],
)
def test_times_are_those_on_the_clock_at_the_place(client, facts, start, end):
    entry = entry_of(client, make_event(**facts))

    assert lines_of(entry, "DTSTART", "DTEND") == [f"DTSTART{start}", f"DTEND{end}"]


def test_an_end_that_nobody_announced_is_said_to_be_assumed(client):
    entry = entry_of(client, make_event(end_time=None), "en")

    assert entry.value("DTEND") == "20171216T160000"
    assert "two hours are assumed here" in text_of(entry, "DESCRIPTION")
    assert "two hours" not in text_of(entry_of(client, make_event("Иное"), "en"), "DESCRIPTION")


@pytest.mark.parametrize(
    ("facts", "status", "transparency"),
    [
        ({}, "CONFIRMED", "OPAQUE"),
        ({"status": "rescheduled"}, "CONFIRMED", "OPAQUE"),
        ({"status": "postponed"}, "TENTATIVE", "TRANSPARENT"),
        ({"status": "cancelled"}, "CANCELLED", "TRANSPARENT"),
        ({"timing": "open", "start_time": None, "end_time": None}, "TENTATIVE", "OPAQUE"),
    ],
)
def test_programs_are_told_whether_it_takes_place(client, facts, status, transparency):
    entry = entry_of(client, make_event(**facts))

    assert (entry.value("STATUS"), entry.value("TRANSP")) == (status, transparency)


def test_an_event_cancelled_in_the_original_is_so_in_all_languages_at_once(client):
    campaign = make_campaign("Остановите пытки в Казахстане")
    event = make_event("Остановите пытки", campaign=campaign, **SEED)
    send_to(campaign, *OTHERS)
    send_to(event, *OTHERS)
    before = {code: int(entry_of(client, event, code).value("SEQUENCE")) for code in OTHERS}
    event = fresh(event)
    event.status = EventStatus.CANCELLED
    event.save_revision().publish()

    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            word = capfirst(translation.gettext("cancelled"))
        for url in (
            f"/{code}/events/calendar.ics",
            f"/{code}/events/{event.slug}/calendar.ics",
            f"/{code}/campaigns/{campaign.slug}/calendar.ics",
        ):
            [entry] = file_at(client, url).named("VEVENT")

            assert entry.value("STATUS") == "CANCELLED"
            assert entry.value("SUMMARY").startswith(word)
            assert entry.first("SUMMARY").params == {"LANGUAGE": code}
            assert word in text_of(entry, "DESCRIPTION").splitlines()
            assert entry.value("DTSTART") == "20171208T120000"
            assert int(entry.value("SEQUENCE")) == before.get(code, 0) + 1


def test_a_moved_event_says_for_when_it_was_announced(client):
    event = make_event(**SEED)
    event.status, event.start_day = EventStatus.RESCHEDULED, date(2017, 12, 9)
    event.save_revision().publish()

    entry = entry_of(client, event, "en")

    assert entry.value("DTSTART") == "20171209T120000"
    assert entry.value("SUMMARY").startswith("Moved to another time: ")
    assert (
        "Announced before: Friday, 8 December 2017, 12:00"
        in text_of(entry, "DESCRIPTION").splitlines()
    )


def test_a_postponed_event_does_not_promise_its_old_day(client):
    entry = entry_of(client, make_event(status="postponed", **SEED), "en")

    lines = text_of(entry, "DESCRIPTION").splitlines()
    assert lines[0] == "Postponed, new day to be announced"
    assert lines[1].startswith("Announced before: Friday, 8 December 2017")


def test_a_place_told_after_contact_is_not_in_the_file(client):
    event = make_event(disclosure="contact", city="Bruxelles", country="BE", attendance="offline")
    # As if a field had been filled in past the form.
    EventPage.objects.filter(pk=event.pk).update(
        street="Rue Belliard 4", latitude="50.8", longitude="4.3", place_here="Тайное место"
    )

    entry = entry_of(client, event, "en")

    assert text_of(entry, "LOCATION") == "Bruxelles, Belgium"
    assert "The exact place is told after contact." in text_of(entry, "DESCRIPTION")
    assert entry.all("GEO") == []
    assert "Тайное" not in text_of(entry, "DESCRIPTION")


def test_an_event_that_moved_online_is_at_its_address_there(client):
    event = make_event(
        status="moved_online",
        online_url="https://meet.example/room",
        latitude="50.8",
        longitude="4.3",
        **SEED,
    )

    entry = entry_of(client, event, "en")

    assert text_of(entry, "LOCATION") == "https://meet.example/room"
    assert entry.all("GEO") == []
    assert "Online: https://meet.example/room" in text_of(entry, "DESCRIPTION").splitlines()


def test_an_event_there_and_online_is_at_both_places(client):
    event = make_event(attendance="mixed", online_url="https://meet.example/room", **SEED)

    entry = entry_of(client, event, "en")

    assert text_of(entry, "LOCATION") == "Place Jean Rey, 1000 Bruxelles, Belgium"
    assert "https://meet.example/room" in text_of(entry, "DESCRIPTION")


def test_contact_persons_are_in_no_file(client):
    event = make_event(organiser="Паола Г.")
    event.contacts = [EventContact(name="Паола", email="p@example.org", locale=event.locale)]
    event.save_revision().publish()

    text = client.get(f"{event.url_path}calendar.ics").content.decode().replace("\r\n ", "")

    assert "Паола" not in text
    assert "example.org" not in text


def test_hostile_words_break_no_file(client):
    title = "Митинг; «да», \\ \N{PARTY POPPER}" + " очень длинное название" * 8
    event = make_event(title, summary="Раз\x0b\r\nBEGIN:VEVENT\x7f\nдва", slug="miting", **SEED)

    entry = entry_of(client, event)

    assert text_of(entry, "SUMMARY").replace("\\\\", "\\") == title
    assert "BEGIN:VEVENT" in text_of(entry, "DESCRIPTION").splitlines()


def test_words_say_their_language_and_the_event_is_the_same_in_all(client):
    event = make_event("Протест", **SEED)
    send_to(event, "fr", title="Manifestation")

    russian, french, german = (entry_of(client, event, code) for code in ("ru", "fr", "de"))

    assert lines_of(french, "SUMMARY") == ["SUMMARY;LANGUAGE=fr:Manifestation"]
    assert lines_of(german, "SUMMARY") == ["SUMMARY;LANGUAGE=ru:Протест"]
    assert text_of(german, "LOCATION") == "Place Jean Rey, 1000 Bruxelles, Belgien"
    assert russian.value("UID") == french.value("UID") == german.value("UID")
    assert french.value("URL").endswith("/fr/events/protest/")
    assert german.value("URL").endswith("/ru/events/protest/")


def test_a_file_of_one_event_makes_no_new_calendar_in_outlook(client):
    event = make_event()

    one = file_at(client, f"{event.url_path}calendar.ics")
    many = file_at(client, "/ru/events/calendar.ics")

    assert one.all("X-WR-CALNAME") == one.all("NAME") == []
    assert many.value("X-WR-CALNAME") == many.value("NAME") == "События"
    assert many.first("REFRESH-INTERVAL").value == "PT1H"


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2011, 12, 16), "FREQ=YEARLY"),
        (date(2012, 2, 29), "FREQ=YEARLY;BYYEARDAY=60"),
    ],
)
def test_an_anniversary_comes_every_year(client, day, rule):
    make_key_date("Жанаозен", announced_day=None, actual_day=day, yearly=True)

    [entry] = file_at(client, "/ru/events/calendar.ics").named("VEVENT")

    assert entry.first("DTSTART").params == {"VALUE": "DATE"}
    assert entry.value("DTSTART") == f"{day:%Y%m%d}"
    assert entry.value("RRULE") == rule
    assert entry.value("TRANSP") == "TRANSPARENT"


def test_a_key_date_is_a_day_that_may_be_cancelled_or_moved(client):
    make_key_date("Голосование", state="cancelled", institution="Европарламент", ask="Голосуйте")
    make_key_date(
        "Дебаты", announced_day=date(2017, 12, 13), actual_day=date(2017, 12, 11), slug="debates"
    )

    cancelled, moved = file_at(client, "/en/events/calendar.ics").named("VEVENT")

    assert lines_of(cancelled, "DTSTART", "DTEND", "STATUS") == [
        "DTSTART;VALUE=DATE:20171211",
        "DTEND;VALUE=DATE:20171212",
        "STATUS:CANCELLED",
    ]
    assert cancelled.value("SUMMARY") == "Cancelled: Голосование"
    assert text_of(cancelled, "DESCRIPTION").splitlines()[:2] == [
        "Debate · Европарламент",
        "Голосуйте",
    ]
    assert moved.value("DTSTART") == "20171211"
    assert moved.all("RRULE") == []
    assert "Announced for 13 December 2017" in text_of(moved, "DESCRIPTION").splitlines()


def sequence_of(client, page) -> dict[str, str]:
    """The number of changes that the file of each language tells."""
    found = {}
    for code in ("ru", "fr"):
        entries = file_at(client, f"/{code}/events/calendar.ics").named("VEVENT")
        [entry] = [each for each in entries if each.value("UID") == str(page.translation_key)]
        found[code] = entry.value("SEQUENCE")
    return found


def test_each_change_of_a_key_date_that_readers_knew_is_counted_in_every_language(client):
    page = make_key_date("Дебаты", publish=False)
    page.announced_day = date(2017, 12, 12)
    page.save_revision().publish()
    send_to(page, "fr")
    assert sequence_of(client, page) == {"ru": "0", "fr": "0"}

    for number, (name, value) in enumerate(
        [("announced_day", date(2017, 12, 13)), ("actual_day", date(2017, 12, 14))], 1
    ):
        page = fresh(page)
        setattr(page, name, value)
        page.save_revision()
        assert sequence_of(client, page)["ru"] == str(number - 1)
        page.get_latest_revision().publish()
        assert sequence_of(client, page) == {"ru": str(number), "fr": str(number)}

    page = fresh(page)
    page.title, page.outcome = "Прения", "Отложили."
    page.save_revision().publish()
    assert sequence_of(client, page) == {"ru": "2", "fr": "2"}
    page.state = "cancelled"
    page.save_revision().publish()
    assert sequence_of(client, page) == {"ru": "3", "fr": "3"}


def test_an_old_draft_of_a_key_date_published_again_is_counted_on(client):
    page = make_key_date("Дебаты")
    old = page.get_latest_revision()
    page.announced_day = date(2017, 12, 14)
    page.save_revision().publish()
    send_to(page, "fr")
    old.publish()

    assert sequence_of(client, page) == {"ru": "2", "fr": "2"}


def test_the_calendar_of_a_language_has_what_comes_and_the_past_year(client):
    make_event("Давно", start_day=date(2016, 11, 29))
    make_event("Прошлой зимой", start_day=date(2016, 12, 8))
    make_event("Скоро")
    make_event("Через годы", start_day=date(2020, 5, 1))
    make_key_date("Старые дебаты", announced_day=date(2016, 11, 29))
    make_key_date("Дебаты")

    found = summaries(file_at(client, "/fr/events/calendar.ics"))

    assert sorted(found) == ["Дебаты", "Прошлой зимой", "Скоро", "Через годы"]


def test_the_calendar_of_a_campaign_has_its_own_events_and_key_dates(client):
    day = make_key_date("Голосование")
    campaign = make_campaign("Кампания")
    campaign.key_date_links = [CampaignKeyDate(key_date=day)]
    campaign.save_revision().publish()
    make_event("Давно", campaign=campaign, start_day=date(2015, 1, 1))
    make_event("Скоро", campaign=campaign)
    make_event("Чужое")
    make_key_date("Чужой день")

    calendar = file_at(client, "/de/campaigns/kampaniya/calendar.ics")

    assert sorted(summaries(calendar)) == ["Голосование", "Давно", "Скоро"]
    assert calendar.value("X-WR-CALNAME") == "Кампания"


def test_a_calendar_without_events_is_a_file_all_the_same(client):
    assert summaries(file_at(client, "/kk/events/calendar.ics")) == []


def test_what_readers_may_not_see_has_no_file(client):
    draft = make_event("Черновик", publish=False)
    closed = make_event("Закрытое")
    taken = make_event("Снятое")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    TakeDown.objects.create(translation_key=taken.translation_key, reason="x")

    status = {
        page.title: client.get(f"/ru/events/{page.slug}/calendar.ics").status_code
        for page in (draft, closed, taken)
    }

    assert status == {"Черновик": 404, "Закрытое": 404, "Снятое": 410}
    assert client.get("/ru/events/nothing/calendar.ics").status_code == 404
    assert client.get("/ru/campaigns/nothing/calendar.ics").status_code == 404
    assert summaries(file_at(client, "/ru/events/calendar.ics")) == []


def test_a_file_is_sent_once_while_nothing_changes_and_sets_no_cookie(client):
    event = make_event()
    url = f"{event.url_path}calendar.ics"

    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Content-Disposition"] == f'inline; filename="{event.slug}-ru.ics"'
    assert again.status_code == 304
    assert "Vary" not in first.headers
    assert dict(client.cookies) == {}
    assert client.post(url).status_code == 405


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_calendar_costs_the_same_for_any_number_of_events(client, count):
    campaign = make_campaign()
    many_events(count, campaign)
    costs = []
    for url in ("/fr/events/calendar.ics", "/fr/campaigns/kampaniya/calendar.ics"):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            found = summaries(read(client.get(url).content))
        assert len(found) == count
        assert all(query["sql"].lstrip("(").startswith("SELECT") for query in captured)
        costs.append(len(captured))

    assert costs == [4, 5]


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        ("Europe/Brussels", 2017, 2017),
        ("America/New_York", 2017, 2018),
        ("Australia/Lord_Howe", 2017, 2017),
        ("Africa/Casablanca", 2017, 2018),
        ("Europe/Dublin", 2017, 2017),
        ("Asia/Tehran", 2017, 2022),
        ("Asia/Kathmandu", 2017, 2017),
        ("Asia/Almaty", 2024, 2024),
        ("Europe/Istanbul", 2016, 2017),
        ("America/Mexico_City", 2022, 2023),
    ],
)
def test_a_zone_in_the_file_is_as_the_world_has_it(zone, first, last):
    told = zone_component(zone, first, last).to_tz(lookup_tzid=False)
    hours = [
        datetime(year, month, day, 12)
        for year in range(first, last + 1)
        for month in range(1, 13)
        for day in (1, 11, 21, 28)
    ]

    wrong = [
        hour
        for hour in hours
        if hour.replace(tzinfo=told).utcoffset() != hour.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    ]

    assert wrong == []


def test_summer_is_when_clocks_are_ahead_in_dublin_too():
    parts = zone_component("Europe/Dublin", 2017, 2017).walk("DAYLIGHT")

    assert {part["TZOFFSETTO"].td for part in parts} == {timedelta(hours=1)}


def test_a_zone_is_told_by_rules_as_long_as_it_keeps_one():
    def rules(zone: str, year: int) -> list[str]:
        parts = zone_component(zone, year, year).subcomponents
        return [part["RRULE"].to_ical().decode() for part in parts if "RRULE" in part]

    assert rules("Europe/Brussels", 2017) == [
        "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    ]
    assert rules("America/New_York", 2017) == [
        "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
        "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
    ]
    assert rules("Europe/Istanbul", 2016) == rules("Asia/Almaty", 2024) == []


@pytest.mark.parametrize(
    ("good", "bad", "rule"),
    [
        (b"\r\n", b"\n", "the last line does not end"),
        (b"BEGIN:VCALENDAR", b"\xef\xbb\xbfBEGIN:VCALENDAR", "begins with a byte order mark"),
        (b"METHOD:PUBLISH\r\n", b"", "not one METHOD"),
        (b"TZID:Europe/Brussels", b"TZID:Brussels", "a time zone that is not in the file"),
        (b"DTEND;TZID=Europe/Brussels:20171216T15", b"DTEND:20171216T13", "it ends before"),
        (b"SEQUENCE:0", b"SEQUENCE:one", "not a SEQUENCE"),
        (b"STATUS:CONFIRMED", b"STATUS:SCHEDULED", "not a STATUS"),
        (b"\r\n ", b"", "a line of"),
    ],
)
def test_a_broken_rule_would_be_noticed(client, good, bad, rule):
    event = make_event("Название" * 20, slug="event")
    content = client.get(f"{event.url_path}calendar.ics").content

    assert any(found.startswith(rule) for found in broken_rules(content.replace(good, bad)))
