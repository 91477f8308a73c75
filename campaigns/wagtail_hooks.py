"""What the admin is told about campaigns."""

from django.http import HttpRequest
from django.utils.html import format_html_join
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from campaigns.models import CampaignPage
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
