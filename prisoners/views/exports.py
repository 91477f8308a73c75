"""The directory with the reader's filters, for spreadsheets and programs."""

from collections.abc import Iterator
from dataclasses import asdict

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Site

from core import clock
from prisoners import export
from prisoners.filters import PeopleFilter


@require_safe
def directory_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Comma-separated values."""
    asked = PeopleFilter.from_query(request.GET)
    return download(export.as_csv(rows_for(request, asked)), "csv", "text/csv; charset=utf-8")


@require_safe
def directory_json(request: HttpRequest) -> StreamingHttpResponse:
    """The same as JSON, below a head that says what it is."""
    asked = PeopleFilter.from_query(request.GET)
    head = {
        "licence": "",  # for the organisation to decide
        "language": get_language(),
        "generated": clock.today(),
        "filters": {name: value for name, value in asdict(asked).items() if value},
    }
    return download(export.as_json(rows_for(request, asked), head), "json", "application/json")


def rows_for(request: HttpRequest, asked: PeopleFilter) -> Iterator[list[export.Row]]:
    """Everybody the reader asked for, some at a time."""
    code = get_language()
    keys = asked.entries(code).values_list("translation_key", flat=True)
    some_at_once = keys.iterator(chunk_size=export.CHUNK)
    return export.chunks_of_rows(some_at_once, code, Site.find_for_request(request).root_url)


def download(text: Iterator[str], ending: str, content_type: str) -> StreamingHttpResponse:
    """A streamed file, named by language and day."""
    response = StreamingHttpResponse(text, content_type=content_type)
    name = f"people-{get_language()}-{clock.today()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
