"""Serves what was made of a page to be printed or shared; makes nothing."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.models import PrintFile, PrintForm
from core.views import find_page, gone

TYPES = {".pdf": "application/pdf", ".png": "image/png"}


@require_safe
def print_file(request: HttpRequest, path: str, form: str) -> HttpResponse:
    """A leaflet, handbill or card, through the gate of its page. Three queries."""
    page = find_page(f"/{get_language()}/{path}")
    if page is None:
        raise Http404
    if page.is_taken_down:
        return gone(request)
    if page.is_restricted or page.is_protected:
        raise Http404
    files = PrintFile.objects.good().filter(translation_key=page.translation_key)
    found = files.filter(language=page.locale.language_code, form=form).first()
    if found is None:
        raise Http404
    return send(request, found, f"{page.slug}-{page.locale.language_code}-{form}")


def send(request: HttpRequest, found: PrintFile, name: str) -> HttpResponse:
    """The file, unless the reader has it already. She asks each time whether it is still true."""
    # A file never changes; what is made anew has another name.
    etag = f'"{found.file.name}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = FileResponse(open_file(found), filename=name, content_type=TYPES[name[-4:]])
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    if found.form != PrintForm.CARD:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def open_file(found: PrintFile):
    """What the storage has; it was taken away in this moment if it has nothing."""
    try:
        return found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
