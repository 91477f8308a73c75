"""What changes of an event: kept by the model, counted for calendars, said everywhere at once."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import override

from campaigns.choices import EventStatus
from campaigns.models import EventKeyDate, EventPage
from tests.factories import (
    form_of,
    fresh,
    home_page,
    make_campaign,
    make_event,
    make_key_date,
    make_user,
    send_to,
)

pytestmark = pytest.mark.django_db

LANGUAGES = ("ru", "en", "fr", "pl", "uk", "kk", "de")
NOON = (date(2017, 12, 8), time(12))
MOVED = {"status": "rescheduled"}


def announced(**facts) -> EventPage:
    values = {"start_day": NOON[0], "start_time": NOON[1], "end_time": time(13)}
    return make_event("Протест", **(values | facts))


def publish(page: EventPage, **facts) -> EventPage:
    """Change the latest draft and publish it, as the editor does."""
    draft = page.get_latest_revision_as_object()
    for name, value in facts.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return fresh(page)


def before(page: EventPage) -> tuple[date | None, time | None]:
    return page.previous_day, page.previous_time


def test_a_new_event_has_nothing_before_and_was_never_changed():
    page = announced()

    assert (before(page), page.sequence) == ((None, None), 0)


def test_another_zone_is_another_hour_and_the_one_before_is_told_by_the_new_clock():
    page = publish(announced(time_zone="Europe/London"), time_zone="Europe/Brussels", **MOVED)

    assert (before(page), page.sequence) == ((NOON[0], time(13)), 1)


def test_another_zone_of_an_event_without_an_hour_moves_nothing():
    page = publish(announced(time_zone="Europe/London", timing="all_day"), time_zone="Asia/Almaty")

    assert before(page) == (None, None)


@pytest.mark.parametrize(
    "facts",
    [
        {"postcode": "1050"},
        {"latitude": Decimal("50.8"), "longitude": Decimal("4.3")},
        {"country": "BE"},
    ],
)
def test_calendars_hear_of_every_part_of_the_place(facts):
    assert publish(announced(), **facts).sequence == 1


def test_a_shared_link_says_first_that_an_event_is_cancelled(client):
    page = publish(announced(), status="cancelled")

    assert '<meta property="og:title" content="Отменено: Протест">' in (
        client.get(page.url).content.decode()
    )


def test_an_event_that_is_moved_keeps_the_start_announced_before():
    page = publish(announced(), start_day=date(2017, 12, 9), **MOVED)

    assert (before(page), page.sequence) == (NOON, 1)


def test_an_event_moved_twice_keeps_the_start_told_last():
    page = publish(announced(), start_day=date(2017, 12, 9), **MOVED)
    page = publish(page, start_time=time(15), end_time=time(16))

    assert (before(page), page.sequence) == ((date(2017, 12, 9), time(12)), 2)


def test_another_title_moves_nothing_and_is_not_counted():
    page = publish(announced(), start_day=date(2017, 12, 9), **MOVED)
    page = publish(page, title="Большой протест")

    assert (before(page), page.sequence) == (NOON, 1)


def test_a_status_told_after_the_start_was_changed_in_silence_still_knows_it():
    page = publish(announced(), start_day=date(2017, 12, 9))
    page = publish(page, **MOVED)

    assert (before(page), page.sequence) == (NOON, 2)
    assert page.was_moved


def test_a_change_of_heart_in_a_draft_leaves_no_trace():
    page = announced()
    draft = page.get_latest_revision_as_object()
    draft.start_day = date(2017, 12, 9)
    draft.save_revision()

    page = publish(page, start_day=NOON[0])

    assert (before(page), page.sequence) == ((None, None), 0)


def test_an_old_draft_published_again_is_counted_and_tells_the_start_it_replaces():
    page = announced()
    first = page.latest_revision
    publish(page, start_day=date(2017, 12, 9), **MOVED)

    first.publish()

    page = fresh(page)
    assert page.start_day == NOON[0]
    assert (before(page), page.sequence) == ((date(2017, 12, 9), time(12)), 2)


def test_an_hour_given_later_was_announced_as_a_day_before():
    page = announced(timing="open", start_time=None, end_time=None)
    page = publish(page, timing="hours", start_time=time(18), **MOVED)

    assert before(page) == (NOON[0], None)


def test_a_translation_that_is_saved_changes_nothing():
    page = announced()
    french = send_to(page, "fr")[0]

    french.save_revision().publish()

    assert (fresh(page).sequence, fresh(french).sequence) == (0, 0)


def test_a_draft_that_was_never_published_is_not_counted():
    page = make_event(publish=False)
    page.start_day = date(2018, 1, 1)
    page.save_revision().publish()

    assert (before(fresh(page)), fresh(page).sequence) == ((None, None), 0)


def test_an_event_taken_from_the_site_and_put_back_does_not_count_anew():
    page = publish(announced(), start_day=date(2017, 12, 9), **MOVED)
    page.unpublish()

    page = publish(fresh(page), status="cancelled")

    assert page.sequence == 2


def test_an_hour_that_the_clock_skips_is_no_change():
    page = announced(start_day=date(2018, 3, 25), start_time=time(2, 30), end_time=time(4))

    page = publish(page, title="Ночной протест")

    assert page.sequence == 0


@pytest.mark.parametrize("status", ["cancelled", "postponed", "rescheduled", "moved_online"])
def test_a_change_is_said_in_every_language_at_once(client, status):
    campaign, day = make_campaign(), make_key_date("Голосование")
    page = announced(campaign=campaign, online_url="https://meet.example/")
    page.key_date_links = [EventKeyDate(key_date=day)]
    page.save_revision().publish()
    for thing in (page, campaign, day):
        send_to(thing, *LANGUAGES[1:])

    publish(page, status=status)

    for code in LANGUAGES:
        with override(code):
            words = str(EventStatus(status).label)
            urls = (page.url, campaign.url, day.url, "/ru/", "/ru/events/", "/ru/events/?month=")
            for url in urls:
                html = client.get(url.replace("/ru/", f"/{code}/")).content.decode()
                assert words in html, (code, url)
            url = page.url.replace("/ru/", f"/{code}/")
            assert f"<title>{capfirst(words)}: " in client.get(url).content.decode()


def test_a_change_is_the_first_thing_on_the_page(client):
    html = client.get(announced(status="cancelled").url).content.decode()

    article = html.split("<article")[1]
    assert article.index("event-change") < article.index("event-facts") < article.index("<h1>")
    assert article.split(">")[1].split("<")[1].startswith('section class="event-change"')


def test_an_event_as_announced_has_no_change_to_tell(client):
    assert "event-change" not in client.get(announced().url).content.decode()


def test_the_start_announced_before_is_struck_through_on_page_list_and_home(client):
    page = publish(
        make_event("Event", language="en", start_day=NOON[0], start_time=NOON[1], end_time=None),
        start_day=date(2017, 12, 9),
        **MOVED,
    )

    for url in (page.url, "/en/events/", "/en/"):
        html = client.get(url).content.decode()
        assert "announced before: <s>Friday, 8 December 2017, 12:00</s>" in html, url


def test_what_moved_online_no_longer_sends_anybody_to_the_place(client):
    page = make_event(
        "Event",
        language="en",
        place_name="Place Jean Rey",
        latitude="50.84016",
        longitude="4.38110",
        attendance="offline",
        online_url="https://meet.example/",
        status="moved_online",
    )

    html = client.get(page.url).content.decode()

    assert "<s>Place Jean Rey, Bruxelles</s>" in html
    assert "https://meet.example/" in html
    assert "openstreetmap" not in html


def test_what_was_cancelled_is_never_said_to_be_over(client):
    page = make_event("Event", language="en", start_day=date(2017, 11, 1), status="cancelled")

    assert page.is_past
    for url in (page.url, "/en/events/?when=past"):
        assert "over</p>" not in client.get(url).content.decode()


def save_in_admin(client, page: EventPage, **changes) -> str:
    """Publish in the editor, and read what it says."""
    client.force_login(make_user("Editors"))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_of(page, **changes) | {"action-publish": "yes"}
    response = client.post(url, data, follow=True)
    return " ".join(str(message) for message in response.context["messages"])


@pytest.mark.parametrize(
    ("changes", "is_warned"),
    [
        ({"start_time": "15:00", "end_time": "16:00"}, True),
        ({"start_time": "15:00", "end_time": "16:00", "status": "rescheduled"}, False),
        ({"end_time": "16:00"}, False),
    ],
)
def test_an_editor_who_moves_a_published_event_is_asked_to_say_so(client, changes, is_warned):
    page = announced()

    said = save_in_admin(client, page, **changes)

    assert ("moved to another time" in said) is is_warned
    assert fresh(page).end_time == time(16)


def test_an_editor_who_moves_a_draft_is_asked_nothing(client):
    page = make_event(publish=False)

    assert "moved to another time" not in save_in_admin(client, page, start_time="14:30")
    assert fresh(page).live


def test_the_next_event_of_home_is_that_of_the_clock(client):
    announced()
    with override_settings(BOSAT_TODAY=datetime(2017, 12, 9).date()):
        assert "Протест" not in client.get(home_page().url).content.decode()
