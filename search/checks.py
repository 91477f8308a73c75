"""Says when the index must be built anew."""

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from search.index import out_of_date


@register(Tags.database)
def index_is_whole(databases: list[str] | None = None, **kwargs) -> list[CheckMessage]:
    """Every page is in the index, as the analysis of today writes it."""
    try:
        missing = out_of_date().count() if databases else 0
    except DatabaseError:  # before the first migration there is nothing to be searched
        return []
    if not missing:
        return []
    return [
        Warning(
            f"Search does not know {missing} pages, or knows them by an older analysis.",
            hint="Run: manage.py rebuild_search",
            id="search.W001",
        )
    ]
