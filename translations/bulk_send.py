"""“Translate” for the pages that an editor has ticked in a list."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from translations import batches
from translations.rights import may_send, why_not_send


class BelowForm(forms.Form):
    """What else is sent."""

    include_descendants = forms.BooleanField(
        required=False, label=_("Also the published pages below them")
    )


class SendBulkAction(PageBulkAction):
    """Sends originals to their translators, each as a job of its own."""

    display_name = _("Translate")
    aria_label = _("Send the selected pages for translation")
    action_type = "translate"
    action_priority = 60
    template_name = "translations/batch_confirm.html"
    form_class = BelowForm

    def check_perm(self, page: Page) -> bool:
        """Published originals, by those who may send them; what is above is asked in its turn."""
        return may_send(self.request.user, page) and not why_not_send(page, missing=[])

    def get_context_data(self, **kwargs) -> dict:
        """With the number of pages below."""
        context = super().get_context_data(**kwargs)
        pages = [row["item"] for row in context["items"]]
        return {**context, "below": batches.below(pages, self.request.user).count()}

    def prepare_action(self, objects: list[Page], objects_without_access: dict) -> HttpResponse:
        """Start the jobs and go to the page that shows how far they are."""
        pages = list(objects)
        if self.cleaned_form.cleaned_data["include_descendants"]:
            pages += batches.below(objects, self.request.user)
        if not pages:
            return redirect(self.next_url)
        return redirect("batch", batches.start(pages, self.request.user).pk)
