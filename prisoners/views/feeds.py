"""Atom feeds (RFC 4287) of changes of status, with marks for what was withdrawn (RFC 6721)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Greatest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe
from wagtail.models import PageLogEntry, Site

from core import clock
from core.consent import is_protected
from core.feeds import ATOM, LONG_AGO, NEWEST, clean
from core.languages import best_versions, originals
from core.models import Consent, TakeDown
from core.rows import fetch_rows
from core.views import gone
from prisoners.choices import status_words
from prisoners.models.directory_entry import DirectoryEntry
from prisoners.models.prisoner import PrisonerPage
from prisoners.models.rows import StatusRow
from prisoners.views.people import find_person

MARKED_FOR = timedelta(days=90)
ONE_DAY = timedelta(days=1)
# What the histories of pages call the steps that may take a name from readers. Those that close
# a page close all below it.
CLOSING = ("wagtail.view_restriction.create", "wagtail.view_restriction.edit")
HIDING = (
    "core.consent",
    "core.take_down",
    "wagtail.unpublish",
    "wagtail.unpublish.scheduled",
    *CLOSING,
)


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
    context = {"title": gettext("Changes of status"), "marks": deletion_marks(named)}
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
    return HttpResponse(clean(xml), content_type=ATOM)


def newest(rows: QuerySet[StatusRow], code: str, root: str) -> list[Entry]:
    """The latest rows as entries for a reader of `code`, whatever their number, in few queries."""
    dated = rows.annotate(day=Coalesce("since", "as_of"), updated=last_told())
    latest = dated.order_by("-updated", F("day").desc(nulls_last=True), "-pk")[:NEWEST]
    told = list(latest.values_list("pk", "updated", "page__translation_key"))
    times = {pk: when for pk, when, _key in told}
    keys = dict.fromkeys(key for _pk, _when, key in told)
    pages = best_versions(PrisonerPage, list(keys), code)
    if pages:
        fetch_rows({*pages, *(page.original for page in pages)}, ["statuses"])
    found = {
        row.pk: entry_of(page, row, times[row.pk], root)
        for page in pages
        for row in StatusRow.in_words_of(page, "statuses")
        if row.pk in times
    }
    return [found[pk] for pk in times if pk in found]


def last_told() -> Combinable:
    """When readers last got to know a row: later than any mark that its entry once left.

    The latest of its own day, the last publication and the last take-down that was undone.
    """
    key = OuterRef("page__translation_key")
    undone = TakeDown.objects.filter(translation_key=key, undone_at__isnull=False)
    times = (
        Cast(Coalesce("since", "as_of"), DateTimeField()),
        F("page__last_published_at"),
        Subquery(undone.order_by("-undone_at").values("undone_at")[:1]),
    )
    return Greatest(
        *(Coalesce(when, Value(LONG_AGO), output_field=DateTimeField()) for when in times)
    )


def entry_of(page: PrisonerPage, row: StatusRow, updated: datetime, root: str) -> Entry:
    """A row of a person, in the active language and in the words of this version of the page."""
    return Entry(
        key=row.translation_key,
        title=headline(page, row),
        url=f"{root}{page.url_path}",
        updated=updated,
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


def deletion_marks(named: QuerySet[PrisonerPage]) -> list[Mark]:
    """The rows of people who were hidden lately, and are not among those public under their name.

    Who was never public under it cannot be told from who was: a mark says nothing of anybody.
    """
    times = hidden_since(clock.now() - MARKED_FOR)
    published = PrisonerPage.objects.filter(
        translation_key__in=times, first_published_at__isnull=False
    )
    people = PrisonerPage.objects.filter(translation_key__in=published.values("translation_key"))
    hidden = originals(people).exclude(pk__in=named.values("pk"))
    rows = StatusRow.objects.filter(page__in=hidden.values("pk")).order_by("pk")
    columns = ("translation_key", "page__translation_key", "page__last_published_at")
    # Not before the last publication: a mark older than the entry it takes back has no effect.
    return [
        Mark(key, max(times[person], published_at or LONG_AGO))
        for key, person, published_at in rows.values_list(*columns)
    ]


def hidden_since(begin: datetime) -> dict[UUID, datetime]:
    """When something last happened since `begin` that may have hidden a person, by key."""
    times: dict[UUID, datetime] = defaultdict(lambda: LONG_AGO)
    for key, when in [*steps_since(begin), *ends_since(begin.date())]:
        times[key] = max(times[key], when)
    return dict(times)


def steps_since(begin: datetime) -> Iterator[tuple[UUID, datetime]]:
    """What people did, by the key of the person: the take-downs, and steps in histories."""
    yield from (
        TakeDown.standing().filter(taken_at__gte=begin).values_list("translation_key", "taken_at")
    )
    kind = ContentType.objects.get_for_model(PrisonerPage)
    steps = PageLogEntry.objects.filter(action__in=HIDING, timestamp__gte=begin).order_by()
    own = steps.filter(content_type=kind)
    yield from own.values_list("page__translation_key", "timestamp")
    above = steps.filter(action__in=CLOSING).exclude(content_type=kind)
    # A list that was deleted has no path any more.
    closed = above.exclude(page__path=None).values_list("page__path")
    for path, when in closed.annotate(Max("timestamp")):
        below = PrisonerPage.objects.filter(path__startswith=path)
        yield from ((key, when) for key in below.values_list("translation_key", flat=True))


def ends_since(begin: date) -> Iterator[tuple[UUID, datetime]]:
    """The consents that were withdrawn, or expired the day before, by the key of the person."""
    lately = Q(expires_on__gte=begin - ONE_DAY, expires_on__lt=clock.today())
    expired = lately & Q(withdrawn_on=None)
    ended = Consent.objects.filter(Q(withdrawn_on__gte=begin) | expired)
    for key, withdrawn_on, expires_on in ended.values_list(
        "translation_key", "withdrawn_on", "expires_on"
    ):
        last_day = withdrawn_on or expires_on + ONE_DAY
        yield key, datetime.combine(last_day, time(), UTC)
