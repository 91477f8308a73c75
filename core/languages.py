"""One page, many languages: which version is the original, and which one a reader gets.

The original of a page is the version that no wagtail-localize `Translation` targets. Facts
are read from it, so that they are the same in every language in the same moment.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import chain, count
from operator import or_
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Exists,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Substr
from django.utils.translation import get_language_info
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import Translation

from core.consent import is_withheld

# No page lies deeper in the tree: root, home, list, page, and room for pages below pages.
DEEPEST = 10


@dataclass(frozen=True)
class LanguageLink:
    """A language, what its speakers call it, and where the page is in it."""

    code: str
    name: str
    url: str
    full_url: str
    is_current: bool
    is_original: bool
    is_ancestor: bool


def text_direction(code: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute."""
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


def preference(code: str) -> tuple[str, ...]:
    """The languages a reader of `code` is offered, best first."""
    return (code, *settings.LANGUAGE_FALLBACKS.get(code, ()))


def is_translation() -> Exists:
    """Condition on a page query: a translation targets this version."""
    return Exists(
        Translation.objects.filter(
            source__object_id=OuterRef("translation_key"),
            target_locale_id=OuterRef("locale_id"),
        )
    )


def originals(pages: QuerySet) -> QuerySet:
    """Only the versions that pages were first written in."""
    return pages.filter(~is_translation())


def original_first(versions: QuerySet) -> QuerySet:
    """The versions of a page, marked `is_translation`, beginning with the original."""
    marked = versions.annotate(is_translation=is_translation())
    return marked.order_by("is_translation", "pk")


def is_restricted() -> Exists:
    """Condition on a page query: the page or one above it is not for everyone.

    The paths of the page and of all above it are looked up one by one in the index of paths;
    asking whether a path begins with a restricted one would read all pages for each page.
    """
    ends = range(Page.steplen, Page.steplen * (DEEPEST + 1), Page.steplen)
    paths = [Substr(OuterRef("path"), 1, end) for end in ends]
    return Exists(PageViewRestriction.objects.filter(page__path__in=paths))


def readable(pages: QuerySet) -> QuerySet:
    """Only what anyone may read: published, not withheld, and nowhere below a restricted page.

    Wagtail's `.live().public()` in one query, behind the gate of `core.consent`.
    """
    return pages.live().filter(~is_restricted(), ~is_withheld())


def listed(model: type[Page]) -> QuerySet:
    """The originals of all pages of a type that can be read in some language: one of each.

    The type is named though the table implies it: without statistics SQLite would rather look
    at every page of the site than begin with a small table.
    """
    versions = readable(model.objects.filter(translation_key=OuterRef("translation_key")))
    of_type = model.objects.filter(content_type=ContentType.objects.get_for_model(model))
    return originals(of_type.filter(Exists(versions)))


def versions_of(model: type[Page], keys: Iterable[UUID] | QuerySet) -> QuerySet:
    """All versions of the pages with these keys, marked `is_original` and `is_shown`."""
    shown = readable(model.objects.filter(pk=OuterRef("pk")))
    return (
        model.objects.filter(translation_key__in=keys)
        .select_related("locale", *model.shown_joined)
        .annotate(is_original=~is_translation(), is_shown=Exists(shown), **model.shown_beside())
    )


def choose(versions: QuerySet, code: str) -> list[Page]:
    """One version of each page for a reader of `code`, in the order of `versions`.

    Her language, else its fallbacks, else the original, else any. Pages that cannot be read
    in any language are left out. Each page comes with its `original`, and that one with the
    rows of the model's `shown_with`. One query, and one more for each relation named there.
    """
    found: dict[UUID, list] = defaultdict(list)
    for page in versions:
        found[page.translation_key].append(page)
    best = [page for pages in found.values() if (page := best_of(pages, code))]
    versions.model.fetch_shown(best, code)
    return best


