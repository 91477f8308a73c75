"""What search knows of each page, kept true whenever something of it changes.

A version of a page is found by the readers of those languages in which lists show it: each is a
token of its `place`. A version that nobody may read has none and is found in the admin only. A
person is found by the public names of all versions.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, Min, Model, OuterRef, QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils.translation import override
from wagtail.models import Page, get_page_models
from wagtail.search.index import SearchField

from core.changes import announce_draft, drafts_changed, shown_changed
from core.languages import best_of, versions_of
from core.models import BasePage
from search import engine
from search.analysis import names
from search.analysis.languages import lemmas, stems
from search.analysis.words import fold, tidy_text, words
from search.models import SearchDocument

# To be raised with every change of the analysis or of what is kept: the check asks to rebuild.
VERSION = 1
AT_ONCE = 100
# Letters of a page that are read: some forty sheets of paper.
LONGEST_TEXT = 100_000
# PostgreSQL takes a million letters.
MOST_TOKENS = 40_000
EVERYTHING = "z0all"
DRAFT = "d1"
DERIVED = [field.name for field in SearchDocument._meta.concrete_fields if not field.primary_key]


def connect() -> None:
    """Follow whatever changes what may be shown, and what is written without being published."""
    shown_changed.connect(something_changed)
    drafts_changed.connect(something_changed)
    post_save.connect(page_saved)
    post_delete.connect(page_deleted)
    post_delete.connect(document_deleted, sender=SearchDocument)


def something_changed(keys: Iterable[UUID], **kwargs) -> None:
    """Something was written, published, closed, consented to …"""
    refresh(keys)


def page_saved(
    instance: Page,
    created: bool,
    raw: bool = False,
    update_fields: frozenset | None = None,
    **kwargs,
) -> None:
    """A draft was saved, or a page came that was never published: else `shown_changed` tells.

    Pages that come from a file (`raw`) may miss what belongs to them: the check tells of them.
    """
    if raw or not isinstance(instance, BasePage):
        return
    if created or not instance.live or "draft_title" in (update_fields or ()):
        announce_draft(instance.translation_key)


def page_deleted(instance: Model, **kwargs) -> None:
    """Translations go before their original, which is then written anew while it is going."""
    if isinstance(instance, Page):
        SearchDocument.objects.filter(pk=instance.pk).delete()


def document_deleted(instance: SearchDocument, **kwargs) -> None:
    """The page is gone."""
    engine.forget([instance.pk])


def readers_of(code: str) -> str:
    """The token of what readers of a language are shown."""
    return f"z0{fold(code)}"


def of_kind(kind: str) -> str:
    """The token of pages of a kind."""
    return f"y0{kind}"


def refresh(keys: Iterable[UUID]) -> int:
    """Write anew what is known of the pages with these translation keys; how many versions."""
    keys = sorted(set(keys))
    chunks = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    return sum(map(refresh_chunk, chunks))


@transaction.atomic
def refresh_chunk(keys: list[UUID]) -> int:
    """The same for a hundred pages, in a handful of queries for each type of page."""
    pages = Page.objects.filter(translation_key__in=keys).order_by("pk")
    # One after the other: whoever comes second must see what the first one withdrew. Only the
    # first version is locked: two who save other versions would wait for each other.
    first = pages.values("translation_key").annotate(first=Min("pk")).order_by().values("first")
    list(pages.filter(pk__in=first).select_for_update(of=["self"], no_key=True).values("pk"))
    types_there = pages.order_by().values_list("content_type_id", flat=True).distinct()
    models = {ContentType.objects.get_for_id(pk).model_class() for pk in types_there}
    entries = [entry for model in models for entry in entries_of(model, keys)]
    SearchDocument.objects.bulk_create(
        [entry.document for entry in entries],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=DERIVED,
    )
    engine.keep({entry.document.pk: entry.tokens for entry in entries})
    return len(entries)


@dataclass(frozen=True)
class Entry:
    """A version of a page for the index."""

    document: SearchDocument
    tokens: engine.Tokens


def entries_of(model: type[Page], keys: list[UUID]) -> Iterator[Entry]:
    """The entries of all versions of the pages of a type; pages that are not ours have none."""
    if not issubclass(model, BasePage):
        return
    groups: dict[UUID, list[BasePage]] = defaultdict(list)
    for page in versions_of(model, keys):
        groups[page.translation_key].append(page)
    originals = {key: pages_original(versions) for key, versions in groups.items()}
    for key, versions in groups.items():
        for page in versions:
            page.original = originals[key]
    model.fetch_for_search(list(originals.values()))
    for versions in groups.values():
        yield from entries_of_page(versions)


def pages_original(versions: list[BasePage]) -> BasePage:
    """The original among all versions of a page."""
    return next((page for page in versions if page.is_original), versions[0])


def entries_of_page(versions: list[BasePage]) -> Iterator[Entry]:
    """The entries of all versions of one page."""
    best = {code: best_of(versions, code) for code, _name in settings.LANGUAGES}
    titles = [page.title for page in versions if page.is_shown]
    public = list(dict.fromkeys([*titles, *versions[0].original.search_names]))
    for page in versions:
        shown_to = [code for code, version in best.items() if version is page]
        yield entry_of(page, shown_to, public if page.is_shown else [page.draft_title])


def entry_of(page: BasePage, shown_to: list[str], called: list[str]) -> Entry:
    """The entry of one version, found by the readers of `shown_to`, under the names `called`."""
    written = page if page.is_shown else latest(page)
    code = page.locale.language_code
    named = called if page.is_about_a_person else [written.title]
    text = text_of(written)
    with override(code):
        note = page.search_note
    document = SearchDocument(
        page=page,
        language=code,
        kind=page.search_kind,
        title=tidy_text(written.title)[:255],
        names="\n".join(tidy_text(name) for name in named),
        text=text,
        note=note,
        weight=page.search_weight,
        day=page.search_day,
        public_until=page.public_until,
        version=VERSION,
    )
    title = title_tokens(words(document.title), code)
    if page.draft_title != written.title:
        title |= {f"{DRAFT}{token}" for token in title_tokens(words(page.draft_title), code)}
    place = [EVERYTHING, of_kind(page.search_kind), *map(readers_of, shown_to)]
    tokens = engine.Tokens(
        place=place,
        names=sorted(name_tokens(words(document.names)) if page.is_about_a_person else ()),
        title=sorted(title),
        body=[token for word in words(text) for token in sorted(stems(word, code))][:MOST_TOKENS],
    )
    return Entry(document, tokens)


def latest(page: BasePage) -> BasePage:
    """What nobody may read yet is found as it was written last."""
    return page.latest_revision.as_object() if page.latest_revision else page


def text_of(page: BasePage) -> str:
    """All that the page declares to be searched, save for its title, on one line."""
    fields = (field for field in page.get_search_fields() if isinstance(field, SearchField))
    values = (field.get_value(page) for field in fields if field.field_name != "title")
    parts = (" ".join(value) if isinstance(value, list) else str(value or "") for value in values)
    return tidy_text(" ".join(parts))[:LONGEST_TEXT]


def title_tokens(of_title: list[str], code: str) -> set[str]:
    """A title is found by the forms of its words, by how they sound, and in spite of a slip."""
    forms = {form for word in of_title for form in (word, *lemmas(word, code))}
    heard = (names.exact_tokens(form) | names.slip_tokens(form) for form in forms)
    return set().union(*(stems(word, code) for word in of_title), *heard)


def name_tokens(of_names: list[str]) -> set[str]:
    """A name is found as it is written, as it sounds, and by what sounds nearly the same."""
    heard = (names.exact_tokens(word) | names.loose_tokens(word) for word in of_names)
    return set().union(*heard, (fold(word) for word in of_names)) - {""}


def out_of_date() -> QuerySet[Page]:
    """The pages that the analysis of today has not seen."""
    seen = SearchDocument.objects.filter(page=OuterRef("pk"), version=VERSION)
    return Page.objects.filter(~Exists(seen), depth__gt=1, content_type__in=types())


def types() -> list[ContentType]:
    """The types of our pages."""
    models = [model for model in get_page_models() if issubclass(model, BasePage)]
    return list(ContentType.objects.get_for_models(*models).values())
