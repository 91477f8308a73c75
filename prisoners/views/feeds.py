"""Atom feeds (RFC 4287) of changes of status, with marks for what was withdrawn (RFC 6721)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe
from wagtail.models import Site

from core import clock
from core.consent import is_protected
from core.languages import best_versions, originals
from core.models import Consent, TakeDown
from core.rows import fetch_rows
from core.views import gone
from prisoners.choices import status_words
from prisoners.models.directory_entry import DirectoryEntry
from prisoners.models.prisoner import PrisonerPage
from prisoners.models.rows import StatusRow
from prisoners.views.people import find_person

NEWEST = 50
MARKED_FOR = timedelta(days=90)
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """What a feed tells of a status row."""

    key: UUID
    title: str
    url: str
    updated: datetime
    source: str
    source_language: str


@dataclass(frozen=True)
class Mark:
    """A row that feeds told of and that readers should forget: no word of what it said."""

    key: UUID
    when: datetime


@require_safe
def changes_feed(request: HttpRequest) -> HttpResponse:
    """The newest changes of everybody who is public under the own name."""
    people = DirectoryEntry.shown(get_language()).values("person")
    named = PrisonerPage.objects.filter(~is_protected(), pk__in=people)
    context = {"title": gettext("Changes of status"), "marks": deletion_marks()}
    return atom(request, StatusRow.objects.filter(page__in=named.values("pk")), context)


@require_safe
def person_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The changes of one person; none of somebody protected, 410 after a take-down."""
    page = find_person(slug, get_language())
    if page is None:
        return gone(request)
    title = gettext("Changes of status: %(name)s") % {"name": page.title}
    context = {"title": title, "page_url": page.full_url}
    return atom(request, StatusRow.objects.filter(page=page.original), context)


def atom(request: HttpRequest, rows: QuerySet[StatusRow], context: dict) -> HttpResponse:
    """A feed of the newest of these rows."""
    root = Site.find_for_request(request).root_url
    entries = newest(rows, get_language(), root)
    times = [entry.updated for entry in entries] + [mark.when for mark in context.get("marks", ())]
    context |= {
        "address": f"{root}{request.path}",
        "language": get_language(),
        "entries": entries,
        "updated": max(times, default=clock.now()),
    }
    xml = render_to_string("prisoners/changes.xml", context, request)
    return HttpResponse(NOT_IN_XML.sub("", xml), content_type=CONTENT_TYPE)


def newest(rows: QuerySet[StatusRow], code: str, root: str) -> list[Entry]:
    """The latest rows as entries for a reader of `code`, whatever their number, in few queries."""
    published = TruncDate("page__first_published_at")
    dated = rows.annotate(day=Coalesce("since", "as_of", published))
    latest = dated.order_by(F("day").desc(nulls_last=True), "-pk")[:NEWEST]
    days = dict(latest.values_list("pk", "day"))
    keys = latest.values_list("page__translation_key", flat=True)
    pages = best_versions(PrisonerPage, list(dict.fromkeys(keys)), code)
    if pages:
        fetch_rows({*pages, *(page.original for page in pages)}, ["statuses"])
    found = {
        row.pk: entry_of(page, row, days[row.pk], root)
        for page in pages
        for row in StatusRow.in_words_of(page, "statuses")
        if row.pk in days
    }
    return [found[pk] for pk in days if pk in found]


def entry_of(page: PrisonerPage, row: StatusRow, day: date | None, root: str) -> Entry:
    """A row of a person, in the active language and in the words of this version of the page."""
    return Entry(
        key=row.translation_key,
        title=headline(page, row),
        url=f"{root}{page.url_path}",
        updated=datetime.combine(day, time(), UTC) if day else page.last_published_at,
        source=row.source,
        source_language=row.borrowed_from or page.locale.language_code,
    )


def headline(page: PrisonerPage, row: StatusRow) -> str:
    """Who, what, and since when or as of when."""
    is_today = page.status is not None and page.status.pk == row.pk
    words = page.status_words if is_today else status_words(row.code, page.public.gender)
    parts = {"name": page.title, "status": words}
    if row.since:
        # Translators: a headline, for example “Maks Bokayev: released, since 4 February 2021”.
        return gettext("%(name)s: %(status)s, since %(day)s") % {**parts, "day": row.since_text}
    if row.as_of:
        return gettext("%(name)s: %(status)s, as of %(day)s") % {**parts, "day": row.as_of_text}
    return gettext("%(name)s: %(status)s") % parts


def deletion_marks() -> list[Mark]:
    """The rows of people who were taken down or withdrew their consent lately."""
    begin = clock.now() - MARKED_FOR
    withdrawn = Consent.objects.filter(withdrawn_on__gte=begin.date())
    times = {
        key: datetime.combine(day, time(), UTC)
        for key, day in withdrawn.values_list("translation_key", "withdrawn_on")
    }
    taken = TakeDown.standing().filter(taken_at__gte=begin)
    times |= dict(taken.values_list("translation_key", "taken_at"))
    people = PrisonerPage.objects.filter(~is_protected(), translation_key__in=times)
    rows = StatusRow.objects.filter(page__in=originals(people).values("pk")).order_by("pk")
    keys = rows.values_list("translation_key", "page__translation_key")
    return [Mark(key, times[person]) for key, person in keys]
