"""What is wrong with a translated text, found by comparing it with the original.

A wrong tag, link, address, number or date must not be published. What only looks wrong is told,
and the translator decides. A language without rules of its own is checked for the rest.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from search.analysis.languages import LEMMAS, stems
from search.analysis.words import fold, words
from translations.markup import BOLD, BREAK, INLINE, ITALIC, Text
from translations.numbers import differences


class Kind(StrEnum):
    """What a problem is about."""

    TAGS = "tags"
    LINKS = "links"
    NUMBERS = "numbers"
    TOO_LONG = "too_long"
    TERMS = "terms"
    SAME = "same"
    LETTERS = "letters"
    EMPHASIS = "emphasis"
    LINES = "lines"
    QUOTES = "quotes"
    LENGTH = "length"
    PUNCTUATION = "punctuation"
    SPACES = "spaces"


BLOCKING = frozenset({Kind.TAGS, Kind.LINKS, Kind.NUMBERS, Kind.TOO_LONG})


@dataclass(frozen=True)
class Problem:
    """Something wrong with a translation; the message says what, and what to do."""

    kind: Kind
    message: str

    @property
    def is_blocking(self) -> bool:
        """Whether the page cannot be published like this."""
        return self.kind in BLOCKING


@dataclass(frozen=True)
class Term:
    """A word or name of the original, and what it may be called in the language of the translation.

    Both are in their base form; texts may inflect them.
    """

    source: str
    approved: tuple[str, ...]


# The outer marks of each language and the inner ones.
QUOTES = {
    "ru": ("«…»", "„…“"),
    "uk": ("«…»", "„…“", "“…”"),
    "kk": ("«…»", "„…“", "“…”"),
    "fr": ("«…»", "“…”"),
    "pl": ("„…”", "«…»"),
    "de": ("„…“", "‚…‘", "»…«"),
    "en": ("“…”", "‘…’"),
}
QUOTE = re.compile(r"[\"«»„“”‟‹›]|(?<!\w)[‚‘](?=\w)")
CYRILLIC = ("ru", "uk", "kk", "be", "bg", "ky", "mk", "mn", "sr", "tg")
LATIN = ("en", "fr", "pl", "de", "es", "it", "pt", "nl", "cs", "sk", "lt", "lv", "et", "ro", "sv")
CYRILLIC_WORD = re.compile("[\u0400-\u052f]+")
ANY_WORD = re.compile(r"[^\W\d_]+")
LONG_CYRILLIC_WORD = re.compile("[\u0400-\u052f]{4,}")

# From this length on, a text is of about the same length in all our languages.
COMPARABLE = 40
SHORTEST, LONGEST = 0.4, 2.5

ENDS = str.maketrans({"؟": "?", "。": ".", "：": ":", "！": "!", "？": "?", "…": "."})
CLOSING = " \n\xa0\u202f\"'»«”“’‘)]"
ABBREVIATION = re.compile(
    r"(?<!\w)(?:\w{1,2}|тыс|чел|обл|стр|тел|руб|etc|usw|itd|itp|тощо)\.$", re.IGNORECASE
)
# What an ending may stand in place of: «Анна», «Анны».
CHANGING = "aeo"
SHORTEST_STEM = 4


def problems(
    source: str,
    target: str,
    source_code: str,
    code: str,
    *,
    limit: int | None = None,
    terms: Iterable[Term] = (),
) -> list[Problem]:
    """What is wrong with `target` as a translation of `source`: what blocks comes first.

    Both are HTML with inline tags, as wagtail-localize keeps them. An empty translation has no
    problems: it is missing. `limit` is the most characters a reader may see of it.
    """
    if not target.strip():
        return []
    original, translation = Text(source, source_code), Text(target, code)
    found = [
        Problem(kind, message)
        for kind, check in CHECKS.items()
        for message in check(original, translation)
    ]
    if limit is not None and len(translation.plain) > limit:
        found.append(Problem(Kind.TOO_LONG, too_long(len(translation.plain), limit)))
    found += [Problem(Kind.TERMS, message) for message in other_terms(original, translation, terms)]
    return sorted(found, key=lambda problem: list(Kind).index(problem.kind))


def wrong_tags(original: Text, translation: Text) -> Iterator[str]:
    """Tags that nobody knows, that are not closed, and words in braces that changed."""
    for text in dict.fromkeys(translation.broken):
        yield _("“%(text)s” begins like a tag. For the sign itself write &lt;.") % {"text": text}
    for tag in {tag.text: tag for tag in translation.tags}.values():
        if tag.name not in INLINE:
            yield _("%(tag)s is not allowed here. Take it out.") % {"tag": tag.text}
        elif not tag.has_right_attributes:
            yield _("%(tag)s has more than its name. Write it as in the original.") % {
                "tag": tag.text
            }
    for tag in {tag.text: tag for tag in translation.unpaired}.values():
        if tag.name in INLINE:
            yield unpaired(tag.text, tag.is_end)
    for word in sorted(original.placeholders - translation.placeholders):
        yield _("%(word)s is missing. It is filled in later: copy it as it stands.") % {
            "word": word
        }
    for word in sorted(translation.placeholders - original.placeholders):
        yield _("%(word)s is not in the original. Take it out.") % {"word": word}


def unpaired(tag: str, is_end: bool) -> str:
    """What to do about one tag of a pair."""
    if is_end:
        return _("%(tag)s closes nothing here. Take it out, or open it before.") % {"tag": tag}
    return _("%(tag)s is not closed where it should be. Close it, or take it out.") % {"tag": tag}


def wrong_links(original: Text, translation: Text) -> Iterator[str]:
    """Links that are missing, new or without words; addresses and phones that changed."""
    ours = Counter(link.id for link in original.links)
    theirs = Counter(link.id for link in translation.links)
    for link in ours - theirs:
        yield _(
            "The link “%(link)s” of the original is missing. Put %(tag)s around the words "
            "it belongs to."
        ) % {"link": link, "tag": f'<a id="{link}">…</a>' if link else "<a>…</a>"}
    for link in theirs - ours:
        yield _("The original has no link “%(link)s”, or fewer of them. Take it out.") % {
            "link": link
        }
    for link in translation.links:
        if not link.words.strip():
            yield _("The link “%(link)s” has no words in it.") % {"link": link.id}
    yield from wrong_addresses(original, translation)


def wrong_addresses(original: Text, translation: Text) -> Iterator[str]:
    """Addresses and phones that only one of the texts has."""
    ours, theirs = list(original.addresses(translation)), list(translation.addresses(original))
    # The name of a newspaper, «Газета.ру», is written in the letters of the language.
    if any(a.kind == "domain" and not a.text.isascii() for a in [*ours, *theirs]):
        ours, theirs = ([a for a in side if a.kind != "domain"] for side in (ours, theirs))
    known, kept = {a.key for a in ours}, {a.key for a in theirs}
    missing = [address.text for address in ours if address.key not in kept]
    extra = [address.text for address in theirs if address.key not in known]
    yield from told(missing, extra)


def wrong_numbers(original: Text, translation: Text) -> Iterator[str]:
    """Numbers, times and dates that only one of the texts has."""
    found = differences(original.prose, translation.prose, original.language, translation.language)
    yield from told(found.missing, found.extra)


def told(missing: list[str], extra: list[str]) -> Iterator[str]:
    """One message about what only one of the texts has."""
    sentences = []
    if missing:
        sentences.append(_("In the original but not here: %(list)s.") % {"list": listed(missing)})
    if extra:
        sentences.append(_("Here but not in the original: %(list)s.") % {"list": listed(extra)})
    if sentences:
        yield " ".join(sentences)


def listed(parts: Iterable[str], most: int = 6) -> str:
    """Parts of a text, each of them once, not too many."""
    once = list(dict.fromkeys(parts))
    return ", ".join([*once[:most], "…"] if len(once) > most else once)


def too_long(length: int, limit: int) -> str:
    """What to do about a text for which there is no room."""
    return _("Characters: %(length)d, at most %(limit)d. Shorten it.") % {
        "length": length,
        "limit": limit,
    }


def other_terms(original: Text, translation: Text, terms: Iterable[Term]) -> Iterator[str]:
    """Terms of the original that are called something else here."""
    ours, theirs = words(original.prose), words(translation.prose)
    for term in terms:
        if not term.approved or not has(ours, term.source, original.language):
            continue
        if not any(has_approved(translation, theirs, form) for form in term.approved):
            yield _("For “%(source)s” the list of terms has “%(approved)s”.") % {
                "source": term.source,
                "approved": "” / “".join(term.approved),
            }


def has_approved(translation: Text, found: list[str], form: str) -> bool:
    """Whether a form stands in a translation, whatever its language does to words."""
    if translation.language not in LEMMAS and form.lower() in translation.plain.lower():
        return True
    return has(found, form, translation.language)


def has(found: list[str], term: str, code: str) -> bool:
    """Whether the words of a term follow each other, in any form."""
    wanted = words(term)
    if not wanted:
        return False
    starts = (place for place, word in enumerate(found) if is_form(word, wanted[0], code))
    return any(
        len(found) - start >= len(wanted)
        and all(
            is_form(word, base, code) for word, base in zip(found[start:], wanted, strict=False)
        )
        for start in starts
    )


def is_form(word: str, base: str, code: str) -> bool:
    """Whether a word may be a form of another: «Мамая» of «Мамай», «l'accord» of «accord»."""
    return any(
        is_whole_form(part, base, code) for part in dict.fromkeys((word, word.rpartition("'")[2]))
    )


