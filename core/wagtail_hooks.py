"""What the admin is told about uploads, consent and take-down."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from core import safety_admin
from core.consent import is_about_a_person, why_not_publish
from core.documents import is_on_closed_pages_only
from core.models import CustomDocument
from core.rights import writes_originals
from core.upload_admin import AddDocuments, AddPictures

# Photographs of the people who work here are not collected. Wagtail has no setting for it.
AvatarSettingsPanel.is_active = lambda panel: False


@hooks.register("register_admin_urls", order=-1)
def nameless_bulk_uploads():
    """Take the place of Wagtail's own addresses of the bulk upload."""
    return [
        path("images/multiple/add/", AddPictures.as_view()),
        path("documents/multiple/add/", AddDocuments.as_view()),
    ]


@hooks.register("register_admin_urls")
def safety_urls() -> list[URLPattern]:
    """Consent, mentions and take-down."""
    return [
        path("safety/<int:page_id>/consent/", safety_admin.edit_consent, name="consent"),
        path("safety/<int:page_id>/mentions/", safety_admin.mentions, name="mentions"),
        path("safety/<int:page_id>/take-down/", safety_admin.take_down, name="take_down"),
        path("safety/<int:page_id>/undo/", safety_admin.undo_take_down, name="undo_take_down"),
        path("reports/taken-down/", safety_admin.taken_down, name="taken_down"),
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def safety_buttons(
    page: Page, user: AbstractBaseUser, view_name: str = "", next_url: str | None = None
) -> Iterator[Button]:
    """What may be done with the page, for those who may."""
    if page.depth < 2:
        return
    if is_about_a_person(page) and safety_admin.may_change_consent(user, page):
        url = reverse("consent", args=[page.pk])
        yield Button(_("Consent and safety"), url, icon_name="lock", priority=56)
    if safety_admin.may_take_down(user, page):
        if safety_admin.take_downs_of(page).exists():
            name, label, icon = "undo_take_down", _("Undo the take-down"), "undo"
        else:
            name, label, icon = "take_down", _("Take down"), "no-view"
        yield Button(label, reverse(name, args=[page.pk]), icon_name=icon, priority=57)


@hooks.register("before_edit_page", order=-3)
def say_what_readers_see(request: HttpRequest, page: Page) -> None:
    """Say above the editor that a page is taken down, or why a person's cannot be public."""
    if request.method != "GET":
        return
    if safety_admin.take_downs_of(page).exists():
        text = _("This page is taken down in all languages. Readers are told that it is gone.")
        messages.error(request, text, buttons=undo_buttons(request.user, page))
    if not is_about_a_person(page):
        return
    if safety_admin.may_change_consent(request.user, page) and (reason := why_not_publish(page)):
        url = reverse("consent", args=[page.pk])
        buttons = [messages.button(url, _("Consent and safety"))]
        messages.warning(request, reason, buttons=buttons)


def undo_buttons(user: AbstractBaseUser, page: Page) -> list:
    """The way back, for moderators."""
    if not safety_admin.may_take_down(user, page):
        return []
    url = reverse("undo_take_down", args=[page.pk])
    return [messages.button(url, _("Undo the take-down"))]


@hooks.register("register_log_actions")
def safety_log_actions(actions: LogActionRegistry) -> None:
    """What the history says: never a value."""
    actions.register_action(
        "core.consent", gettext_lazy("Change the consent"), gettext_lazy("Consent changed")
    )
    actions.register_action("core.take_down", gettext_lazy("Take down"), gettext_lazy("Taken down"))
    actions.register_action(
        "core.undo_take_down",
        gettext_lazy("Undo the take-down"),
        gettext_lazy("Take-down undone"),
    )


class TakenDownMenuItem(MenuItem):
    """The list of what is taken down, for moderators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return safety_admin.may_see_take_downs(request.user)


@hooks.register("register_reports_menu_item")
def taken_down_menu_item() -> MenuItem:
    """Beside Wagtail's own reports."""
    return TakenDownMenuItem(
        gettext_lazy("Taken down"), reverse("taken_down"), icon_name="no-view", order=1500
    )


@hooks.register("before_serve_document")
def keep_closed_documents(document: CustomDocument, request: HttpRequest) -> None:
    """A document of a page that is withheld, closed or not published is for its editors only."""
    if is_on_closed_pages_only(document) and not writes_originals(request.user):
        raise Http404


@hooks.register("construct_image_chooser_queryset")
def choose_no_withheld_picture(images: QuerySet, request: HttpRequest) -> QuerySet:
    """Offer no picture that nobody would see."""
    return images.filter(is_withheld=False)
