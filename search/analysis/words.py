"""Texts taken apart: words, numbers and days, and each of them as a token of the index.

A token is `[a-z][a-z0-9]*` at most `LONGEST` long, so that SQLite and PostgreSQL cut it alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from anyascii import anyascii

LONGEST = 40
APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʹ`´′＇׳", "'"))
# Stress marks, ligatures of ALA-LC, points of Hebrew and Arabic, soft hyphens and joiners: a word
# is the same with and without them. Letters that have a composed form keep their diacritics.
UNSEEN = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\ufe20-\ufe2f\u00ad\u200b-\u200f\u2060\ufe0f]"
)
DAY = r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2}"
WORD = re.compile(rf"{DAY}|\d+|[^\W\d_]+(?:'[^\W\d_]+)*")
NOT_LATIN = re.compile("[^a-z]")


@dataclass(frozen=True)
class Word:
    """A word of a text: what it is, and where it stands in what was written."""

    text: str
    start: int
    end: int


def tidy(text: str) -> str:
    """Small letters, ё as е, one kind of apostrophe; as long as the text, save for unseen signs."""
    return text.translate(APOSTROPHES).lower().replace("ё", "е")


def words(text: str) -> list[str]:
    """The words of a text in order, in small letters; a day is one: в'язень, 16.12.2011."""
    return WORD.findall(tidy(UNSEEN.sub("", normalize("NFKC", text))))


def words_in_place(text: str) -> Iterator[Word]:
    """The words of a text that `tidy_text` has gone over, with their places."""
    tidied = tidy(text)
    if len(tidied) != len(text):  # few letters are longer when small: the Turkish İ
        tidied = "".join(small if len(small := tidy(sign)) == 1 else sign for sign in text)
    for found in WORD.finditer(tidied):
        yield Word(found[0], *found.span())


def tidy_text(text: str) -> str:
    """A text to keep and to show: one line, composed letters, no unseen signs, no NUL."""
    return " ".join(UNSEEN.sub("", normalize("NFC", text)).replace("\0", " ").split())


@lru_cache(maxsize=30_000)
def fold(word: str) -> str:
    """A word as a token of Latin letters; empty for what has none.

    No word has a digit in its token, so nobody can write one of the index itself. Numbers begin
    with `n0`; days with `d0`, and they are written year first.
    """
    if word[:1].isdecimal():
        return folded_number(word)
    return NOT_LATIN.sub("", anyascii(word).lower())[:LONGEST]


def folded_number(word: str) -> str:
    """A number, or a day however it is written: 16.12.2011 and 2011-12-16 are the same."""
    parts = [anyascii(part) for part in re.split(r"[./-]", word)]
    if len(parts) == 1:
        return f"n0{parts[0]}"[:LONGEST]
    year, month, day = parts if len(parts[0]) == 4 else reversed(parts)
    return f"d0{year}{month:0>2}{day:0>2}"
