"""How the list of people is narrowed, and what other pages ask about people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.languages import listed, preference, readable
from prisoners.choices import DEPRIVED_OF_LIBERTY, Status
from prisoners.models.prisoner import PrisonerPage, StatusRow


def people() -> QuerySet[PrisonerPage]:
    """Everybody a reader may see, once each, with the code of the `current` status."""
    latest = (
        StatusRow.objects.filter(page=OuterRef("pk"))
        .annotate(day=Coalesce("since", "as_of"))
        .order_by(F("day").desc(nulls_last=True), F("sort_order").desc(nulls_last=True))
    )
    return listed(PrisonerPage).annotate(current=Subquery(latest.values("code")[:1]))


def by_name(found: QuerySet[PrisonerPage], code: str) -> QuerySet[PrisonerPage]:
    """`people()` in the order of the names a reader of `code` sees."""
    versions = readable(PrisonerPage.objects.filter(translation_key=OuterRef("translation_key")))
    names = [
        Subquery(versions.filter(locale__language_code=language).values("title")[:1])
        for language in preference(code)
    ]
    return found.annotate(name_shown=Coalesce(*names, "title")).order_by("name_shown", "pk")


def totals() -> dict[str, int]:
    """How many people there are for each status code. One query."""
    rows = people().order_by().values_list("current").annotate(number=Count("pk"))
    return {code: number for code, number in rows if code}


def deprived_of_liberty(numbers: Mapping[str, int]) -> int:
    """The people among `totals()` who are held."""
    return sum(number for code, number in numbers.items() if code in DEPRIVED_OF_LIBERTY)


@dataclass(frozen=True)
class PeopleFilter:
    """What a reader asked the list for."""

    status: str = ""
    name: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read `?status=&name=`; what makes no sense is left out."""
        status = query.get("status", "")
        return cls(
            status=status if status in Status.values else "",
            name=query.get("name", "").replace("\0", "").strip()[:100],
        )

    def apply(self, found: QuerySet[PrisonerPage]) -> QuerySet[PrisonerPage]:
        """Narrow `people()`."""
        if self.status:
            found = found.filter(current=self.status)
        if self.name:
            # Not icontains: SQLite folds the case of Latin letters only.
            pattern = re.escape(self.name)
            versions = PrisonerPage.objects.filter(
                Q(title__iregex=pattern)
                | Q(native_name__iregex=pattern)
                | Q(spellings__name__iregex=pattern),
                translation_key=OuterRef("translation_key"),
            )
            found = found.filter(Exists(readable(versions)))
        return found
