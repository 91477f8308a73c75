"""What the guard answers when something is not possible: what is wrong and what to do."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request


def is_api(request: HttpRequest) -> bool:
    """Whether a script asks: it needs JSON."""
    return request.method in ("PUT", "DELETE") or "application/json" in request.headers.get(
        "Accept", ""
    )


def closed(request: HttpRequest, reason: str = "", status: int = 403) -> HttpResponse:
    """Not possible for this user, or for anybody."""
    reason = reason or _("This is not possible on this site.")
    if is_api(request):
        return JsonResponse({"detail": reason}, status=status)
    return render(request, "core/admin/closed.html", {"reason": reason}, status=status)


def send_back(request: HttpRequest, where: str, reason: str, *args) -> HttpResponse:
    """Not now: say why, and return to where the user came from."""
    messages.error(request, reason)
    return redirect(get_valid_next_url_from_request(request) or redirect(where, *args).url)
