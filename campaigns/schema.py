"""What machines read of an event: schema.org `Event`, as the template writes it in microdata.

Codes are those of schema.org; Google's rules for events say which must not be missing.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from campaigns.choices import Attendance, EventStatus
from core import clock

VOCABULARY = "https://schema.org/"
STATUS = {
    EventStatus.SCHEDULED: "EventScheduled",
    EventStatus.RESCHEDULED: "EventRescheduled",
    EventStatus.POSTPONED: "EventPostponed",
    EventStatus.MOVED_ONLINE: "EventMovedOnline",
    EventStatus.CANCELLED: "EventCancelled",
}
MODE = {
    Attendance.OFFLINE: "OfflineEventAttendanceMode",
    Attendance.ONLINE: "OnlineEventAttendanceMode",
    Attendance.MIXED: "MixedEventAttendanceMode",
}


@dataclass(frozen=True)
class Place:
    """Where to go: as much of it as is told."""

    name: str
    street: str
    postcode: str
    city: str
    country: str
    latitude: str
    longitude: str

    @property
    def has_address(self) -> bool:
        """Whether more is known of it than its name."""
        return any((self.street, self.postcode, self.city, self.country))


@dataclass(frozen=True)
class EventData:
    """An event in the words of schema.org; an empty string is left out."""

    name: str
    url: str
    description: str
    languages: list[str]
    organiser: str
    statuses: list[str]
    mode: str
    start: str
    end: str
    previous_start: str
    place: Place | None
    online_url: str


def schema_of(page: Any, organisation: str) -> EventData:
    """What machines read of the event `page`; the organisation of the site is its organiser."""
    facts = page.original
    statuses = [STATUS[facts.status]]
    if facts.was_moved and facts.status == EventStatus.MOVED_ONLINE:
        statuses.append(STATUS[EventStatus.RESCHEDULED])
    mode = Attendance.ONLINE if facts.is_only_online else facts.attendance
    return EventData(
        name=page.title,
        url=page.full_url,
        description=page.summary or f"{capfirst(facts.get_kind_display())}: {page.title}",
        languages=facts.languages_spoken or [page.locale.language_code],
        organiser=page.organiser or organisation,
        statuses=[VOCABULARY + status for status in statuses],
        mode=VOCABULARY + MODE[mode],
        start=facts.start.isoformat() if facts.has_hours else facts.start_day.isoformat(),
        end=end_of(facts),
        previous_start=previous_start(facts) if facts.was_moved else "",
        place=None if facts.is_only_online else place_of(page),
        online_url=online_url(page) if facts.is_online else "",
    )


def end_of(facts: Any) -> str:
    """The end an editor gave: a moment, or a day where the hour is not known."""
    if facts.has_hours and facts.end_time:
        return facts.end.isoformat()
    if facts.has_hours and not facts.end_day:
        return ""
    return (facts.end_day or facts.start_day).isoformat()


def previous_start(facts: Any) -> str:
    """The start announced before."""
    return as_announced(facts.previous_day, facts.previous_time, facts.time_zone)


def as_announced(day: date, hour: time | None, zone: str) -> str:
    """A moment, or a day without an hour."""
    known: date | datetime = day if hour is None else clock.moment(day, hour, zone)
    return known.isoformat()


def place_of(page: Any) -> Place:
    """The place; of one that is told after contact the city. A place always has a name."""
    facts = page.original
    is_told = not facts.is_told_after_contact
    unknown = gettext("place to be announced") if is_told else facts.get_disclosure_display()
    position = (facts.latitude, facts.longitude) if is_told and page.map_url else ("", "")
    return Place(
        name=(is_told and (facts.place_name or page.place_here)) or facts.city or unknown,
        street=facts.street if is_told else "",
        postcode=facts.postcode if is_told else "",
        city=facts.city,
        country=facts.country.code or "",
        latitude=str(position[0]),
        longitude=str(position[1]),
    )


def online_url(page: Any) -> str:
    """Where it takes place online; where that is told after contact, the page that says so."""
    facts = page.original
    return page.full_url if facts.is_told_after_contact else facts.online_url
