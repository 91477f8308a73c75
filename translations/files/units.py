"""What a translation file holds, and what of it fits a page as it is now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

MOST_MEGABYTES = 5
MOST_UNITS = 10_000


class FileProblem(Exception):  # noqa: N818  (in the user's file)
    """A file cannot be used: says what is wrong and what to do, in the user's language."""


class State(StrEnum):
    """How far the translation of one text is."""

    EMPTY = "empty"
    NEEDS_WORK = "needs-work"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"


@dataclass(frozen=True)
class Unit:
    """One text of a page and its translation, both as fragments of HTML.

    Paragraphs of one rich text have the same `path`: only with `source` is it an address.
    `note` says where the text stands on the page; `former` is the original that a
    translation in need of work was made from.
    """

    path: str
    source: str
    target: str
    state: State
    note: str = ""
    former: str = ""


@dataclass(frozen=True)
class Package:
    """The translation of one page into one language; a code is empty if the file has none."""

    translation: UUID
    source_code: str
    code: str
    title: str
    units: tuple[Unit, ...]
    # When the file was made, to tell what was written since; a program may have lost it.
    made_at: datetime | None = None


@dataclass(frozen=True)
class Skipped:
    """A text of a file that has no place on the page."""

    path: str
    source: str
    why: str


@dataclass(frozen=True)
class Matched:
    """What a file would do to a page; `same` stay as they are, `missing` are not in the file."""

    changed: list[Unit]
    same: int
    skipped: list[Skipped]
    missing: list[Unit]


def text_of(data: bytes) -> str:
    """The text of an uploaded file."""
    if len(data) > MOST_MEGABYTES * 1024 * 1024:
        raise FileProblem(
            _("The file is larger than %(size)d MB. Choose a smaller file.")
            % {"size": MOST_MEGABYTES}
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_utf8() from error
    if "\0" in text:
        raise not_utf8()
    if not text.strip():
        raise FileProblem(_("The file is empty. Choose another file."))
    return text


def moment_of(text: str) -> datetime | None:
    """A moment as a file says it, in ISO 8601; none if it says none or nonsense."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo else None


def not_utf8() -> FileProblem:
    """The problem of a file in another encoding, and of one that is no text at all."""
    return FileProblem(
        _(
            "The file is not text in UTF-8. Choose another file, or save it in UTF-8 in your "
            "program."
        )
    )


def not_a(kind: str) -> FileProblem:
    """The problem of a file of another format than its name says."""
    return FileProblem(_("This is not a %(kind)s file. Choose another file.") % {"kind": kind})


def uuid_of(text: str) -> UUID:
    """The translation a file says it belongs to."""
    try:
        return UUID(text.strip())
    except ValueError as error:
        raise FileProblem(
            _(
                "The file does not say which translation it belongs to. Download the file of "
                "this translation again and work in that one."
            )
        ) from error


def distinct(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units of a file, each once."""
    found: dict[tuple[str, str], Unit] = {}
    for unit in units:
        known = found.setdefault((unit.path, unit.source), unit)
        if (known.target, known.state) != (unit.target, unit.state):
            raise FileProblem(
                _(
                    "The text “%(text)s” is in the file twice, with different translations. "
                    "Keep one of them, then try again."
                )
                % {"text": shortened(unit.source)}
            )
        if len(found) > MOST_UNITS:
            raise FileProblem(
                _("The file has more than %(number)d texts. No page has so many: choose another.")
                % {"number": MOST_UNITS}
            )
    return tuple(found.values())


def shortened(text: str, length: int = 60) -> str:
    """The beginning of a text, for messages."""
    return text if len(text) <= length else text[: length - 1] + "…"


def is_same_language(one: str, other: str) -> bool:
    """Whether two codes may mean one language; programs add regions and forget codes."""
    one_parts, other_parts = one.lower().split("-"), other.lower().split("-")
    shorter = min(len(one_parts), len(other_parts))
    return not one or not other or one_parts[:shorter] == other_parts[:shorter]


def match(expected: Package, found: Package) -> Matched:
    """Compare a file with the translation as it is now (`expected`)."""
    refuse_other(expected, found)
    here = {(unit.path, unit.source): unit for unit in expected.units}
    there = {(unit.path, unit.source): unit for unit in found.units}
    shared = [(unit, there[key]) for key, unit in here.items() if key in there]
    changed = [changed_unit(unit, new) for unit, new in shared if is_change(unit, new)]
    paths = {unit.path for unit in expected.units}
    return Matched(
        changed=changed,
        same=len(shared) - len(changed),
        skipped=[
            Skipped(unit.path, unit.source, why_skipped(unit, paths))
            for key, unit in there.items()
            if key not in here
        ],
        missing=[unit for key, unit in here.items() if key not in there],
    )


def refuse_other(expected: Package, found: Package) -> None:
    """A file of another translation or language changes nothing."""
    if found.translation != expected.translation:
        raise FileProblem(
            _(
                "The file belongs to another translation: “%(title)s”, %(id)s. Open that "
                "translation to import it, or choose another file."
            )
            % {"title": shortened(found.title), "id": found.translation}
        )
    for wanted, given in (
        (expected.source_code, found.source_code),
        (expected.code, found.code),
    ):
        if not is_same_language(wanted, given):
            raise FileProblem(
                _("The language of the file is “%(given)s”, not “%(wanted)s”. Choose another file.")
                % {"given": shortened(given), "wanted": wanted}
            )


def is_change(unit: Unit, new: Unit) -> bool:
    """Whether a file says something new; an empty text there deletes nothing here."""
    if not new.target.strip():
        return False
    # A file cannot review, so "translated" does not take a review back.
    kept = (unit.state, State.TRANSLATED) if unit.state == State.REVIEWED else (unit.state,)
    return new.target != unit.target or new.state not in kept


def changed_unit(unit: Unit, new: Unit) -> Unit:
    """The unit of the page with what the file says about it."""
    state = State.NEEDS_WORK if new.state == State.NEEDS_WORK else State.TRANSLATED
    return replace(unit, target=new.target, state=state)


def why_skipped(unit: Unit, paths: set[str]) -> str:
    """Why a text of the file is not on the page; `paths` are those of the page."""
    if unit.path in paths:
        return _("The original of this text is not the one in the file.")
    return _("This text is no longer on the page.")
