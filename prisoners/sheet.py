"""People as a sheet: written for editors, and read back by a check that changes nothing.

Nothing of a consent is in it. What a sheet does not carry stays as it is.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from itertools import takewhile
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.db.models import Model, QuerySet, TextField
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from core.languages import originals
from prisoners.export import BYTE_ORDER_MARK, defuse
from prisoners.models import NameVariant, PlacePage, PrisonerIndexPage, PrisonerPage, StatusRow
from prisoners.namesakes import Namesakes
from prisoners.rights import people_for
from prisoners.sheet_columns import (
    FEWEST_STATUSES,
    PAGE_FACTS,
    STATUS_FACTS,
    Column,
    StatusPart,
    all_columns,
    restore,
    values_of,
)

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 5_000
REQUIRED = ("id", "language", "title")
AT_ONCE = 250
NOT_IN_A_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a cell. Rows are counted as a spreadsheet does: the first is 1."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class Change:
    """What a cell would change, in the words of the sheet."""

    column: Column
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """A row of the sheet and what it would do; without a page it adds one."""

    row: int
    name: str
    language: str
    page_id: int | None
    changes: list[Change]


@dataclass
class Report:
    """What a sheet would do, and what is wrong with it."""

    mistakes: list[Mistake] = field(default_factory=list)
    warnings: list[Mistake] = field(default_factory=list)
    added: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    unchanged: int = 0
    # The latest revision of every page the sheet speaks of, by the page's id.
    revisions: dict[int, int | None] = field(default_factory=dict)

    @property
    def has_work(self) -> bool:
        """Whether there is anything to import, and nothing in its way."""
        return not self.mistakes and bool(self.added or self.changed)


class ChangedError(Exception):
    """Somebody changed a page between the check and the import."""


def places() -> dict[str, int]:
    """The originals of the places of detention: their ids by slug."""
    return dict(originals(PlacePage.objects.all()).values_list("slug", "pk"))


def stored(page: PrisonerPage) -> dict[str, Any]:
    """The facts of the latest draft, as the editing form shows them. No query of its own."""
    if page.latest_revision:
        return values_of(page.latest_revision.content)
    rows = {
        name: [row.__dict__ | {"place": row.__dict__.get("place_id")} for row in rows.all()]
        for name, rows in (("spellings", page.spellings), ("statuses", page.statuses))
    }
    return values_of(page.__dict__ | rows)


def some_at_once(people: QuerySet[PrisonerPage]) -> Iterator[PrisonerPage]:
    """People with all that `stored` and a lock need, in few queries and little memory."""
    with_locks = people.prefetch_workflow_states().annotate_approved_schedule()
    with_rows = with_locks.prefetch_related("statuses", "spellings")
    return with_rows.select_related("locale", "latest_revision").iterator(chunk_size=AT_ONCE)


# --- writing -------------------------------------------------------------------------------


def write(people: QuerySet[PrisonerPage]) -> str:
    """The sheet of these originals, one row each, with all columns that can be imported."""
    known, statuses = places(), FEWEST_STATUSES
    columns = all_columns(known, statuses)
    rows = []
    for page in some_at_once(people):
        values = stored(page)
        if len(values["statuses"]) > statuses:
            statuses = len(values["statuses"])
            columns = all_columns(known, statuses)
        cells = {name: column.write(values) for name, column in columns.items()}
        found = {name: defuse(text) for name, text in cells.items() if text}
        rows.append(found | {"id": page.translation_key, "language": page.locale.language_code})
    out = StringIO(BYTE_ORDER_MARK)
    out.seek(0, 2)
    sheet = csv.DictWriter(out, ["id", "language", *columns], restval="")
    sheet.writeheader()
    sheet.writerows(rows)
    return out.getvalue()


# --- reading -------------------------------------------------------------------------------


def decode(data: bytes) -> str:
    """The text of a file; raises ValidationError."""
    if len(data) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 2 MB. Split it."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _(
            "The file is not UTF-8 (line %(line)s). Save it as “CSV UTF-8” in your spreadsheet."
        )
        line = data[: error.start].count(b"\n") + 1
        raise ValidationError(message % {"line": line}) from None
    if not text.strip():
        raise ValidationError(_("The file is empty."))
    return text


def parse(text: str) -> list[tuple[int, list[str]]]:
    """Numbered rows of cells, without empty ones; raises ValidationError."""
    first = text.lstrip().split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                rows.append((number, cells))
    except csv.Error:
        message = _(
            "The file is not CSV: something is wrong in line %(line)s, perhaps a quotation mark "
            "that is not closed."
        )
        raise ValidationError(message % {"line": reader.line_num}) from None
    if len(rows) > MOST_ROWS + 1:
        message = _("The sheet has more than %(most)s rows. Split it.")
        raise ValidationError(message % {"most": MOST_ROWS})
    if len(rows) < 2:
        raise ValidationError(_("The sheet has no rows below its first one."))
    return rows


def check(text: str, user: AbstractBaseUser) -> Report:
    """What the sheet would do for this user; raises ValidationError where it is no sheet."""
    return Check(text, user).run()


class Check:
    """One reading of a sheet."""

    def __init__(self, text: str, user: AbstractBaseUser) -> None:
        (self.header_row, header), *self.rows = parse(text)
        self.header = [name.strip().lower() for name in header]
        self.user = user
        self.report = Report()
        self.columns = all_columns(places())
        self.carried = {name: self.columns[name] for name in self.header if name in self.columns}
        self.lists = lists_for(user)
        self.first_rows: dict[UUID, int] = {}

    def run(self) -> Report:
        """Read the header, and if it is right all rows."""
        self.check_header()
        if not self.report.mistakes:
            self.namesakes = self.known_names()
            for start in range(0, len(self.rows), AT_ONCE):
                self.check_some(self.rows[start : start + AT_ONCE])
        return self.report

    def wrong(self, row: int, column: str, text: str) -> None:
        """Note a mistake."""
        self.report.mistakes.append(Mistake(row, column, text))

    def check_header(self) -> None:
        """Only known columns, each once, and those a sheet cannot do without."""
        for place, name in enumerate(self.header):
            if name in self.header[:place]:
                self.wrong(self.header_row, name, _("This column is there twice."))
            elif name not in self.columns and name not in REQUIRED:
                message = _("There is no column of this name. Take the names from an export.")
                self.wrong(self.header_row, name or f"({place + 1})", message)
        needed = {f"status_{c.number}_code" for c in self.carried.values() if is_status(c)}
        for name in [*REQUIRED, *sorted(needed)]:
            if name not in self.header:
                self.wrong(self.header_row, name, _("This column is missing."))

    def known_names(self) -> Namesakes:
        """The names of everybody the user may edit."""
        known = Namesakes()
        for title in people_for(self.user).values_list("title", flat=True):
            known.add(title)
        return known

    def check_some(self, rows: list[tuple[int, list[str]]]) -> None:
        """Some rows, with their pages read at once."""
        read = [(number, cells) for number, raw in rows if (cells := self.cells(number, raw))]
        keys = {key for _number, cells in read if (key := uuid(cells["id"]))}
        found = some_at_once(people_for(self.user).filter(translation_key__in=keys))
        pages = {page.translation_key: page for page in found}
        for number, cells in read:
            self.check_row(number, cells, pages)

    def cells(self, number: int, raw: list[str]) -> dict[str, str] | None:
        """The cells of a row by column, if it has as many as the header."""
        if len(raw) != len(self.header):
            at = min(len(raw), len(self.header))
            name = self.header[at] if at < len(self.header) else f"({at + 1})"
            message = _("The row has %(cells)s cells, the first row of the sheet %(columns)s.")
            self.wrong(number, name, message % {"cells": len(raw), "columns": len(self.header)})
            return None
        return dict(zip(self.header, map(restore, raw), strict=True))

    def check_row(self, number: int, cells: dict[str, str], pages: Mapping) -> None:
        """What one row would do."""
        before = len(self.report.mistakes)
        page = self.page_of(number, cells, pages)
        if len(self.report.mistakes) > before:
            return
        self.check_language(number, cells["language"], page)
        values = stored(page) if page else values_of({})
        changes = self.changes(number, cells, values)
        if page:
            self.report.revisions[page.pk] = page.latest_revision_id
        if changes or page is None:
            self.check_lock(number, page)
            self.validate(number, values, changes)
        if len(self.report.mistakes) > before:
            return
        line = Line(number, cells["title"], cells["language"], page and page.pk, changes)
        self.count(line)

    def count(self, line: Line) -> None:
        """Put a row without mistakes where it belongs."""
        if line.page_id is None:
            self.warn_of_namesakes(line)
            self.report.added.append(line)
        elif line.changes:
            self.report.changed.append(line)
        else:
            self.report.unchanged += 1

    def page_of(self, number: int, cells: dict[str, str], pages: Mapping) -> PrisonerPage | None:
        """The page the row speaks of; none for a new person, or after a mistake."""
        if not cells["id"]:
            return None
        key = uuid(cells["id"])
        if key in self.first_rows:
            message = _("The same id stands in row %(row)s already.")
            self.wrong(number, "id", message % {"row": self.first_rows[key]})
            return None
        if key not in pages:
            message = _("There is no person with this id. Leave it empty to add somebody.")
            self.wrong(number, "id", message)
            return None
        self.first_rows[key] = number
        return pages[key]

    def check_language(self, number: int, code: str, page: PrisonerPage | None) -> None:
        """It is that of the original, or for a new person one the user may write in."""
        if page and code != page.locale.language_code:
            message = _(
                "This person was first written about in “%(language)s”, and a sheet changes no "
                "translations."
            )
            self.wrong(number, "language", message % {"language": page.locale.language_code})
        if page is None and code not in self.lists:
            message = _("“%(value)s” is not a code of this column. Write one of: %(codes)s.")
            codes = ", ".join(sorted(self.lists))
            self.wrong(number, "language", message % {"value": code, "codes": codes})

    def changes(self, number: int, cells: dict[str, str], values: Mapping) -> list[Change]:
        """The cells that say something else than what is stored."""
        found = []
        for name, column in self.carried.items():
            old, new = column.write(values), cells[name]
            if new == old:
                continue
            try:
                if NOT_IN_A_TEXT.search(new):
                    raise ValidationError(_("There are characters in it that no text has."))
                if column.tidy(new) != old:
                    found.append(Change(column, old, new))
            except ValidationError as error:
                self.wrong(number, name, error.messages[0])
        return found

    def check_lock(self, number: int, page: PrisonerPage | None) -> None:
        """Nobody else holds the page."""
        if page and (lock := page.get_lock()) and lock.for_user(self.user):
            self.wrong(number, "id", _("This page is locked. Ask who locked it."))

    def validate(self, number: int, values: Mapping, changes: list[Change]) -> None:
        """Ask the models, on a page that is not in the tree; one mistake for each cell."""
        page = PrisonerPage(**{name: values[name] for name in PAGE_FACTS})
        page.spellings = [NameVariant(name=r["name"], kind=r["kind"]) for r in values["spellings"]]
        page.statuses = [StatusRow(**row) for row in values["statuses"]]
        statuses = change(page, changes)
        wrong = errors_of(page, PAGE_FACTS)
        for spelling in page.spellings.all():
            if errors := errors_of(spelling, {"name"}):
                wrong["spellings"] = errors["name"]
        for place, row in statuses.items():
            errors = errors_of(row, STATUS_FACTS - {"place_id"})
            wrong |= {f"status_{place}_{name}": text for name, text in errors.items()}
        last = reversed(self.report.mistakes)
        noted = {mistake.column for mistake in takewhile(lambda other: other.row == number, last)}
        for name, text in wrong.items():
            if name not in noted:
                self.wrong(number, name, text)

    def warn_of_namesakes(self, line: Line) -> None:
        """Somebody of such a name, in any spelling, exists or stands in a row above."""
        if found := self.namesakes.find(line.name):
            name, row = found
            text = (
                _("Row %(row)s may be the same person: %(name)s.")
                if row
                else _("This may be somebody there is already: %(name)s.")
            )
            note = Mistake(line.row, "title", text % {"row": row, "name": name})
            self.report.warnings.append(note)
        self.namesakes.add(line.name, line.row)


def is_status(column: Column) -> bool:
    """Whether the column is a part of a status row."""
    return isinstance(column, StatusPart)


def uuid(text: str) -> UUID | None:
    """The id in a cell, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None


