"""Where a text stands on a page: what editors call the place, and how much room it has."""

from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from django.db.models import Field, ManyToOneRel
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.models import TranslationContext

from core.models import BasePage


class Kind(Enum):
    """What a text belongs to: a field of the page, a row of it, or a block of its text."""

    FIELD = auto()
    ROW = auto()
    BLOCK = auto()


@dataclass(frozen=True)
class Place:
    """A place for a text: `label` for people, `limit` in characters, HTML or plain text."""

    kind: Kind
    path: str
    label: str
    limit: int | None
    is_html: bool


def place_of(page: type[BasePage], context: TranslationContext) -> Place:
    """The place that a context of wagtail-localize names."""
    names = context.field_path.split(".") if context.field_path else [context.path.split(".")[0]]
    field = page._meta.get_field(names[0])
    if isinstance(field, ManyToOneRel):
        column = field.related_model._meta.get_field(names[1])
        labels = [field.related_model._meta.verbose_name, column.verbose_name]
        return Place(Kind.ROW, context.path, joined(labels), limit_of(column), False)
    if isinstance(field, StreamField):
        trail = blocks_along(field.stream_block, names[1:])
        last = trail[-1]
        limit = getattr(getattr(last, "field", None), "max_length", None)
        # Of a block that was renamed since only the field is known; its text stays as it is.
        is_html = isinstance(last, blocks.RichTextBlock | blocks.BaseStreamBlock)
        labels = [block.label for block in trail[1:]] or [field.verbose_name]
        return Place(Kind.BLOCK, context.path, joined(labels), limit, is_html)
    return Place(
        Kind.FIELD,
        context.path,
        joined([field.verbose_name]),
        limit_of(field),
        isinstance(field, RichTextField),
    )


def block_of(page: type[BasePage], context: TranslationContext) -> blocks.Block | None:
    """The block that a context names; none where it names a field."""
    names = context.field_path.split(".")
    field = page._meta.get_field(names[0])
    if not isinstance(field, StreamField):
        return None
    return blocks_along(field.stream_block, names[1:])[-1]


def limit_of(field: Field) -> int | None:
    """How many characters a column has room for; none if that is not limited."""
    return field.max_length


def blocks_along(stream: blocks.Block, names: list[str]) -> list[blocks.Block]:
    """The blocks on the way to a text, from a stream; it alone if one of them is not there."""
    trail = [stream]
    for name in names:
        above = trail[-1]
        is_list = isinstance(above, blocks.ListBlock)
        below = above.child_block if is_list else getattr(above, "child_blocks", {}).get(name)
        if below is None:
            return [stream]
        trail.append(below)
    return trail


def joined(labels: list[str]) -> str:
    """“Quote: text”; a list and its entries, which are called the same, once."""
    texts = [str(capfirst(labels[0])), *(str(label) for label in labels[1:])]
    kept = [texts[0]] + [text for before, text in pairwise(texts) if text and text != before]
    return ": ".join(kept)
