"""Feeds: of the whole site, of events, of a campaign."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import conditional_page, require_safe

from campaigns import feeds
from campaigns.models import CampaignPage, EventIndexPage
from core.by_slug import find_by_slug
from core.feeds import answer, feed_for, list_in, root_of
from core.views import gone


@require_safe
@conditional_page
def site_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Events, campaigns and their updates."""
    entries = feeds.of_site(root_of(request), get_language())
    return answer(feed_for(request, None, "", entries), form)


@require_safe
@conditional_page
def events_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Events that were announced or changed."""
    code = get_language()
    page = list_in(EventIndexPage, code)
    title = page.title if page else gettext("Events")
    return answer(feed_for(request, page, title, feeds.of_events(root_of(request), code)), form)


@require_safe
@conditional_page
def campaign_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The updates of one campaign."""
    page = find_by_slug(CampaignPage, slug, get_language())
    if page is None:
        return gone(request)
    entries = feeds.of_campaign(page, root_of(request))
    return answer(feed_for(request, page, page.title, entries), form)