def lists_for(user: AbstractBaseUser) -> dict[str, PrisonerIndexPage]:
    """The lists the user may add people to, by language."""
    lists = PrisonerIndexPage.objects.select_related("locale")
    return {
        page.locale.language_code: page
        for page in lists
        if page.permissions_for_user(user).can_add_subpage()
    }


def errors_of(thing: Model, facts: set[str]) -> dict[str, str]:
    """What the model finds wrong with these facts, by the name of the field."""
    others = {field.name for field in thing._meta.concrete_fields if field.attname not in facts}
    wrong: dict[str, list[str]] = {}
    for clean in (
        lambda: thing.clean_fields(exclude=others),
        thing.clean,
        lambda: fits(thing, facts),
    ):
        try:
            clean()
        except ValidationError as error:
            wrong = error.update_error_dict(wrong)
    return {
        "id" if name == NON_FIELD_ERRORS else name: " ".join(ValidationError(found).messages)
        for name, found in wrong.items()
    }


def fits(thing: Model, facts: set[str]) -> None:
    """A long text is no longer than its form allows: models do not ask."""
    for name in facts:
        field = thing._meta.get_field(name)
        if isinstance(field, TextField) and field.max_length:
            try:
                MaxLengthValidator(field.max_length)(getattr(thing, name))
            except ValidationError as error:
                raise ValidationError({name: error.messages}) from None


