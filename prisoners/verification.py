"""How long a check of a profile stays good, and whose should be checked again."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet, prefetch_related_objects

from core import clock
from prisoners.choices import GROUPS, StatusGroup

if TYPE_CHECKING:
    from prisoners.models import PrisonerPage

# How long a check of a page stays good: of somebody in custody, and of anybody else.
VERIFIED_WHEN_HELD = timedelta(days=30)
VERIFIED_OTHERWISE = timedelta(days=180)
# The filter for the others, in addresses.
STALE = "stale"


def unverified_for(good_for: timedelta) -> Q:
    """Condition on people or entries: never checked, or longer ago than a check stays good."""
    return Q(last_verified=None) | Q(last_verified__lt=clock.today() - good_for)


def due(people: "QuerySet[PrisonerPage]") -> "QuerySet[PrisonerPage]":
    """The published among these originals that were not verified for too long, or never.

    Statuses are read only where they decide: three queries more.
    """
    published = people.filter(live=True)
    is_due = unverified_for(VERIFIED_OTHERWISE)
    between = published.filter(~is_due, unverified_for(VERIFIED_WHEN_HELD))
    return published.filter(is_due | Q(pk__in=in_group(between, StatusGroup.HELD)))


def in_group(people: "QuerySet[PrisonerPage]", group: str) -> list[int]:
    """The ids of those of these originals whose status of today belongs to the group."""
    pages = list(people.model.objects.filter(pk__in=people.order_by().values("pk")).only("pk"))
    read_statuses(pages)
    return [page.pk for page in pages if page.status and GROUPS[page.status.code] == group]


def read_statuses(originals: "list[PrisonerPage]") -> None:
    """Fetch for all of these at once what a status is derived from. Two queries."""
    for page in originals:
        page.original = page
    prefetch_related_objects(originals, "statuses", "restrictions")
