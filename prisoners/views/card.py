"""The card of a person for other sites."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.middleware import let_others_frame
from core.views import gone
from prisoners.views.people import find_person


@require_safe
def person_card(request: HttpRequest, slug: str) -> HttpResponse:
    """A small page for a frame; none of somebody protected, 410 after a take-down."""
    person = find_person(slug, get_language())
    if person is None:
        return gone(request)
    context = {"person": person, "language": get_language()}
    response = render(request, "prisoners/card.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    let_others_frame(response)
    return response
