"""What is printed of events and campaigns. No contact persons: paper stays for ever."""

from collections.abc import Iterable
from datetime import UTC, date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.signals import pre_save
from django.utils.text import capfirst
from django.utils.translation import gettext

from campaigns.choices import NOT_HELD, SETTLED, CampaignState
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
from core.printed import Card, Kind, Sheet, order, register

NOTES_ON_PAPER = 6


def connect() -> None:
    """Have events and campaigns printed."""
    register(Kind(EventPage, "print/events", event_sheet, events_showing))
    register(Kind(CampaignPage, "print/campaigns", campaign_sheet, campaigns_showing))
    pre_save.connect(event_saved, sender=EventPage)


def event_saved(instance: EventPage, update_fields: frozenset | None = None, **kwargs) -> None:
    """Nothing points any more from an event to the campaign that it leaves."""
    if update_fields is None and instance.pk:
        left = EventPage.objects.filter(pk=instance.pk).exclude(campaign=instance.campaign_id)
        order(left.exclude(campaign=None).values_list("campaign__translation_key", flat=True))


def event_sheet(page: EventPage) -> Sheet:
    """An event on paper and as a card."""
    campaign = page.campaign_page
    asking = campaign if campaign and campaign.is_asking else None
    alarm = gettext("over") if page.is_over else changed_status(page)
    card = Card(page.title, when_and_where(page), capfirst(alarm))
    context = {
        "asking": asking,
        "demands": open_demands(asking),
        "people": page.people,
        "key_dates": to_come(page.key_dates),
        "notes": page.good_to_know[:NOTES_ON_PAPER],
    }
    ends = [] if page.is_past else [last_day_of(page)]
    return Sheet(card, context, [*ends, *last_days(page, campaign)])


def campaign_sheet(page: CampaignPage) -> Sheet:
    """A campaign on paper and as a card."""
    asking = page if page.is_asking else None
    event = next_event_of(page) if asking else None
    state = state_words(page)
    card = Card(page.title, event_line(event) if event else page.summary, state)
    context = {
        "state": state,
        "asking": asking,
        "event": event,
        "demands": open_demands(asking),
        "people": page.people,
        "key_dates": to_come(page.key_dates),
        "numbers": page.number_rows,
    }
    ends = [last_day_of(event)] if event else []
    return Sheet(card, context, [*ends, *last_days(page, page)])


def event_line(event: EventPage) -> str:
    """When and where, after what changed."""
    return ". ".join(filter(None, (capfirst(changed_status(event)), when_and_where(event))))


def open_demands(campaign: CampaignPage | None) -> list[Demand]:
    """What a campaign still asks for."""
    rows = campaign.demand_rows if campaign else []
    return [row for row in rows if row.state not in SETTLED]


def state_words(campaign: CampaignPage) -> str:
    """How a campaign ended or why it rests; empty while it asks for something."""
    if campaign.is_asking:
        return ""
    state = campaign.original.state
    # One that runs by its state is over because its last day has passed.
    words = gettext("over") if state == CampaignState.RUNNING else CampaignState(state).label
    return capfirst(str(words))


def next_event_of(page: CampaignPage) -> EventPage | None:
    """The event of a campaign that people can come to next."""
    found = listed(EventPage).filter(campaign=page.original.pk, ends_at__gte=clock.now())
    found = found.exclude(status__in=NOT_HELD)
    keys = found.order_by("starts_at", "pk").values_list("translation_key", flat=True)[:1]
    return next(iter(best_versions(EventPage, list(keys), page.locale.language_code)), None)


def last_day_of(event: EventPage) -> date:
    """The day it is here when an event ends."""
    return event.original.ends_at.astimezone(UTC).date()


def last_days(page: BasePage, campaign: CampaignPage | None) -> Iterable[date]:
    """The days on which something ends that is shown of people, key dates and a campaign."""
    keys = [person.translation_key for person in page.people]
    days = list(
        Consent.objects.filter(translation_key__in=keys).values_list("expires_on", flat=True)
    )
    days += [day for person in page.people for day in person.days_of_change]
    days += [key_date.day for key_date in to_come(page.key_dates)]
    days += [campaign.original.ends_on] if campaign else []
    return [day for day in days if day is not None and day >= clock.today()]


def to_come(key_dates: list[BasePage]) -> list[BasePage]:
    """Those that are not over."""
    return [key_date for key_date in key_dates if not key_date.is_past]


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
    """The events whose files show one of these pages; a list has the notes for all to come."""
    shown = (
        Q(translation_key__in=keys)
        | Q(pk__in=pages_with(EventPerson, "person", keys))
        | Q(pk__in=pages_with(EventKeyDate, "key_date", keys))
        | Q(campaign__translation_key__in=keys)
        | Q(campaign__in=pages_with(Demand, "addressee_page", keys))
        | Q(campaign__in=pages_with(CampaignKeyDate, "key_date", keys))
    )
    if EventIndexPage.objects.filter(translation_key__in=keys).exists():
        shown |= Q(ends_at__gte=clock.now())
    return EventPage.objects.filter(shown)


def pages_with(row: type, field: str, keys: list[UUID]) -> QuerySet:
    """The pages with a row that points at one of these pages."""
    return row.objects.filter(**{f"{field}__translation_key__in": keys}).values("page")
