"""What is told of an event or a key date in few words: the same in calendar files and feeds.

Status, time and place are facts, in the reader's language; other words are those of the version
of the page that she gets.
"""

from django.utils.text import capfirst
from django.utils.translation import gettext

from campaigns.choices import EventStatus, KeyDateState
from campaigns.models.event import EventPage
from campaigns.models.key_date import KeyDatePage
from campaigns.sharing import changed_status, when, with_status
from core.dates import long_date
from core.templatetags.core_tags import event_time


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
    """Status, time and all that a reader must know beside the place, each in a line."""
    facts = event.original
    address = online_address(event)
    lines = [
        capfirst(changed_status(event)),
        *times_told(event),
        told_after_contact(event) if facts.is_told_after_contact else "",
        f"{gettext('Online')}: {address}" if address else "",
    ]
    return [line for line in lines if line]


def times_told(event: EventPage) -> list[str]:
    """The time, and that announced before, which is all there is of a postponed event."""
    words = capfirst(gettext("announced before:"))
    if event.original.status == EventStatus.POSTPONED:
        return [f"{words} {when(event)}"]
    before = event_time(event).before
    return [when(event), *([f"{words} {before}"] if before else [])]


def told_after_contact(event: EventPage) -> str:
    """How to learn what the site does not tell."""
    if event.original.is_only_online:
        return gettext("The address online is told after contact.")
    return gettext("The exact place is told after contact.")


def way_there(event: EventPage) -> list[str]:
    """What the place is called in the language of the page, and how to find it."""
    facts = event.original
    if facts.is_told_after_contact or facts.is_only_online:
        return []
    return [line for line in (event.place_here, event.directions) if line]


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
