"""The one guard before every door of wagtail-localize."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin.localization import get_localized_response

from translations.answers import closed, send_back
from translations.doors import knock

GetResponse = Callable[[HttpRequest], HttpResponse]
# Views of wagtail-localize that take a value, a file or its header for granted.
TRUSTING = ("edit_string_translation", "edit_override", "upload_pofile")


def guard(get_response: GetResponse) -> GetResponse:
    """Let nobody through a door of wagtail-localize who may not use it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_view = check_view
    middleware.process_exception = answer_exception
    return middleware


def check_view(request: HttpRequest, view: Callable, args: list, kwargs: dict):
    """Ask at the door, in the user's language, before the view is called."""
    if not request.path.startswith("/admin/"):
        return None  # readers have no session, and none is looked for
    return get_localized_response(knock, request)


def answer_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """A form that lacks what a view takes for granted is a bad request, not our failure."""
    match = request.resolver_match
    if match.namespace != "wagtail_localize" or match.url_name not in TRUSTING:
        return None
    if not isinstance(error, KeyError):
        return None
    return get_localized_response(answer_incomplete, request)


def answer_incomplete(request: HttpRequest) -> HttpResponse:
    """What is missing, as JSON for the editor or as a message beside it."""
    if request.method != "POST":
        return closed(request, _("Send a form with a “value”."), 400)
    reason = _("Choose a PO file that was downloaded from this translation.")
    return send_back(request, "wagtailadmin_home", reason)
