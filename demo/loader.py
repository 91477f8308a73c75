"""Loading the demo: the originals, then each page's translations, then the people who log in."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import String, TranslatableObject, Translation, TranslationSource

from core.changes import drafts_together
from core.models import BasePage
from demo.catalogues import import_translations, read_catalogue
from demo.entries import ORIGINAL, fixed_id, read_entries
from demo.pages import find_page, make_page
from home.skeleton import publish_target


@dataclass(frozen=True)
class Step:
    """What was done, for the progress shown: the page and the languages it came into."""

    number: int
    total: int
    title: str
    languages: tuple[str, ...]


def load() -> Iterator[Step]:
    """Make what is not there yet, page by page, each with all its translations or not at all."""
    entries = read_entries()
    codes = [code for code, _name in settings.LANGUAGES if code != ORIGINAL]
    catalogues = {code: read_catalogue(code) for code in codes}
    pages: dict[str, BasePage] = {}
    for number, (key, entry) in enumerate(entries.items(), start=1):
        parent = find_parent(entry, entries)
        page = find_page(entry, parent)
        made: tuple[str, ...] = ()
        if is_due(key, page):
            with transaction.atomic():
                page = make_page(key, entry, parent, pages)
                translate_page(key, page, catalogues)
            made = tuple(codes)
        if page is not None:
            pages[key] = page
        yield Step(number, len(entries), entry["title"], made)


def is_due(key: str, page: BasePage | None) -> bool:
    """Whether a page was never loaded: people may have changed or deleted it since."""
    if page is None:
        return not TranslatableObject.objects.filter(translation_key=fixed_id(key)).exists()
    return not page.summary and page.revisions.count() <= 1  # as the skeleton made it


def find_parent(entry: dict, entries: dict[str, dict]) -> BasePage | None:
    """The page an entry goes below; none for home."""
    if "parent" not in entry:
        return None
    above = entries[entry["parent"]]
    return find_page(above, find_parent(above, entries))


def translate_page(key: str, page: BasePage, catalogues: dict[str, dict]) -> None:
    """Send a page to all languages, enter its translations and publish them."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    with drafts_together():
        for code, catalogue in catalogues.items():
            locale = Locale.objects.get(language_code=code)
            translation, _created = Translation.objects.get_or_create(
                source=source, target_locale=locale
            )
            import_translations(key, translation, catalogue.get(key, []))
            publish_target(translation)


def sources() -> dict[str, TranslationSource]:
    """What wagtail-localize holds of each original, by the page's key."""
    entries = read_entries()
    found = {}
    for key, entry in entries.items():
        page = find_page(entry, find_parent(entry, entries))
        if page is not None:
            found[key] = TranslationSource.objects.get_for_instance(page)
    return found


def unload() -> None:
    """Delete every page and every translation, to load anew."""
    for page in Page.objects.filter(depth=2):
        if Page.objects.filter(pk=page.pk).exists():
            page.specific.delete()
    TranslatableObject.objects.all().delete()
    String.objects.all().delete()