def best_of(versions: list[Page], code: str) -> Page | None:
    """The version for a reader of `code`, given all marked versions of one page."""
    wanted = {language: place for place, language in enumerate(preference(code))}
    shown = [page for page in versions if page.is_shown]
    if not shown:
        return None
    last = len(wanted) + 1
    best = min(
        shown,
        key=lambda page: wanted.get(page.locale.language_code, last - page.is_original),
    )
    best.original = next((page for page in versions if page.is_original), best)
    best.is_borrowed = best.locale.language_code != code
    return best


def best_versions(model: type[Page], keys: Iterable[UUID] | QuerySet, code: str) -> list[Page]:
    """One version of each page for a reader of `code`; in the order of `keys` if a list."""
    if isinstance(keys, QuerySet):
        return choose(versions_of(model, keys), code)
    place = {key: number for number, key in enumerate(keys)}
    pages = choose(versions_of(model, place), code) if place else []
    return sorted(pages, key=lambda page: place[page.translation_key])


def best_version(model: type[Page], pk: int | None, code: str) -> Page | None:
    """The version of the page `pk` for a reader of `code`. One query, none without a page."""
    keys = model.objects.filter(pk=pk).values("translation_key")
    return next(iter(best_versions(model, keys, code)), None) if pk else None


def linked(rows: QuerySet, field: str, code: str) -> list[Page]:
    """The pages that link rows point at with `field`, in the order of the rows."""
    model = rows.model._meta.get_field(field).related_model
    key = f"{field}__translation_key"
    if not isinstance(rows, QuerySet):  # rows not saved yet, in the editor's preview
        return best_versions(model, list(rows.values_list(key, flat=True)), code)
    place = rows.filter(**{key: OuterRef("translation_key")}).values("sort_order")[:1]
    versions = versions_of(model, rows.order_by().values(key))
    return choose(versions.annotate(row_order=Subquery(place)).order_by("row_order", "pk"), code)


def linking(label: str, page: Page, newest_by: str, limit: int = 6, **lookup) -> list[Page]:
    """The newest pages of type `label` ("app.Model") that fit `lookup`, as `page` shows them."""
    model = apps.get_model(label)
    keys = listed(model).filter(**lookup).order_by(f"-{newest_by}", "pk")
    pages = best_versions(model, keys.values("translation_key")[:limit], page.locale.language_code)
    return newest_first(pages, newest_by)


def newest_first(pages: list[Page], by: str) -> list[Page]:
    """Pages by a time of their originals; those without it come last."""
    times = {page.pk: getattr(page.original, by) for page in pages}
    key = {pk: (time is not None, time) for pk, time in times.items()}
    return sorted(pages, key=lambda page: key[page.pk], reverse=True)


def free_slug(parent: Page, wanted: str, key: UUID) -> str:
    """`wanted`, numbered if another page has it below `parent` in any language.

    The slug of a page is the same in all languages; `key` is its translation key.
    """
    above = parent.get_translations(inclusive=True)
    places = reduce(or_, (Q(path__startswith=page.path, depth=page.depth + 1) for page in above))
    others = Page.objects.filter(places).exclude(translation_key=key)
    taken = set(others.values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(slug for slug in chain([wanted], numbered) if slug not in taken)


def original_id(page: Model | None) -> int | None:
    """The id of the original of whichever version an editor picked."""
    if page is None:
        return None
    versions = Page.objects.filter(translation_key=page.translation_key)
    return originals(versions).values_list("pk", flat=True).first() or page.pk


def language_links(page: Page) -> list[LanguageLink]:
    """Every language, with the nearest page that exists in it: this or an ancestor. One query."""
    trail = Page.objects.ancestor_of(page, inclusive=True).filter(depth__gt=1)
    versions = readable(Page.objects.filter(translation_key__in=trail.values("translation_key")))
    nearest: dict[str, Page] = {}
    for version in (
        versions.select_related("locale").annotate(is_original=~is_translation()).order_by("depth")
    ):
        nearest[version.locale.language_code] = version
    return [
        LanguageLink(
            code=code,
            name=name,
            url=nearest[code].url,
            full_url=nearest[code].full_url,
            is_current=code == page.locale.language_code,
            is_original=nearest[code].is_original,
            is_ancestor=nearest[code].translation_key != page.translation_key,
        )
        for code, name in settings.LANGUAGES
        if code in nearest
    ]
