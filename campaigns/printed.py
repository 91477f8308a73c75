"""What is printed of events and campaigns. No contact persons: paper stays for ever."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.text import capfirst

from campaigns.models import (
    CampaignKeyDate,
    CampaignPage,
    CampaignPerson,
    Demand,
    EventIndexPage,
    EventKeyDate,
    EventPage,
    EventPerson,
)
from campaigns.sharing import changed_status, when_and_where
from core import clock
from core.languages import best_versions, listed
from core.models import BasePage, Consent
from core.printed import Card, Kind, Sheet, register

NOTES_ON_PAPER = 6


def connect() -> None:
    """Have events and campaigns printed."""
    register(Kind(EventPage, "print/events", event_sheet, events_showing))
    register(Kind(CampaignPage, "print/campaigns", campaign_sheet, campaigns_showing))


def event_sheet(page: EventPage) -> Sheet:
    """An event on paper and as a card."""
    campaign = page.campaign_page
    is_asking = campaign is not None and not campaign.is_over
    card = Card(page.title, when_and_where(page), capfirst(changed_status(page)))
    context = {
        "campaign": campaign if is_asking else None,
        "demands": campaign.demand_rows if is_asking else [],
        "people": page.people,
        "key_dates": page.key_dates,
        "notes": page.good_to_know[:NOTES_ON_PAPER],
    }
    ends = [campaign.original.ends_on if campaign else None]
    return Sheet(card, context, to_come([*ends, *days_shown(page)]))


def campaign_sheet(page: CampaignPage) -> Sheet:
    """A campaign on paper and as a card."""
    is_over = page.is_over
    event = None if is_over else next_event_of(page)
    state = capfirst(page.original.get_state_display()) if is_over else ""
    card = Card(page.title, page.summary if not event else when_and_where(event), state)
    context = {
        "asking": None if is_over else page,
        "event": event,
        "demands": [] if is_over else page.demand_rows,
        "people": page.people,
        "key_dates": page.key_dates,
        "numbers": page.number_rows,
    }
    ends = [page.original.ends_on, event and event.original.end.date()]
    return Sheet(card, context, to_come([*ends, *days_shown(page)]))


def next_event_of(page: CampaignPage) -> EventPage | None:
    """The event of a campaign that people can come to next."""
    found = listed(EventPage).filter(campaign=page.original.pk, ends_at__gte=clock.now())
    keys = found.order_by("starts_at", "pk").values_list("translation_key", flat=True)[:1]
    return next(iter(best_versions(EventPage, list(keys), page.locale.language_code)), None)


def days_shown(page: BasePage) -> Iterable[date | None]:
    """The days on which something ends that is shown of the people and key dates of a page."""
    keys = [person.translation_key for person in page.people]
    yield from Consent.objects.filter(translation_key__in=keys).values_list("expires_on", flat=True)
    for person in page.people:
        yield from (row.until for row in person.running_restrictions)
    yield from (key_date.day for key_date in page.key_dates)


def to_come(days: Iterable[date | None]) -> list[date]:
    """Those that are not over."""
    return [day for day in days if day is not None and day >= clock.today()]


def campaigns_showing(keys: list[UUID]) -> QuerySet[CampaignPage]:
    """The campaigns whose files show one of these pages."""
    return CampaignPage.objects.filter(
        Q(translation_key__in=keys)
        | Q(pk__in=pages_with(CampaignPerson, "person", keys))
        | Q(pk__in=pages_with(CampaignKeyDate, "key_date", keys))
        | Q(pk__in=pages_with(Demand, "addressee_page", keys))
        | Q(pk__in=EventPage.objects.filter(translation_key__in=keys).values("campaign"))
    )


def events_showing(keys: list[UUID]) -> QuerySet[EventPage]:
    """The events whose files show one of these pages; a list has the safety notes of all."""
    shown = (
        Q(translation_key__in=keys)
        | Q(pk__in=pages_with(EventPerson, "person", keys))
        | Q(pk__in=pages_with(EventKeyDate, "key_date", keys))
        | Q(campaign__translation_key__in=keys)
        | Q(campaign__in=pages_with(Demand, "addressee_page", keys))
    )
    if EventIndexPage.objects.filter(translation_key__in=keys).exists():
        shown = Q()
    return EventPage.objects.filter(shown)


def pages_with(row: type, field: str, keys: list[UUID]) -> QuerySet:
    """The pages with a row that points at one of these pages."""
    return row.objects.filter(**{f"{field}__translation_key__in": keys}).values("page")
