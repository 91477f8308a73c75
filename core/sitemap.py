"""The sitemap: public pages grouped by what they are versions of, in files of bounded length."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page, Site

from core.consent import is_protected
from core.languages import is_translation, readable

PER_FILE = 1000
# An index may name no more.
MOST_FILES = 50_000


@dataclass(frozen=True)
class Entry:
    """One address, when it last changed, and its versions as (hreflang, address)."""

    url: str
    changed: datetime | None
    versions: tuple[tuple[str, str], ...]


def known() -> QuerySet[Page]:
    """Every page search engines may know."""
    return readable(Page.objects.filter(~is_protected(), depth__gt=1))


def files(request: HttpRequest) -> list[str]:
    """The addresses of the files: for each language as many as its pages need. Two queries."""
    root = Site.find_for_request(request).root_url
    numbers = known().values_list("locale__language_code").annotate(Count("pk"))
    return [
        root + reverse("sitemap_file", kwargs={"code": code, "number": number})
        for code, pages in numbers.order_by("locale__language_code")
        for number in range(1, -(-pages // PER_FILE) + 1)
    ]


def entries(request: HttpRequest, code: str, number: int) -> Iterator[Entry]:
    """An entry for every page in a file, without loading the pages. Two queries."""
    if not 1 <= number <= MOST_FILES:
        return
    root = Site.find_for_request(request).root_url
    pages = known().filter(locale__language_code=code).order_by("pk")
    keys = pages.values("translation_key")[PER_FILE * (number - 1) : PER_FILE * number]
    rows = known().filter(translation_key__in=keys).annotate(translated=is_translation())
    versions = defaultdict(list)
    for row in rows.order_by("path").values_list(
        "translation_key", "locale__language_code", "url_path", "last_published_at", "translated"
    ):
        versions[row[0]].append(row[1:])
    for found in versions.values():
        alternates = [(language, root + path) for language, path, _changed, _translated in found]
        default = next((root + row[1] for row in found if not row[3]), None)
        if default:
            # That of a home page, "/ru/", is the front door.
            is_home = default.count("/", len(root)) == 2
            default = f"{root}/" if is_home else default
            alternates.append(("x-default", default))
        for language, path, changed, _translated in found:
            if language == code:
                yield Entry(root + path, changed, tuple(alternates))
