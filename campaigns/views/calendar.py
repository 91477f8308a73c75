"""Calendar files: of all events of a language, of a campaign, of one event."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import conditional_page, require_safe
from icalendar import Event

from campaigns import calendar
from campaigns.models import CampaignPage, EventIndexPage, EventPage
from core.by_slug import find_by_slug
from core.feeds import list_in, root_of
from core.views import gone


@require_safe
@conditional_page
def events_calendar(request: HttpRequest) -> HttpResponse:
    """Events and key dates to come and of the past year."""
    code = get_language()
    shown = list_in(EventIndexPage, code)
    name = shown.title if shown else gettext("Events")
    return answer(calendar.everything(root_of(request), code), f"events-{code}", name)


@require_safe
@conditional_page
def campaign_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """All events and key dates of a campaign."""
    code = get_language()
    page = find_by_slug(CampaignPage, slug, code)
    if page is None:
        return gone(request)
    entries = calendar.all_of_campaign(page, root_of(request), code)
    return answer(entries, f"{slug}-{code}", page.title)


@require_safe
@conditional_page
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One event."""
    code = get_language()
    page = find_by_slug(EventPage, slug, code)
    if page is None:
        return gone(request)
    return answer([calendar.event_entry(page, root_of(request), code)], f"{slug}-{code}")


def answer(entries: Sequence[Event], file_name: str, name: str = "") -> HttpResponse:
    """A file; not as an attachment, which not every program takes from an address."""
    text = calendar.calendar_file(entries, get_language(), name)
    response = HttpResponse(text, content_type=calendar.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    return response
