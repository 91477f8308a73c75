"""The directory as rows for other programs. What the columns mean is told in docs/data.md."""

import csv
import gc
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation

from core.languages import best_versions
from core.rows import fetch_rows
from prisoners.choices import Letters, Occupation
from prisoners.models.prisoner import PrisonerPage

Row = dict[str, Any]

COLUMNS = (
    "id",
    "url",
    "language",
    "name",
    "protected",
    "own_script_name",
    "other_names",
    "gender",
    "born",
    "born_precision",
    "country",
    "country_name",
    "occupations",
    "occupation_words",
    "status",
    "status_words",
    "since",
    "since_precision",
    "as_of",
    "as_of_precision",
    "place",
    "days_least",
    "days_most",
    "letters",
    "letters_words",
    "last_verified",
    "summary",
    "changed",
)
# Rows that columns are read from, beside those every list of people shows.
ROWS = ("spellings",)
# People for each round of queries: what is in memory at once.
CHUNK = 200
# What a spreadsheet takes for the beginning of a formula; the wide ones are read like theirs.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # with it Excel reads Cyrillic


def chunks_of_rows(keys: Iterable[UUID], code: str, root: str) -> Iterator[list[Row]]:
    """The people with these keys as rows in the language `code`, some at a time.

    The same number of queries for each chunk. The gate is asked again for every chunk.
    """
    keys = iter(keys)
    while chunk := list(islice(keys, CHUNK)):
        # The reader's language is no longer active while an answer is streamed.
        with translation.override(code):
            rows = [row_of(page, root) for page in read(chunk, code)]
        # Pages and their rows refer to each other: they would stay until Python looks for such.
        gc.collect()
        yield rows


def read(keys: list[UUID], code: str) -> list[PrisonerPage]:
    """The best versions for the language, with the rows an export shows."""
    people = best_versions(PrisonerPage, keys, code)
    if people:
        fetch_rows([page.original for page in people], ROWS)
    return people


def row_of(page: PrisonerPage, root: str) -> Row:
    """All columns of a person, in the active language; `root` is where the site is."""
    found = coarse_facts(page, root)
    if not page.public.is_protected:
        found |= exact_facts(page) | dates_of_status(page)
    return {name: found.get(name) for name in COLUMNS}


def coarse_facts(page: PrisonerPage, root: str) -> Row:
    """What is exported of everybody: so little that nobody protected is known by it."""
    public = page.public
    return {
        "id": str(page.translation_key),
        "url": f"{root}{page.url_path}",
        "language": page.locale.language_code,
        "name": page.title,
        "protected": public.is_protected,
        "country": public.country.code,
        "country_name": public.country.name,
        "status": page.status and page.status.code,
        "status_words": page.status_words,
        "place": page.rough_place,
        "last_verified": public.last_verified,
    }


def exact_facts(page: PrisonerPage) -> Row:
    """What is exported only of people who are public under their own name."""
    public = page.public
    times = (page.last_published_at, page.original.last_published_at)
    return {
        "own_script_name": public.native_name,
        "other_names": [spelling.name for spelling in public.spellings],
        "gender": public.gender,
        "born": public.born,
        "born_precision": public.born and public.born_precision,
        "occupations": public.occupations,
        "occupation_words": [str(Occupation(code).label) for code in public.occupations],
        "place": page.place and page.place.title,
        "letters": public.letters,
        "letters_words": public.letters and str(Letters(public.letters).label),
        "summary": page.summary,
        "changed": max(filter(None, times), default=None),
    }


def dates_of_status(page: PrisonerPage) -> Row:
    """Since when, as of when, and how many days in custody."""
    found: Row = {}
    if page.status:
        for name in ("since", "as_of"):
            day = getattr(page.status, name)
            found[name] = day
            found[f"{name}_precision"] = day and getattr(page.status, f"{name}_precision")
    if page.days_held:
        found |= {"days_least": page.days_held.least, "days_most": page.days_held.most}
    return found


def as_csv(chunks: Iterable[list[Row]]) -> Iterator[str]:
    """RFC 4180 with a header, as spreadsheets open it."""
    yield BYTE_ORDER_MARK + lines([COLUMNS])
    for rows in chunks:
        yield lines([cell(value) for value in row.values()] for row in rows)


def lines(rows: Iterable[Sequence[str]]) -> str:
    """Rows as lines of CSV."""
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def cell(value: object) -> str:
    """A value as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        text = "; ".join(value)
    elif isinstance(value, date):
        text = value.isoformat()
    else:
        text = str(value)
    return defuse(text)


def defuse(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, also behind apostrophes of its own."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def as_json(chunks: Iterable[list[Row]], head: Row) -> Iterator[str]:
    """One object: the head, and the people in a list."""
    yield dump(head)[:-1] + ', "people": ['
    before = "\n"
    for rows in chunks:
        for row in rows:
            yield before + dump(row)
            before = ",\n"
    yield "\n]}\n"


def dump(value: Row) -> str:
    """JSON with readable letters; dates as ISO 8601 has them."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
