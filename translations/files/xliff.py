"""XLIFF: version 1.2 is written; 1.x, 2.0 and 2.1 are read."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from translations.files.inline import BREAK, Kind, Piece, ends_of, html_of_text, is_mark, pieces_of
from translations.files.trees import attribute, children, descendants, escaped, local_name, tree_of
from translations.files.units import (
    FileProblem,
    Package,
    State,
    Unit,
    distinct,
    moment_of,
    not_a,
    shortened,
    uuid_of,
)

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="{id}" datatype="html" source-language="{source}" target-language="{target}"{date}>
<header><note from="title">{title}</note></header>
<body>
"""
FOOT = "</body>\n</file>\n</xliff>\n"
PLACE = "place"  # whose note says where a text stands
STATES = {
    State.NEEDS_WORK: "needs-review-translation",
    State.TRANSLATED: "translated",
    State.REVIEWED: "signed-off",
}
FINISHED = ("translated", "final", "signed-off")
UUID_TEXT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# How programs name our marks when they have lost the rest.
NAMES = {"lb": "br", "bold": "b", "italic": "i"}
PAIRS = ("g", "pc")
STARTS = ("bx", "sc", "bpt")
ENDS = ("ex", "ec", "ept")
CODES = ("bpt", "ept", "it", "ph")  # their content is the mark, not text
NO_MARKS = ("sm", "em", "cp")


@dataclass
class Marks:
    """What stands for the marks of one text: by id, and as data that ids point at."""

    by_id: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)


def write(package: Package) -> bytes:
    """The package as XLIFF 1.2."""
    head = HEAD.format(
        id=package.translation,
        source=attribute(package.source_code),
        target=attribute(package.code),
        date=f' date="{package.made_at.isoformat()}"' if package.made_at else "",
        title=escaped(package.title),
    )
    units = enumerate(distinct(package.units), 1)
    return "".join([head, *(element_of(unit, number) for number, unit in units), FOOT]).encode()


def element_of(unit: Unit, number: int) -> str:
    """One `trans-unit`, its children in the order of the schema."""
    approved = ' approved="yes"' if unit.state == State.REVIEWED else ""
    lines = [
        f'<trans-unit id="{number}" resname="{attribute(unit.path)}"{approved} '
        'xml:space="preserve">',
        f"<source>{marked(unit.source)}</source>",
    ]
    if unit.state in STATES:
        lines.append(f'<target state="{STATES[unit.state]}">{marked(unit.target)}</target>')
    if unit.note:
        lines.append(f'<note from="{PLACE}">{escaped(unit.note)}</note>')
    if unit.former:
        lines.append(
            f'<alt-trans alttranstype="previous-version"><source>{marked(unit.former)}</source>'
            f"<target>{marked(unit.target)}</target></alt-trans>"
        )
    return "\n".join([*lines, "</trans-unit>\n"])


def marked(html: str) -> str:
    """A fragment of HTML with its marks as XLIFF has them."""
    return "".join(map(xml_of, pieces_of(html)))


def xml_of(piece: Piece) -> str:
    """One piece in XLIFF."""
    if piece.kind == Kind.TEXT:
        return escaped(piece.text)
    if piece.kind == Kind.CLOSE:
        return "</g>"
    same = f'id="{piece.key}" equiv-text="{attribute(piece.html)}"'
    if piece.kind == Kind.OPEN:
        return f'<g ctype="x-html-{piece.name}" {same}>'
    return f'<x ctype="{"lb" if piece.html == BREAK else "x-html"}" {same}/>'


def read(data: bytes) -> Package:
    """The package in an XLIFF file of any program."""
    root = tree_of(data, "XLIFF")
    version = root.get("version", "")
    files = descendants(root, "file")
    if not files or not version.startswith(("1.", "2.")):
        raise not_a("XLIFF 1.2, 2.0, 2.1")
    if version.startswith("1."):
        source_code, code = files[0].get("source-language", ""), files[0].get("target-language", "")
        units = map(old_unit, descendants(root, "trans-unit"))
    else:
        source_code, code = root.get("srcLang", ""), root.get("trgLang", "")
        units = map(new_unit, descendants(root, "unit"))
    return Package(
        translation=uuid_of(id_of(files)),
        source_code=source_code.lower(),
        code=code.lower(),
        title=title_of(files[0]),
        units=distinct(units),
        made_at=moment_of(files[0].get("date", "")),
    )


def id_of(files: list[Element]) -> str:
    """The one id that the files of a document carry; empty if they carry none or several."""
    named = (UUID_TEXT.search(f"{file.get('original')} {file.get('id')}") for file in files)
    ids = {found[0].lower() if found else "" for found in named}
    return ids.pop() if len(ids) == 1 else ""


def title_of(file: Element) -> str:
    """The title of the page."""
    notes = descendants(file, "note")
    return next((text_in(note) for note in notes if author(note) == "title"), "")


def author(note: Element) -> str:
    """Who wrote a note: ours say what they are about."""
    return note.get("from") or note.get("category", "")


def note_in(element: Element) -> str:
    """The note that says where the text stands."""
    notes = children(element, "note")
    return next((text_in(note) for note in notes if author(note) == PLACE), "")


def text_in(element: Element) -> str:
    """All text of an element."""
    return "".join(element.itertext())


