"""The letters of a campaign: which there are, and one as a reader chose it. Nothing is kept."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from campaigns.letters import ROWS, Asked, letters_of, open_letter
from campaigns.models import CampaignPage
from core.by_slug import find_by_slug
from core.rows import fetch_rows
from core.views import gone


@require_safe
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    """All letters that can be written today, by addressee."""
    campaign = find_by_slug(CampaignPage, slug, get_language())
    if campaign is None:
        return gone(request)
    fetch_rows({campaign, campaign.original}, ROWS)
    context = {
        "language": get_language(),
        "campaign": campaign,
        "groups": letters_of(campaign),
    }
    return render(request, "campaigns/letters/list.html", context)


@require_safe
def letter(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """One letter: to send, to copy, to print. The choices are in the address."""
    campaign = find_by_slug(CampaignPage, slug, get_language())
    if campaign is None:
        return gone(request)
    found = open_letter(campaign, key, Asked.from_query(request.GET))
    if found is None:
        raise Http404
    context = {
        "language": get_language(),
        "campaign": campaign,
        "letter": found if campaign.is_asking and found.is_offered else None,
    }
    return render(request, "campaigns/letters/letter.html", context)
