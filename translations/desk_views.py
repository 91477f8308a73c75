"""The pages of the translators' desk in the admin."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from core.rights import writes_originals
from translations import desk
from translations.answers import closed
from translations.forms import DueForm
from translations.memory_views import languages_of
from translations.work import hand_back, take

PER_PAGE = 50


def translation_desk(request: HttpRequest) -> HttpResponse:
    """What is left to do in one language: that of the address, else the first with work."""
    works = desk.open_work(request.user)
    languages = desk.totals(works)
    codes = [language.code for language in languages]
    code = request.GET.get("language", "")
    code = code if code in codes else next(iter(codes), "")
    view = request.GET.get("view", "")
    shown = desk.view_of(
        works.filter(translation__target_locale__language_code=code), view, request.user
    )
    context = {
        "languages": languages,
        "code": code,
        "view": view,
        "views": desk.VIEWS.items(),
        "works": Paginator(shown, PER_PAGE).get_page(request.GET.get("p")),
        "is_coordinator": writes_originals(request.user),
        "memories": languages_of(request.user),
    }
    return render(request, "translations/desk.html", context)


def translation_overview(request: HttpRequest) -> HttpResponse:
    """All pages in all languages, for those who write originals."""
    if not writes_originals(request.user):
        return closed(request)
    asked = {name: request.GET.get(name, "") for name in ("text", "kind", "code", "state")}
    asked = {name: words.replace("\0", "").strip() for name, words in asked.items()}
    pages = desk.sent_pages(request.user, **asked)
    shown = Paginator(pages, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "pages": shown,
        "rows": desk.rows(shown.object_list),
        "languages": settings.LANGUAGES,
        "totals": {total.code: total for total in desk.totals(desk.open_work(request.user))},
        "kinds": desk.kinds(desk.sent_pages(request.user)),
        "states": [(name, label) for name, (label, _condition) in desk.STATES.items()],
        "asked": asked,
    }
    return render(request, "translations/overview.html", context)


@require_POST
def translation_take(request: HttpRequest, work_id: int) -> HttpResponse:
    """Take a page or hand it back; coordinators hand back for others."""
    work = desk.work_for(request.user).select_related("assignee").filter(pk=work_id).first()
    if work is None:
        return closed(request)
    if request.POST.get("do") == "hand-back":
        if work.assignee_id == request.user.pk or writes_originals(request.user):
            hand_back(work)
            messages.success(request, _("Somebody else can take it now."))
    elif take(work, request.user):
        messages.success(request, _("It is yours. Hand it back if you cannot do it."))
    else:
        messages.error(request, _("%(name)s has it already.") % {"name": work.assignee})
    url = reverse("wagtailadmin_pages:edit", args=[work.page_id])
    return redirect(get_valid_next_url_from_request(request) or url)


def translation_due(request: HttpRequest, work_id: int) -> HttpResponse:
    """Who does it and until when; for coordinators."""
    if not writes_originals(request.user):
        return closed(request)
    work = desk.work_for(request.user).select_related("page").filter(pk=work_id).first()
    if work is None:
        return closed(request)
    form = DueForm(request.POST or None, instance=work)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("translation_overview")
    return render(request, "translations/due.html", {"form": form, "work": work})
