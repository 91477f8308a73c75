"""What is told of an event or a key date in few words: the same in calendar files and feeds.

Status, time and place are facts, in the reader's language; other words are those of the version
of the page that she gets.
"""

from django.utils.text import capfirst
from django.utils.translation import gettext

from campaigns.choices import EventTiming, KeyDateState
from campaigns.models.event import EventPage
from campaigns.models.key_date import KeyDatePage
from campaigns.sharing import changed_status, when
from core.dates import long_date
from core.templatetags.core_tags import weekday_date


def headline(event: EventPage) -> str:
    """The title, after what a reader must know first: cancelled, moved, postponed."""
    return with_status(changed_status(event), event.title)


def with_status(status: str, title: str) -> str:
    """A title behind a status, if there is one to tell."""
    if not status:
        return title
    # Translators: a headline, for example “Cancelled: Protest in Brussels”.
    return gettext("%(status)s: %(title)s") % {"status": capfirst(status), "title": title}


def where(event: EventPage) -> str:
    """The place in one line; the address online of an event that is only there."""
    if event.original.is_only_online:
        return online_address(event)
    return ", ".join(event.address)


def online_address(event: EventPage) -> str:
    """Where one takes part online, unless only those who ask are told."""
    facts = event.original
    return "" if facts.is_told_after_contact or not facts.is_online else facts.online_url


def facts_told(event: EventPage) -> list[str]:
    """Time and all that a reader must know beside the place, each in a line."""
    facts = event.original
    is_open = facts.timing == EventTiming.OPEN
    address = online_address(event)
    lines = [
        capfirst(changed_status(event)),
        when(event),
        announced_before(event),
        capfirst(facts.get_timing_display()) if is_open else "",
        gettext("The exact place is told after contact.") if facts.is_told_after_contact else "",
        f"{gettext('Online')}: {address}" if address else "",
    ]
    return [line for line in lines if line]


def announced_before(event: EventPage) -> str:
    """The time announced before, of an event that was moved."""
    facts = event.original
    if not facts.was_moved:
        return ""
    hour = f", {facts.previous_time:%H:%M}" if facts.previous_time else ""
    day = f"{weekday_date(facts.previous_day)}{hour}"
    return capfirst(gettext("announced for %(day)s") % {"day": day})


def day_headline(date: KeyDatePage) -> str:
    """The title of a key date, after the word that it was cancelled."""
    facts = date.original
    is_off = facts.state == KeyDateState.CANCELLED
    return with_status(facts.get_state_display() if is_off else "", date.title)


def day_told(date: KeyDatePage) -> list[str]:
    """What happens on a key date, where, and whether it was announced for another day."""
    facts = date.original
    parts = (str(facts.get_kind_display()), date.institution)
    lines = [" · ".join(part for part in parts if part)]
    if date.was_moved:
        lines.append(gettext("announced for %(day)s") % {"day": long_date(facts.announced_day)})
    return [capfirst(line) for line in lines]
