"""Invented people whose pages show every section there is, with words that are hard to set.

Run in the process of a site that the browser tests serve: `manage.py shell -c`.
"""

from datetime import date

from campaigns.models import CampaignPerson, EventPerson
from prisoners.models import (
    Charge,
    Correction,
    Finding,
    IllTreatmentRow,
    NameVariant,
    PlaceIndexPage,
    PlacePage,
    PrisonerPage,
    Recognition,
    RelatedPerson,
    Restriction,
    Source,
    StatusRow,
    TimelineEntry,
)
from tests.factories import (
    add,
    fresh,
    list_page,
    make_campaign,
    make_event,
    make_image,
    make_person,
    paragraph,
    send_to,
)

LINK = "https://example.org/doc"
# A word no line of a telephone can hold, as documents have them.
LONG = "Республикалықмемлекеттікмекемесі/2017-0000-4711-KST-ЖШС"


def make_all(*languages: str) -> None:
    """Somebody held and somebody released, each with all rows, also in these languages."""
    place = make_place()
    other = make_person("Иной Пример", status="released")
    held = make_held(place, other)
    released = make_released(other)
    for page in (place, other, held, released):
        send_to(page, *languages)
    for person in (held, released):
        make_event(f"Пикет: {person.title}", person_links=[EventPerson(person=person)])
        make_campaign(f"Кампания: {person.title}", person_links=[CampaignPerson(person=person)])


def make_place() -> PlacePage:
    """A prison with an address and rules."""
    page = PlacePage(
        title="Выдуманная колония",
        slug="colony",
        local_name=f"№ 0 {LONG}",
        street="Жоқ көшесі 1",
        postcode="000000",
        city="Ойдан шығарылған",
        region="Ойдан шығарылған облысы",
        country="KZ",
        kind="labour",
        post_rules="Только на русском.\nБез наклеек.",
        body=[],
    )
    return add(list_page(PlaceIndexPage), page)


def make_held(place: PlacePage, other: PrisonerPage) -> PrisonerPage:
    """Somebody in a colony, not quite sure since when."""
    person = make_person(
        "Пример Примеров",
        slug="held",
        summary="Выдуманный человек: на этой странице есть всё.",
        body=[
            paragraph("<h2>Дело</h2><p>Что случилось и кто об этом говорит.</p>"),
            {"type": "quote", "value": {"text": "Я пишу.", "attribution": "Из письма"}},
        ],
        native_name="Мысал Мысалұлы Мысалов",
        gender="male",
        born=date(1970, 1, 1),
        born_precision="year",
        portrait=make_image(),
        country="KZ",
        occupations=["journalist", "entrepreneur", "relative"],
        sentence_kind="prison",
        sentence_years=5,
        sentence_months=6,
        sentenced_on=date(2016, 11, 28),
        expected_end=date(2022, 5, 1),
        expected_end_precision="month",
        health="serious",
        health_as_of=date(2017, 10, 1),
        health_as_of_precision="month",
        health_attribution="lawyer",
        letters="post",
        letters_checked_on=date(2017, 11, 1),
        letter_address=f"Мысалову Мысалу\n{LONG}\n000000",
        last_verified=date(2017, 11, 20),
        verified_through="family",
    )
    return with_rows(
        person,
        statuses=[
            StatusRow(code="pretrial", since=date(2012, 5, 18), since_precision="month"),
            StatusRow(
                code="imprisoned",
                since=date(2016, 11, 28),
                as_of=date(2017, 11, 1),
                as_of_precision="month",
                place=place,
                source=f"Письмо {LONG}",
            ),
        ],
        **case_rows(other),
    )


def make_released(other: PrisonerPage) -> PrisonerPage:
    """Somebody set free, under restrictions; nobody has verified the page."""
    person = make_person(
        "Выдуманная Женщина",
        slug="released",
        gender="female",
        letters="electronic",
        born=date(1980, 3, 8),
    )
    return with_rows(
        person,
        statuses=[
            StatusRow(code="house_arrest", since=date(2017, 1, 1), since_precision="year"),
            StatusRow(code="released", since=date(2017, 9, 1)),
        ],
        **case_rows(other),
    )


def case_rows(other: PrisonerPage) -> dict[str, list]:
    """One row or two of each kind, with everything filled, and with as little as allowed."""
    day = date(2017, 2, 3)
    return {
        "spellings": [
            NameVariant(name="Mysal Mysaluly", kind="passport"),
            NameVariant(name="مثال", kind=""),
        ],
        "charges": [
            Charge(article=f"Статья 0, {LONG}", state="pending_appeal", date=day),
            Charge(article="174"),
        ],
        "restrictions": [
            Restriction(kind="activity", since=day, until=date(2022, 9, 1)),
            Restriction(kind="extremist_list"),
            Restriction(kind="leaving", until=date(2017, 10, 1)),
        ],
        "findings": [
            Finding(body="wgad", symbol="A/HRC/WGAD/2017/0", outcome="category_iii", date=day),
            Finding(body="other", body_name=LONG, url=LINK, reply="no_answer"),
        ],
        "recognitions": [
            Recognition(organisation=f"Союз {LONG}", status="politically_motivated", url=LINK),
            Recognition(organisation="Фонд", status="political_prisoner", date=day),
        ],
        "ill_treatment": [
            IllTreatmentRow(
                kind="forced_confession", attribution="ngo", likelihood="likely", date=day, url=LINK
            ),
            IllTreatmentRow(kind="torture", attribution="person"),
        ],
        "timeline": [
            TimelineEntry(kind="arrest", date=day, text=f"Взят у дома.\n{LONG}", url=LINK),
            TimelineEntry(kind="hospital", date=day, date_precision="circa"),
        ],
        "sources": [
            Source(
                title=f"Обращение {LONG}",
                publisher="Выдуманный фонд",
                kind="ngo",
                url=f"{LINK}/1",
                archive_url=f"{LINK}/2",
                date=day,
            ),
            Source(title="Газета"),
        ],
        "corrections": [Correction(date=day, text=f"Было неверно: {LONG}.")],
        "related_links": [RelatedPerson(person=other, kind="relative")],
    }


def with_rows(person: PrisonerPage, **rows: list) -> PrisonerPage:
    """The person with these rows, published."""
    for name, found in rows.items():
        for place, row in enumerate(found):
            row.sort_order = place
            if hasattr(row, "locale_id"):
                row.locale = person.locale
        setattr(person, name, found)
    person.save_revision().publish()
    return fresh(person)
