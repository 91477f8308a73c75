"""What the admin is told about translations."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail_localize import wagtail_hooks as stock

from translations import desk_views, doors
from translations.answers import send_back
from translations.batch_views import batch, batch_list
from translations.bulk_send import SendBulkAction
from translations.desk import open_work, totals
from translations.editor import edit_text, edit_translation
from translations.file_views import download, upload
from translations.memory_views import download_memory, upload_memory
from translations.progress import is_original, translation_to
from translations.publishing import save_draft, why_not_publish
from translations.rights import (
    is_translator,
    may_send,
    may_unpublish,
    published_parts,
    why_not_move,
)
from translations.term_views import TermViewSet
from translations.views import ReportView, send_page
from translations.withheld import OwnEditsPanel

FIRST = -10
STOCK_PANELS = (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
BUTTONS = ("register_page_header_buttons", "register_page_listing_more_buttons")


@hooks.register("register_admin_urls", order=FIRST)
def urls() -> list[URLPattern]:
    """Our views at wagtail-localize's addresses, before its own."""
    return [
        path("localize/submit/page/<int:page_id>/", send_page, name="send_page"),
        path("desk/", desk_views.translation_desk, name="translation_desk"),
        path("desk/all/", desk_views.translation_overview, name="translation_overview"),
        path("desk/memory/<str:code>.tmx", download_memory, name="translation_memory"),
        path("desk/memory/", upload_memory, name="translation_memory_upload"),
        path("desk/<int:work_id>/take/", desk_views.translation_take, name="translation_take"),
        path("desk/<int:work_id>/due/", desk_views.translation_due, name="translation_due"),
        path(
            "localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
            edit_text,
            name="edit_string_translation",
        ),
        path("localize/batches/", batch_list, name="batches"),
        path("localize/batches/<int:batch_id>/", batch, name="batch"),
        path(
            "localize/translate/<int:translation_id>/pofile/download/", download, name="download_po"
        ),
        path("localize/translate/<int:translation_id>/pofile/upload/", upload, name="upload_file"),
        path(
            "localize/translate/<int:translation_id>/file.<str:kind>",
            download,
            name="download_file",
        ),
        path("localize/reports/translations/", ReportView.as_view(), name="translations_report"),
        path(
            "localize/reports/translations/results/",
            ReportView.as_view(results_only=True),
            name="translations_report_results",
        ),
    ]


hooks.register("before_edit_page", edit_translation, order=-2)
hooks.register("register_bulk_action", SendBulkAction)
hooks.register("register_admin_viewset", TermViewSet)


def buttons(
    page: Page, user: AbstractBaseUser, view_name: str | None = None, next_url: str | None = None
) -> Iterator[Button]:
    """One button on a published original."""
    if page.depth > 1 and page.live and may_send(user, page) and is_original(page):
        yield Button(
            _("Translate this page"),
            reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
            icon_name="wagtail-localize-language",
            priority=55,
        )


for name in BUTTONS:
    # Wagtail has no way to take a hook back; two buttons that do less would confuse.
    hooks._hooks[name] = [
        hook for hook in hooks._hooks[name] if hook[0] is not stock.page_listing_more_buttons
    ]
    hooks.register(name, buttons)


@hooks.register("construct_page_action_menu")
def hide_closed_actions(menu_items: list, request: HttpRequest, context: dict) -> None:
    """Offer no action that the guard refuses."""
    menu_items[:] = [item for item in menu_items if item.name not in doors.CLOSED_ACTIONS]


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    """For everybody in the admin: each sees her own work there."""
    return MenuItem(
        gettext_lazy("Translators’ desk"),
        reverse("translation_desk"),
        icon_name="wagtail-localize-language",
        order=150,
    )


