"""The person an address is about."""

from django.http import Http404

from core.by_slug import find_by_slug
from prisoners.models.prisoner import PrisonerPage


def find_person(slug: str, code: str) -> PrisonerPage | None:
    """The person at `prisoners/<slug>/` for a reader of `code`; None if taken down, else 404.

    Somebody protected has nothing beside the page itself.
    """
    page = find_by_slug(PrisonerPage, slug, code)
    if page and page.public.is_protected:
        raise Http404
    return page
