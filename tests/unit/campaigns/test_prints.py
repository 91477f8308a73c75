"""Leaflets, handbills and cards of events and campaigns: right in every language, never old."""

import signal
from datetime import date, time
from io import BytesIO
from time import process_time

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from PIL import Image
from wagtail.models import PageViewRestriction

from campaigns.models import (
    CampaignKeyDate,
    CampaignPerson,
    Demand,
    EventContact,
    EventKeyDate,
    EventPage,
    EventPerson,
)
from campaigns.printed import campaign_sheet, event_sheet
from core import printer
from core.management.commands import print_pages
from core.models import Consent, PrintFile, PrintOrder, TakeDown
from tests.factories import (
    fresh,
    give_consent,
    make_addressee,
    make_campaign,
    make_event,
    make_key_date,
    make_person,
    send_to,
)
from tests.unit.printed import (
    codes,
    info,
    needs_printing,
    print_all,
    print_only,
    printed,
    status,
    text,
)

pytestmark = [pytest.mark.django_db, needs_printing]
OTHERS = ("en", "fr", "pl", "uk", "kk", "de")
FORMS = ("leaflet.pdf", "handbill.pdf", "card.png")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of uploads for each test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def publish(page):
    page.save_revision().publish()
    return fresh(page)


def the_call() -> dict:
    """The announcement of December 2017: an event with all that a call has."""
    person = make_person("Макс Бокаев", status="imprisoned")
    vote = make_key_date("Голосование в Парламенте", announced_day=date(2017, 12, 14))
    parliament = make_addressee("Европейский парламент")
    campaign = make_campaign("Остановите пытки", petition_url="https://petition.example/kz")
    campaign.demands = [
        Demand(text="Освободить заключенных", locale=campaign.locale, addressee_page=parliament)
    ]
    campaign.person_links = [CampaignPerson(person=person)]
    campaign = publish(campaign)
    event = make_event(
        "Протест в Брюсселе",
        campaign=campaign,
        start_day=date(2017, 12, 8),
        start_time=time(12),
        end_time=time(13),
        place_name="Place Jean Rey",
        summary="Приходите!",
        organiser="Открытый диалог",
    )
    event.person_links = [EventPerson(person=person)]
    event.key_date_links = [EventKeyDate(key_date=vote)]
    event.contacts = [
        EventContact(name="Паола", email="paola@example.org", locale=event.locale),
    ]
    return {
        "person": person,
        "vote": vote,
        "parliament": parliament,
        "campaign": campaign,
        "event": publish(event),
    }


def size_of(picture: bytes) -> tuple[int, int]:
    return Image.open(BytesIO(picture)).size


def has_files(page) -> bool:
    return PrintFile.objects.filter(translation_key=page.translation_key).exists()


def test_a_leaflet_says_what_the_page_says_and_names_no_contact_person():
    event = the_call()["event"]
    print_only(event)
    path = printed(event)
    words = text(path)

    for said in (
        "Протест в Брюсселе",
        "8 декабря 2017",
        "12:00–13:00",
        "UTC+1",
        "Place Jean Rey",
        "Приходите!",
        "Открытый диалог",
        "Европейский парламент",
        "Освободить заключенных",
        "petition.example/kz",
        "Макс Бокаев",
        "14 декабря 2017",
        "1 декабря 2017",
    ):
        assert said in words, said
    assert "Паола" not in words
    assert "paola@" not in words
    assert info(path)["Title"] == "Протест в Брюсселе"
    assert info(path)["Tagged"] == "yes"


def test_every_language_has_its_files_with_a_code_of_its_own_address():
    event = the_call()["event"]
    send_to(event, *OTHERS)
    print_only(event)

    versions = [event, *event.get_translations()]
    assert {page.locale.language_code for page in versions} == {"ru", *OTHERS}
    for page in versions:
        assert codes(printed(page, "leaflet.pdf")) == {page.full_url}
        assert codes(printed(page, "handbill.pdf")) == {page.full_url}
        assert size_of(printed(page, "card.png").read_bytes()) == (1200, 630)
        assert "12:00–13:00" in text(printed(page, "handbill.pdf"))


