"""How the list of people is narrowed and sorted, and what other pages ask about people.

Everything is asked of the entries that `prisoners.directory` keeps, which the gate has passed.
They tell whom to show and in which order; what is shown of them passes the gate once more.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, Self
from unicodedata import combining, normalize
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from core.languages import listed
from prisoners.choices import DEPRIVED_OF_LIBERTY, Occupation, Status, StatusGroup
from prisoners.models.directory_entry import POSSIBLE, DirectoryEntry, days, is_stale
from prisoners.models.place import PlacePage
from prisoners.verification import STALE

SORTS = {"name": _("by name"), "days": _("by days"), "changed": _("by last change")}


def totals(code: str) -> dict[str, int]:
    """How many people a reader of `code` is told of, for each status. One query."""
    known = DirectoryEntry.shown(code).exclude(status="")
    return dict(known.values_list("status").annotate(number=Count("pk")).order_by())


def deprived_of_liberty(numbers: Mapping[str, int]) -> int:
    """The people among `totals()` who are held."""
    return sum(number for code, number in numbers.items() if code in DEPRIVED_OF_LIBERTY)


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
