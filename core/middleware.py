"""Policies every answer carries, beside those Django and django-csp set."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

DENIED_FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "midi",
    "payment",
    "usb",
)
# Wagtail's admin needs these and nothing else; measured over 23 of its pages.
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}


def policies(get_response: GetResponse) -> GetResponse:
    """Deny device features and cross-origin reading of whatever we serve, unless it says more."""
    permissions = ", ".join(f"{feature}=()" for feature in DENIED_FEATURES)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", permissions)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def relaxations(get_response: GetResponse) -> GetResponse:
    """Relax the policies where something would not work without: the admin, and forms."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_admin = request.path.startswith("/admin/")
        if is_admin:
            response._csp_replace = ADMIN_POLICY
        if is_admin or "CSRF_COOKIE" in request.META:
            # With no-referrer a browser posts "Origin: null", which Django refuses.
            response.headers["Referrer-Policy"] = "same-origin"
        return response

    return middleware


def let_others_frame(response: HttpResponse) -> None:
    """The one exception: any site may show this answer in a frame, and nothing else of ours."""
    response.xframe_options_exempt = True
    response._csp_replace = {"frame-ancestors": ["*"]}
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    # What is framed by a page that isolates itself must isolate itself as well.
    response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
