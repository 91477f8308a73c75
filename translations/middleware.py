"""The one guard before every door of wagtail-localize."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from wagtail.admin.localization import get_localized_response

from translations.doors import knock

GetResponse = Callable[[HttpRequest], HttpResponse]


def guard(get_response: GetResponse) -> GetResponse:
    """Let nobody through a door of wagtail-localize who may not use it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_view = check_view
    return middleware


def check_view(request: HttpRequest, view: Callable, args: list, kwargs: dict):
    """Ask at the door, in the user's language, before the view is called."""
    if not request.path.startswith("/admin/"):
        return None  # readers have no session, and none is looked for
    return get_localized_response(knock, request)
