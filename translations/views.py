"""One button on a published original, and a report that shows only what its reader may edit."""

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object
from wagtail_localize.views.report import TranslationsReportView

from translations.answers import closed, send_back
from translations.progress import language_states
from translations.rights import is_translator, may_send, why_not_send


def send_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send a page to its translators: drafts in new languages, the newer text in the others."""
    page = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
    if not may_send(request.user, page):
        return closed(request, _("You may not send this page for translation."))
    missing = missing_locales(page)
    if reason := why_not_send(page, missing):
        return send_back(request, "wagtailadmin_pages:edit", reason, page.pk)
    if request.method == "POST":
        send(page, missing, request.user)
        messages.success(request, _("The page was sent to its translators."))
        next_url = get_valid_next_url_from_request(request)
        return redirect(next_url or redirect("wagtailadmin_pages:edit", page.pk).url)
    context = {
        "page": page,
        "missing": missing,
        "states": language_states(page, request.user),
        "next": get_valid_next_url_from_request(request),
    }
    return render(request, "translations/send_page.html", context)


def missing_locales(page: Page) -> list[Locale]:
    """The languages of the site in which the page does not exist, in the site's order."""
    codes = [code for code, _name in settings.LANGUAGES]
    there = Page.objects.filter(translation_key=page.translation_key).values("locale_id")
    found = Locale.objects.filter(language_code__in=codes).exclude(pk__in=there)
    return sorted(found, key=lambda locale: codes.index(locale.language_code))


@transaction.atomic
def send(page: Page, missing: list[Locale], user) -> None:
    """Make drafts in the missing languages and give the others the published text."""
    Page.objects.select_for_update().get(pk=page.pk)  # a second click waits, and finds it done
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is not None:
        source.update_from_db()
        there = Page.objects.filter(translation_key=page.translation_key).values("locale_id")
        translations = source.translations.filter(target_locale__in=there)
        translations.update(enabled=True)
        for translation in translations.select_related("target_locale"):
            source.update_target_view_restrictions(translation.target_locale)
    if missing:
        translate_object(page, missing, user=user)


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
