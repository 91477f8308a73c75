"""Fragments of HTML cut into text and marks, so that formats can keep the marks whole.

A fragment put together again is the same, byte for byte. What is not as wagtail-localize
writes it (a lone `&`, `&nbsp;`, a tag without its end) is a mark on its own.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

TOKEN = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#?\w+;)?|[<>]")
OPENING = re.compile(r'<(?:(b|i|em|strong|code|abbr|acronym)|(a) id="(a\d+)")>')
CLOSING = re.compile(r"</(a|b|i|em|strong|code|abbr|acronym)>")
BREAK = "<br/>"
DEEPEST = 20
CHARACTERS = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
ENTITIES = {character: entity for entity, character in CHARACTERS.items()}


class Kind(StrEnum):
    """What a piece is: text, or a mark that opens, closes or stands alone."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"


@dataclass(frozen=True)
class Piece:
    """A piece of a fragment: `html` as it stands there.

    `key` is the same for the two ends of a pair and for a mark and its counterpart in a
    translation: the first `<b>` is `b1` in both.
    """

    kind: Kind
    html: str
    name: str = ""
    key: str = ""

    @property
    def text(self) -> str:
        """What a reader sees of a piece of text."""
        return re.sub(r"&\w+;", lambda found: CHARACTERS[found[0]], self.html)


def pieces_of(html: str) -> list[Piece]:
    """A fragment cut into pieces; every mark that opens has its end."""
    tokens = list(tokens_of(html))
    counts: Counter[str] = Counter()
    keys: dict[int, str] = {}
    taken: set[str] = set()
    for start, end in sorted(pairs_of(tokens)):
        key = link_key(tokens[start].html) or numbered(tokens[start].name, counts)
        # The second of two links with one id would be the same mark: it stands alone.
        if key not in taken:
            taken.add(key)
            keys[start] = keys[end] = key
    return [keyed(token, keys.get(place), counts) for place, token in enumerate(tokens)]


def tokens_of(html: str) -> Iterator[Piece]:
    """Text and marks one after another, not yet paired."""
    text_from = 0
    for found in TOKEN.finditer(html):
        if found[0] in CHARACTERS:
            continue
        if found.start() > text_from:
            yield Piece(Kind.TEXT, html[text_from : found.start()])
        yield mark_of(found[0])
        text_from = found.end()
    if text_from < len(html):
        yield Piece(Kind.TEXT, html[text_from:])


def mark_of(html: str) -> Piece:
    """One mark, as it looks on its own."""
    if found := OPENING.fullmatch(html):
        return Piece(Kind.OPEN, html, found[1] or found[2])
    if found := CLOSING.fullmatch(html):
        return Piece(Kind.CLOSE, html, found[1])
    return Piece(Kind.ALONE, html, "br" if html == BREAK else "")


def pairs_of(tokens: list[Piece]) -> Iterator[tuple[int, int]]:
    """Where marks open and where they end."""
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind == Kind.OPEN and len(opened) < DEEPEST:
            opened.append(place)
        elif token.kind == Kind.CLOSE and opened and tokens[opened[-1]].name == token.name:
            yield opened.pop(), place


def keyed(token: Piece, key: str | None, counts: Counter[str]) -> Piece:
    """A piece with its key; a mark without a partner stands alone."""
    if token.kind == Kind.TEXT:
        return token
    if key:
        return replace(token, key=key)
    name = token.name if token.kind == Kind.ALONE else ""
    return replace(token, kind=Kind.ALONE, name=name, key=numbered(name or "x", counts))


def link_key(html: str) -> str:
    """The id of a link, which is its key; empty for other marks."""
    found = OPENING.fullmatch(html)
    return found[3] or "" if found else ""


def numbered(name: str, counts: Counter[str]) -> str:
    """The next key for a mark of this name."""
    counts[name] += 1
    return f"{name}{counts[name]}"


def html_of_text(text: str) -> str:
    """Text as HTML, written as wagtail-localize writes it."""
    return re.sub(r"[&<>]", lambda found: ENTITIES[found[0]], text)


def ends_of(html: str) -> tuple[str, str] | None:
    """Both ends of a mark that opens; `None` if this is not one."""
    found = OPENING.fullmatch(html)
    return (html, f"</{found[1] or found[2]}>") if found else None


def is_mark(html: str) -> bool:
    """Whether this is exactly one mark and no text."""
    return bool(TOKEN.fullmatch(html)) and html not in CHARACTERS


def is_usual(html: str) -> bool:
    """Whether this is exactly one mark that wagtail-localize writes itself."""
    return html == BREAK or bool(OPENING.fullmatch(html) or CLOSING.fullmatch(html))