class MyWorkPanel(Component):
    """What is left to translate, on the start page of the admin."""

    template_name = "translations/panel.html"
    order = 50

    def get_context_data(self, parent_context: dict) -> dict:
        """The totals of each language, and what the user has taken."""
        user = parent_context["request"].user
        works = open_work(user)
        return {
            "request": parent_context["request"],
            "heading": _("My work"),
            "languages": totals(works),
            "mine": works.filter(assignee=user)[:5],
        }


@hooks.register("construct_homepage_panels")
def show_my_work(request: HttpRequest, panels: list) -> None:
    """Before everything else for translators; editors have it below."""
    panel = MyWorkPanel()
    panel.order = 50 if is_translator(request.user) else 350
    panels.append(panel)


@hooks.register("construct_homepage_panels")
def panels_of_translators(request: HttpRequest, panels: list) -> None:
    """A translator's start page: her last edits, and no page that is withheld."""
    if is_translator(request.user):
        panels[:] = [panel for panel in panels if not isinstance(panel, STOCK_PANELS)]
        panels.append(OwnEditsPanel())


@hooks.register("construct_reports_menu")
def reports_of_translators(request: HttpRequest, menu_items: list) -> None:
    """Of the reports a translator opens that of translations."""
    if is_translator(request.user):
        menu_items[:] = [item for item in menu_items if "localize" in item.url]


@hooks.register("before_bulk_action", order=FIRST)
def guard_bulk_action(
    request: HttpRequest, action_type: str, objects: list, action
) -> HttpResponse | None:
    """The same rules for many pages at once; one that breaks them stops all."""
    pages = [page for page in objects if isinstance(page, Page)]
    check = BULK.get(action_type)
    if check is None or not pages:
        return None
    for page in pages:
        if reason := check(request.user, page, action):
            text = f"{page.get_admin_display_title()}: {reason}"
            return send_back(request, "wagtailadmin_explore", text, page.get_parent().pk)
    if action_type == "publish":
        for page in pages:
            try:
                save_drafts(request.user, page, action)
            except ValidationError as error:
                text = f"{page.get_admin_display_title()}: {' '.join(error.messages)}"
                return send_back(request, "wagtailadmin_explore", text, page.get_parent().pk)
            page.refresh_from_db(fields=["latest_revision"])
    return None


def save_drafts(user: AbstractBaseUser, page: Page, action) -> None:
    """Wagtail publishes the latest revision: make one with the words there are now."""
    for found in published_with(page, action):
        if translation := translation_to(found):
            save_draft(translation, user)


def published_with(page: Page, action) -> list[Page]:
    """What is published when many pages are: the page, and those below if that was asked."""
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        return [page, *page.get_descendants().filter(live=False)]
    return [page]


def why_not_bulk_publish(user: AbstractBaseUser, page: Page, action) -> str:
    """Unfinished translations are not published, nor below a page that is."""
    for found in published_with(page, action):
        if is_translator(user) and is_original(found):
            return _("Translators open translations and nothing else.")
        if (translation := translation_to(found)) and (reason := why_not_publish(translation)):
            return reason
    return ""


def why_not_bulk_unpublish(user: AbstractBaseUser, page: Page, action) -> str:
    """Only moderators take pages down."""
    return "" if may_unpublish(user, page) else _("Only moderators take pages down.")


def why_not_bulk_delete(user: AbstractBaseUser, page: Page, action) -> str:
    """Only moderators delete what is published; translators delete nothing."""
    if may_unpublish(user, page) or not (is_translator(user) or published_parts(page)):
        return ""
    return _("Only moderators delete what is published. Ask one of them.")


def why_not_bulk_move(user: AbstractBaseUser, page: Page, action) -> str:
    """Only originals move, to a place that exists in all their languages."""
    if is_translator(user):
        return _("Translators open translations and nothing else.")
    return why_not_move(page, action.cleaned_form.cleaned_data["chooser"])


BULK = {
    "publish": why_not_bulk_publish,
    "unpublish": why_not_bulk_unpublish,
    "delete": why_not_bulk_delete,
    "move": why_not_bulk_move,
}
