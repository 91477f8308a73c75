"""PO files of GNU gettext, with the header by which wagtail-localize knows its own.

Written with polib but not read with it: polib opens a file if the text is the name of one,
breaks lines at U+2028, and needs minutes for a text of very many lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import to_language, to_locale
from polib import POEntry, POFile

from translations.files.units import (
    FileProblem,
    Package,
    State,
    Unit,
    distinct,
    moment_of,
    not_a,
    not_utf8,
    shortened,
    text_of,
    uuid_of,
)

ID_HEADER = "X-WagtailLocalize-TranslationID"
SOURCE_HEADER = "X-Source-Language"
MADE_HEADER = "X-Made-At"
LINE = re.compile(r'(?:(msg[a-z_]+(?:\[\d+\])?)\s*)?"([^"\\]*(?:\\.[^"\\]*)*)"')
ESCAPE = re.compile(r"((?:\\[0-7]{3})+)|\\(.)")
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "b": "\b", "f": "\f", "a": "\a"}
UTF8 = ("utf-8", "utf8", "us-ascii", "ascii", "charset")  # the last is xgettext's gap to fill


@dataclass
class Entry:
    """One entry as it is read; `texts` are the pieces of `msgid`, `#| msgid` and so on."""

    line: int
    flags: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)

    def text(self, keyword: str) -> str:
        """What follows a keyword, its lines joined."""
        return "".join(self.texts.get(keyword, ()))

    @property
    def is_header(self) -> bool:
        return not self.text("msgid") and "msgctxt" not in self.texts


def write(package: Package) -> bytes:
    """The package as a PO file."""
    po = POFile(wrapwidth=-1)
    po.metadata = {
        "Project-Id-Version": on_one_line(package.title),
        # Programs miss these three, even empty, and warn.
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": to_locale(package.code),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        SOURCE_HEADER: to_locale(package.source_code),
        ID_HEADER: str(package.translation),
    }
    if package.made_at:
        po.metadata[MADE_HEADER] = package.made_at.isoformat()
    po.extend(entry_of(unit) for unit in distinct(package.units))
    return str(po).encode()


def entry_of(unit: Unit) -> POEntry:
    """One unit for polib."""
    return POEntry(
        msgctxt=unit.path,
        msgid=unit.source,
        msgstr=unit.target,
        comment=on_one_line(unit.note),
        flags=["fuzzy"] if unit.state == State.NEEDS_WORK else [],
        previous_msgid=unit.former or None,
    )


def on_one_line(text: str) -> str:
    """A text without line breaks: where it stands they would end it."""
    return " ".join(text.split())


def read(data: bytes) -> Package:
    """The package in a PO file of any program."""
    text = text_of(data)
    if "msgid" not in text:
        raise not_a("PO")
    entries = entries_of(text)
    first = next(entries, None)
    headers = headers_of(first) if first and first.is_header else {}
    return Package(
        translation=uuid_of(headers.get(ID_HEADER.lower(), "")),
        source_code=to_language(headers.get(SOURCE_HEADER.lower(), "")),
        code=to_language(headers.get("language", "")),
        title=headers.get("project-id-version", ""),
        units=distinct(unit_of(entry) for entry in entries if not entry.is_header),
        made_at=moment_of(headers.get(MADE_HEADER.lower(), "")),
    )


def headers_of(entry: Entry) -> dict[str, str]:
    """The fields of the header, by their names in small letters."""
    lines = (line.partition(":") for line in entry.text("msgstr").split("\n"))
    headers = {name.strip().lower(): value.strip() for name, _colon, value in lines}
    _type, _equals, charset = headers.get("content-type", "").lower().partition("charset=")
    if charset and charset.strip() not in UTF8:
        raise not_utf8()
    return headers


def unit_of(entry: Entry) -> Unit:
    """The unit an entry stands for."""
    target = entry.text("msgstr")
    if not target:
        state = State.EMPTY
    elif "fuzzy" in entry.flags:
        state = State.NEEDS_WORK
    else:
        state = State.TRANSLATED
    return Unit(
        path=entry.text("msgctxt"),
        source=entry.text("msgid"),
        target=target,
        state=state,
        note=" ".join(entry.notes),
        former=entry.text("#| msgid"),
    )


def entries_of(text: str) -> Iterator[Entry]:
    """The entries of a PO file in order, without obsolete ones."""
    entry, pieces = Entry(1), None
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line = raw.strip()
        if not line:
            continue
        if "msgstr" in entry.texts and line.startswith(("#", "msgctxt", "msgid")):
            yield entry
            entry, pieces = Entry(number), None
        if line.startswith("#~"):
            # Comments before an obsolete entry are not those of the next one.
            entry = Entry(number)
        elif line.startswith("#") and not line.startswith("#|"):
            read_comment(line, entry)
        else:
            pieces = read_text(line, number, entry, pieces)
    if "msgstr" in entry.texts:
        yield entry
    elif entry.texts:
        raise wrong_line(entry.line, entry.text("msgid"))


def read_comment(line: str, entry: Entry) -> None:
    """Take flags and notes into the entry."""
    if line.startswith("#,"):
        entry.flags.update(flag.strip() for flag in line[2:].split(","))
    elif line.startswith("#."):
        entry.notes.append(line[2:].strip())


def read_text(line: str, number: int, entry: Entry, pieces: list[str] | None) -> list[str]:
    """Take a line with a text into the entry; `pieces` are those of the text it may continue."""
    mark = "#| " if line.startswith("#|") else ""
    found = LINE.fullmatch(line.removeprefix("#|").strip())
    if not found:
        raise wrong_line(number, line)
    keyword, text = found.groups()
    if keyword:
        pieces = new_text(mark + keyword, number, line, entry)
    elif pieces is None:
        raise wrong_line(number, line)
    pieces.append(unescaped(text))
    return pieces


def new_text(keyword: str, number: int, line: str, entry: Entry) -> list[str]:
    """A place for the text of a keyword that stands where it may."""
    if keyword == "msgid_plural" or keyword.startswith("msgstr["):
        raise FileProblem(
            _(
                "Line %(line)d of the file has plural forms. Texts of a page have none: "
                "remove them, then try again."
            )
            % {"line": number}
        )
    known = ("msgctxt", "msgid", "msgstr")
    is_known = keyword in known or keyword.startswith("#| ")
    is_early = keyword == "msgstr" and "msgid" not in entry.texts
    if keyword in entry.texts or not is_known or is_early:
        raise wrong_line(number, line)
    return entry.texts.setdefault(keyword, [])


def unescaped(text: str) -> str:
    """A text without its backslashes."""
    return ESCAPE.sub(character_of, text) if "\\" in text else text


def character_of(escape: re.Match) -> str:
    """What a backslash and its letter, or bytes as octal numbers, stand for."""
    if not escape[1]:
        return ESCAPES.get(escape[2], escape[2])
    found = bytes(int(number, 8) % 256 for number in escape[1].split("\\")[1:])
    # No database holds a zero byte.
    return found.decode("utf-8", "replace").replace("\0", "\ufffd")


def wrong_line(number: int, line: str) -> FileProblem:
    """The problem of a line that cannot be understood."""
    return FileProblem(
        _(
            "Line %(line)d of the file is not right: %(text)s. Correct it or save the file "
            "again in your program, then try again."
        )
        % {"line": number, "text": shortened(line)}
    )
