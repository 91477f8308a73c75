"""Feeds of events, campaigns and their updates: Atom and JSON tell the same."""

import json
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import feedparser
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.text import capfirst
from wagtail.models import Page, PageViewRestriction

from campaigns.choices import EventStatus
from campaigns.models import CampaignPage, Update
from core.models import TakeDown
from tests.factories import fresh, make_campaign, make_event, send_to
from tests.feed_rules import ATOM, LANG, broken_atom, broken_json
from tests.many import many_events

pytestmark = pytest.mark.django_db
OTHERS = ("en", "fr", "pl", "uk", "kk", "de")


def atom(client, url: str) -> ElementTree.Element:
    """A feed that every reader takes."""
    response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert broken_atom(response.content) == []
    assert not feedparser.parse(response.content).bozo
    return ElementTree.fromstring(response.content)


def json_feed(client, url: str) -> dict:
    """The same for JSON."""
    response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    assert broken_json(response.content) == []
    return json.loads(response.content)


def entries(root: ElementTree.Element) -> list[ElementTree.Element]:
    return root.findall(f"{ATOM}entry")


def titles(root: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in entries(root)]


def told_on(page: Page, day: date, code: str | None = None) -> None:
    """As if the page, or its version in one language, had been published then."""
    when = datetime(day.year, day.month, day.day, tzinfo=UTC)
    versions = Page.objects.filter(translation_key=page.translation_key)
    if code:
        versions = versions.filter(locale__language_code=code)
    versions.update(first_published_at=when, last_published_at=when)


def with_updates(campaign: CampaignPage, *rows: dict) -> CampaignPage:
    campaign.updates = [Update(locale=campaign.locale, **row) for row in rows]
    campaign.save_revision().publish()
    return fresh(campaign)


def test_an_entry_says_what_when_and_where(client):
    event = make_event(
        "Остановите <пытки>",
        summary="Приходите & зовите других.",
        slug="protest",
        place_name="Place Jean Rey",
        country="BE",
    )
    told_on(event, date(2017, 11, 20))

    root = atom(client, "/ru/events/feed.atom")
    [entry] = entries(root)

    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{event.translation_key}"
    assert entry.findtext(f"{ATOM}title") == "Остановите <пытки>"
    assert entry.findtext(f"{ATOM}summary") == (
        "Суббота, 16 декабря 2017 г., 14:00–15:00 (местное время, UTC+1) · "
        "Place Jean Rey, Bruxelles, Бельгия · Приходите & зовите других."
    )
    assert entry.findtext(f"{ATOM}published") == "2017-11-20T00:00:00+00:00"
    assert entry.findtext(f"{ATOM}updated") == "2017-11-20T00:00:00+00:00"
    assert entry.find(f"{ATOM}link").get("href") == "http://127.0.0.1:8000/ru/events/protest/"
    assert entry.get(LANG) is None
    assert root.get(LANG) == "ru"
    assert root.findtext(f"{ATOM}title") == "События"
    assert root.findtext(f"{ATOM}updated") == "2017-11-20T00:00:00+00:00"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://127.0.0.1:8000/ru/events/feed.atom",
        "alternate": "http://127.0.0.1:8000/ru/events/",
    }


def test_json_tells_the_same(client):
    event = make_event("Протест", summary="Приходите.", slug="protest")
    told_on(event, date(2017, 11, 20))

    feed = json_feed(client, "/ru/events/feed.json")

    assert feed["home_page_url"] == "http://127.0.0.1:8000/ru/events/"
    assert feed["feed_url"] == "http://127.0.0.1:8000/ru/events/feed.json"
    assert feed["language"] == "ru"
    assert feed["items"] == [
        {
            "id": f"urn:uuid:{event.translation_key}",
            "url": "http://127.0.0.1:8000/ru/events/protest/",
            "title": "Протест",
            "content_text": (
                "Суббота, 16 декабря 2017 г., 14:00–15:00 (местное время, UTC+1)\n"
                "Bruxelles\nПриходите."
            ),
            "date_published": "2017-11-20T00:00:00+00:00",
            "date_modified": "2017-11-20T00:00:00+00:00",
            "language": "ru",
        }
    ]


def test_an_event_cancelled_in_the_original_is_told_anew_in_all_languages_at_once(client):
    campaign = make_campaign("Кампания")
    event = make_event("Остановите пытки", campaign=campaign)
    send_to(event, *OTHERS)
    for page in (campaign, event):
        told_on(page, date(2017, 11, 20))
    event = fresh(event)
    event.status = EventStatus.CANCELLED
    event.save_revision().publish()
    changed = fresh(event).last_published_at.isoformat()

    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            word = capfirst(translation.gettext("cancelled"))
        for name in ("feed", "events/feed"):
            entry = entries(atom(client, f"/{code}/{name}.atom"))[0]
            item = json_feed(client, f"/{code}/{name}.json")["items"][0]

            assert entry.findtext(f"{ATOM}title").startswith(word)
            assert entry.findtext(f"{ATOM}summary").startswith(f"{word} · ")
            assert entry.findtext(f"{ATOM}updated") == changed
            assert entry.findtext(f"{ATOM}published") == "2017-11-20T00:00:00+00:00"
            assert item["title"].startswith(word)
            assert item["date_modified"] == changed


