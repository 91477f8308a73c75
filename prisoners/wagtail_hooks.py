"""What the admin is told about people."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from core.rights import writes_originals
from prisoners.listing import PeopleViewSet, VerifyPanel
from prisoners.models import PrisonerPage
from prisoners.publishing import explain


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_what_became_of_it(request: HttpRequest, page: Page) -> None:
    """Tell somebody who meant to publish a profile what happened instead."""
    if isinstance(page, PrisonerPage):
        explain(request, page)


@hooks.register("register_admin_viewset")
def people() -> PeopleViewSet:
    """The listing of people and their sheet."""
    return PeopleViewSet()


@hooks.register("construct_homepage_panels")
def profiles_to_verify(request: HttpRequest, panels: list) -> None:
    """Whom to verify, for those who write originals."""
    if writes_originals(request.user):
        panels.append(VerifyPanel())
