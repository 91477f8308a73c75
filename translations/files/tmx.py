"""Translation memory exchange, TMX 1.4b."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations
from xml.etree.ElementTree import Element

from translations.files.inline import Kind, Piece, html_of_text, is_mark, is_usual, pieces_of
from translations.files.trees import attribute, children, descendants, escaped, local_name, tree_of

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="Bosat" creationtoolversion="1" segtype="paragraph" o-tmf="Bosat"
 adminlang="en" srclang="{source}" datatype="html"/>
<body>
"""
FOOT = "</body>\n</tmx>\n"
ANY = "*all*"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TYPES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "a": "link", "br": "lb"}
MOST_LANGUAGES = 50  # each is paired with each
SCRIPT = 4  # letters of a script in a language code; a region has two, or three digits
OURS = "x-html"
CODES = ("bpt", "ept", "ph", "it")
SHOWN = ("hi", "sub")  # marks of programs around text that is to be read


@dataclass(frozen=True)
class Pair:
    """A text and its translation, both as fragments of HTML."""

    source_code: str
    code: str
    source: str
    target: str


def write(memory: Iterable[Pair], source_code: str = ANY) -> Iterator[bytes]:
    """A memory as TMX, piece by piece; `source_code` if all its originals have one language."""
    yield HEAD.format(source=attribute(source_code)).encode()
    for pair in memory:
        yield (
            f'<tu srclang="{attribute(pair.source_code)}">\n'
            f"{variant(pair.source_code, pair.source)}{variant(pair.code, pair.target)}</tu>\n"
        ).encode()
    yield FOOT.encode()


def variant(code: str, html: str) -> str:
    """A text in one language."""
    return f'<tuv xml:lang="{attribute(code)}"><seg>{marked(html)}</seg></tuv>\n'


def marked(html: str) -> str:
    """A fragment of HTML with its marks as TMX has them."""
    pieces = pieces_of(html)
    starts = [piece.key for piece in pieces if piece.kind == Kind.OPEN]
    numbers = {key: number for number, key in enumerate(starts, 1)}
    return "".join(xml_of(piece, numbers) for piece in pieces)


def xml_of(piece: Piece, numbers: dict[str, int]) -> str:
    """One piece in TMX; `numbers` join the two ends of a pair."""
    if piece.kind == Kind.TEXT:
        return escaped(piece.text)
    code = escaped(piece.html)
    kind = TYPES.get(piece.name, OURS)
    if piece.kind == Kind.ALONE:
        return f'<ph type="{kind}">{code}</ph>'
    if piece.kind == Kind.OPEN:
        return f'<bpt i="{numbers[piece.key]}" type="{kind}">{code}</bpt>'
    return f'<ept i="{numbers[piece.key]}">{code}</ept>'


def read(data: bytes, codes: Collection[str] = ()) -> Iterator[Pair]:
    """The pairs in a TMX of any program; `codes` are the languages of the site.

    A language is taken without its region, unless it is a language of the site as it is.
    """
    root = tree_of(data, "TMX")
    headers = children(root, "header")
    source = headers[0].get("srclang", ANY) if headers else ANY
    return (pair for unit in descendants(root, "tu") for pair in pairs_of(unit, source, codes))


def pairs_of(unit: Element, source: str, codes: Collection[str]) -> Iterator[Pair]:
    """The pairs of one unit: from its source language, or from each to each."""
    wanted = unit.get("srclang") or source
    variants = [
        (code_of(variant.get(LANG) or variant.get("lang", ""), codes), html_of(seg))
        for variant in children(unit, "tuv")
        for seg in children(variant, "seg")[:1]
    ]
    filled = [(code, html) for code, html in variants if code and html.strip()]
    for (source_code, original), (code, translation) in permutations(filled[:MOST_LANGUAGES], 2):
        is_source = wanted == ANY or source_code == code_of(wanted, codes)
        if is_source and code != source_code:
            yield Pair(source_code, code, original, translation)


def code_of(tag: str, codes: Collection[str]) -> str:
    """A language as the site calls it; `zh-Hant-TW` loses its region, not its script."""
    tag = tag.strip().lower().replace("_", "-")
    if tag in codes:
        return tag
    language, *parts = tag.split("-")
    return "-".join([language, *(part for part in parts if len(part) == SCRIPT)])


def html_of(element: Element) -> str:
    """The fragment of HTML in a `seg`. Marks of other programs are left out."""
    parts = [html_of_text(element.text or "")]
    for child in element:
        name = local_name(child)
        if name in CODES:
            parts.append(code_in(child))
        elif name in SHOWN:
            parts.append(html_of(child))
        parts.append(html_of_text(child.tail or ""))
    return "".join(parts)


def code_in(element: Element) -> str:
    """The HTML in a mark, if it is ours or as ours."""
    code = element.text or ""
    is_ours = element.get("type") == OURS and is_mark(code)
    return code if is_ours or is_usual(code) else ""
