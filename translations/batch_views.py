"""How far many pages are that were sent at once, and the way on after an interruption."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.rights import writes_originals
from translations.answers import closed
from translations.batches import State, resume, visible_to
from translations.doors import not_for_translators

PER_PAGE = 50
# How often the page is loaded anew while something is waiting.
SECONDS = 10


def batch_list(request: HttpRequest) -> HttpResponse:
    """The last batches of the user, or of everybody for moderators."""
    if not writes_originals(request.user):
        return closed(request, not_for_translators())
    found = visible_to(request.user).select_related("made_by")
    items = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "translations/batches.html", {"items": items})


def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """How far a batch is, what was refused and why; a POST continues it."""
    if not writes_originals(request.user):
        return closed(request, not_for_translators())
    found = visible_to(request.user).filter(pk=batch_id).select_related("made_by").first()
    if found is None:
        return closed(request, _("You see only what you have sent yourself."))
    if request.method == "POST":
        resume(found)
        messages.success(request, _("The work goes on with what was waiting."))
        return redirect("batch", found.pk)
    rows = found.pages.filter(state=State.REFUSED).select_related("page")
    items = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    policy = policy_registry.get_by_type(Page)
    mine = policy.instances_user_has_permission_for(request.user, "change")
    editable = set(mine.filter(pk__in=[row.page_id for row in items]).values_list("pk", flat=True))
    context = {
        "batch": found,
        "finished": found.total - found.number_waiting,
        "items": items,
        "rows": [(row, row.page if row.page_id in editable else None) for row in items],
        "refresh": SECONDS if found.number_waiting and "still" not in request.GET else 0,
    }
    return render(request, "translations/batch.html", context)
