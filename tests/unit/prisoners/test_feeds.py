"""The Atom feeds: what they tell, what they take back, what they cost."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from core.models import TakeDown
from core.protection import hide_name
from core.safety_admin import log_for_all
from prisoners.models import PlaceIndexPage, PlacePage, PrisonerPage, Restriction, StatusRow
from tests.factories import (
    add,
    fresh,
    give_consent,
    list_page,
    make_person,
    make_user,
    send_to,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MARK = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EVERYBODY = "/en/prisoners/changes.atom"


def feed(client, url: str = EVERYBODY) -> ElementTree.Element:
    response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def titles(root: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def with_rows(person: PrisonerPage, *rows: dict) -> PrisonerPage:
    person.statuses = [StatusRow(locale=person.locale, **row) for row in rows]
    person.save_revision().publish()
    return fresh(person)


def published_on(person: PrisonerPage, day: date) -> PrisonerPage:
    """The person, as if the page had been published then; histories begin anew."""
    when = datetime(day.year, day.month, day.day, tzinfo=UTC)
    versions = Page.objects.filter(translation_key=person.translation_key)
    versions.update(first_published_at=when, last_published_at=when)
    PageLogEntry.objects.filter(page__in=versions).delete()
    return fresh(person)


def at_start(person: PrisonerPage) -> PrisonerPage:
    return published_on(person, date(2017, 1, 1))


def marks(root: ElementTree.Element) -> dict[str, str]:
    """The times of the marks by what they refer to."""
    return {mark.get("ref"): mark.get("when") for mark in root.iter(MARK)}


def ref_of(person: PrisonerPage) -> str:
    return f"urn:uuid:{person.statuses.get().translation_key}"


def times(root: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}updated") for entry in root.iter(f"{ATOM}entry")]


def taken_down(person: PrisonerPage, days_ago: int = 0) -> None:
    record = TakeDown.objects.create(translation_key=person.translation_key, reason="x")
    when = datetime(2017, 12, 1, tzinfo=UTC) - timedelta(days=days_ago)
    TakeDown.objects.filter(pk=record.pk).update(taken_at=when)


def test_an_entry_is_a_dated_row_with_its_source(client):
    person = make_person("Maks Bokayev", "en", gender="male")
    person = with_rows(
        person, {"code": "imprisoned", "since": date(2017, 11, 1), "source": "A court <record>"}
    )
    at_start(person)
    [row] = person.statuses.all()

    root = feed(client)
    [entry] = root.iter(f"{ATOM}entry")

    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{row.translation_key}"
    assert (
        entry.findtext(f"{ATOM}title") == "Maks Bokayev: serving a sentence, since 1 November 2017"
    )
    assert entry.findtext(f"{ATOM}updated") == "2017-11-01T00:00:00+00:00"
    assert entry.findtext(f"{ATOM}summary") == "A court <record>"
    assert (
        entry.find(f"{ATOM}link").get("href") == "http://127.0.0.1:8000/en/prisoners/maks-bokayev/"
    )
    assert root.get(LANG) == "en"
    assert root.findtext(f"{ATOM}updated") == "2017-11-01T00:00:00+00:00"
    assert root.findtext(f"{ATOM}id") == "http://127.0.0.1:8000/en/prisoners/changes.atom"
    assert root.find(f"{ATOM}author/{ATOM}name").text
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == root.findtext(f"{ATOM}id")


@pytest.mark.parametrize(
    ("row", "title", "updated"),
    [
        ({"as_of": date(2017, 5, 2)}, "Человек: released, as of 2 May 2017", "2017-05-02"),
        (
            {"since": date(2017, 1, 1), "since_precision": "year"},
            "Человек: released, since 2017",
            "2017-01-01",
        ),
        ({}, "Человек: released", "2017-01-01"),
    ],
)
def test_a_headline_says_as_much_of_the_date_as_is_known(client, row, title, updated):
    at_start(with_rows(make_person(), {"code": "released", **row}))

    [entry] = feed(client).iter(f"{ATOM}entry")

    assert entry.findtext(f"{ATOM}title") == title
    assert entry.findtext(f"{ATOM}updated") == f"{updated}T00:00:00+00:00"


def test_the_newest_change_comes_first_and_only_fifty_are_told(client):
    for number in range(4):
        days = [date(2017, 1, 1) + timedelta(days=13 * part + number) for part in range(13)]
        rows = [{"code": "pretrial", "since": day} for day in days]
        at_start(with_rows(make_person(f"Человек {number}"), *rows))

    told = times(feed(client))

    assert len(told) == 50
    assert told == sorted(told, reverse=True)
    assert told[0] == "2017-06-09T00:00:00+00:00"
    assert told[-1] == "2017-01-03T00:00:00+00:00"


def test_an_old_status_that_was_corrected_is_told_anew(client):
    published_on(make_person("Старая", status="pretrial"), date(2017, 11, 20))
    published_on(make_person("Новый", status="pretrial"), date(2017, 11, 19))

    root = feed(client)

    assert [title.split(":")[0] for title in titles(root)] == ["Старая", "Новый"]
    assert times(root) == ["2017-11-20T00:00:00+00:00", "2017-11-19T00:00:00+00:00"]


def test_a_row_without_a_date_on_a_page_without_a_stamp_is_told_last(client):
    person = with_rows(make_person("Без даты"), {"code": "released"})
    Page.objects.filter(pk=person.pk).update(last_published_at=None, first_published_at=None)
    at_start(make_person("С датой", status="pretrial"))

    root = feed(client)

    assert titles(root)[1] == "Без даты: released"
    assert times(root)[1] == "1970-01-01T00:00:00+00:00"


def test_a_translation_has_its_own_words_and_the_same_ids(client):
    person = make_person("Макс Бокаев", gender="male")
    person = with_rows(person, {"code": "released", "source": "Суд"})
    send_to(person, "fr", title="Maks Bokaïev")

    french, russian = (
        feed(client, "/fr/prisoners/changes.atom"),
        feed(client, "/ru/prisoners/changes.atom"),
    )

    assert titles(french)[0].startswith("Maks Bokaïev")
    assert french.find(f".//{ATOM}summary").text == "fr: Суд"
    assert french.find(f".//{ATOM}summary").get(LANG) == "fr"
    assert french.findtext(f".//{ATOM}entry/{ATOM}id") == russian.findtext(
        f".//{ATOM}entry/{ATOM}id"
    )


def test_words_that_nobody_translated_say_their_language(client):
    with_rows(make_person("Макс Бокаев"), {"code": "released", "source": "Суд"})

    summary = feed(client).find(f".//{ATOM}summary")

    assert (summary.text, summary.get(LANG)) == ("Суд", "ru")


def test_somebody_under_restrictions_is_never_simply_released(client):
    person = make_person("Макс Бокаев", status="released")
    person.restrictions = [Restriction(kind="activity", since=date(2017, 2, 10))]
    person.save_revision().publish()

    assert titles(feed(client)) == [
        "Макс Бокаев: released under restrictions, since 10 February 2017"
    ]


def test_a_persons_feed_tells_of_that_person_alone(client):
    person = make_person("Один", status="pretrial")
    make_person("Другая", status="pretrial")

    root = feed(client, "/en/prisoners/odin/changes.atom")

    assert titles(root) == ["Один: in pre-trial detention, since 10 February 2017"]
    assert root.findtext(f"{ATOM}title") == "Changes of status: Один"
    assert root.find(f"{ATOM}link[@rel='alternate']").get("href") == person.full_url


def test_a_letter_that_xml_cannot_hold_breaks_no_feed(client):
    with_rows(make_person("Од\x0bин\x01"), {"code": "released", "source": "\x1fСуд"})

    assert titles(feed(client)) == ["Один: released"]


def test_a_feed_without_changes_is_a_feed(client):
    assert titles(feed(client)) == []


@pytest.mark.parametrize(
    "consent", [{"name": False}, {"risk": "do_not_publish"}, {"expires_on": date(2017, 11, 30)}]
)
def test_withheld_people_are_in_no_feed(client, consent):
    give_consent(make_person("Макс Бокаев", status="pretrial"), **consent)

    assert titles(feed(client)) == []
    assert client.get("/en/prisoners/maks-bokayev/changes.atom").status_code == 404


def test_protected_people_are_in_no_feed(client):
    person = make_person("М. Б.", status="pretrial", slug="case-1")
    give_consent(person, public_name="initials", real_name="Макс Бокаев")

    assert client.get("/ru/prisoners/case-1/").status_code == 200
    assert titles(feed(client)) == []
    assert client.get("/ru/prisoners/case-1/changes.atom").status_code == 404


def test_a_draft_is_in_no_feed(client):
    make_person("Макс Бокаев", status="pretrial", publish=False)

    assert titles(feed(client)) == []
    assert client.get("/en/prisoners/maks-bokayev/changes.atom").status_code == 404


def test_a_take_down_leaves_only_marks_for_ninety_days(client):
    person = make_person("Макс Бокаев", status="pretrial")
    row = person.statuses.get()
    at_start(person)
    taken_down(person, days_ago=90)

    root = feed(client)
    text = client.get(EVERYBODY).content.decode()

    assert [mark.attrib for mark in root.iter(MARK)] == [
        {"ref": f"urn:uuid:{row.translation_key}", "when": "2017-09-02T00:00:00+00:00"}
    ]
    assert root.findtext(f"{ATOM}updated") == "2017-09-02T00:00:00+00:00"
    assert "Бокаев" not in text
    assert "pre-trial" not in text
    assert client.get("/en/prisoners/maks-bokayev/changes.atom").status_code == 410


def test_after_ninety_days_nothing_is_left(client):
    taken_down(at_start(make_person("Макс Бокаев", status="pretrial")), days_ago=91)

    assert list(feed(client).iter(MARK)) == []


def test_an_undone_take_down_brings_the_entries_back(client):
    person = at_start(make_person("Макс Бокаев", status="pretrial"))
    at_start(make_person("Другая", status="imprisoned"))
    taken_down(person, days_ago=3)
    assert list(marks(feed(client)).values()) == ["2017-11-28T00:00:00+00:00"]
    record = TakeDown.objects.get()
    record.undone_at = datetime(2017, 11, 29, tzinfo=UTC)
    record.save()

    root = feed(client)

    assert times(root) == ["2017-11-29T00:00:00+00:00", "2017-02-10T00:00:00+00:00"]
    assert titles(root)[0].startswith("Макс")
    assert marks(root) == {}


def test_a_withdrawn_consent_leaves_marks_as_well(client):
    person = at_start(make_person("Макс Бокаев", status="pretrial"))
    give_consent(person, withdrawn_on=date(2017, 11, 20))

    [mark] = feed(client).iter(MARK)

    assert mark.get("when") == "2017-11-20T00:00:00+00:00"
    assert client.get("/en/prisoners/maks-bokayev/changes.atom").status_code == 404


def test_a_mark_is_not_older_than_the_entry_it_takes_back(client):
    person = published_on(make_person("Макс Бокаев", status="pretrial"), date(2017, 11, 25))
    give_consent(person, withdrawn_on=date(2017, 11, 20))

    assert marks(feed(client)) == {ref_of(person): "2017-11-25T00:00:00+00:00"}


@pytest.mark.parametrize(
    ("expires_on", "found"),
    [
        (date(2017, 12, 1), []),
        (date(2017, 11, 30), ["2017-12-01T00:00:00+00:00"]),
        (date(2017, 9, 1), ["2017-09-02T00:00:00+00:00"]),
        (date(2017, 8, 31), []),
    ],
)
def test_an_expired_consent_leaves_marks_for_ninety_days(client, expires_on, found):
    person = at_start(make_person("Макс Бокаев", status="pretrial"))
    give_consent(person, expires_on=expires_on)

    assert list(marks(feed(client)).values()) == found


@pytest.mark.parametrize(
    "change",
    [
        {"risk": "do_not_publish"},
        {"name": False},
        {"public_name": "initials", "real_name": "Макс Бокаев"},
    ],
)
def test_a_record_that_hides_the_name_leaves_marks_without_a_word(client, change):
    person = at_start(make_person("Макс Бокаев", status="pretrial"))
    log_for_all(give_consent_and_hide(person, **change), "core.consent", make_user("Editors"))
    PageLogEntry.objects.update(timestamp=datetime(2017, 11, 30, tzinfo=UTC))

    root = feed(client)

    assert titles(root) == []
    assert marks(root) == {ref_of(person): "2017-11-30T00:00:00+00:00"}
    assert "Бокаев" not in client.get(EVERYBODY).content.decode()


def give_consent_and_hide(person: PrisonerPage, **changes) -> PrisonerPage:
    """Change the record as the admin does."""
    hide_name(give_consent(person, **changes), None)
    return person


def test_a_record_that_still_allows_the_name_leaves_no_mark(client):
    person = at_start(make_person("Макс Бокаев", status="pretrial"))
    log_for_all(person, "core.consent", make_user("Editors"))

    root = feed(client)

    assert len(titles(root)) == 1
    assert marks(root) == {}


def test_somebody_who_is_public_under_initials_again_keeps_the_marks(client):
    person = at_start(make_person("Макс Бокаев", status="pretrial"))
    change = {"public_name": "initials", "real_name": "Макс Бокаев"}
    log_for_all(give_consent_and_hide(person, **change), "core.consent", make_user("Editors"))
    fresh(person).get_latest_revision().publish()
    assert client.get(fresh(person).url).status_code == 200

    assert set(marks(feed(client))) == {ref_of(person)}


def test_an_unpublished_page_leaves_marks_until_it_is_published_again(client):
    person = at_start(make_person("Макс Бокаев", status="pretrial"))
    person.unpublish()
    assert set(marks(feed(client))) == {ref_of(person)}

    fresh(person).save_revision().publish()

    assert marks(feed(client)) == {}
    assert len(titles(feed(client))) == 1


def test_a_page_that_one_language_lost_leaves_no_mark(client):
    person = at_start(make_person("Макс Бокаев", status="pretrial"))
    french = send_to(person, "fr")[0]
    french.unpublish()

    assert marks(feed(client)) == {}


def test_a_list_that_was_closed_leaves_marks_of_all_below_it(client):
    person = at_start(make_person("Макс Бокаев", status="pretrial"))
    other = at_start(make_person("Jane Roe", language="en", status="pretrial"))
    restriction = PageViewRestriction(page=person.get_parent(), restriction_type="login")
    restriction.save(user=make_user("Moderators"))

    # Its versions in other languages are closed with it.
    assert set(marks(feed(client))) == {ref_of(person), ref_of(other)}
    assert titles(feed(client)) == []

    restriction.delete()

    assert marks(feed(client)) == {}
    assert len(titles(feed(client))) == 2


def test_somebody_who_was_never_published_leaves_no_mark(client):
    person = make_person("Макс Бокаев", status="pretrial", publish=False)
    log_for_all(person, "core.consent", make_user("Editors"))
    give_consent(person, withdrawn_on=date(2017, 11, 20))

    assert marks(feed(client)) == {}


def cost(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    assert [query for query in captured if not query["sql"].lstrip("(").startswith("SELECT")] == []
    return len(captured)


def test_a_feed_costs_the_same_for_any_number_of_people(client):
    place = add(list_page(PlaceIndexPage), PlacePage(title="Колония", body=[]))
    costs = []
    for count in (1, 2, 9):
        for number in range(count):
            person = make_person(f"Человек {count} {number}")
            rows = [{"code": code, "place": place} for code in ("pretrial", "imprisoned")]
            send_to(with_rows(person, *rows), "fr")
        costs.append(cost(client, "/fr/prisoners/changes.atom"))

    assert costs[0] <= 16
    assert costs == [costs[0]] * 3


def test_a_persons_feed_costs_no_more_than_a_profile(client):
    send_to(make_person("Один", status="pretrial"), "fr")

    assert cost(client, "/fr/prisoners/odin/changes.atom") <= 16


def announced(client, url: str) -> list[str]:
    """The feeds a browser or a feed reader finds on a page."""
    document = html5lib.parse(client.get(url).content, namespaceHTMLElements=False)
    links = document.find("head").iter("link")
    return [link.get("href") for link in links if link.get("type") == "application/atom+xml"]


def test_the_list_and_a_profile_announce_their_feeds(client):
    make_person("Один", status="pretrial")

    assert announced(client, "/ru/prisoners/") == ["/ru/prisoners/changes.atom"]
    assert announced(client, "/ru/prisoners/odin/") == ["/ru/prisoners/odin/changes.atom"]
    assert announced(client, "/ru/") == ["/ru/feed.atom"]


def test_the_profile_of_a_protected_person_announces_no_feed(client):
    give_consent(make_person("Один"), public_name="initials", real_name="Макс Бокаев")

    assert announced(client, "/ru/prisoners/odin/") == []
