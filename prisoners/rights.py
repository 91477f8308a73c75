"""Who works with people in the admin beyond single pages: those who write originals."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.permission_policies.pages import PagePermissionPolicy

from core.languages import originals
from core.rights import writes_originals
from prisoners.models import PrisonerPage


def people_for(user: AbstractBaseUser) -> QuerySet[PrisonerPage]:
    """The originals the user may edit."""
    mine = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return originals(PrisonerPage.objects.filter(pk__in=mine.order_by().values("pk")))


class WritersOnly:
    """A view of the admin for those who write originals; others are sent away."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Ask before anything is read."""
        if not writes_originals(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
