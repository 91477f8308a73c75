"""The columns of the sheet: what a cell says, and how a fact is written in one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django_countries import countries

from core.dates import Precision
from prisoners import choices
from prisoners.export import FORMULA
from prisoners.models import PrisonerPage, StatusRow

MOST_STATUSES = 1_000  # as many as the form of a page takes
FEWEST_STATUSES = 5
DATE = re.compile(r"(~?)(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
SPELLING = re.compile(r"(.*?)(?:\s*\((\w+)\))?", re.DOTALL)

Values = Mapping[str, Any]


def restore(cell: str) -> str:
    """What `export.defuse` was given."""
    text = plain(cell)
    is_defused = text.startswith("'") and text.lstrip("'").startswith(FORMULA)
    return text[1:] if is_defused else text


def plain(text: str) -> str:
    """A text as it is compared: line ends and space around do not count."""
    return text.replace("\r\n", "\n").strip()


def write_date(value: date | None, precision: str) -> str:
    """`2017-02-10`, `2017-02`, `2017` or `~2017`."""
    if value is None:
        return ""
    length = {Precision.DAY: 10, Precision.MONTH: 7}.get(precision, 4)
    return ("~" if precision == Precision.CIRCA else "") + value.isoformat()[:length]


def read_date(text: str) -> tuple[date | None, str]:
    """The date of a cell, and how much of it is known."""
    if not text:
        return None, Precision.DAY
    match = DATE.fullmatch(text)
    if match is None or (match[1] and match[3]):
        raise bad_date(text)
    try:
        value = date(int(match[2]), int(match[3] or 1), int(match[4] or 1))
    except ValueError:
        raise bad_date(text) from None
    if match[4]:
        return value, Precision.DAY
    if match[3]:
        return value, Precision.MONTH
    return value, Precision.CIRCA if match[1] else Precision.YEAR


def bad_date(text: str) -> ValidationError:
    """What is wrong with a date, and how one is written."""
    message = _("“%(value)s” is not a date. Write 2017-02-10, 2017-02, 2017 or ~2017.")
    return ValidationError(message % {"value": text})


def known(text: str, codes: list[str]) -> str:
    """A code, if it is one of these."""
    if text and text not in codes:
        message = _("“%(value)s” is not a code of this column. Write one of: %(codes)s.")
        raise ValidationError(message % {"value": text, "codes": ", ".join(codes)})
    return text


@dataclass(frozen=True)
class Column:
    """A text, and what other columns are made of: a name and the fact of that name."""

    name: str

    @property
    def fact(self) -> str:
        """The field the column is read into."""
        return self.name

    def write(self, values: Values) -> str:
        """The cell for these facts."""
        return plain(str(values[self.fact] or ""))

    def read(self, text: str) -> dict[str, Any]:
        """The facts a cell gives; raises ValidationError."""
        return {self.fact: text}

    def tidy(self, text: str) -> str:
        """The cell as an export would write it; raises ValidationError."""
        return self.write(self.read(text))


@dataclass(frozen=True)
class Code(Column):
    """A code of a vocabulary."""

    codes: list[str] = field(default_factory=list)

    def read(self, text: str) -> dict[str, str]:
        return {self.fact: known(text, self.codes)}


@dataclass(frozen=True)
class Codes(Code):
    """Several codes between strokes."""

    def write(self, values: Values) -> str:
        return " | ".join(values[self.fact])

    def read(self, text: str) -> dict[str, list[str]]:
        given = [known(code.strip(), self.codes) for code in text.split("|")]
        return {self.fact: [code for code in self.codes if code in given]}


@dataclass(frozen=True)
class CountryCode(Column):
    """A country by its two letters."""

    def write(self, values: Values) -> str:
        return str(getattr(values[self.fact], "code", values[self.fact]) or "")

    def read(self, text: str) -> dict[str, str]:
        code = countries.alpha2(text.upper()) if len(text) == 2 else ""
        if text and not code:
            message = _("“%(value)s” is not a country. Write its two letters, for example KZ.")
            raise ValidationError(message % {"value": text})
        return {self.fact: code}


@dataclass(frozen=True)
class Number(Column):
    """A whole number."""

    def write(self, values: Values) -> str:
        return "" if values[self.fact] is None else str(values[self.fact])

    def read(self, text: str) -> dict[str, int | None]:
        if text and not re.fullmatch(r"[0-9]{1,4}", text):
            raise ValidationError(_("“%(value)s” is not a whole number.") % {"value": text})
        return {self.fact: int(text) if text else None}


@dataclass(frozen=True)
class Day(Column):
    """A date of which all is known."""

    def write(self, values: Values) -> str:
        return write_date(values[self.fact], Precision.DAY)

    def read(self, text: str) -> dict[str, date | None]:
        value, precision = read_date(text)
        if precision != Precision.DAY:
            message = _("“%(value)s” is not a whole date. Write one like 2017-02-10.")
            raise ValidationError(message % {"value": text})
        return {self.fact: value}


@dataclass(frozen=True)
class PartialDay(Column):
    """A date and how much of it is known."""

    def write(self, values: Values) -> str:
        return write_date(values[self.fact], values[f"{self.fact}_precision"])

    def read(self, text: str) -> dict[str, Any]:
        value, precision = read_date(text)
        return {self.fact: value, f"{self.fact}_precision": precision}


@dataclass(frozen=True)
class Spellings(Column):
    """Names between strokes, each with its kind behind it: `Ivan Ivanov (passport)`."""

    def write(self, values: Values) -> str:
        pairs = ((row["name"], row["kind"]) for row in values[self.fact])
        return " | ".join(plain(f"{name} ({kind})" if kind else name) for name, kind in pairs)

    def read(self, text: str) -> dict[str, list[dict]]:
        rows = []
        for part in filter(None, map(str.strip, text.split("|"))):
            name, kind = SPELLING.fullmatch(part).groups()
            is_kind = kind in choices.VariantKind.values and name
            rows.append({"name": name if is_kind else part, "kind": kind if is_kind else ""})
        return {self.fact: rows}


@dataclass(frozen=True)
class StatusPart(Column):
    """One cell of a status row; `number` counts the rows from 1."""

    number: int
    part: Column

    @property
    def fact(self) -> str:
        return self.part.fact

    def write(self, values: Values) -> str:
        rows = values["statuses"]
        return self.part.write(rows[self.number - 1]) if self.number <= len(rows) else ""

    def read(self, text: str) -> dict[str, Any]:
        return self.part.read(text)

    def tidy(self, text: str) -> str:
        return self.part.tidy(text)


@dataclass(frozen=True)
class PlaceSlug(Column):
    """A place of detention by the last part of its address."""

    places: Mapping[str, int]
    slugs: Mapping[int, str]

    @property
    def fact(self) -> str:
        return "place_id"

    def write(self, values: Values) -> str:
        return self.slugs.get(values["place_id"], "")

    def read(self, text: str) -> dict[str, int | None]:
        if text and text not in self.places:
            message = _(
                "There is no place of detention with the address “%(value)s”. Add it under "
                "Pages first, or write the last part of its address."
            )
            raise ValidationError(message % {"value": text})
        return {"place_id": self.places.get(text)}


def page_columns() -> list[Column]:
    """The columns of the page itself, in the order of the sheet; without id and language."""
    codes = {
        name: list(dict(PrisonerPage._meta.get_field(name).choices))
        for name in (
            "gender",
            "sentence_kind",
            "health",
            "health_attribution",
            "letters",
            "verified_through",
        )
    }
    return [
        Column("title"),
        Column("summary"),
        Column("native_name"),
        Spellings("spellings"),
        Code("gender", codes["gender"]),
        PartialDay("born"),
        CountryCode("country"),
        Codes("occupations", choices.Occupation.values),
        Code("sentence_kind", codes["sentence_kind"]),
        Number("sentence_years"),
        Number("sentence_months"),
        Day("sentenced_on"),
        PartialDay("expected_end"),
        Code("health", codes["health"]),
        Code("health_attribution", codes["health_attribution"]),
        PartialDay("health_as_of"),
        Code("letters", codes["letters"]),
        Day("letters_checked_on"),
        Column("letter_address"),
        Day("last_verified"),
        Code("verified_through", codes["verified_through"]),
    ]


def all_columns(places: Mapping[str, int], statuses: int = MOST_STATUSES) -> dict[str, Column]:
    """Every column of the sheet by its name, with so many status rows."""
    parts = status_parts(places)
    rows = [
        StatusPart(f"status_{number}_{part.name}", number, part)
        for number in range(1, statuses + 1)
        for part in parts
    ]
    return {column.name: column for column in [*page_columns(), *rows]}


def status_parts(places: Mapping[str, int]) -> list[Column]:
    """What a status row is made of; `places` are the ids of the originals by slug."""
    return [
        Code("code", choices.Status.values),
        PartialDay("since"),
        PartialDay("as_of"),
        PlaceSlug("place", places, {pk: slug for slug, pk in places.items()}),
        Column("source"),
    ]


def facts_of(model: type[models.Model], stored: Values, names: set[str]) -> dict[str, Any]:
    """Facts as Python has them, from a revision or a row; one that is younger has its default."""
    fields = [field for field in model._meta.concrete_fields if field.attname in names]
    return {
        field.attname: field.to_python(stored[field.name])
        if field.name in stored
        else field.get_default()
        for field in fields
    }


PAGE_FACTS = {fact for column in page_columns() for fact in column.read("")} - {"spellings"}
STATUS_FACTS = {fact for column in status_parts({}) for fact in column.read("")}


def values_of(content: Values) -> dict[str, Any]:
    """All facts of the sheet from the content of a revision."""
    return facts_of(PrisonerPage, content, PAGE_FACTS) | {
        "spellings": list(content.get("spellings", ())),
        "statuses": [facts_of(StatusRow, row, STATUS_FACTS) for row in content.get("statuses", ())],
    }