def old_unit(element: Element) -> Unit:
    """A `trans-unit` of version 1."""
    marks = Marks()
    source = html_of(first(element, "source"), marks)
    target_element = first(element, "target")
    target = html_of(target_element, marks)
    given = target_element.get("state", "") if target_element is not None else ""
    if not given:
        target = without_copy(source, target)
        given = "" if element.get("approved") == "no" else "translated"
    return Unit(
        path=element.get("resname") or element.get("id", ""),
        source=source,
        target=target,
        state=state_of(target, is_finished=given in FINISHED),
        note=note_in(element),
        former=former_in(element),
    )


def former_in(element: Element) -> str:
    """The former original of a `trans-unit`."""
    for other in children(element, "alt-trans"):
        if other.get("alttranstype") == "previous-version":
            return html_of(first(other, "source"), Marks())
    return ""


def new_unit(element: Element) -> Unit:
    """A `unit` of version 2; a program may have cut its text into segments."""
    stored = descendants(element, "data")
    marks = Marks(data={item.get("id", ""): text_in(item) for item in stored})
    parts = [part for part in element if local_name(part) in ("segment", "ignorable")]
    sources = [html_of(first(part, "source"), marks) for part in parts]
    targets = [new_target(part, marks) for part in parts]
    is_whole = all(
        target.strip() or not source.strip()
        for source, target in zip(sources, targets, strict=True)
    )
    target = "".join(targets) if is_whole else ""
    if not any(part.get("state") for part in parts):
        target = without_copy("".join(sources), target)
    return Unit(
        path=element.get("name") or element.get("id", ""),
        source="".join(sources),
        target=target,
        state=state_of(target, is_finished=not any(map(is_unfinished, parts))),
        note="".join(map(note_in, children(element, "notes"))),
    )


def new_target(part: Element, marks: Marks) -> str:
    """The translation of a segment; what lies between segments need not have its own."""
    target = first(part, "target")
    if target is None and local_name(part) == "ignorable":
        target = first(part, "source")
    return html_of(target, marks)


def is_unfinished(part: Element) -> bool:
    """Whether a segment is, or whether its translation belongs in another place."""
    target = first(part, "target")
    is_moved = target is not None and target.get("order") is not None
    return is_moved or part.get("state") == "initial"


def without_copy(source: str, target: str) -> str:
    """A translation of which no program says how finished it is.

    OmegaT, for one, puts the original where there is no translation.
    """
    return "" if target == source else target


def state_of(target: str, *, is_finished: bool) -> State:
    """The state of a text that was read."""
    if not target:
        return State.EMPTY
    return State.TRANSLATED if is_finished else State.NEEDS_WORK


def first(element: Element, name: str) -> Element | None:
    """The first child of this name."""
    return next(iter(children(element, name)), None)


def html_of(element: Element | None, marks: Marks) -> str:
    """The fragment of HTML in a `source` or `target`."""
    if element is None:
        return ""
    parts = [html_of_text(element.text or "")]
    for child in element:
        parts += [html_of_mark(child, marks), html_of_text(child.tail or "")]
    return "".join(parts)


def html_of_mark(element: Element, marks: Marks) -> str:
    """The HTML that an element inside a text stands for."""
    name = local_name(element)
    if name == "mrk":
        return html_of(element, marks)
    if name in NO_MARKS:
        return ""
    key = element.get("rid") or element.get("startRef") or element.get("id", "")
    if name in ENDS:
        return end_of(element, marks.by_id.get(key, ""))
    html = next(filter(is_mark, meanings(element, marks)), "")
    marks.by_id.setdefault(element.get("id", ""), html)
    marks.by_id.setdefault(key, html)
    if name in PAIRS and (ends := ends_of(html)):
        return f"{ends[0]}{html_of(element, marks)}{ends[1]}"
    if name in PAIRS or not html:
        raise unknown_mark(element)
    return html


def meanings(element: Element, marks: Marks) -> list[str]:
    """What an element may stand for, the surest first."""
    data = element.get("dataRef") or element.get("dataRefStart", "")
    return [
        text_in(element) if local_name(element) in CODES else "",
        element.get("equiv-text", ""),
        marks.data.get(data, ""),
        element.get("equiv") or element.get("equivStart", ""),
        html_of_type(element),
        marks.by_id.get(element.get("id", ""), ""),
    ]


def html_of_type(element: Element) -> str:
    """The tag that the type of an element names; a link is known by its id."""
    kind = element.get("ctype") or element.get("subType", "")
    name = re.split(r"[-:]", kind)[-1]
    name = NAMES.get(name, name)
    key = element.get("id", "")
    known = {"br": BREAK, "a": f'<a id="{key}">'}
    html = known.get(name, f"<{name}>")
    return html if html == BREAK or ends_of(html) else ""


def end_of(element: Element, opening: str) -> str:
    """The tag that closes what another element opened."""
    if is_mark(text_in(element)):
        return text_in(element)
    ends = ends_of(opening)
    if not ends:
        raise unknown_mark(element)
    return ends[1]


def unknown_mark(element: Element) -> FileProblem:
    """The problem of an element that stands for nothing we know."""
    return FileProblem(
        _(
            "A text in the file has a mark that this site does not know: %(mark)s. Remove it "
            "in your program, then try again."
        )
        % {"mark": shortened(f'<{local_name(element)} id="{element.get("id", "")}">')}
    )
