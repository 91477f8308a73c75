"""How the list of people is narrowed, sorted and counted, and what other pages ask about people.

Everything is asked of the entries that `prisoners.directory` keeps, which the gate has passed.
They tell whom to show and in which order; what is shown of them passes the gate once more.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from operator import itemgetter
from typing import Any, Self
from unicodedata import combining, normalize
from urllib.parse import urlencode

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from core import clock
from core.languages import listed
from prisoners.choices import DEPRIVED_OF_LIBERTY, Occupation, Status, StatusGroup
from prisoners.models.directory_entry import DirectoryEntry
from prisoners.models.place import PlacePage
from prisoners.models.prisoner import places_by_id
from prisoners.verification import (
    STALE,
    VERIFIED_OTHERWISE,
    VERIFIED_WHEN_HELD,
    unverified_for,
)

SORTS = {"name": _("by name"), "days": _("by days"), "changed": _("by last change")}
POSSIBLE = "possible"


def totals(code: str) -> dict[str, int]:
    """How many people a reader of `code` is told of, for each status. One query."""
    known = DirectoryEntry.shown(code).exclude(status="")
    return dict(known.values_list("status").annotate(number=Count("pk")).order_by())


def deprived_of_liberty(numbers: Mapping[str, int]) -> int:
    """The people among `totals()` who are held."""
    return sum(number for code, number in numbers.items() if code in DEPRIVED_OF_LIBERTY)


def is_stale() -> Q:
    """Condition on entries: as the page says of itself."""
    is_held = Q(group=StatusGroup.HELD)
    return unverified_for(VERIFIED_OTHERWISE) | is_held & unverified_for(VERIFIED_WHEN_HELD)


def days() -> Combinable:
    """The least number of days in custody up to today, for sorting entries."""
    today = clock.today().toordinal()
    present = When(held_since__lt=today, then=Value(today) - F("held_since"))
    return F("held_before") + Case(present, default=Value(0), output_field=IntegerField())


def folded(text: str) -> str:
    """Small letters without accents, to find and to sort names by: "Éva Ёлкина" is "eva елкина"."""
    letters = normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in letters if not combining(sign)).split())


# What a value of each parameter looks like.
KNOWN: dict[str, Callable[[str], Any]] = {
    "group": StatusGroup.values.__contains__,
    "status": Status.values.__contains__,
    "country": countries.__contains__,
    "occupation": Occupation.values.__contains__,
    "place": re.compile(r"[-\w]{1,255}", re.ASCII).fullmatch,
    "year": re.compile(r"[12][0-9]{3}").fullmatch,
    "letters": POSSIBLE.__eq__,
    "verified": STALE.__eq__,
    "sort": SORTS.__contains__,
}


@dataclass(frozen=True)
class PeopleFilter:
    """What a reader asked the list for; nothing asked is an empty text."""

    group: str = ""
    status: str = ""
    country: str = ""
    occupation: str = ""
    place: str = ""
    year: str = ""
    letters: str = ""
    verified: str = ""
    name: str = ""
    sort: str = "name"

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read the parameters of an address; what makes no sense is left out."""
        asked = {key: query[key] for key, fits in KNOWN.items() if fits(query.get(key, ""))}
        name = " ".join(query.get("name", "").replace("\0", "").split())[:100]
        return cls(**asked, name=name)

    def query(self, **changes: str) -> str:
        """The parameters of the address of this state, with some changed."""
        state = asdict(replace(self, **changes))
        return urlencode({key: text for key, text in state.items() if text != getattr(ALL, key)})

    def entries(self, code: str) -> QuerySet[DirectoryEntry]:
        """Whom a reader of `code` is shown, narrowed and sorted: iterate their keys."""
        found = self.named(code).filter(*self.conditions())
        order = {
            "days": (days().desc(),),
            "changed": ("-changed_at",),
        }
        last = ("person",) if self.sort == "changed" else ("sort_name", "person")
        return found.order_by(*order.get(self.sort, ()), *last)

    def named(self, code: str) -> QuerySet[DirectoryEntry]:
        """Everybody with the name asked for."""
        name = folded(self.name)
        everybody = DirectoryEntry.shown(code)
        return everybody.filter(names__contains=name) if name else everybody

    def conditions(self) -> list[Q]:
        """A condition for each facet asked for."""
        places = listed(PlacePage).filter(slug=self.place).values("pk")
        conditions = {
            "group": Q(group=self.group),
            "status": Q(status=self.status),
            "country": Q(country=self.country),
            "occupation": Q(occupations__contains=f",{self.occupation},"),
            "place": Q(place__in=places),
            "year": Q(arrest_year=self.year or None),
            "letters": Q(letters_possible=True),
            "verified": is_stale(),
        }
        return [condition for name, condition in conditions.items() if getattr(self, name)]


ALL = PeopleFilter()


