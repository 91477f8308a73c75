"""The sitemap: public pages grouped by what they are versions of."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from wagtail.models import Page, Site

from core.consent import is_protected
from core.languages import is_translation, readable


@dataclass(frozen=True)
class Entry:
    """One address, when it last changed, and its versions as (hreflang, address)."""

    url: str
    changed: datetime | None
    versions: tuple[tuple[str, str], ...]


def entries(request: HttpRequest) -> Iterator[Entry]:
    """An entry for every page search engines may know, without loading the pages. Two queries."""
    root = Site.find_for_request(request).root_url
    pages = readable(Page.objects.filter(~is_protected(), depth__gt=1))
    rows = pages.annotate(translated=is_translation())
    versions = defaultdict(list)
    for row in rows.order_by("path").values_list(
        "translation_key", "locale__language_code", "url_path", "last_published_at", "translated"
    ):
        versions[row[0]].append(row[1:])
    for found in versions.values():
        alternates = [(code, root + path) for code, path, _changed, _translated in found]
        default = next((root + row[1] for row in found if not row[3]), None)
        if default:
            # That of a home page, "/ru/", is the front door.
            is_home = default.count("/", len(root)) == 2
            default = f"{root}/" if is_home else default
            alternates.append(("x-default", default))
        for _code, path, changed, _translated in found:
            yield Entry(root + path, changed, tuple(alternates))