def is_whole_form(word: str, base: str, code: str) -> bool:
    """The same without what an apostrophe cuts off."""
    if word == base:
        return True
    if not word or not base or fold(word[0]) != fold(base[0]):
        return False  # looking up every word of a long text takes seconds
    one, other = fold(word), fold(base)
    start = other[:-1] if other[-1:] in CHANGING and len(other) > SHORTEST_STEM else other
    if one.startswith(start) and SHORTEST_STEM <= len(start) >= len(one) - SHORTEST_STEM:
        return True
    return bool(stems(word, code) & stems(base, code))


def untranslated(original: Text, translation: Text) -> Iterator[str]:
    """The original once more, unless it is a name or one word."""
    if squeezed(original.plain) != squeezed(translation.plain) or original.code == translation.code:
        return
    one_script = (original.language in CYRILLIC) == (translation.language in CYRILLIC)
    pattern = CYRILLIC_WORD if original.language in CYRILLIC else ANY_WORD
    found = pattern.findall(original.prose)
    is_name = one_script and all(word[0].isupper() for word in found)
    if len(found) > 1 and not is_name:
        yield _("This is the text of the original. Translate it.")


def squeezed(text: str) -> str:
    """A text without what makes no difference."""
    return " ".join(text.split()).casefold()


def other_letters(original: Text, translation: Text) -> Iterator[str]:
    """Cyrillic words in a language that is written in Latin letters."""
    if translation.language not in LATIN or original.language not in CYRILLIC:
        return
    if found := LONG_CYRILLIC_WORD.findall(translation.prose):
        yield _("Left in Cyrillic letters: %(list)s.") % {"list": listed(found)}


