"""Making the demo's originals from their entries."""

import json

from django.apps import apps
from django.db import models
from wagtail.models import Locale, Orderable

from campaigns.models import (
    CampaignContact,
    CampaignKeyDate,
    CampaignPage,
    CampaignPerson,
    CampaignShareText,
    Demand,
    EventContact,
    EventKeyDate,
    EventPage,
    EventPerson,
    EventShareText,
    LetterText,
    NumberClaim,
    Result,
    Update,
)
from core.models import BasePage, Consent
from core.rows import ProseRow
from demo.entries import ORIGINAL, body_blocks, fixed_id
from home.models import HomePage, HomePerson
from prisoners.models import (
    Finding,
    IllTreatmentRow,
    NameVariant,
    PrisonerPage,
    Recognition,
    Source,
    StatusRow,
)

# Rows: the relation and the model, by the name in the entry.
ROWS = {
    CampaignPage: {
        "contacts": CampaignContact,
        "demands": Demand,
        "numbers": NumberClaim,
        "letters": LetterText,
        "updates": Update,
        "results": Result,
        "share_texts": CampaignShareText,
    },
    EventPage: {"contacts": EventContact, "share_texts": EventShareText},
    PrisonerPage: {
        "statuses": StatusRow,
        "sources": Source,
        "recognitions": Recognition,
        "findings": Finding,
        "ill_treatment": IllTreatmentRow,
    },
}
# Rows that point at pages: the relation, the model and its field, by the name in the entry.
LINKS = {
    CampaignPage: {
        "people": ("person_links", CampaignPerson, "person"),
        "key_dates": ("key_date_links", CampaignKeyDate, "key_date"),
    },
    EventPage: {
        "people": ("person_links", EventPerson, "person"),
        "key_dates": ("key_date_links", EventKeyDate, "key_date"),
    },
    HomePage: {"people": ("person_links", HomePerson, "person")},
}
HOURS = {"start": ("start_day", "start_time"), "end": ("end_day", "end_time")}


def find_page(entry: dict, parent: BasePage | None) -> BasePage | None:
    """The page of an entry, if it is there: home by its place, others by their slug."""
    model = apps.get_model(entry["type"])
    if parent is None:
        return model.objects.filter(depth=2, locale__language_code=ORIGINAL).first()
    return model.objects.child_of(parent).filter(slug=entry["slug"]).first()


def make_page(key: str, entry: dict, parent: BasePage | None, pages: dict) -> BasePage:
    """Write an entry into its page, making the page if need be, and publish it."""
    page = find_page(entry, parent)
    is_new = page is None
    if is_new:
        locale = Locale.objects.get(language_code=ORIGINAL)
        model = apps.get_model(entry["type"])
        page = model(slug=entry["slug"], locale=locale, translation_key=fixed_id(key))
    fill_fields(page, key, entry, pages)
    fill_rows(page, key, entry, pages)
    if is_new:
        parent.refresh_from_db()
        parent.add_child(instance=page)
    if "consent" in entry:
        record = Consent.objects.filter(translation_key=page.translation_key)
        if not record.exists():
            Consent.objects.create(translation_key=page.translation_key, **entry["consent"])
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def fill_fields(page: BasePage, key: str, entry: dict, pages: dict) -> None:
    """Set the plain fields, the body and the campaign of a page."""
    for name, (day, hour) in HOURS.items():
        if name in entry:
            entry = entry | dict(zip((day, hour), entry[name].split("T"), strict=True))
    if entry.get("end_day") == entry.get("start_day"):
        entry = entry | {"end_day": None}
    for field in page._meta.concrete_fields:
        if field.name in entry and not isinstance(field, models.ForeignKey):
            value = entry[field.name]
            is_body = field.name == "body"
            setattr(
                page,
                field.name,
                json.dumps(body_blocks(key, value)) if is_body else field.to_python(value),
            )
    if "campaign" in entry:
        page.campaign = pages.get(entry["campaign"])


def fill_rows(page: BasePage, key: str, entry: dict, pages: dict) -> None:
    """Set the child rows of a page."""
    for name, model in ROWS.get(type(page), {}).items():
        rows = [make_row(model, page, key, row, pages) for row in entry.get(name, ())]
        setattr(page, name, in_order(rows))
    for name, (relation, model, field) in LINKS.get(type(page), {}).items():
        there = [pages[other] for other in entry.get(name, ()) if other in pages]
        linked = [model(**{field: other}) for other in there]
        setattr(page, relation, in_order(linked))
    if isinstance(page, PrisonerPage):
        spellings = [NameVariant(name=name) for name in entry.get("spellings", ())]
        page.spellings = in_order(spellings)


def in_order(rows: list[Orderable]) -> list[Orderable]:
    """The rows, numbered as they stand in the file."""
    for number, row in enumerate(rows):
        row.sort_order = number
    return rows


def make_row(model: type[Orderable], page: BasePage, key: str, row: dict, pages: dict) -> Orderable:
    """A row; one with words has a fixed id, so that its translations find it."""
    values = {
        name: value_of(model._meta.get_field(name), row[name], pages)
        for name in row
        if name != "id"
    }
    if issubclass(model, ProseRow):
        values |= {"translation_key": fixed_id(key, row["id"]), "locale": page.locale}
    return model(**values)


def value_of(field: models.Field, written: object, pages: dict) -> object:
    """What a file says of a field; a page is named by its key."""
    return pages[written] if isinstance(field, models.ForeignKey) else field.to_python(written)
