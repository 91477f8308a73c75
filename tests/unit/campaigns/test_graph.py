"""People, campaigns, events and key dates name each other, whichever end an editor maintains."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from campaigns.models import (
    CampaignIndexPage,
    CampaignKeyDate,
    CampaignPage,
    CampaignPerson,
    EventIndexPage,
    EventKeyDate,
    EventPage,
    EventPerson,
    KeyDatePage,
)
from core.models import TakeDown
from prisoners.models import PrisonerIndexPage, PrisonerPage
from tests.benchmark.people import give_consents, write_pages
from tests.factories import (
    fresh,
    give_consent,
    list_page,
    make_campaign,
    make_event,
    make_key_date,
    make_person,
    send_to,
)

pytestmark = pytest.mark.django_db
BUDGETS = {"event": 18, "campaign": 18, "person": 20, "day": 18}
PAST, NEXT = date(2017, 11, 20), date(2017, 12, 16)


def publish(page):
    page.save_revision().publish()
    return fresh(page)


def with_links(page, people=(), days=()):
    """A campaign or event with its people and key dates."""
    person, day = {
        CampaignPage: (CampaignPerson, CampaignKeyDate),
        EventPage: (EventPerson, EventKeyDate),
    }[type(page)]
    page.person_links = [person(person=found) for found in people]
    page.key_date_links = [day(key_date=found) for found in days]
    return publish(page)


@pytest.fixture
def case() -> dict:
    """One of each; the campaign has the day, the event has the person and the campaign."""
    day, person = make_key_date("Голосование"), make_person("Айгуль")
    campaign = with_links(make_campaign("Свободу"), days=[day])
    event = with_links(make_event("Пикет", campaign=campaign), people=[person])
    return {"day": day, "person": person, "campaign": campaign, "event": event}


def shown(client, page) -> str:
    """What a page says beside its own title, without the furniture of the site."""
    html = client.get(page.url).content.decode()
    return html[html.index("<main") : html.index("</main>")]


# Each arrow: from which page, to which, and what lies between.
ARROWS = [
    ("event", "person", "nothing"),
    ("event", "campaign", "nothing"),
    ("event", "day", "campaign"),
    ("campaign", "event", "nothing"),
    ("campaign", "day", "nothing"),
    ("person", "event", "nothing"),
    ("person", "day", "both"),
    ("person", "campaign", "both"),
    ("day", "campaign", "nothing"),
    ("day", "event", "campaign"),
    ("day", "person", "event"),
    ("day", "person", "both"),
]


def prepare(case: dict, between: str) -> None:
    """For some arrows the campaign itself has the person."""
    if between == "both":
        case["campaign"] = with_links(case["campaign"], [case["person"]], [case["day"]])


@pytest.mark.parametrize(("seen_from", "seen", "between"), ARROWS)
def test_each_page_names_the_others(client, case, seen_from, seen, between):
    prepare(case, between)

    assert case[seen].url in shown(client, case[seen_from])


def unpublish(page):
    page.unpublish()


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def take_down(page):
    TakeDown.objects.create(translation_key=page.translation_key, reason="Просьба")


@pytest.mark.parametrize("hide", [unpublish, restrict, take_down])
@pytest.mark.parametrize("arrow", ARROWS, ids="-".join)
def test_nothing_that_cannot_be_read_is_named(client, case, arrow, hide):
    seen_from, seen, between = arrow
    prepare(case, between)
    hide(case[seen])

    html = shown(client, case[seen_from])

    assert case[seen].url not in html
    assert case[seen].title not in html


@pytest.mark.parametrize("hide", [unpublish, restrict, take_down])
def test_what_only_a_hidden_campaign_connects_is_not_connected(client, case, hide):
    campaign = make_campaign("Тайная")
    day, person = make_key_date("Слушания"), make_person("Ерлан")
    with_links(campaign, people=[person], days=[day])
    event = make_event("Сход", campaign=campaign)
    other = make_event("Другой сход", campaign=campaign)
    hide(fresh(campaign))

    assert day.url not in shown(client, person)
    assert person.url not in shown(client, day)
    assert event.url not in shown(client, day)
    assert day.url not in shown(client, event)
    assert other.url not in shown(client, event)


@pytest.mark.parametrize("hide", [unpublish, restrict, take_down])
def test_what_only_a_hidden_event_connects_is_not_connected(client, hide):
    day, person = make_key_date("Слушания"), make_person("Ерлан")
    event = with_links(make_event("Сход"), people=[person], days=[day])
    assert day.url in shown(client, person)
    hide(event)

    assert day.url not in shown(client, person)
    assert person.url not in shown(client, day)


def test_a_name_nobody_agreed_to_is_not_on_a_key_date(client, case):
    prepare(case, "both")
    assert "Айгуль" in shown(client, case["day"])

    give_consent(case["person"], name=False)

    assert "Айгуль" not in shown(client, case["day"])


def test_an_event_with_key_dates_of_its_own_does_not_show_those_of_its_campaign(client, case):
    own = make_key_date("Дебаты")
    event = with_links(case["event"], days=[own])

    html = shown(client, event)

    assert own.url in html
    assert case["day"].url not in html
    assert event.url not in shown(client, case["day"])


def test_the_key_dates_of_a_campaign_are_shown_in_the_language_of_the_event(case):
    send_to(case["day"], "fr", title="Vote")
    event = send_to(case["event"], "fr")[0]

    assert [found.title for found in event.key_dates] == ["Vote"]


def test_events_come_before_those_that_were_the_nearest_first(case):
    campaign = case["campaign"]
    for day in (date(2018, 1, 5), date(2017, 11, 1), date(2017, 11, 20), date(2017, 12, 20)):
        make_event(f"{day}", start_day=day, campaign=campaign)

    assert [event.title for event in fresh(campaign).agenda.to_come] == [
        "Пикет",
        "2017-12-20",
        "2018-01-05",
    ]
    assert [event.title for event in fresh(campaign).agenda.past] == ["2017-11-20", "2017-11-01"]
    assert fresh(campaign).events[0].title == "Пикет"


def test_an_event_that_goes_on_is_still_to_come(settings, case):
    settings.BOSAT_TODAY = date(2017, 12, 16)

    assert [event.title for event in case["campaign"].events_to_come] == ["Пикет"]


def test_more_events_than_are_shown_lead_to_the_list(client, case):
    campaign = case["campaign"]
    for number in range(5):
        make_event(f"Пикет {number}", campaign=campaign)
    assert fresh(campaign).agenda.whole_list is None

    make_event("Седьмой", campaign=campaign)
    agenda = fresh(campaign).agenda

    assert len(agenda.to_come) == 6
    assert agenda.whole_list.url == "/ru/events/"


def test_the_list_is_named_in_the_language_of_the_page(case):
    for number in range(7):
        make_event(f"Пикет {number}", campaign=case["campaign"])
    french = send_to(case["campaign"], "fr")[0]

    assert fresh(french).agenda.whole_list.url == "/fr/events/"


def test_an_event_that_names_a_person_twice_takes_one_place(case):
    person = case["person"]
    with_links(case["event"], people=[person, person])
    for number in range(6):
        with_links(make_event(f"Пикет {number}"), people=[person])

    agenda = fresh(person).agenda

    assert len({event.pk for event in agenda.to_come}) == 6
    assert agenda.whole_list.url == "/ru/events/"


def test_an_event_that_waits_for_a_new_day_is_to_come_for_its_people_and_campaign(case):
    waits = make_event("Ждём", start_day=PAST, status="postponed", campaign=case["campaign"])
    soon = make_event("Скоро", campaign=case["campaign"])
    person = make_person("Айгуль")
    for event in (waits, soon):
        with_links(event, people=[person])

    for page in (person, case["campaign"]):
        agenda = fresh(page).agenda
        assert agenda.to_come[-1].pk == waits.pk
        assert soon.pk in [event.pk for event in agenda.to_come]
        assert waits.pk not in [event.pk for event in agenda.past]


def test_past_events_say_how_many_came_and_that_there_is_a_report(client, case):
    report = [("paragraph", "<p>Нас было много</p>")]
    facts = {"attended": 120, "counted_by": "организаторы", "report": report}
    past = make_event("Прошлый", start_day=PAST, campaign=case["campaign"], language="en", **facts)
    person = make_person("Aigul", language="en")
    with_links(past, people=[person])

    html = shown(client, person)

    assert "120 people came" in html
    assert "with a report" in html


def test_an_event_names_the_others_of_its_campaign_and_not_itself(client, case):
    other = make_event("Второй пикет", campaign=case["campaign"])

    assert [event.pk for event in fresh(case["event"]).more_events.all] == [other.pk]
    assert other.url in shown(client, case["event"])


def test_an_event_without_a_campaign_names_no_others():
    alone = make_event("Один")
    make_event("Другой")

    assert fresh(alone).more_events.all == []


def test_a_person_sees_the_next_day_first_and_then_the_latest_that_was(case):
    days = [
        make_key_date("Давно", announced_day=date(2017, 1, 9)),
        make_key_date("Недавно", announced_day=date(2017, 11, 9)),
        make_key_date("Потом", announced_day=date(2018, 3, 9)),
        make_key_date("Годовщина", announced_day=None, actual_day=date(2011, 12, 16), yearly=True),
    ]
    with_links(case["campaign"], people=[case["person"]], days=days)

    assert [day.title for day in fresh(case["person"]).key_dates] == [
        "Годовщина",
        "Потом",
        "Недавно",
        "Давно",
    ]


def test_a_day_names_twelve_people_and_counts_the_rest(client):
    day = make_key_date("Vote", language="en")
    people = [make_person(f"Person {number:02}", language="en") for number in range(15)]
    hidden = make_person("Person 99", language="en", consent={"name": False}, publish=False)
    with_links(make_campaign("Free", language="en"), [*people, hidden], [day])

    html = shown(client, day)

    assert (len(fresh(day).people), fresh(day).people_left) == (12, 3)
    assert "Person 11" in html
    assert "Person 12" not in html
    assert "and 3 more people" in html


def test_a_day_names_a_person_of_its_event_and_its_campaign_once(case):
    prepare(case, "both")
    with_links(case["event"], [case["person"]], [case["day"]])

    assert [person.title for person in fresh(case["day"]).people] == ["Айгуль"]


def write(model, index, count: int, language: str = "ru", **facts) -> list:
    """So many published pages, written to the tables at once below an empty list."""
    name = model._meta.model_name
    pages = [
        model(title=f"{name} {number}", slug=f"{name}-{number}", translation_key=uuid4(), **facts)
        for number in range(count)
    ]
    for page in pages:
        page.body = []
    return write_pages(pages, list_page(index, language))


def many(count: int) -> dict:
    """A page of each kind, each linked with so many of the others."""
    moments = [datetime(2017, month, 16, 13, tzinfo=UTC) for month in (11, 12)]
    facts = {"start_day": date(2017, 12, 16), "time_zone": "Europe/Brussels"}
    people = write(PrisonerPage, PrisonerIndexPage, count)
    give_consents([person.translation_key for person in people])
    campaigns = write(CampaignPage, CampaignIndexPage, count)
    times = {"starts_at": moments[1], "ends_at": moments[1], "start_time": time(14)}
    events = write(EventPage, EventIndexPage, count, campaign=campaigns[0], **facts, **times)
    past = {"starts_at": moments[0], "ends_at": moments[0], "start_day": date(2017, 11, 16)}
    EventPage.objects.filter(pk__in=[event.pk for event in events[1::2]]).update(**past)
    # Below a list of their own: this is how fast writing of pages works.
    days = write(KeyDatePage, EventIndexPage, count, "en", kind="vote", announced_day=NEXT)
    KeyDatePage.objects.filter(pk__in=[day.pk for day in days[1::2]]).update(announced_day=PAST)
    link_all(CampaignPerson, campaigns, "person", people)
    link_all(EventPerson, events, "person", people)
    link_all(CampaignKeyDate, campaigns, "key_date", days)
    link_all(EventKeyDate, events, "key_date", days)
    first = {"event": events, "campaign": campaigns, "person": people, "day": days}
    return {name: fresh(pages[0]) for name, pages in first.items()}


def link_all(model, pages: list, field: str, others: list) -> None:
    """The first page with all the others, and all pages with the first of the others."""
    model.objects.bulk_create(
        [
            *(model(page=pages[0], sort_order=n, **{field: o}) for n, o in enumerate(others)),
            *(model(page=page, sort_order=0, **{field: others[0]}) for page in pages[1:]),
        ]
    )


@pytest.mark.parametrize("name", BUDGETS)
@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_page_stays_in_its_budget_whatever_it_is_linked_with(client, count, name):
    page = many(count)[name]
    client.get(page.url)

    with CaptureQueriesContext(connection) as captured:
        response = client.get(page.url)

    assert response.status_code == 200
    assert len(captured) <= BUDGETS[name]
    assert len(getattr(page, {"person": "campaigns"}.get(name, "people"))) >= min(count, 6)


@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_costs_the_same_with_3_and_with_6_of_the_others(client, name):
    costs = []
    for count in (3, 6):
        with transaction.atomic():
            page = many(count)[name]
            client.get(page.url)
            with CaptureQueriesContext(connection) as captured:
                client.get(page.url)
            costs.append(len(captured))
            transaction.set_rollback(True)

    assert costs[0] == costs[1]