def other_emphasis(original: Text, translation: Text) -> Iterator[str]:
    """Bold or italic words that are more or fewer here."""
    if original.number_of(BOLD) != translation.number_of(BOLD):
        yield _("Not as many words are bold as in the original.")
    if original.number_of(ITALIC) != translation.number_of(ITALIC):
        yield _("Not as many words are in italics as in the original.")


def other_lines(original: Text, translation: Text) -> Iterator[str]:
    """Lines that are more or fewer here."""
    ours, theirs = original.number_of(BREAK) + 1, translation.number_of(BREAK) + 1
    if ours != theirs:
        yield _("Lines: %(here)d here, %(there)d in the original.") % {
            "here": theirs,
            "there": ours,
        }


def other_quotes(_original: Text, translation: Text) -> Iterator[str]:
    """Quotation marks of another language."""
    if translation.language not in QUOTES:
        return
    pairs = QUOTES[translation.language]
    found = dict.fromkeys(QUOTE.findall(translation.prose))
    if wrong := [mark for mark in found if mark not in "".join(pairs)]:
        yield _("Quotation marks here are %(right)s, not %(wrong)s.") % {
            "right": " / ".join(pairs[:2]),
            "wrong": " ".join(wrong),
        }


def other_length(original: Text, translation: Text) -> Iterator[str]:
    """A text far shorter or longer than translations are."""
    ours, theirs = len(original.plain), len(translation.plain)
    if ours <= COMPARABLE or translation.language not in LEMMAS:
        return
    if theirs < ours * SHORTEST:
        yield _("Much shorter than the original. Is something missing?")
    elif theirs > ours * LONGEST:
        yield _("Much longer than the original. Is something in it twice?")


def other_end(original: Text, translation: Text) -> Iterator[str]:
    """Another sign at the end; letters close as their language does."""
    if translation.language not in LEMMAS or original.number_of(BREAK):
        return
    ours, theirs = original.plain.rstrip(CLOSING), translation.plain.rstrip(CLOSING)
    if end_of(ours) == end_of(theirs):
        return
    if {end_of(ours), end_of(theirs)} == {"", "."} and (abbreviated(ours) or abbreviated(theirs)):
        return
    if end_of(ours):
        yield _("The original ends with “%(sign)s”, this does not.") % {"sign": end_of(ours)}
    else:
        yield _("The original does not end with “%(sign)s”.") % {"sign": end_of(theirs)}


def end_of(text: str) -> str:
    """The sign that ends a text; a question mark counts for more than what stands beside it."""
    tail = text[-4:].translate(ENDS)
    signs = tail[len(tail.rstrip(".?!:")) :]
    return next((sign for sign in "?!:." if sign in signs), "")


def abbreviated(text: str) -> bool:
    """Whether the point at the end is that of a short word: «2017 г.»"""
    return bool(ABBREVIATION.search(text[-6:]))


def other_spaces(original: Text, translation: Text) -> Iterator[str]:
    """Spaces too many."""
    ours, theirs = original.plain, translation.plain
    if "  " in theirs and "  " not in ours:
        yield _("There are two spaces where one is enough.")
    if edges(theirs) != edges(ours):
        yield (
            _("It does not begin and end with a space where the original does.")
            if any(edges(ours))
            else _("There is a space at the beginning or at the end.")
        )


def edges(text: str) -> tuple[bool, bool]:
    """Whether a text begins and ends with a space."""
    return text[:1].isspace(), text[-1:].isspace()


CHECKS: dict[Kind, Callable[[Text, Text], Iterable[str]]] = {
    Kind.TAGS: wrong_tags,
    Kind.LINKS: wrong_links,
    Kind.NUMBERS: wrong_numbers,
    Kind.SAME: untranslated,
    Kind.LETTERS: other_letters,
    Kind.EMPHASIS: other_emphasis,
    Kind.LINES: other_lines,
    Kind.QUOTES: other_quotes,
    Kind.LENGTH: other_length,
    Kind.PUNCTUATION: other_end,
    Kind.SPACES: other_spaces,
}
