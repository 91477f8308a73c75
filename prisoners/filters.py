"""How the list of people is narrowed, sorted and counted, and what other pages ask about people.

Everything is asked of the entries that `prisoners.directory` keeps, which the gate has passed.
They tell whom to show and in which order; what is shown of them passes the gate once more.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, Self
from unicodedata import combining, normalize
from urllib.parse import urlencode

from django.db.models import (
    Aggregate,
    Case,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
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
        found = self.named(code).filter(self.narrowing())
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

    def narrowing(self, without: str = "") -> Q:
        """Condition on entries: all choices, save for that of one facet."""
        conditions = {
            "group": Q(group=self.group),
            "status": Q(status=self.status),
            "country": Q(country=self.country),
            "occupation": Q(occupations__contains=f",{self.occupation},"),
            "place": Q(place=self.place_id),
            "year": Q(arrest_year=self.year or None),
            "letters": Q(letters_possible=True),
            "verified": is_stale(),
        }
        chosen = (name for name in conditions if getattr(self, name) and name != without)
        return Q(*(conditions[name] for name in chosen))

    @cached_property
    def place_id(self) -> int:
        """The original of the place chosen; 0, which no place has, for one that is not listed."""
        if not self.place:
            return 0
        return listed(PlacePage).filter(slug=self.place).values_list("pk", flat=True).first() or 0


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
BOXES = ("letters", "verified")


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
    def is_box(self) -> bool:
        """Whether there is nothing to choose but yes."""
        return self.name in BOXES

    @property
    def chosen(self) -> Option | None:
        """The option in force."""
        return next((option for option in self.options if option.is_chosen), None)


class Joined(Aggregate):
    """All values of a column in one text, which a database hands over ten times as fast as rows."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = TextField()

    def as_postgresql(self, *args, **context) -> tuple[str, tuple]:
        """The same in the words of PostgreSQL."""
        return self.as_sql(*args, function="STRING_AGG", **context)


class Facets:
    """All facets of a list, and the number of people in it. Two queries, for any number of people.

    Counts respect the other choices: what a facet counts does not depend on what is chosen in it.
    """

    def __init__(self, asked: PeopleFilter, code: str) -> None:
        self.asked = asked
        found = asked.named(code).aggregate(
            number=Count("language", filter=asked.narrowing()),
            **{
                f"{name}_values": Joined(column, filter=asked.narrowing(without=name))
                for name, column in columns().items()
            },
        )
        self.number: int = found["number"]
        self.numbers = {name: tally(found[f"{name}_values"] or "") for name in LABELS}
        by_id = self.numbers["place"]
        places = places_by_id([*map(int, by_id), asked.place_id], code).values()
        self.places = {page.slug: page for page in places}
        self.numbers["place"] = Counter(
            {page.slug: by_id[str(page.original.pk)] for page in places}
        )

    def __iter__(self) -> Iterator[Facet]:
        """The facets that have anything to choose."""
        for name, label in LABELS.items():
            if options := list(self.options(name)):
                yield Facet(name, label, options, self.asked.query(**{name: ""}))

    def options(self, name: str) -> Iterator[Option]:
        """The options of a facet that anybody has, and the one chosen."""
        numbers = self.numbers[name]
        chosen = getattr(self.asked, name)
        for value, label in self.words(name, {*numbers, chosen} - {""}):
            if numbers[value] or value == chosen:
                query = self.asked.query(**{name: value})
                place = self.places.get(value) if name == "place" else None
                yield Option(value, label, numbers[value], value == chosen, query, place)

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


def columns() -> dict[str, Combinable]:
    """Where the values of each facet stand in an entry, several with commas between them."""
    return {
        "group": F("group"),
        "status": F("status"),
        "country": F("country"),
        "occupation": F("occupations"),
        "place": Cast("place", TextField()),
        "year": Cast("arrest_year", TextField()),
        "letters": Case(When(letters_possible=True, then=Value(POSSIBLE))),
        "verified": Case(When(is_stale(), then=Value(STALE))),
    }


def tally(values: str) -> Counter[str]:
    """How often each value stands between the commas."""
    numbers = Counter(values.split(","))
    del numbers[""]
    return numbers