def test_a_cancelled_event_has_no_old_poster_in_any_language_and_then_says_so(
    client, django_capture_on_commit_callbacks
):
    event = the_call()["event"]
    [english] = send_to(event, "en")
    print_only(event)
    old = [printed(page, form) for page in (event, english) for form in FORMS]
    assert status(client, f"{english.url}leaflet.pdf") == 200

    event.status = "cancelled"
    with django_capture_on_commit_callbacks(execute=True):
        publish(event)

    for page in (event, english):
        for form in FORMS:
            assert status(client, f"{page.url}{form}") == 404
    assert [path for path in old if path.exists()] == []
    print_only(event)
    assert "cancelled" in text(printed(english, "leaflet.pdf")).lower()
    assert "cancelled" in text(printed(english, "handbill.pdf")).lower()
    assert event_sheet(fresh(english)).card.alarm == "Cancelled"


def change_person(call):
    person = call["person"]
    person.title = "Максат Бокаев"
    publish(person)


def change_vote(call):
    vote = call["vote"]
    vote.announced_day = date(2017, 12, 15)
    publish(vote)


def change_campaign(call):
    campaign = call["campaign"]
    campaign.petition_is_closed = True
    publish(campaign)


def change_addressee(call):
    parliament = call["parliament"]
    parliament.title = "Сейм"
    publish(parliament)


def change_list(call):
    events = call["event"].get_parent().specific
    events.safety = "Приходите вдвоем."
    publish(events)


def change_organisation(call):
    settings = printer.SiteSettings.for_site(printer.Site.objects.get())
    settings.organisation = "Фонд"
    settings.save()


def delete_person(call):
    call["person"].delete()


def unpublish_vote(call):
    call["vote"].unpublish()


@pytest.mark.parametrize(
    ("change", "told", "no_longer"),
    [
        (change_person, "Максат Бокаев", "Макс Бокаев"),
        (change_vote, "15 декабря 2017", "14 декабря 2017"),
        (change_campaign, "Освободить", "petition.example"),
        (change_addressee, "Сейм", "Европейский парламент"),
        (change_list, "Приходите вдвоем.", "Приходите с кем-то"),
        (change_organisation, "Фонд", "ничего такого"),
        (delete_person, "Протест", "Бокаев"),
        (unpublish_vote, "Протест", "Голосование"),
    ],
)
def test_what_an_event_shows_changes_its_leaflet(change, told, no_longer):
    call = the_call()
    print_only(call["event"])
    assert told not in text(printed(call["event"])) or told in ("Освободить", "Протест")

    change(call)

    assert not has_files(call["event"])
    print_only(call["event"])
    words = text(printed(call["event"]))
    assert told in words
    assert no_longer not in words


@pytest.mark.parametrize("change", [change_addressee, change_person])
def test_what_a_campaign_shows_changes_its_leaflet(change):
    call = the_call()
    print_only(call["campaign"])

    change(call)

    assert not has_files(call["campaign"])


def test_the_next_event_stands_on_the_leaflet_of_its_campaign():
    call = the_call()
    print_only(call["campaign"])
    assert "Протест в Брюсселе" in text(printed(call["campaign"]))

    event = call["event"]
    event.title = "Пикет"
    publish(event)
    print_only(call["campaign"])

    words = text(printed(call["campaign"]))
    assert "Пикет" in words
    assert "Протест в Брюсселе" not in words


@pytest.mark.parametrize("status_now", ["cancelled", "postponed"])
def test_a_campaign_invites_on_paper_to_no_event_that_is_off(status_now):
    call = the_call()
    print_only(call["campaign"])
    later = make_event("Пикет", campaign=call["campaign"], start_day=date(2017, 12, 20))
    event = call["event"]
    event.status = status_now
    publish(event)
    print_only(call["campaign"])

    words = text(printed(call["campaign"]))
    assert "Протест в Брюсселе" not in words
    assert later.title in words
    assert "20 December 2017" in campaign_sheet(fresh(call["campaign"])).card.line


def test_an_event_that_is_moved_online_says_so_on_the_card_of_its_campaign():
    call = the_call()
    event = call["event"]
    event.status, event.online_url = "moved_online", "https://meet.example/"
    publish(event)

    assert campaign_sheet(fresh(call["campaign"])).card.line.startswith("Moved online. ")


def test_an_event_that_leaves_a_campaign_leaves_its_leaflet():
    call = the_call()
    print_only(call["campaign"])
    assert "Протест в Брюсселе" in text(printed(call["campaign"]))

    event = call["event"]
    event.campaign = make_campaign("Другая")
    publish(event)
    assert not has_files(call["campaign"])
    print_only(call["campaign"])

    assert "Протест в Брюсселе" not in text(printed(call["campaign"]))


