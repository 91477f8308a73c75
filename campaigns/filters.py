"""How events and key dates are narrowed in time."""

from django.db.models import QuerySet

from campaigns.models.event import EventPage
from campaigns.models.graph import next_days
from campaigns.models.key_date import KeyDatePage
from core import agenda, clock
from core.languages import best_versions, listed


def upcoming_events() -> QuerySet[EventPage]:
    """Events that are not over, the next one first; those that wait for a new day last."""
    return agenda.to_come(EventPage)


def next_event(code: str) -> EventPage | None:
    """The event that comes next, for a reader of `code`; not one without a day. One query."""
    events = upcoming_events().filter(ends_at__gte=clock.now())
    found = best_versions(EventPage, events.values("translation_key")[:1], code)
    return found[0] if found else None


def past_events() -> QuerySet[EventPage]:
    """Events that are over, the latest first."""
    return agenda.past(EventPage)


def upcoming_key_dates(code: str, limit: int = 6) -> list[KeyDatePage]:
    """The next key dates for a reader of `code`, yearly ones by their next return."""
    wanted = KeyDatePage.objects.filter(next_days(listed(KeyDatePage), limit))
    found = best_versions(KeyDatePage, wanted.order_by().values("translation_key"), code)
    return sorted(found, key=lambda date: date.day)[:limit]
