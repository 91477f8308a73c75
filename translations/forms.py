from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from core.models import User
from translations.models import Work


def translators_of(page: Page) -> QuerySet[User]:
    """Who may edit a page by the rights of a group."""
    above = page.get_ancestors(inclusive=True)
    found = get_user_model().objects.filter(
        is_active=True,
        groups__page_permissions__page__in=above,
        groups__page_permissions__permission__codename="change_page",
    )
    return found.distinct().order_by("username")


class DueForm(forms.ModelForm):
    """Who translates a page, and until when."""

    class Meta:
        model = Work
        fields = ("assignee", "due")
        widgets = {"due": AdminDateInput}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = translators_of(self.instance.page)
