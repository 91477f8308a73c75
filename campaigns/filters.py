"""How events and key dates are narrowed in time."""

from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Coalesce

from campaigns.models.event import EventPage
from campaigns.models.key_date import KeyDatePage
from core import clock
from core.languages import best_versions, listed


def upcoming_events() -> QuerySet[EventPage]:
    """Events that are not over, the next one first."""
    return listed(EventPage).filter(ends_at__gte=clock.now()).order_by("starts_at", "pk")


def next_event(code: str) -> EventPage | None:
    """The event that comes next, for a reader of `code`. One query."""
    found = best_versions(EventPage, upcoming_events().values("translation_key")[:1], code)
    return found[0] if found else None


def past_events() -> QuerySet[EventPage]:
    """Events that are over, the latest first."""
    return listed(EventPage).filter(ends_at__lt=clock.now()).order_by("-starts_at", "-pk")


def upcoming_key_dates(code: str, limit: int = 6) -> list[KeyDatePage]:
    """The next key dates for a reader of `code`, yearly ones by their next return."""
    today = clock.today()
    days = listed(KeyDatePage).annotate(on=Coalesce("actual_day", "announced_day"))
    this_year = Q(on__month__gt=today.month) | Q(on__month=today.month, on__day__gte=today.day)
    is_next_year = Case(When(this_year, then=0), default=1)
    yearly = days.filter(yearly=True).order_by(is_next_year, "on__month", "on__day", "pk")
    single = days.filter(yearly=False, on__gte=today).order_by("on", "pk")
    keys = Q(translation_key__in=yearly.values("translation_key")[:limit])
    keys |= Q(translation_key__in=single.values("translation_key")[:limit])
    found = KeyDatePage.objects.filter(keys).order_by().values("translation_key")
    return sorted(best_versions(KeyDatePage, found, code), key=lambda date: date.day)[:limit]
