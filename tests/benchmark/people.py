"""Generated people in two languages, written to the tables at once: only for measuring."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslatableObject, Translation, TranslationSource

from core.consent import Scope
from core.models import BasePage, Consent, CustomImage
from core.models.consent import Giver
from prisoners import directory
from prisoners.choices import Letters, Occupation, Status
from prisoners.models import (
    NameVariant,
    PlaceIndexPage,
    PlacePage,
    PrisonerIndexPage,
    PrisonerPage,
    StatusRow,
)
from tests.factories import list_page, make_image

PLACES = 40
COUNTRIES = ("KZ", "RU", "BY", "UA", "TJ", "AZ")
LANGUAGES = {"ru": "Человек", "fr": "Personne"}


def make_people(number: int) -> None:
    """`number` people with consent, statuses, places and a translation of each page."""
    chance = Random(1)
    with transaction.atomic():
        places = list(PlacePage.objects.all()) or make_places()
        portrait = make_image()
        keys = [uuid4() for _number in range(number)]
        originals = make_versions("ru", keys, chance, portrait)
        make_versions("fr", keys, Random(1), None)
        give_consents(keys)
        mark_translations(keys)
        StatusRow.objects.bulk_create(
            row for page in originals for row in statuses(page, places, chance)
        )
        NameVariant.objects.bulk_create(
            NameVariant(page=page, name=f"Chelovek {page.slug}") for page in originals
        )
    directory.refresh(keys)


def make_places() -> list[PlacePage]:
    """The places of detention, in the first language."""
    pages = [
        PlacePage(title=f"СИЗО {number:02}", slug=f"sizo-{number:02}", body=[], country="KZ")
        for number in range(PLACES)
    ]
    return write_pages(pages, list_page(PlaceIndexPage))


def make_versions(
    code: str, keys: list[UUID], chance: Random, portrait: CustomImage | None
) -> list[PrisonerPage]:
    """The pages of all people in a language; facts are those of the first."""
    people = [
        PrisonerPage(
            title=f"{LANGUAGES[code]} {chance.randrange(10**6):06} {number:05}",
            slug=f"person-{number}",
            translation_key=key,
            body=[],
            portrait=None if number % 2 else portrait,
            country=chance.choice(COUNTRIES),
            occupations=chance.sample(Occupation.values, chance.randrange(3)),
            letters=chance.choice(Letters.values),
            last_verified=date(2017, 12, 1) - timedelta(chance.randrange(400)),
        )
        for number, key in enumerate(keys)
    ]
    return write_pages(people, list_page(PrisonerIndexPage, code))


def write_pages(pages: list[BasePage], parent: Page) -> list[BasePage]:
    """Put new pages below a page that has none, without signals, revisions or indexing."""
    model = type(pages[0])
    for number, page in enumerate(pages):
        page.draft_title = page.title
        page.locale = parent.locale
        page.path = Page._get_path(parent.path, parent.depth + 1, number + 1)
        page.depth = parent.depth + 1
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.content_type = ContentType.objects.get_for_model(model)
        page.first_published_at = datetime(2017, 1, 1, tzinfo=UTC)
        page.last_published_at = page.first_published_at + timedelta(hours=number)
    columns = [field for field in Page._meta.concrete_fields if not field.primary_key]
    Page.objects.bulk_create(
        Page(**{field.attname: getattr(page, field.attname) for field in columns}) for page in pages
    )
    ids = dict(Page.objects.child_of(parent).values_list("path", "pk"))
    for page in pages:
        page.pk = page.page_ptr_id = ids[page.path]
    for start in range(0, len(pages), 200):
        fields = model._meta.local_concrete_fields
        model._base_manager._insert(pages[start : start + 200], fields=fields)
    Page.objects.filter(pk=parent.pk).update(numchild=len(pages))
    return pages


def give_consents(keys: list[UUID]) -> None:
    """Consent to everything about everybody."""
    scopes = {scope.value: True for scope in Scope}
    Consent.objects.bulk_create(
        Consent(translation_key=key, giver=Giver.PERSON, given_on=date(2017, 1, 1), **scopes)
        for key in keys
    )


def mark_translations(keys: list[UUID]) -> None:
    """The records that make the French version of each page a translation."""
    kind = ContentType.objects.get_for_model(PrisonerPage)
    russian, french = (Locale.objects.get(language_code=code) for code in LANGUAGES)
    things = TranslatableObject.objects.bulk_create(
        TranslatableObject(translation_key=key, content_type=kind) for key in keys
    )
    sources = TranslationSource.objects.bulk_create(
        TranslationSource(
            object=thing,
            specific_content_type=kind,
            locale=russian,
            content_json="{}",
            last_updated_at=timezone.now(),
        )
        for thing in things
    )
    Translation.objects.bulk_create(
        Translation(source=source, target_locale=french) for source in sources
    )


def statuses(page: PrisonerPage, places: list[PlacePage], chance: Random) -> list[StatusRow]:
    """An arrest at some time in ten years, and what became of the person since."""
    arrest = date(2007, 1, 1) + timedelta(chance.randrange(3600))
    codes = ("pretrial", chance.choice(Status.values))
    return [
        StatusRow(
            page=page,
            locale=page.locale,
            code=code,
            since=arrest + timedelta(200 * number),
            place=chance.choice(places),
            sort_order=number,
        )
        for number, code in enumerate(codes)
    ]
