"""Child rows that are half fact, half prose: rows and their order are facts, words are not."""

from collections import defaultdict
from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import cached_property, classproperty
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from core.json_rows import read_together
from core.languages import text_direction
from core.models import BasePage


class ProseRow(TranslatableMixin, Orderable):
    """A row whose `prose` columns are translated and whose other columns are facts.

    Shown rows are always those of the original; a translation lends them its words.
    """

    prose: ClassVar[tuple[str, ...]] = ()
    # The language of the words shown, where it is not the page's.
    borrowed_from: str = ""

    @classproperty
    def override_translatable_fields(cls) -> list[SynchronizedField]:
        """Translators are offered `prose`; all else is a fact (wagtail-localize's setting)."""
        inherited = (*Orderable._meta.fields, *TranslatableMixin._meta.fields)
        kept = {field.name for field in inherited} | set(cls.prose)
        columns = [field for field in cls._meta.concrete_fields if field.editable]
        names = [field.name for field in columns if field.name not in kept]
        return [SynchronizedField(name, overridable=False) for name in names]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True

    @classmethod
    def in_words_of(cls, page: BasePage, relation: str) -> list[Self]:
        """The rows of the page's original, with the page's words where they are translated."""
        original = page.original
        rows = list(getattr(original, relation).all())
        if original is page:
            return rows
        own = {row.translation_key: row for row in getattr(page, relation).all()}
        for row in rows:
            row.borrow_words(own.get(row.translation_key), original.locale.language_code)
        return rows

    def borrow_words(self, translated: Self | None, code: str) -> None:
        """Take the words of a translated row; if it lacks some, say that ours are in `code`."""
        lacks = [
            name for name in self.prose if getattr(self, name) and not getattr(translated, name, "")
        ]
        if translated is None or lacks:
            self.borrowed_from = code
            return
        for name in self.prose:
            setattr(self, name, getattr(translated, name))

    @cached_property
    def direction(self) -> str:
        """`rtl` or `ltr` of borrowed words."""
        return text_direction(self.borrowed_from)


def fetch_rows(
    pages: Iterable[BasePage], relations: Iterable[str], beside: Iterable[QuerySet] = ()
) -> list[models.Model]:
    """Read the child rows of saved pages of one type at once, for showing. One query.

    A page about a person has a dozen kinds of rows; a query for each would be most of its cost.
    Afterwards `page.<relation>.all()` asks the database nothing. Whatever else is to be read in
    the same query, each of another model, is returned.
    """
    pages = {page.pk: page for page in pages}
    model = type(next(iter(pages.values())))
    children = {name: model._meta.get_field(name).related_model for name in relations}
    sources = {
        name: child._base_manager.filter(page__in=list(pages)) for name, child in children.items()
    }
    sources |= {things.model._meta.label: things for things in beside}
    found: dict[tuple[int, str], list[models.Model]] = defaultdict(list)
    others = []
    for name, page_id, row in read_together(sources, dict.fromkeys(children, "page_id")):
        if name in children:
            found[page_id, name].append(row)
        else:
            others.append(row)
    for pk, page in pages.items():
        for name in children:
            rows = sorted(found[pk, name], key=lambda row: (row.sort_order or 0, row.pk))
            page._cluster_related_objects = getattr(page, "_cluster_related_objects", {})
            page._cluster_related_objects[name] = rows
    return others
