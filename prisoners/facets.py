"""What a list of people can be narrowed by, and how many each choice would leave."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Aggregate, Case, Count, F, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from prisoners.choices import Occupation, Status, StatusGroup
from prisoners.models.directory_entry import POSSIBLE, is_stale
from prisoners.models.place import PlacePage
from prisoners.models.prisoner import places_by_id
from prisoners.verification import STALE

if TYPE_CHECKING:
    from prisoners.filters import PeopleFilter

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

    def __init__(self, asked: "PeopleFilter", code: str) -> None:
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
