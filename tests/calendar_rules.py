"""What the programs of Google, Apple and Microsoft want of a calendar file, and RFC 5545 says.

It reads the bytes itself: a parser that mends what it reads would hide what is broken.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

LINE = re.compile(
    r'(?P<name>[A-Z-]+)(?P<params>(?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(?P<value>.*)', re.DOTALL
)
PARAM = re.compile(r';([A-Z-]+)=("[^"]*"|[^";:,]*)')
DAY = re.compile(r"\d{8}")
MOMENT = re.compile(r"\d{8}T\d{6}")
UTC_MOMENT = re.compile(r"\d{8}T\d{6}Z")
SOMETHING = re.compile(".+", re.DOTALL)
FORMS = {
    "UID": SOMETHING,
    "SUMMARY": SOMETHING,
    "DTSTAMP": UTC_MOMENT,
    "CREATED": UTC_MOMENT,
    "LAST-MODIFIED": UTC_MOMENT,
    "STATUS": re.compile("TENTATIVE|CONFIRMED|CANCELLED"),
    "SEQUENCE": re.compile(r"\d+"),
    "URL": re.compile(r"https?://\S+"),
}
PEOPLE = ("ORGANIZER", "ATTENDEE", "CONTACT")
ONCE = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "DTEND")
AT_MOST_ONCE = ("SEQUENCE", "STATUS", "LOCATION", "DESCRIPTION", "URL", "GEO", "TRANSP", "RRULE")
# One weekday of one month: the only rules for a change of clocks that Outlook reads.
ZONE_RULE = re.compile(r"FREQ=YEARLY;BYDAY=-?[1-5](MO|TU|WE|TH|FR|SA|SU);BYMONTH=([1-9]|1[0-2])")


@dataclass
class Property:
    """A line with its parameters."""

    name: str
    params: dict[str, str]
    value: str


@dataclass
class Component:
    """What stands between BEGIN and END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        return [found for found in self.properties if found.name == name]

    def first(self, name: str) -> Property | None:
        return next(iter(self.all(name)), None)

    def value(self, name: str) -> str:
        found = self.first(name)
        return found.value if found else ""

    def named(self, name: str) -> list["Component"]:
        return [part for part in self.parts if part.name == name]


def broken_rules(content: bytes) -> list[str]:
    """Everything that is wrong with a calendar file; empty for a good one."""
    broken = [*of_bytes(content)]
    if broken:
        return broken
    calendar = read(content)
    zones = [zone.value("TZID") for zone in calendar.named("VTIMEZONE")]
    uids = Counter(event.value("UID") for event in calendar.named("VEVENT"))
    broken += of_calendar(calendar)
    broken += [f"two zones {zone}" for zone, times in Counter(zones).items() if times > 1]
    broken += [f"two events {uid}" for uid, times in uids.items() if times > 1]
    for zone in calendar.named("VTIMEZONE"):
        broken += of_zone(zone)
    for event in calendar.named("VEVENT"):
        broken += of_event(event, set(zones))
    return broken


def of_bytes(content: bytes):
    """Line ends, length of lines in octets, characters."""
    if content.startswith(b"\xef\xbb\xbf"):
        yield "begins with a byte order mark"
    if not content.endswith(b"\r\n"):
        yield "the last line does not end"
    if set(content.replace(b"\r\n", b"")) & {*range(0x09), *range(0x0A, 0x20), 0x7F}:
        yield "a line end that is not CRLF, or a control character"
    for line in content.split(b"\r\n")[:-1]:
        if not line.strip():
            yield "an empty line"
        if len(line) > 75:
            yield f"a line of {len(line)} octets"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"a character cut in two: {line!r}"


def read(content: bytes) -> Component:
    """The components of a file whose bytes are in order."""
    root, above = Component(""), []
    current = root
    for text in content.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]:
        match = LINE.fullmatch(text)
        if match is None:
            raise AssertionError(f"not a line of a calendar: {text!r}")
        name, value = match["name"], match["value"]
        if name == "BEGIN":
            part = Component(value)
            current.parts.append(part)
            above.append(current)
            current = part
        elif name == "END":
            assert value == current.name, f"{current.name} ends as {value}"
            current = above.pop()
        else:
            params = {key: text.strip('"') for key, text in PARAM.findall(match["params"])}
            current.properties.append(Property(name, params, value))
    assert current is root, f"{current.name} does not end"
    [calendar] = root.parts
    assert calendar.name == "VCALENDAR"
    return calendar


def of_calendar(calendar: Component):
    """What stands before the events."""
    for name in ("VERSION", "PRODID", "METHOD"):
        if len(calendar.all(name)) != 1:
            yield f"not one {name}"
    if (calendar.value("VERSION"), calendar.value("METHOD")) != ("2.0", "PUBLISH"):
        yield "another version or method"
    if not calendar.parts:
        yield "nothing in it"


def of_zone(zone: Component):
    """A zone has kinds of time, each with what programs need."""
    if len(zone.all("TZID")) != 1 or not zone.parts:
        yield "a zone without a name or without times"
    for part in zone.parts:
        if part.name not in {"STANDARD", "DAYLIGHT"}:
            yield f"{part.name} in a zone"
        for name in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"):
            if len(part.all(name)) != 1:
                yield f"not one {name} in a zone"
        if not MOMENT.fullmatch(part.value("DTSTART")):
            yield "a zone that does not begin at a local time"
        if part.all("RRULE") and part.all("RDATE"):
            yield "a zone with rule and days"
        if part.all("RRULE") and not ZONE_RULE.fullmatch(part.value("RRULE")):
            yield f"a rule Outlook does not read: {part.value('RRULE')}"


def of_event(event: Component, zones: set[str]):
    """One event."""
    counts = Counter(found.name for found in event.properties)
    yield from (f"not one {name}" for name in ONCE if counts[name] != 1)
    yield from (f"two of {name}" for name in AT_MOST_ONCE if counts[name] > 1)
    yield from (f"{name}: a person in a calendar file" for name in PEOPLE if counts[name])
    for name, pattern in FORMS.items():
        if counts[name] and not pattern.fullmatch(event.value(name)):
            yield f"not a {name}: {event.value(name)}"
    yield from of_time(event, zones)
    yield from of_position(event)


def of_time(event: Component, zones: set[str]):
    """Begin and end are of one kind, in a zone that the file knows, and in this order."""
    start, end = event.first("DTSTART"), event.first("DTEND")
    kinds = {tuple(sorted(part.params.items())) for part in (start, end)}
    if len(kinds) != 1:
        yield "begin and end of two kinds"
    if not end.value > start.value:
        yield "it ends before it begins"
    for part in (start, end):
        zone = part.params.get("TZID")
        if part.params.get("VALUE") == "DATE":
            if zone or not DAY.fullmatch(part.value):
                yield "a day with a zone or an hour"
        elif zone and (zone not in zones or not MOMENT.fullmatch(part.value)):
            yield f"a time zone that is not in the file: {zone}"
        elif not zone and not UTC_MOMENT.fullmatch(part.value):
            yield "an hour without a zone"


def of_position(event: Component):
    """A place on the earth."""
    if event.all("GEO"):
        latitude, longitude = map(float, event.value("GEO").split(";"))
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            yield "a place that is not on the earth"