def test_words_of_the_list_leave_events_of_the_past_alone():
    call = the_call()
    past = make_event("Старый протест", start_day=date(2016, 12, 1))
    print_only(past)
    events = call["event"].get_parent().specific
    events.summary = "Протесты и даты"
    publish(events)

    assert has_files(past)


def test_what_changes_elsewhere_leaves_a_leaflet_alone():
    call = the_call()
    print_all()

    make_person("Другой человек")
    publish(make_key_date("Другой день"))

    assert has_files(call["event"])
    assert has_files(call["campaign"])


@pytest.mark.parametrize(
    "change", [{"withdrawn_on": date(2017, 11, 30)}, {"risk": "do_not_publish"}, {"name": False}]
)
def test_a_name_leaves_the_files_with_its_consent(
    media, change, django_capture_on_commit_callbacks
):
    call = the_call()
    print_all()
    assert "Бокаев" in text(printed(call["event"]))

    with django_capture_on_commit_callbacks(execute=True):
        give_consent(call["person"], **change)
    print_all()

    files = sorted(media.joinpath("prints").iterdir())
    assert len(files) == 6
    assert [path for path in files if path.suffix == ".pdf" and "Бокаев" in text(path)] == []


def test_a_name_leaves_the_files_on_the_day_its_consent_expires(client, settings):
    call = the_call()
    give_consent(call["person"], expires_on=date(2017, 12, 5))
    print_only(call["event"])
    url = f"{call['event'].url}leaflet.pdf"

    settings.BOSAT_TODAY = date(2017, 12, 5)
    assert status(client, url) == 200
    settings.BOSAT_TODAY = date(2017, 12, 6)
    assert status(client, url) == 404
    print_only(call["event"])
    assert status(client, url) == 200
    assert "Бокаев" not in text(printed(call["event"]))


def test_a_key_date_that_is_over_leaves_the_leaflet(settings):
    call = the_call()
    call["event"].start_day = date(2017, 12, 20)
    publish(call["event"])
    print_only(call["event"])
    assert PrintFile.objects.filter(good_until=date(2017, 12, 14)).count() == 3

    settings.BOSAT_TODAY = date(2017, 12, 15)
    print_only(call["event"])

    assert "Голосование" not in text(printed(call["event"]))


def test_the_leaflet_of_an_event_that_is_over_says_so(client, settings):
    event = the_call()["event"]
    print_only(event)
    assert "В прошлом" not in text(printed(event))
    url = f"{event.url}leaflet.pdf"

    settings.BOSAT_TODAY = date(2017, 12, 8)
    assert status(client, url) == 200
    settings.BOSAT_TODAY = date(2017, 12, 9)
    assert status(client, url) == 404
    print_only(event)
    assert status(client, url) == 200
    for form in ("leaflet.pdf", "handbill.pdf"):
        assert text(printed(event, form)).startswith("В прошлом")
    assert event_sheet(fresh(event)).card.alarm == "В прошлом"


@pytest.mark.parametrize(
    ("status_now", "alarm"),
    [("cancelled", "Cancelled"), ("postponed", "Postponed, new day to be announced")],
)
def test_what_did_not_take_place_is_never_said_to_be_over_on_paper(status_now, alarm):
    event = make_event("Event", language="en", status=status_now, start_day=date(2017, 11, 1))

    with override("en"):
        assert event_sheet(event).card.alarm == alarm


def restrict(event):
    PageViewRestriction.objects.create(page=event, restriction_type="login")


def take_down(event):
    TakeDown.objects.create(translation_key=event.translation_key, reason="r")


@pytest.mark.parametrize(
    ("change", "expected"),
    [(restrict, 404), (take_down, 410), (EventPage.unpublish, 404), (EventPage.delete, 404)],
)
def test_what_nobody_may_read_has_no_files(client, change, expected):
    event = the_call()["event"]
    print_only(event)
    url = f"{event.url}leaflet.pdf"
    assert status(client, url) == 200

    change(event)

    assert status(client, url) == expected
    assert not has_files(event)
    print_only(event)
    assert status(client, url) == expected
    assert not has_files(event)


def test_a_file_is_asked_for_again_each_time_and_is_not_sent_twice(client):
    event = the_call()["event"]
    print_only(event)

    first = client.get(f"{event.url}leaflet.pdf")
    again = client.get(f"{event.url}leaflet.pdf", headers={"if-none-match": first["ETag"]})

    assert first["Content-Type"] == "application/pdf"
    assert b"".join(first.streaming_content).startswith(b"%PDF-")
    assert first["Cache-Control"] == "no-cache"
    assert first["X-Robots-Tag"] == "noindex"
    assert f'filename="{event.slug}-ru-leaflet.pdf"' in first["Content-Disposition"]
    assert again.status_code == 304


