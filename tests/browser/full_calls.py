"""An invented campaign with every row there is, and its events in every state.

Run in the process of a site that the browser tests serve: `manage.py shell -c`.
"""

from datetime import date, time

from campaigns.models import (
    AddresseePage,
    CampaignContact,
    CampaignKeyDate,
    CampaignPage,
    CampaignPerson,
    CampaignShareText,
    Demand,
    EventContact,
    EventPage,
    EventPerson,
    KeyDatePage,
    LetterText,
    NumberClaim,
    Partner,
    Result,
    Update,
)
from prisoners.models import PrisonerPage, StatusRow
from tests.browser.full_profiles import LINK, LONG, with_rows
from tests.factories import (
    make_addressee,
    make_campaign,
    make_event,
    make_image,
    make_key_date,
    make_person,
    paragraph,
    send_to,
)

DAY = date(2017, 11, 20)
# More than a mail program takes with a link.
LONG_LETTER = "Пишу вам о многом сразу. " * 60


def make_all(*languages: str) -> None:
    """The campaign, what stands around it, and its events; in these languages, too."""
    people = [
        make_held("Первый Выдуманный", "first", make_image()),
        make_held("Вторая Выдуманная", "second"),
    ]
    addressee = make_reading_addressee()
    dates = make_dates()
    campaign = make_full_campaign(people, addressee, dates)
    events = make_events(campaign, people)
    for page in (*people, addressee, *dates, campaign, *events):
        send_to(page, *languages)
    make_busy_day(campaign)


def make_held(name: str, slug: str, portrait=None) -> PrisonerPage:
    """Somebody in prison for 294 days, to whom one may write."""
    person = make_person(
        name,
        slug=slug,
        summary=f"Выдуманный человек. {LONG}",
        portrait=portrait,
        country="KZ",
        letters="post",
        letters_checked_on=date(2017, 11, 1),
        letter_address=f"{name}\n{LONG}\n000000",
    )
    rows = [StatusRow(code="imprisoned", since=date(2017, 2, 10))]
    return with_rows(person, statuses=rows)


def make_reading_addressee() -> AddresseePage:
    """An office that reads two languages and has an address of either kind."""
    return make_addressee(
        "Выдуманное министерство",
        slug="ministry",
        institution=f"Правительство {LONG}",
        country="KZ",
        languages_read=["en", "ru"],
        email="office@example.org",
        post_address=f"Министерство\n{LONG}\n000000",
        link=LINK,
    )


def make_dates() -> list[KeyDatePage]:
    """A day to come, one that something came of, and one that returns."""
    return [
        make_key_date("Слушания", slug="hearing", announced_day=date(2017, 12, 11)),
        make_key_date(
            "Дебаты", slug="debate", announced_day=DAY, state="held", outcome="Решение отложили."
        ),
        make_key_date(
            "Годовщина", slug="anniversary", kind="anniversary", actual_day=DAY, yearly=True
        ),
    ]


def make_full_campaign(
    people: list[PrisonerPage], addressee: AddresseePage, dates: list[KeyDatePage]
) -> CampaignPage:
    """A campaign with a row or more of each kind."""
    petition_block = {"type": "petition", "value": {"heading": ""}}
    campaign = make_campaign(
        "Полная кампания",
        slug="full",
        summary="Выдуманная кампания: на этой странице есть всё.",
        ends_on=date(2017, 12, 31),
        petition_title=f"Петиция {LONG}",
        petition_platform="Petitions Example",
        petition_url=LINK,
        petition_count=12345,
        petition_counted_on=DAY,
        petition_goal=50000,
        body=[paragraph("<h2>Дело</h2><p>Что случилось.</p>"), petition_block],
    )
    return with_rows(
        campaign,
        person_links=[CampaignPerson(person=person) for person in people],
        key_date_links=[CampaignKeyDate(key_date=key_date) for key_date in dates],
        demands=[
            Demand(text="Освободить всех.", addressee_page=addressee, due=date(2017, 11, 30)),
            Demand(text="Пустить врача.", addressee_page=addressee),
            Demand(text="Ответить.", state="refused", state_since=DAY, evidence=f"Письмо {LONG}"),
        ],
        numbers=[
            NumberClaim(number=1250, qualifier="about", text="писем", as_of=DAY, source="Почта")
        ],
        letters=[
            LetterText(
                addressee_page=addressee,
                subject="О деле: {name}",
                text="Здравствуйте!\n\n{name} под стражей {days}.\n\n{demand}",
            ),
            LetterText(addressee_page=addressee, subject="Длинное письмо", text=LONG_LETTER),
        ],
        updates=[
            Update(title=f"Новость {number}", date=DAY, text=LONG, url=LINK) for number in range(7)
        ],
        results=[Result(date=DAY, text="Одного отпустили.", url=LINK)],
        partners=[
            Partner(name="Фонд", url=LINK, logo=make_image(), has_agreed=True),
            Partner(name=f"Союз {LONG}", has_agreed=True),
        ],
        contacts=[CampaignContact(name="Контакт", role="пресса", email="press@example.org")],
        share_texts=[CampaignShareText(network="any", text="Прочтите & передайте дальше.")],
    )


def make_events(campaign: CampaignPage, people: list[PrisonerPage]) -> list[EventPage]:
    """Events to come, that were, and that do not take place as announced."""
    past = {"start_day": date(2017, 11, 10)}
    states = {
        "coming": {
            "place_name": f"Place {LONG}",
            "street": "Rue Inventée 1",
            "postcode": "1000",
            "country": "BE",
            "languages_spoken": ["fr", "ru"],
            "organiser": "Выдуманный фонд",
        },
        "over": past | {"attended": 1234, "counted_by": "полиция"},
        "uncounted": past | {"start_day": date(2017, 11, 9)},
        "cancelled": {"status": "cancelled"},
        "postponed": past | {"status": "postponed"},
        "online": {"attendance": "online", "online_url": LINK},
        "secret": {"disclosure": "contact"},
    }
    events = [
        make_event(f"Встреча {slug}", slug=slug, campaign=campaign, **facts)
        for slug, facts in states.items()
    ]
    events[0] = with_rows(
        events[0],
        person_links=[EventPerson(person=person) for person in people],
        contacts=[EventContact(name="Контакт", email="come@example.org")],
    )
    return events


def make_busy_day(campaign: CampaignPage) -> None:
    """More events on one day than a calendar has room for."""
    for number in range(12):
        make_event(
            f"Пикет {number}", campaign=campaign, start_day=date(2017, 12, 20), start_time=time(9)
        )
