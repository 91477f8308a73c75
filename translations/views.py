"""One button on a published original, and a report that shows only what its reader may edit."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportView

from translations import batches
from translations.answers import closed, send_back
from translations.progress import language_states
from translations.rights import is_translator, may_send, why_not_send
from translations.sending import NotSentError, missing_locales, send


def send_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send a page to its translators: drafts in new languages, the newer text in the others.

    With those below it, if that is wanted; they are many and have a page of their own.
    """
    page = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
    if not may_send(request.user, page):
        return closed(request, _("You may not send this page for translation."))
    missing = missing_locales(page)
    if reason := why_not_send(page, missing):
        return send_back(request, "wagtailadmin_pages:edit", reason, page.pk)
    below = batches.below([page], request.user)
    if request.method == "POST" and "below" in request.POST:
        return redirect("batch", batches.start([page, *below], request.user).pk)
    if request.method == "POST":
        return send_now(request, page)
    context = {
        "page": page,
        "missing": missing,
        "states": language_states(page, request.user),
        "below": below.count(),
        "next": get_valid_next_url_from_request(request),
    }
    return render(request, "translations/send_page.html", context)


def send_now(request: HttpRequest, page: Page) -> HttpResponse:
    """Send one page and return to where the user came from."""
    try:
        send(page, request.user)
    except NotSentError as reason:
        return send_back(request, "wagtailadmin_pages:edit", str(reason), page.pk)
    messages.success(request, _("The page was sent to its translators."))
    next_url = get_valid_next_url_from_request(request)
    return redirect(next_url or redirect("wagtailadmin_pages:edit", page.pk).url)


class ReportView(TranslationsReportView):
    """The report of translations, without those the user has nothing to do with."""

    index_url_name = "wagtail_localize:translations_report"
    index_results_url_name = "wagtail_localize:translations_report_results"

    def get_queryset(self) -> QuerySet[Translation]:
        """Translations whose page, or for editors whose original, the user may edit."""
        user = self.request.user
        policy = policy_registry.get_by_type(Page)
        pages = policy.instances_user_has_permission_for(user, "change")
        mine = Exists(version_of(pages, OuterRef("target_locale_id")))
        if not is_translator(user):
            mine = Q(mine) | Q(Exists(version_of(pages, OuterRef("source__locale_id"))))
        found = super().get_queryset().filter(mine).select_related("source", "target_locale")
        return found.order_by("-source__last_updated_at", "pk")


def version_of(pages: QuerySet[Page], locale: OuterRef) -> QuerySet[Page]:
    """The page of a translation in one of its two languages."""
    return pages.filter(translation_key=OuterRef("source__object_id"), locale_id=locale)