def test_a_card_is_a_picture_that_the_page_names(client):
    event = the_call()["event"]
    print_only(event)

    page = client.get(event.url).content.decode()
    card = client.get(f"{event.url}card.png")

    assert f'<meta property="og:image" content="{event.full_url}card.png">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert f'href="{event.url}leaflet.pdf"' in page
    assert size_of(b"".join(card.streaming_content)) == (1200, 630)


def test_a_page_without_files_names_none(client):
    page = client.get(the_call()["event"].url).content.decode()

    assert "og:image" not in page
    assert "leaflet.pdf" not in page


def test_files_are_not_reachable_by_their_path(client, media):
    the_call()
    print_all()

    [name, *_more] = [path.name for path in media.joinpath("prints").iterdir()]
    assert status(client, f"/media/prints/{name}") == 404


def test_all_that_is_long_still_fits():
    call = the_call()
    long = "Очень длинное слово и ещё одно. "
    campaign, event = call["campaign"], call["event"]
    campaign.demands = [Demand(text=long * 30, locale=campaign.locale) for _n in range(20)]
    publish(campaign)
    event.title = (long * 10)[:250]
    event.summary = long * 100
    event.directions = (long * 12)[:300]
    event.safety = long * 60
    event.photo_policy = long * 60
    event.accessibility = long * 30
    event.person_links = [
        EventPerson(person=make_person(f"Человек {n}", status="detained")) for n in range(15)
    ]
    event = publish(event)
    started = process_time()
    print_only(event)
    seconds = process_time() - started

    assert int(info(printed(event))["Pages"]) <= 2
    assert info(printed(event, "handbill.pdf"))["Pages"] == "1"
    assert codes(printed(event)) == {event.full_url}
    assert codes(printed(event, "handbill.pdf")) == {event.full_url}
    assert seconds < 3 * PrintFile.objects.count()


def test_a_leaflet_takes_less_than_three_seconds():
    event = the_call()["event"]
    list(printer.print_page(event))  # the library is loaded
    started = process_time()

    made = list(printer.print_page(fresh(event)))

    assert [file.form for file in made] == list(FORMS)
    assert process_time() - started < 3 * 3


@pytest.mark.parametrize("count", [1, 3])
def test_a_leaflet_costs_the_same_for_any_number_of_people_and_dates(count):
    event = the_call()["event"]
    event.person_links = [
        EventPerson(person=make_person(f"Человек {n}", status="detained")) for n in range(count)
    ]
    event.key_date_links = [EventKeyDate(key_date=make_key_date(f"День {n}")) for n in range(count)]
    event = publish(event)
    list(printer.print_page(fresh(event)))

    with CaptureQueriesContext(connection) as captured:
        made = list(printer.print_page(fresh(event)))

    assert len(made) == 3
    assert len(captured) == 13


def test_a_cancelled_poster_of_a_slow_run_is_thrown_away():
    """It began before the event was cancelled, and delivers afterwards."""
    event = the_call()["event"]
    order = PrintOrder.objects.get(translation_key=event.translation_key)
    [page] = printer.versions(order)
    made = list(printer.print_page(page))

    event.status = "cancelled"
    publish(event)
    printer.deliver(order, made)

    assert not has_files(event)
    assert PrintOrder.objects.filter(translation_key=event.translation_key).count() == 1
    print_only(event)
    assert text(printed(event)).count("12:00–13:00") == 1
    assert not PrintOrder.objects.filter(translation_key=event.translation_key).exists()


def test_two_runs_at_once_do_no_harm(media):
    event = the_call()["event"]
    order = PrintOrder.objects.get(translation_key=event.translation_key)
    made = [file for page in printer.versions(order) for file in printer.print_page(page)]
    print_only(event)
    before = set(PrintFile.objects.values_list("file", flat=True))

    printer.deliver(order, made)

    assert set(PrintFile.objects.values_list("file", flat=True)) == before
    assert {f"prints/{path.name}" for path in media.joinpath("prints").iterdir()} == before


