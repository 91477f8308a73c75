"""The page an address is about that is no page itself: its calendar file, its feed."""

from django.http import Http404
from wagtail.models import Page

from core.consent import is_taken_down
from core.languages import best_version, readable


def find_by_slug(model: type[Page], slug: str, code: str) -> Page | None:
    """The page of a type with this slug for a reader of `code`; None if taken down, else 404.

    Found in whichever language the page can be read, for the slug is the same in all.
    """
    pages = model.objects.filter(slug=slug)
    pk = readable(pages).values_list("pk", flat=True).first()
    if page := best_version(model, pk, code):
        return page
    if pages.filter(is_taken_down(), live=True).exists():
        return None
    raise Http404
