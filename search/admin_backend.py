"""Wagtail's search backend, which asks our index for pages: lists, choosers and page search.

Named in `WAGTAILSEARCH_BACKENDS`. Drafts are found too; what the user may see is narrowed by
Wagtail's own query. Images, documents and users stay with Wagtail's index.
"""

from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import get_language
from modelsearch.backends import database
from modelsearch.backends.base import BaseSearchBackend, BaseSearchQueryCompiler
from modelsearch.query import And, Phrase, PlainText, SearchQuery
from wagtail.models import Page

from search.find import pages_for_admin

# How many pages are looked at before those the user may not see are taken out.
MOST = 500


class PagesOfOurs:
    """Part of a query compiler: pages come from our index, all else from where it came."""

    def check(self) -> None:
        """Our index is asked before the database, so that a page query may ask for anything."""
        if self.text is None:
            super().check()

    def search(self, config: Any, start: int | None, stop: int | None, **options) -> QuerySet:
        """The pages of the query that fit, best first unless it has an order of its own."""
        if self.text is None:
            return super().search(config, start, stop, **options)
        ids = pages_for_admin(self.text, get_language(), MOST)
        found = self.queryset.filter(pk__in=ids)
        if self.order_by_relevance:
            places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(ids)]
            found = found.order_by(Case(*places, default=Value(len(ids))))
        return found[start:stop]

    @property
    def text(self) -> str | None:
        """The words to look for; none where it is not for our index."""
        return words_of(self.query) if issubclass(self.queryset.model, Page) else None


def words_of(query: SearchQuery) -> str | None:
    """The words of a query that has no more than words and phrases."""
    if isinstance(query, PlainText):
        return query.query_string
    if isinstance(query, Phrase):
        return f'"{query.query_string}"'
    if isinstance(query, And):
        parts = [words_of(part) for part in query.subqueries]
        return None if None in parts else " ".join(parts)
    return None


def with_our_pages(compiler: type[BaseSearchQueryCompiler]) -> type[BaseSearchQueryCompiler]:
    """A query compiler of the database that asks our index for pages."""
    return type(compiler.__name__, (PagesOfOurs, compiler), {})


def SearchBackend(params: dict) -> BaseSearchBackend:  # noqa: N802 - Wagtail looks for this name
    """Wagtail's backend for the database, with our pages."""
    backend = database.SearchBackend(params)
    backend.query_compiler_class = with_our_pages(backend.query_compiler_class)
    backend.autocomplete_query_compiler_class = with_our_pages(
        backend.autocomplete_query_compiler_class
    )
    return backend