def test_an_interrupted_run_goes_on_where_it_stopped(monkeypatch):
    the_call()
    orders = PrintOrder.objects.count()
    draw, drawn = printer.social.draw, []

    def interrupted(*arguments):
        drawn.append(arguments)
        if len(drawn) == 2:
            raise KeyboardInterrupt
        return draw(*arguments)

    monkeypatch.setattr(printer.social, "draw", interrupted)
    with pytest.raises(KeyboardInterrupt):
        print_all()
    assert PrintFile.objects.count() == 3
    left = PrintOrder.objects.count()
    assert 0 < left < orders

    print_all()

    assert not PrintOrder.objects.exists()
    assert len(drawn) == 4  # one more for the page that was interrupted, none for the first


def test_a_page_that_cannot_be_printed_does_not_stop_the_others(monkeypatch):
    call = the_call()
    draw = printer.social.draw

    def failing(card, *arguments):
        if card.title == "Макс Бокаев":
            raise ValueError("a broken font")
        return draw(card, *arguments)

    monkeypatch.setattr(printer.social, "draw", failing)
    with pytest.raises(CommandError, match="Not printed: 1"):
        print_all()

    assert has_files(call["event"])
    assert has_files(call["campaign"])
    assert [order.translation_key for order in PrintOrder.objects.all()] == [
        call["person"].translation_key
    ]


def test_files_of_an_interrupted_delivery_are_swept_away(media, monkeypatch):
    the_call()
    print_all()
    folder = media / "prints"
    lost = folder / "lost.pdf"
    lost.write_bytes(b"%PDF-")
    known = set(folder.iterdir()) - {lost}

    print_all()
    assert lost.exists()  # it may be just being delivered
    monkeypatch.setattr(printer, "ABANDONED", -printer.ABANDONED)
    print_all()

    assert set(folder.iterdir()) == known


def test_a_protected_person_is_on_a_leaflet_under_the_public_name_only():
    call = the_call()
    person = call["person"]
    give_consent(person, public_name="pseudonym", real_name="Реальное Имя")
    Consent.objects.filter(translation_key=person.translation_key).update(name_is_hidden=True)
    print_all()

    assert "Реальное" not in text(printed(call["event"]))
    assert not has_files(person)


def test_a_campaign_that_was_won_asks_for_nothing():
    campaign = the_call()["campaign"]
    campaign.state = "won"
    publish(campaign)
    print_only(campaign)

    words = text(printed(campaign))
    assert "Освободить" not in words
    assert "petition.example" not in words


@pytest.mark.parametrize(
    ("facts", "alarm"),
    [
        ({}, ""),
        ({"state": "won"}, "Won"),
        ({"state": "paused"}, "Paused"),
        ({"ends_on": date(2017, 11, 30)}, "Over"),
    ],
)
def test_a_card_says_first_that_a_campaign_asks_for_nothing(facts, alarm):
    assert campaign_sheet(make_campaign(**facts)).card.alarm == alarm


def test_a_campaign_is_printed_anew_when_its_last_day_has_passed(client, settings):
    campaign = make_campaign(petition_url="https://petition.example/", ends_on=date(2017, 12, 2))
    print_only(campaign)
    url = f"{campaign.url}leaflet.pdf"

    settings.BOSAT_TODAY = date(2017, 12, 2)
    assert status(client, url) == 200
    settings.BOSAT_TODAY = date(2017, 12, 3)
    assert status(client, url) == 404
    print_only(campaign)
    assert "petition.example" not in text(printed(campaign))


def test_key_dates_of_the_campaign_stand_on_an_event_that_has_none():
    call = the_call()
    campaign, event = call["campaign"], call["event"]
    campaign.key_date_links = [CampaignKeyDate(key_date=call["vote"])]
    publish(campaign)
    event.key_date_links = []
    event = publish(event)
    print_only(event)
    assert "14 декабря 2017" in text(printed(event))

    change_vote(call)

    assert not has_files(event)


def test_a_watch_ends_with_whoever_began_it(monkeypatch):
    event = the_call()["event"]
    parents = iter([7, 7, 7, 1])
    monkeypatch.setattr(print_pages.os, "getppid", lambda: next(parents))
    monkeypatch.setattr(print_pages, "SECONDS", 0)
    # It would end the transaction of this test.
    monkeypatch.setattr(print_pages, "close_old_connections", lambda: None)
    before = signal.getsignal(signal.SIGTERM)
    try:
        call_command("print_pages", watch=True, verbosity=0)
    finally:
        signal.signal(signal.SIGTERM, before)

    assert has_files(event)
    assert list(parents) == []
