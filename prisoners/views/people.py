"""The person an address is about."""

from django.http import Http404

from core.consent import is_taken_down
from core.languages import best_version, readable
from prisoners.models.prisoner import PrisonerPage


def find_person(slug: str, code: str) -> PrisonerPage | None:
    """The person at `prisoners/<slug>/` for a reader of `code`; None if taken down, else 404.

    Found in whichever language the person can be read, for the slug is the same in all.
    Somebody protected has nothing beside the page itself.
    """
    pages = PrisonerPage.objects.filter(slug=slug)
    pk = readable(pages).values_list("pk", flat=True).first()
    if page := best_version(PrisonerPage, pk, code):
        if page.public.is_protected:
            raise Http404
        return page
    if pages.filter(is_taken_down(), live=True).exists():
        return None
    raise Http404
