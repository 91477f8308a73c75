"""What is always said with an event that is shared: its status if it changed, day, hour, city."""

from django.utils.text import capfirst
from django.utils.translation import gettext

from campaigns.choices import EventStatus
from core.models import BasePage
from core.templatetags.core_tags import event_time


def changed_status(event: BasePage) -> str:
    """The status of an event that does not take place as it was announced."""
    facts = event.original
    if facts.status == EventStatus.SCHEDULED:
        return ""
    return str(facts.get_status_display())


def headline(event: BasePage) -> str:
    """The title, after what a reader must know first: cancelled, moved, postponed."""
    return with_status(changed_status(event), event.title)


def with_status(status: str, title: str) -> str:
    """A title behind a status, if there is one to tell."""
    if not status:
        return title
    # Translators: a headline, for example “Cancelled: Protest in Brussels”.
    return gettext("%(status)s: %(title)s") % {"status": capfirst(status), "title": title}


def when_and_where(event: BasePage) -> str:
    """Day, hour, time zone and city in a line; of a postponed event the city alone."""
    facts, parts = event.original, []
    if facts.status != EventStatus.POSTPONED:
        parts.append(when(event))
    if facts.status == EventStatus.MOVED_ONLINE:
        parts.append(gettext("Online"))
    elif facts.city:
        parts.append(facts.city)
    return " · ".join(parts)


def when(event: BasePage) -> str:
    """Day and hour, as on a clock at the place."""
    time = event_time(event)
    begins = ", ".join(part for part in (time.day, time.hours) if part)
    until = f" – {time.until}" if time.until else ""
    zone = f" ({time.zone})" if time.zone else ""
    return f"{begins}{until}{zone}"