def test_words_of_another_language_say_so_and_nobody_disappears(client):
    event = make_event("Протест")
    send_to(event, "fr", title="Manifestation")

    german, french = (entries(atom(client, f"/{code}/feed.atom"))[0] for code in ("de", "fr"))

    assert (german.get(LANG), german.findtext(f"{ATOM}title")) == ("ru", "Протест")
    assert (french.get(LANG), french.findtext(f"{ATOM}title")) == (None, "Manifestation")
    assert german.findtext(f"{ATOM}id") == french.findtext(f"{ATOM}id")
    assert json_feed(client, "/de/feed.json")["items"][0]["language"] == "ru"


def test_the_feed_of_the_site_tells_of_events_campaigns_and_updates_the_newest_first(client):
    campaign = make_campaign("Кампания", state="won", summary="Свободу.")
    with_updates(
        campaign, {"date": date(2017, 11, 25), "title": "Первый ответ", "text": "Нам ответили."}
    )
    told_on(campaign, date(2017, 11, 20))
    told_on(make_event("Протест"), date(2017, 11, 22))

    root = atom(client, "/ru/feed.atom")

    assert titles(root) == ["Кампания: Первый ответ", "Протест", "Кампания"]
    assert entries(root)[2].findtext(f"{ATOM}summary").endswith(" · Свободу.")
    assert [item["title"] for item in json_feed(client, "/ru/feed.json")["items"]] == titles(root)


def test_the_feed_of_a_campaign_has_its_updates(client):
    campaign = with_updates(
        make_campaign("Кампания", slug="freedom"),
        {"date": date(2017, 11, 1), "title": "Начало"},
        {
            "date": date(2017, 11, 25),
            "title": "Ответ",
            "text": "Нам ответили.",
            "url": "https://example.org/answer",
        },
    )
    with_updates(make_campaign("Другая"), {"date": date(2017, 11, 2), "title": "Чужое"})

    root = atom(client, "/ru/campaigns/freedom/updates.atom")
    items = json_feed(client, "/ru/campaigns/freedom/updates.json")["items"]

    assert titles(root) == ["Ответ", "Начало"]
    assert root.findtext(f"{ATOM}title") == "Кампания"
    answer = entries(root)[0]
    assert answer.findtext(f"{ATOM}updated") == "2017-11-25T00:00:00+00:00"
    assert answer.findtext(f"{ATOM}summary") == "Нам ответили."
    assert answer.find(f"{ATOM}link[@rel='related']").get("href") == "https://example.org/answer"
    assert [(item["title"], item["content_text"]) for item in items] == [
        ("Ответ", "Нам ответили."),
        ("Начало", "Начало"),
    ]
    assert items[0]["external_url"] == "https://example.org/answer"
    assert {entry.findtext(f"{ATOM}id") for entry in entries(root)} == {
        f"urn:uuid:{row.translation_key}" for row in campaign.updates.all()
    }


def test_updates_of_a_campaign_are_told_in_the_words_there_are(client):
    campaign = with_updates(
        make_campaign("Кампания", slug="freedom"), {"date": date(2017, 11, 1), "title": "Начало"}
    )
    send_to(campaign, "fr")
    campaign = fresh(campaign)
    campaign.updates.add(Update(date=date(2017, 11, 2), title="Ответ", locale=campaign.locale))
    campaign.save_revision().publish()

    root = atom(client, "/fr/campaigns/freedom/updates.atom")

    assert [(entry.get(LANG), entry.findtext(f"{ATOM}title")) for entry in entries(root)] == [
        ("ru", "Ответ"),
        (None, "fr: Начало"),
    ]


@pytest.mark.parametrize("url", ["/kk/feed", "/kk/events/feed"])
def test_a_feed_without_entries_is_a_feed_all_the_same(client, url):
    assert entries(atom(client, f"{url}.atom")) == []
    assert json_feed(client, f"{url}.json")["items"] == []


def test_what_readers_may_not_see_is_in_no_feed(client):
    make_event("Черновик", publish=False)
    hidden = [make_event("Закрытое"), with_updates(make_campaign("Закрытая"), NEWS)]
    taken = with_updates(make_campaign("Снятая"), NEWS)
    for page in hidden:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    TakeDown.objects.create(translation_key=taken.translation_key, reason="x")

    assert titles(atom(client, "/ru/feed.atom")) == []
    assert titles(atom(client, "/ru/events/feed.atom")) == []
    for form in ("atom", "json"):
        address = f"/ru/campaigns/{hidden[1].slug}/updates.{form}"
        assert client.get(address).status_code == 404
        assert client.get(f"/ru/campaigns/{taken.slug}/updates.{form}").status_code == 410
        assert client.get(f"/ru/campaigns/nothing/updates.{form}").status_code == 404


