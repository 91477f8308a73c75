"""A sheet of people comes in: upload, a check that changes nothing, and the import.

Between the check and the import the sheet lies in the cache, for its user alone.
"""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from prisoners import sheet
from prisoners.rights import WritersOnly

KEPT_SECONDS = 60 * 60


@dataclass(frozen=True)
class Upload:
    """A sheet that waits for its import, and what its check saw."""

    token: str
    text: str
    revisions: dict[int, int | None]


def place_of(request: HttpRequest) -> str:
    """Where the user's sheet lies; each has one at a time."""
    return f"people-sheet-{request.user.pk}"


def keep(request: HttpRequest, text: str, report: sheet.Report) -> str:
    """Keep a sheet until its import; returns what the import must name."""
    upload = Upload(uuid4().hex, text, report.revisions)
    cache.set(place_of(request), upload, KEPT_SECONDS)
    return upload.token


class SheetForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("UTF-8, comma or semicolon, up to 2 MB and 5,000 rows."),
    )

    def clean_file(self) -> str:
        """Its text."""
        file = self.cleaned_data["file"]
        return sheet.decode(file.read(sheet.MOST_BYTES + 1))


class SheetView(WritersOnly, WagtailAdminTemplateMixin):
    """What both steps have in common."""

    page_title = gettext_lazy("Import a sheet")
    header_icon = "group"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("people:index"), "label": _("People")},
            {"url": "", "label": self.get_page_title()},
        ]

    def show(self, text: str) -> HttpResponse:
        """The check of a sheet, and its import where nothing is wrong."""
        report = sheet.check(text, self.request.user)
        token = keep(self.request, text, report) if report.has_work else ""
        return self.answer(report, token)

    def answer(self, report: sheet.Report, token: str) -> HttpResponse:
        """The page of a check."""
        context = self.get_context_data(report=report, token=token)
        self.template_name = "prisoners/admin/sheet_check.html"
        return self.render_to_response(context, status=422 if report.mistakes else 200)


class UploadView(SheetView, FormView):
    """The first step: a file, and what it would do."""

    form_class = SheetForm
    template_name = "prisoners/admin/sheet_upload.html"

    def form_valid(self, form: SheetForm) -> HttpResponse:
        """Check it; what is no sheet goes back to the form."""
        try:
            return self.show(form.cleaned_data["file"])
        except ValidationError as error:
            form.add_error("file", error)
            return self.form_invalid(form)


class CheckView(SheetView, TemplateView):
    """The second step: import what was checked."""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """There is nothing to see without a sheet."""
        return redirect("people:import")

    def post(self, request: HttpRequest) -> HttpResponse:
        """All of it or nothing; a second click finds the sheet gone."""
        upload = cache.get(place_of(request))
        is_this = upload is not None and upload.token == request.POST.get("token")
        if not is_this or not cache.delete(place_of(request)):
            messages.error(request, _("This sheet is no longer here. Upload it again."))
            return redirect("people:import")
        try:
            report = sheet.import_sheet(upload.text, request.user, upload.revisions)
        except sheet.ChangedError:
            messages.error(
                request,
                _(
                    "Somebody changed one of these pages after the check. Nothing was imported. "
                    "Look at the new check and confirm again."
                ),
            )
            return self.show(upload.text)
        if not report.has_work:
            return self.answer(report, "")
        return self.done(report)

    def done(self, report: sheet.Report) -> HttpResponse:
        """Say what was done, and what is left to do."""
        number = len(report.added) + len(report.changed)
        text = ngettext(
            "%(number)s draft was saved. Nothing is published yet: that takes a second person.",
            "%(number)s drafts were saved. Nothing is published yet: that takes a second person.",
            number,
        )
        messages.success(self.request, text % {"number": number})
        return redirect("people:index")