def change(page: PrisonerPage, changes: list[Change]) -> dict[int, StatusRow]:
    """Make the changes on a page that is not saved; its status rows by their number."""
    statuses = dict(enumerate(page.statuses.all(), 1))
    for made in changes:
        facts = made.column.read(made.new)
        if isinstance(made.column, StatusPart):
            thing = statuses.setdefault(made.column.number, StatusRow(locale_id=page.locale_id))
        else:
            thing = page
            if (spellings := facts.pop("spellings", None)) is not None:
                page.spellings = [
                    NameVariant(sort_order=place, **row) for place, row in enumerate(spellings)
                ]
        for name, value in facts.items():
            setattr(thing, name, value)
    kept = {number: row for number, row in sorted(statuses.items()) if says_something(row)}
    if any(isinstance(made.column, StatusPart) for made in changes):
        for place, row in enumerate(kept.values()):
            row.sort_order = place
        page.statuses = list(kept.values())
    return kept


def says_something(row: StatusRow) -> bool:
    """Whether any cell of the row is filled."""
    return any((row.code, row.since, row.as_of, row.place_id, row.source))


# --- importing -----------------------------------------------------------------------------


@transaction.atomic
def import_sheet(text: str, user: AbstractBaseUser, revisions: Mapping) -> Report:
    """Do what the check said, all of it as drafts by the user, or nothing.

    `revisions` are those of the check; raises `ChangedError` if there are others by now.
    """
    held = Page.objects.select_for_update().filter(pk__in=list(revisions)).order_by("pk")
    list(held.values_list("pk"))  # until the end of the transaction
    report = check(text, user)
    if report.revisions != revisions:
        raise ChangedError
    if report.has_work:
        with disable_reference_index_auto_update():
            save_changed(report.changed, user)
            save_added(report.added, user)
    return report


def save_changed(lines: list[Line], user: AbstractBaseUser) -> None:
    """A new draft of each page."""
    for start in range(0, len(lines), AT_ONCE):
        changes = {line.page_id: line.changes for line in lines[start : start + AT_ONCE]}
        pages = PrisonerPage.objects.filter(pk__in=changes).select_related("latest_revision")
        for page in pages:
            draft = page.get_latest_revision_as_object()
            change(draft, changes[page.pk])
            draft.save_revision(user=user, log_action=True)


def save_added(lines: list[Line], user: AbstractBaseUser) -> None:
    """A page for each new person, which readers do not see."""
    lists = lists_for(user)
    for line in lines:
        parent = lists[line.language]
        page = PrisonerPage(
            body=[], live=False, has_unpublished_changes=True, owner=user, locale=parent.locale
        )
        change(page, line.changes)
        parent.add_child(instance=page)
        log(instance=page, action="wagtail.create", user=user, content_changed=True)
        page.save_revision(user=user, clean=False)
        ReferenceIndex.create_or_update_for_object(page)
