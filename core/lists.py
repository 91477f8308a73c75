"""Long lists: a page of ids first, then only those rows."""

from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PER_PAGE = 24


def keys_page(things: QuerySet, number: str | None, count: int | None = None) -> Page:
    """One page of translation keys of `things`; a number that makes no sense is mended.

    `count` is how many there are, if that is known: nothing is counted then.
    """
    keys: QuerySet[UUID] = things.values_list("translation_key", flat=True)
    paginator = Paginator(keys, PER_PAGE)
    if count is not None:
        paginator.count = count
    page = paginator.get_page(number)
    page.object_list = list(page.object_list)  # their order is that of the list
    return page
