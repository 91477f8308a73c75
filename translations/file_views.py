"""Downloading a translation for a program, and uploading what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail_localize.models import Translation

from translations import doors
from translations.answers import closed
from translations.exchange import FORMATS, MOST_NAMED, Outcome, package_of, take_in
from translations.files.units import MOST_MEGABYTES, FileProblem

TYPES = {"po": "text/x-gettext-translation", "xlf": "application/xliff+xml"}


def download(request: HttpRequest, translation_id: int, kind: str = "po") -> HttpResponse:
    """All texts of a translation as a PO or XLIFF file."""
    if answer := doors.download(request, translation_id):
        return answer
    if kind not in FORMATS:
        return closed(request, status=404)
    translation = find(translation_id)
    page = translation.work.page
    response = HttpResponse(
        FORMATS[kind].write(package_of(translation)), content_type=f"{TYPES[kind]}; charset=utf-8"
    )
    name = f"{page.slug}-{translation.target_locale.language_code}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take in a file; what is wrong with it is told, and then nothing is changed."""
    if answer := doors.write(request, translation_id):
        return answer
    translation = find(translation_id)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise FileProblem(_("Choose a file that was downloaded from this translation."))
        if file.size > MOST_MEGABYTES * 1024 * 1024:
            raise FileProblem(
                _("The file is larger than %(size)d MB. Choose a smaller file.")
                % {"size": MOST_MEGABYTES}
            )
        outcome = take_in(translation, file.read(), file.name, request.user)
    except FileProblem as problem:
        messages.error(request, str(problem))
    else:
        report(request, outcome)
    return redirect(reverse("wagtailadmin_pages:edit", args=[translation.work.page_id]))


def find(translation_id: int) -> Translation:
    """A translation with all that is needed of it."""
    found = Translation.objects.select_related("source__locale", "target_locale", "work__page")
    return get_object_or_404(found, pk=translation_id)


def report(request: HttpRequest, outcome: Outcome) -> None:
    """Say what a file has changed, and what of it had no place."""
    matched = outcome.matched
    number = len(matched.changed)
    messages.success(
        request,
        ngettext(
            "%(number)d text was taken in, %(same)d were the same already.",
            "%(number)d texts were taken in, %(same)d were the same already.",
            number,
        )
        % {"number": number, "same": matched.same},
    )
    if outcome.need_work:
        text = ngettext(
            "%(number)d of them needs work.", "%(number)d of them need work.", outcome.need_work
        )
        messages.warning(request, text % {"number": outcome.need_work})
    if outcome.newer:
        text = ngettext(
            "%(number)d text was left alone: somebody else has changed it since the download.",
            "%(number)d texts were left alone: somebody else has changed them since the download.",
            outcome.newer,
        )
        messages.warning(request, text % {"number": outcome.newer})
    if matched.skipped:
        text = ngettext(
            "%(number)d text was left out:", "%(number)d texts were left out:", len(matched.skipped)
        )
        named = (f"“{left.source[:60]}”: {left.why}" for left in matched.skipped[:MOST_NAMED])
        listed = " ".join((text % {"number": len(matched.skipped)}, *named))
        messages.warning(request, listed)
