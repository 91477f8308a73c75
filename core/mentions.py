"""Where people are named in what editors wrote: in any case and form, in Latin and Cyrillic."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import normalize

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Comment, Page, get_page_models

from core.slugs import TABLES, latin_slug

WORD = re.compile(r"[^\W\d_]+")
# Stress marks, diacritics, soft hyphens, joiners: a name is the same with and without them.
UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d]")
ALIKE = str.maketrans("ёєіїґәғқңөұүһł", "ееиигагкноуухl")
SHORT = 4
# What an inflected form puts something else in place of.
ENDINGS = "аеиоуыэюяьaeiouyj"
PATRONYMICS = ("вич", "вна", "улы", "кызы", "vich", "vna", "uly", "kyzy", "qyzy")
# Where the first word ends like this, it is a surname as well: «Бокаев Макс».
SURNAMES = ("ов", "ев", "ова", "ева", "скии", "ская", "енко", "ov", "ev", "ova", "eva", "sky")
# Columns that say where a page lies, not what it says.
PLACES = ("path", "url_path")


def fold(text: str) -> str:
    """Small letters without diacritics; letters of one sound in ru, uk and kk are one."""
    return UNSEEN.sub("", normalize("NFKD", text)).casefold().translate(ALIKE)


def spelled(word: str) -> set[str]:
    """A word folded, and folded in the Latin letters of each language that has a table."""
    return {fold(word), *(fold(latin_slug(word, code)) for code in TABLES)} - {""}


def stem(word: str) -> str:
    """Pattern of a folded word in any form: up to two last vowels cut, up to three letters more."""
    end = len(word)
    while end > max(SHORT, len(word) - 2) and word[end - 1] in ENDINGS:
        end -= 1
    return rf"{re.escape(word[:end])}[^\W\d_]{{0,{len(word) - end + 3}}}"


def any_form(word: str) -> str:
    """Pattern of a word in any spelling and form."""
    return f"(?:{'|'.join(sorted(stem(spelling) for spelling in spelled(word)))})"


def surnames(name: str) -> list[str]:
    """The words of a name by which alone somebody is known: not the first, no patronymic."""
    words = WORD.findall(normalize("NFC", name))
    if "," in name:
        words = WORD.findall(normalize("NFC", name.split(",", maxsplit=1)[0]))
    elif len(words) > 1 and not fold(words[0]).endswith(SURNAMES):
        words = words[1:]
    words = [word for word in words if len(word) >= SHORT]
    # Kazakh surnames may look like patronymics: such a word counts where there is no other.
    return [word for word in words if not fold(word).endswith(PATRONYMICS)] or words


def patterns(name: str) -> list[str]:
    """Patterns of what names a person: a surname alone, or the whole of a short name."""
    if found := surnames(name):
        return [any_form(word) for word in found]
    return whole(WORD.findall(normalize("NFC", name)))


def whole_words(found: Iterable[str]) -> re.Pattern | None:
    """One pattern of many, between the ends of words; none of none."""
    found = sorted(set(found))
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(found)})(?![^\W\d_])") if found else None


def matcher(names: Iterable[str]) -> re.Pattern | None:
    """What to look for in folded text to find somebody with these names."""
    return whole_words(pattern for name in names for pattern in patterns(name))


def stand_in(names: Iterable[str], texts: Iterable[str]) -> bool:
    """Whether any word of the names, a first name too, stands in a title or slug."""
    pattern = whole_words(form for name in names for form in forms_of(name))
    if pattern is None:
        return False
    forms = (form for text in texts for form in (text, *(latin_slug(text, c) for c in TABLES)))
    return any(pattern.search(fold(form)) for form in forms)


def forms_of(name: str) -> list[str]:
    """Patterns of each word of a name; where all are short, of the whole name only."""
    words = WORD.findall(normalize("NFC", name))
    if long := [word for word in words if len(word) >= SHORT - 1]:
        return [any_form(word) for word in long]
    return whole(words)


def whole(words: list[str]) -> list[str]:
    """Patterns of a name of short words, in both orders; initials are nobody's name."""
    if sum(map(len, words)) < SHORT - 1:
        return []
    forms = [any_form(word) for word in words]
    return [r"\W+".join(forms), r"\W+".join(reversed(forms))]


def pages_naming(names: Iterable[str]) -> set[int]:
    """The ids of all pages, in any language, whose live text or latest draft names somebody.

    It reads the text of every page, its rows and its latest revision once, a hundred at a time:
    memory does not grow with the site, time does (about a second for a thousand pages).
    """
    pattern = matcher(names)
    if pattern is None:
        return set()
    return {
        pk
        for model in get_page_models()
        if model is not Page
        for pk, value in texts_of(model)
        if pattern.search(fold("\n".join(strings(value))))
    }


def texts_of(model: type[Page]) -> Iterator[tuple[int, Any]]:
    """The text of pages of a type: (id, anything that `strings` takes apart)."""
    pages = model.objects.order_by("pk")
    columns = ("latest_revision__content", *text_columns(model))
    for pk, *values in pages.values_list("pk", *columns).iterator(chunk_size=100):
        yield pk, values
    for relation in get_all_child_relations(model):
        child = relation.related_model
        if columns := () if child is Comment else text_columns(child):
            rows = child._base_manager.values_list(relation.field.attname, *columns)
            for pk, *values in rows.iterator(chunk_size=100):
                yield pk, values


def text_columns(model: type[models.Model]) -> tuple[str, ...]:
    """The columns of a model in which somebody may have written something."""
    kinds = (models.CharField, models.TextField, StreamField)
    return tuple(
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and field.name not in PLACES
    )


def strings(value: Any) -> Iterator[str]:
    """All strings in a value, also in JSON within a string, as revisions keep a story."""
    if isinstance(value, StreamValue):
        value = list(value.raw_data)
    if isinstance(value, str):
        inner = parsed(value)
        if inner is None:
            yield value
        else:
            yield from strings(inner)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in PLACES:
                yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def parsed(text: str) -> list | dict | None:
    """What a string holds that is JSON."""
    if not text.startswith(("[", "{")):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None
