"""Feeds: what they tell, as Atom (RFC 4287) and as JSON Feed 1.1."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Case, DateTimeField, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from wagtail.models import Page, Site

from core.languages import best_versions, is_translation, listed, preference, readable
from core.templatetags.core_tags import home_page

NEWEST = 50
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
ATOM = "application/atom+xml; charset=utf-8"
JSON_FEED = "application/feed+json; charset=utf-8"
JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """What a feed tells of one thing; `language` is that of its words."""

    key: UUID
    title: str
    url: str
    language: str
    published: datetime
    updated: datetime
    lines: tuple[str, ...] = ()
    related: str = ""

    @property
    def id(self) -> str:
        """The same in every language, so that whoever reads two is told of each thing once."""
        return f"urn:uuid:{self.key}"


@dataclass(frozen=True)
class Feed:
    """What a feed says of itself, and its entries, the newest first."""

    title: str
    author: str
    address: str
    page_url: str
    language: str
    entries: tuple[Entry, ...]
    began: datetime

    @property
    def updated(self) -> datetime:
        """When readers were last told something; of an empty feed when its page was published."""
        return max((entry.updated for entry in self.entries), default=self.began)


def root_of(request: HttpRequest) -> str:
    """What the addresses of the site begin with."""
    return Site.find_for_request(request).root_url


def list_in(model: type[Page], code: str) -> Page | None:
    """The list of a type, such as that of events, in a language. One query."""
    return readable(model.objects.filter(locale__language_code=code)).first()


def feed_for(request: HttpRequest, page: Page | None, title: str, entries: Iterable) -> Feed:
    """The newest entries, at the address asked for; `page` shows the same to people.

    Without it the home page does, and its title is that of the feed.
    """
    site, code = Site.find_for_request(request), get_language()
    home = home_page({"request": request, "language": code})
    shown = page or home
    name = home.title if home else site.site_name or site.hostname
    newest = sorted(entries, key=lambda entry: entry.updated, reverse=True)[:NEWEST]
    return Feed(
        title=title or name,
        author=name,
        address=f"{site.root_url}{request.path}",
        page_url=f"{site.root_url}{shown.url_path}" if shown else f"{site.root_url}/",
        language=code,
        entries=tuple(newest),
        began=getattr(shown, "last_published_at", None) or LONG_AGO,
    )


def answer(feed: Feed, form: str) -> HttpResponse:
    """The feed in one of its two forms: `atom` or `json`."""
    if form == "json":
        text = json.dumps(as_json(feed), ensure_ascii=False, indent=1)
        return HttpResponse(text, content_type=JSON_FEED)
    return HttpResponse(clean(render_to_string("core/atom.xml", {"feed": feed})), content_type=ATOM)


def clean(text: str) -> str:
    """A text without the characters that XML has no place for."""
    return NOT_IN_XML.sub("", text)


def as_json(feed: Feed) -> dict:
    """A feed as JSON Feed wants it."""
    return {
        "version": JSON_FEED_VERSION,
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": feed.address,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [as_item(entry) for entry in feed.entries],
    }


def as_item(entry: Entry) -> dict:
    """An entry as JSON Feed wants it, which asks for a text even where there is only a title."""
    related = {"external_url": entry.related} if entry.related else {}
    return {
        "id": entry.id,
        "url": entry.url,
        **related,
        "title": entry.title,
        "content_text": "\n".join(entry.lines) or entry.title,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "language": entry.language,
    }


def changed_at(page: Page) -> datetime:
    """When readers of this version were last told something: its words, or the facts of all."""
    times = (page.last_published_at, page.original.last_published_at)
    return max((when for when in times if when), default=LONG_AGO)


def published_at(page: Page) -> datetime:
    """When readers were first told of this version."""
    return min(page.first_published_at or LONG_AGO, changed_at(page))


def newest_pages(model: type[Page], code: str) -> list[Page]:
    """The pages of a type that readers of `code` were told something about last. Two queries."""
    when = Greatest(
        *(
            Coalesce(when, Value(LONG_AGO), output_field=DateTimeField())
            for when in (F("last_published_at"), shown_at(model, code))
        )
    )
    latest = listed(model).order_by(when.desc(), "-pk").values_list("translation_key", flat=True)
    return best_versions(model, list(latest[:NEWEST]), code)


def shown_at(model: type[Page], code: str) -> Subquery:
    """When the version that a reader of `code` gets of a page was last published."""
    places = [
        When(locale__language_code=language, then=place)
        for place, language in enumerate(preference(code))
    ]
    versions: QuerySet = readable(model.objects.filter(translation_key=OuterRef("translation_key")))
    best = versions.order_by(Case(*places, default=len(places)), is_translation(), "pk")
    return Subquery(best.values("last_published_at")[:1])
