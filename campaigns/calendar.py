"""Calendar files (RFC 5545): events and key dates for the programs of readers.

An event has the same UID in every language. Whoever keeps the Russian file and takes the French
one later has one event, not two, and a cancellation in either reaches it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from icalendar import Calendar, Event

from campaigns.announcement import day_headline, day_told, facts_told, way_there, where
from campaigns.choices import NOT_HELD, EventStatus, EventTiming, KeyDateState
from campaigns.models.campaign import CampaignPage
from campaigns.models.event import EventPage
from campaigns.models.key_date import KeyDatePage
from campaigns.zones import zone_component
from core import clock
from core.feeds import changed_at, clean, published_at
from core.languages import best_versions, listed
from core.models import BasePage

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODID = "-//Bosat//Calendar//EN"
ONE_DAY = timedelta(days=1)
KEPT = timedelta(days=366)
ASK_AGAIN = timedelta(hours=1)
EVERY_YEAR = {"FREQ": "YEARLY"}
# Day 60 is 29 February in a leap year and 1 March in all others, as on our pages.
EVERY_LEAP_DAY = {"FREQ": "YEARLY", "BYYEARDAY": 60}
# What a file is about in which nothing stands, for it may not be empty.
SOME_ZONE, SOME_YEAR = "Europe/Brussels", 2000


def everything(root: str, code: str) -> list[Event]:
    """Events and key dates to come and of the past year, of every campaign. Two queries."""
    events = listed(EventPage).filter(ends_at__gte=clock.now() - KEPT)
    day = Coalesce("actual_day", "announced_day")
    is_kept = Q(yearly=True) | Q(day__gte=clock.today() - KEPT)
    dates = listed(KeyDatePage).annotate(day=day).filter(is_kept)
    return entries_of(events, dates, root, code)


def all_of_campaign(campaign: CampaignPage, root: str, code: str) -> list[Event]:
    """Events and key dates of a campaign, also those of long ago. Two queries."""
    facts = campaign.original
    events = listed(EventPage).filter(campaign=facts.pk)
    linked = facts.key_date_links.values("key_date")
    dates = listed(KeyDatePage).filter(pk__in=linked)
    return entries_of(events, dates, root, code)


def entries_of(events: QuerySet, dates: QuerySet, root: str, code: str) -> list[Event]:
    """The entries of these events and key dates in the best versions for a reader of `code`."""
    found = best_versions(EventPage, events.values("translation_key"), code)
    days = best_versions(KeyDatePage, dates.values("translation_key"), code)
    return [
        *(event_entry(event, root, code) for event in found),
        *(key_date_entry(key_date, root, code) for key_date in days),
    ]


def calendar_file(entries: Sequence[Event], code: str, name: str = "") -> bytes:
    """A file for a reader of `code`; without a name it is that of one event.

    Outlook makes a new calendar of a file with a name (MS-OXCICAL 2.1.3.1.1.17). An organiser,
    for which RFC 5546 asks here, would be somebody's mail address: there is none.
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODID)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    if name:
        calendar.add("NAME", tidy(name), parameters={"LANGUAGE": code})
        calendar.add("X-WR-CALNAME", tidy(name))
        calendar.add("REFRESH-INTERVAL", ASK_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", "PT1H")
    for entry in entries:
        calendar.add_component(entry)
    add_zones(calendar)
    return calendar.to_ical()


def add_zones(calendar: Calendar) -> None:
    """The time zones used, for the years that matter."""
    years = [entry.start.year for entry in calendar.events] or [SOME_YEAR]
    zones = set() if calendar.events else {SOME_ZONE}
    for zone in sorted(zones | calendar.get_missing_tzids(), reverse=True):
        calendar.subcomponents.insert(0, zone_component(zone, min(years), max(years)))


def event_entry(event: EventPage, root: str, code: str) -> Event:
    """An event with its time, place and status."""
    facts = event.original
    lines = [*facts_told(event), end_assumed(facts), *way_there(event), event.summary]
    entry = begun(event, event.headline, lines, root)
    start, end = span(facts)
    entry.add("DTSTART", start)
    entry.add("DTEND", end)
    entry.add("STATUS", status_of(facts))
    entry.add("SEQUENCE", facts.sequence)
    if place := where(event):
        entry.add("LOCATION", tidy(place), parameters={"LANGUAGE": code})
    if event.has_position:
        entry.add("GEO", (float(facts.latitude), float(facts.longitude)))
    entry.add("TRANSP", "TRANSPARENT" if facts.status in NOT_HELD else "OPAQUE")
    add_category(entry, facts.get_kind_display(), code)
    return entry


def key_date_entry(key_date: KeyDatePage, root: str, code: str) -> Event:
    """A key date: a whole day that keeps nobody busy, every year if it comes back."""
    facts = key_date.original
    lines = [*day_told(key_date), key_date.summary, key_date.ask]
    entry = begun(key_date, day_headline(key_date), lines, root)
    day = facts.actual_day or facts.announced_day
    entry.add("DTSTART", day)
    entry.add("DTEND", day + ONE_DAY)
    if facts.yearly:
        entry.add("RRULE", EVERY_LEAP_DAY if (day.month, day.day) == (2, 29) else EVERY_YEAR)
    entry.add("STATUS", "CANCELLED" if facts.state == KeyDateState.CANCELLED else "CONFIRMED")
    entry.add("SEQUENCE", facts.sequence)
    entry.add("TRANSP", "TRANSPARENT")
    add_category(entry, facts.get_kind_display(), code)
    return entry


def begun(page: BasePage, title: str, lines: Iterable[str], root: str) -> Event:
    """What the entries of events and of key dates have in common."""
    words = {"LANGUAGE": page.locale.language_code}
    url = f"{root}{page.url_path}"
    # Google's calendar does not show the URL property.
    text = "\n".join(line for line in (*lines, url) if line)
    entry = Event()
    entry.add("UID", str(page.translation_key))
    entry.add("DTSTAMP", changed_at(page))
    entry.add("LAST-MODIFIED", changed_at(page))
    entry.add("CREATED", published_at(page.original))
    entry.add("SUMMARY", tidy(title), parameters=words)
    entry.add("DESCRIPTION", tidy(text), parameters=words)
    entry.add("URL", url)
    return entry


def add_category(entry: Event, kind: str, code: str) -> None:
    """What kind of event it is, in the reader's language."""
    entry.add("CATEGORIES", [tidy(kind)], parameters={"LANGUAGE": code})


def tidy(text: str) -> str:
    """A text without control characters, for which a calendar file has no escape."""
    return clean("\n".join(str(text).splitlines())).replace("\x7f", "")


def span(facts: EventPage) -> tuple[date, date] | tuple[datetime, datetime]:
    """Begin and end; of whole days the end is the day after the last."""
    if not facts.has_hours:
        return facts.start_day, (facts.end_day or facts.start_day) + ONE_DAY
    end = facts.end
    if end.time() == time.max:  # the end of a last day without an hour
        end = datetime.combine(end.date() + ONE_DAY, time(), end.tzinfo)
    return facts.start, end


def end_assumed(facts: EventPage) -> str:
    """What to say of an end nobody gave, for programs want one."""
    if not facts.has_hours or facts.end_time or facts.end_day:
        return ""
    return gettext("It was not announced when it ends: two hours are assumed here.")


def status_of(facts: EventPage) -> str:
    """Whether it takes place, for programs."""
    if facts.status == EventStatus.CANCELLED:
        return "CANCELLED"
    is_open = facts.timing == EventTiming.OPEN or facts.status == EventStatus.POSTPONED
    return "TENTATIVE" if is_open else "CONFIRMED"
