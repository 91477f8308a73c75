"""What should never be in the page tree; `manage.py doctor` asks, and says what to do."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization, Translation

from core.consent import is_taken_down, is_withheld, types_about_people
from core.languages import is_translation, originals
from core.printed import waiting
from core.printer import missing
from translations.models import SourceText, Work

REBUILD = "Run: manage.py rebuild_desk"
TREE_PROBLEMS = (
    "characters in a path that do not belong there",
    "a path of the wrong length",
    "no parent",
    "a wrong depth",
    "a wrong number of children",
)


def problems() -> Iterator[str]:
    """A line for each problem: what is wrong and what to do."""
    yield from broken_tree()
    yield from aliases()
    yield from missing_homes()
    yield from without_original()
    yield from with_two_originals()
    yield from ahead_of_original()
    yield from of_unknown_text()
    yield from without_place()
    yield from not_brought_up()
    yield from stopped()
    yield from without_consent()
    yield from not_printed()


def broken_tree() -> Iterator[str]:
    """Pages whose place in the tree contradicts itself."""
    for problem, pages in zip(TREE_PROBLEMS, Page.find_problems(), strict=True):
        for page_id in pages:
            yield f"Page {page_id} has {problem}. Run: manage.py fixtree"


def aliases() -> Iterator[str]:
    """Pages that show one language under the address of another."""
    for page in Page.objects.exclude(alias_of=None):
        yield f"{name(page)} is an alias. Delete it and send its original for translation."
    for sync in LocaleSynchronization.objects.select_related("locale"):
        yield f"Locale {sync.locale} is filled with aliases. Delete that synchronisation."


def missing_homes() -> Iterator[str]:
    """Languages without a home page."""
    homes = Page.objects.filter(depth=2).values_list("locale__language_code", flat=True)
    for code, language in settings.LANGUAGES:
        if code not in set(homes):
            yield f"{language} has no home page. Run: manage.py setup"


def without_original() -> Iterator[str]:
    """Translations of pages that no longer exist."""
    there = originals(Page.objects.filter(translation_key=OuterRef("translation_key")))
    for page in translated().filter(~Exists(there)):
        yield f"{name(page)} has lost its original. Delete it."


def with_two_originals() -> Iterator[str]:
    """Versions of one page that nobody translated from each other."""
    keys = originals(Page.objects.filter(depth__gt=1)).order_by().values("translation_key")
    for row in keys.annotate(number=Count("pk")).filter(number__gt=1):
        pages = originals(Page.objects.filter(translation_key=row["translation_key"]))
        names = ", ".join(name(page) for page in pages)
        yield f"More than one original: {names}. Keep one, delete the rest, send it again."


def ahead_of_original() -> Iterator[str]:
    """Published translations of what is not published."""
    live = originals(Page.objects.filter(translation_key=OuterRef("translation_key"), live=True))
    for page in translated().filter(~Exists(live), live=True):
        yield f"{name(page)} is published and its original is not. Unpublish it."


def of_unknown_text() -> Iterator[str]:
    """Published translations of which nobody knows what they were made from."""
    found = Work.objects.filter(page__live=True, published_form="")
    for work in found.select_related("page"):
        yield f"{name(work.page)} was published past the translators’ desk. Publish it again there."


def without_place() -> Iterator[str]:
    """Translations that are not on the desk."""
    page = Page.objects.filter(
        translation_key=OuterRef("source__object_id"), locale_id=OuterRef("target_locale_id")
    )
    if number := Translation.objects.filter(Exists(page), work=None).count():
        yield f"Translations that are not on the desk: {number}. " + REBUILD


def not_brought_up() -> Iterator[str]:
    """Originals whose changes did not reach the translators."""
    if number := SourceText.objects.exclude(form=F("brought_form")).count():
        yield f"Changed pages whose translations were not brought up: {number}. " + REBUILD


def stopped() -> Iterator[str]:
    """Translations that no longer follow their original."""
    page = Page.objects.filter(
        translation_key=OuterRef("source__object_id"), locale_id=OuterRef("target_locale_id")
    )
    found = Translation.objects.filter(Exists(page), enabled=False)
    for translation in found.select_related("source", "target_locale"):
        yield (
            f"“{translation.source.object_repr}” is stopped in {translation.target_locale}. "
            "Send its original for translation again."
        )


def without_consent() -> Iterator[str]:
    """Published pages about people that readers do not get. Not by title: it may be a secret."""
    people = Page.objects.filter(content_type__in=types_about_people(), live=True)
    withheld = people.filter(is_withheld()).exclude(is_taken_down())
    for page_id in withheld.order_by("pk").values_list("pk", flat=True):
        yield (
            f"Page {page_id} is published, and no consent allows it: readers do not get it. "
            "See its record, or unpublish it."
        )


def not_printed() -> Iterator[str]:
    """Pages whose leaflets nobody makes."""
    if number := waiting().count():
        why = " ".join(missing()) or "Run: manage.py print_pages --watch"
        yield f"Leaflets that should long be made: of {number} pages. {why}"


def translated() -> QuerySet[Page]:
    """All versions that are translations."""
    return Page.objects.filter(is_translation()).select_related("locale")


def name(page: Page) -> str:
    """A page, so that somebody can find it."""
    return f"“{page.title}” ({page.url_path})"