LABELS = {
    "group": _("Situation"),
    "status": _("Status"),
    "country": _("Country"),
    "occupation": _("Occupation"),
    "place": _("Place of detention"),
    "year": _("Year of arrest"),
    "letters": _("Letters"),
    "verified": _("Verification"),
}
FIXED = {
    "group": StatusGroup.choices,
    "status": Status.choices,
    "occupation": Occupation.choices,
    "letters": [(POSSIBLE, _("letters possible"))],
    "verified": [(STALE, _("not verified lately"))],
}


@dataclass(frozen=True)
class Option:
    """A choice of a facet, how many people it would leave, and the address of that list."""

    value: str
    label: str
    number: int
    is_chosen: bool
    query: str
    # The place meant, for the language of its name.
    place: PlacePage | None = None


@dataclass(frozen=True)
class Facet:
    """A property to narrow the list by; `without` is the address of the list not narrowed by it."""

    name: str
    label: str
    options: list[Option]
    without: str

    @property
    def chosen(self) -> Option | None:
        """The option in force."""
        return next((option for option in self.options if option.is_chosen), None)


class Facets:
    """All facets of a list, and the number of people in it. Two queries, for any number of people.

    Counts respect the other choices: what a facet counts does not depend on what is chosen in it.
    """

    def __init__(self, asked: PeopleFilter, code: str) -> None:
        self.asked = asked
        self.rows = list(asked.named(code).values_list(*columns()))
        ids = {row[PLACE] for row in self.rows}
        self.places = {page.slug: page for page in places_by_id(list(ids), code).values()}

    @cached_property
    def tests(self) -> dict[int, Callable[[tuple], bool]]:
        """For each facet chosen, by its column: whether a row passes."""
        chosen = {}
        for column, name in enumerate(LABELS):
            if value := getattr(self.asked, name):
                chosen[column] = self.test(column, name, value)
        return chosen

    def test(self, column: int, name: str, value: str) -> Callable[[tuple], bool]:
        """Whether a row has a value; a function, as it is asked of every row."""
        if name == "occupation":
            return lambda row: f",{value}," in row[column]
        wanted = value
        if name == "year":
            wanted = int(value)
        elif name == "place":
            place = self.places.get(value)
            wanted = place.original.pk if place else 0
        return lambda row: row[column] == wanted

    def passing(self, without: int | None = None) -> list[tuple]:
        """The rows that pass all choices, save for that of a column."""
        rows = self.rows
        for column, passes in self.tests.items():
            if column != without:
                rows = [row for row in rows if passes(row)]
        return rows

    @cached_property
    def shown(self) -> list[tuple]:
        """The rows of the people in the list."""
        return self.passing()

    @property
    def number(self) -> int:
        """How many people are in the list."""
        return len(self.shown)

    def __iter__(self) -> Iterator[Facet]:
        """The facets that have anything to choose."""
        for column, name in enumerate(LABELS):
            rows = self.passing(without=column) if column in self.tests else self.shown
            options = list(self.options(name, Counter(map(itemgetter(column), rows))))
            if options:
                yield Facet(name, LABELS[name], options, self.asked.query(**{name: ""}))

    def options(self, name: str, found: Counter) -> Iterable[Option]:
        """The options of a facet that anybody has, and the one chosen."""
        numbers = self.by_value(name, found)
        chosen = getattr(self.asked, name)
        for value, label in self.words(name, {*numbers, chosen} - {""}):
            if numbers[value] or value == chosen:
                query = self.asked.query(**{name: value})
                place = self.places.get(value) if name == "place" else None
                yield Option(value, label, numbers[value], value == chosen, query, place)

    def by_value(self, name: str, found: Counter) -> Counter[str]:
        """Numbers by the value an address has, from numbers by the value of a column."""
        if name == "place":
            slugs = {page.original.pk: slug for slug, page in self.places.items()}
            return Counter({slugs[key]: found[key] for key in found if key in slugs})
        numbers: Counter[str] = Counter()
        for value, number in found.items():
            codes = value.strip(",").split(",") if name == "occupation" else [str(value or "")]
            for code in codes:
                numbers[code] += number
        return numbers

    def words(self, name: str, values: set[str]) -> Iterable[tuple[str, str]]:
        """Values with their words, in the order of a vocabulary, else of the words."""
        if name in FIXED:
            return FIXED[name]
        if name == "year":
            return [(year, year) for year in sorted(values, reverse=True)]
        if name == "country":
            found = [(code, countries.name(code)) for code in values]
        else:
            found = [(slug, self.places[slug].title) for slug in values if slug in self.places]
        return sorted(found, key=lambda option: option[1])


PLACE = list(LABELS).index("place")


def columns() -> list[Combinable]:
    """What is read of each entry, a column for each facet."""
    read = {
        "group": F("group"),
        "status": F("status"),
        "country": F("country"),
        "occupation": F("occupations"),
        "place": F("place_id"),
        "year": F("arrest_year"),
        "letters": word_if(Q(letters_possible=True), POSSIBLE),
        "verified": word_if(is_stale(), STALE),
    }
    return [read[name] for name in LABELS]


def word_if(condition: Q, word: str) -> Case:
    """A column with the word where the condition holds."""
    return Case(When(condition, then=Value(word)), default=Value(""))
