"""What the admin is told about campaigns and events."""

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from campaigns.models import CampaignPage, EventPage
from campaigns.numbers import objections

# Buttons that lead out of the editor; after the others it opens again, and is told then.
LEAVING = (
    "action-publish",
    "action-submit",
    "action-restart-workflow",
    "action-workflow-action",
)


@hooks.register("before_edit_page")
def compare_numbers_on_opening(request: HttpRequest, page: Page) -> None:
    """Say above the editor which numbers the profiles contradict."""
    if request.method == "GET":
        tell_objections(request, page)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def compare_numbers_on_leaving(request: HttpRequest, page: Page) -> None:
    """The same for somebody who published; it keeps nobody from it."""
    if any(name in request.POST for name in LEAVING):
        tell_objections(request, page)


def tell_objections(request: HttpRequest, page: Page) -> None:
    """One warning for all numbers; a translation has none of its own."""
    if not isinstance(page, CampaignPage) or page.original.pk != page.pk:
        return
    if found := list(objections(page)):
        lines = format_html_join("", "<p>{}</p>", ((text,) for text in found))
        messages.warning(request, lines)


@hooks.register("before_publish_page")
def ask_to_say_that_it_moved(request: HttpRequest, page: Page) -> None:
    """Readers who noted the old start are told only if an editor says that the event moved."""
    if isinstance(page, EventPage) and page.is_moved_in_silence:
        text = _(
            "You changed the start of a published event, and its status says that it takes place "
            "as announced. If somebody may have noted the old time, choose the status “moved to "
            "another time” and publish again: then every page, list and calendar says so."
        )
        messages.warning(request, text)
