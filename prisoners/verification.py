"""Whose profile should be verified again: public or withheld, but published."""

from django.db.models import Q, QuerySet, prefetch_related_objects

from core import clock
from prisoners.choices import GROUPS, StatusGroup
from prisoners.models.prisoner import VERIFIED_OTHERWISE, VERIFIED_WHEN_HELD, PrisonerPage


def due(people: QuerySet[PrisonerPage]) -> QuerySet[PrisonerPage]:
    """The published among these originals that were not verified for too long, or never.

    Statuses are read only where they decide: three queries more.
    """
    published = people.filter(live=True)
    when_held = clock.today() - VERIFIED_WHEN_HELD
    otherwise = clock.today() - VERIFIED_OTHERWISE
    between = published.filter(last_verified__lt=when_held, last_verified__gte=otherwise)
    is_due = Q(last_verified=None) | Q(last_verified__lt=otherwise)
    return published.filter(is_due | Q(pk__in=in_group(between, StatusGroup.HELD)))


def in_group(people: QuerySet[PrisonerPage], group: str) -> list[int]:
    """The ids of those of these originals whose status of today belongs to the group."""
    pages = list(PrisonerPage.objects.filter(pk__in=people.order_by().values("pk")).only("pk"))
    read_statuses(pages)
    return [page.pk for page in pages if page.status and GROUPS[page.status.code] == group]


def read_statuses(originals: list[PrisonerPage]) -> None:
    """Fetch for all of these at once what a status is derived from. Two queries."""
    for page in originals:
        page.original = page
    prefetch_related_objects(originals, "statuses", "restrictions")