NEWS = {"date": date(2017, 11, 25), "title": "Новость"}


def test_control_characters_break_no_feed(client):
    make_event("Протест", summary="Раз\x0b\x1bдва ]]> </entry>")

    [entry] = entries(atom(client, "/ru/events/feed.atom"))

    assert entry.findtext(f"{ATOM}summary").endswith("Раздва ]]> </entry>")


def test_a_feed_tells_the_fifty_that_are_newest_for_its_readers(client):
    events = many_events(52)  # each an hour newer than the one before
    told_on(events[0], date(2017, 6, 1))
    event = make_event("Старое", slug="old")
    send_to(event, "pl")
    told_on(event, date(2016, 1, 1), "ru")
    told_on(event, date(2017, 7, 1), "pl")

    russian = titles(atom(client, "/ru/events/feed.atom"))
    polish = titles(atom(client, "/pl/events/feed.atom"))

    newest = [f"Событие {place}" for place in range(51, 0, -1)]
    assert russian == ["Событие 0", *newest[:49]]
    assert polish == ["pl: Старое", "Событие 0", *newest[:48]]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_feed_costs_the_same_for_any_number_of_things(client, count):
    campaign = make_campaign("Кампания", slug="freedom")
    many_events(count, campaign)
    Update.objects.bulk_create(
        Update(page=campaign, date=date(2017, 11, 1), title=f"{place}", locale=campaign.locale)
        for place in range(count)
    )
    costs = {}
    for name in ("feed", "events/feed", "campaigns/freedom/updates"):
        client.get(f"/fr/{name}.atom")
        for form in ("atom", "json"):
            with CaptureQueriesContext(connection) as captured:
                client.get(f"/fr/{name}.{form}")
            assert all(query["sql"].lstrip("(").startswith("SELECT") for query in captured)
            costs[name, form] = len(captured)

    assert costs == {
        ("feed", "atom"): 9,
        ("feed", "json"): 9,
        ("events/feed", "atom"): 5,
        ("events/feed", "json"): 5,
        ("campaigns/freedom/updates", "atom"): 5,
        ("campaigns/freedom/updates", "json"): 5,
    }


def test_a_feed_is_sent_once_while_nothing_changes_and_sets_no_cookie(client):
    make_event()
    first = client.get("/ru/feed.atom")
    again = client.get("/ru/feed.atom", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert "Vary" not in first.headers
    assert dict(client.cookies) == {}
    assert client.post("/ru/feed.atom").status_code == 405


def test_pages_name_their_feeds_and_calendars_in_the_head(client):
    event, campaign = make_event(slug="protest"), make_campaign(slug="freedom")

    def heads(url: str) -> list[str]:
        head = client.get(url).content.decode().partition("</head>")[0]
        return [
            part.partition('"')[0]
            for line in head.splitlines()
            if 'rel="alternate" type="' in line
            for part in line.split('href="')[1:]
        ]

    assert heads("/ru/") == ["/ru/feed.atom", "/ru/feed.json"]
    assert heads("/ru/events/") == [
        "/ru/events/feed.atom",
        "/ru/events/feed.json",
        "/ru/events/calendar.ics",
    ]
    assert heads(event.url_path) == ["/ru/events/protest/calendar.ics"]
    assert heads(campaign.url_path) == [
        "/ru/campaigns/freedom/updates.atom",
        "/ru/campaigns/freedom/updates.json",
        "/ru/campaigns/freedom/calendar.ics",
    ]


@pytest.mark.parametrize(
    ("good", "bad", "rule"),
    [
        (b"<updated>2", b"<updated>x", "not a moment"),
        (b'rel="self"', b'rel="me"', "not one link self"),
        (b"urn:uuid:", b"", "an id that is no address"),
        (b"<entry>", b"<entry><title>x</title>", "not one title"),
        (b"<name>", b"<name></name><name>", "no author"),
    ],
)
def test_a_broken_atom_feed_would_be_noticed(client, good, bad, rule):
    make_event("Протест")
    content = client.get("/ru/events/feed.atom").content

    assert any(found.startswith(rule) for found in broken_atom(content.replace(good, bad)))


def test_a_broken_json_feed_would_be_noticed(client):
    make_event("Протест")
    content = client.get("/ru/events/feed.json").content

    assert broken_json(content.replace(b'"content_text"', b'"text"')) == [
        "an item without content_text"
    ]
    assert broken_json(content.replace(b"version/1.1", b"version/1")) == ["not JSON Feed 1.1"]
