"""A check of schema.org data: reads microdata as a search engine does, and asks for its rules."""

import re
from datetime import date, datetime
from urllib.parse import urlsplit

import html5lib

SCHEMA = "https://schema.org/"
# Elements whose value is an address, and where it stands (HTML standard, "Values").
ADDRESSES = {"a": "href", "link": "href", "img": "src", "time": "datetime", "meta": "content"}
STATUSES = {
    "EventScheduled",
    "EventRescheduled",
    "EventPostponed",
    "EventMovedOnline",
    "EventCancelled",
}
MODES = {
    "OfflineEventAttendanceMode": {"Place"},
    "OnlineEventAttendanceMode": {"VirtualLocation"},
    "MixedEventAttendanceMode": {"Place", "VirtualLocation"},
}


def items(html: str, kind: str) -> list[dict]:
    """All microdata items of a schema.org type that are not part of another."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    found = [element for element in tree.iter() if element.get("itemscope") is not None]
    top = [element for element in found if element.get("itemprop") is None]
    return [item for element in top if (item := read(element))["@type"] == SCHEMA + kind]


def read(element) -> dict:
    """An item: its type, and each property as a list of values."""
    item = {"@type": element.get("itemtype")}
    for child in element:
        gather(child, item)
    return item


def gather(element, item: dict) -> None:
    """Add the properties of an element and of what is in it."""
    name = element.get("itemprop")
    is_item = element.get("itemscope") is not None
    if name:
        item.setdefault(name, []).append(read(element) if is_item else value(element))
    if not is_item:
        for child in element:
            gather(child, item)


def value(element) -> str:
    """The value of a property that is no item."""
    attribute = ADDRESSES.get(element.tag)
    return element.get(attribute, "") if attribute else "".join(element.itertext()).strip()


def event_in(html: str) -> dict:
    """The one event a page tells of, after a check that nothing required is missing or wrong."""
    (event,) = items(html, "Event")
    assert faults(event) == []
    return event


def faults(event: dict) -> list[str]:
    """What schema.org or Google's rules for events would complain about."""
    found = [name for name in ("name", "startDate", "location", "url") if not event.get(name)]
    found += [name for name, values in event.items() if name != "@type" and "" in values]
    found += [f"{name} twice" for name in ("startDate", "endDate", "url") if more(event, name)]
    for name in ("startDate", "endDate", "previousStartDate"):
        found += [f"{name}: {text}" for text in event.get(name, []) if not is_moment(text)]
    statuses = {text.removeprefix(SCHEMA) for text in event.get("eventStatus", [])}
    if not statuses or not statuses <= STATUSES:
        found.append(f"eventStatus: {statuses}")
    if "previousStartDate" in event and "EventRescheduled" not in statuses:
        found.append("previousStartDate belongs to EventRescheduled")
    return found + place_faults(event) + order_faults(event)


def more(event: dict, name: str) -> bool:
    """Whether a property that has one value has more."""
    return len(event.get(name, [])) > 1


def is_moment(text: str) -> bool:
    """A day, or a moment with its distance to UTC."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return bool(date.fromisoformat(text))
    known = re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", text)
    return bool(known) and datetime.fromisoformat(text).tzinfo is not None


def order_faults(event: dict) -> list[str]:
    """An event ends after it begins, and both are days or both are moments."""
    start, end = event["startDate"][0], event.get("endDate", [None])[0]
    if end is None or not (is_moment(start) and is_moment(end)):
        return []
    if "T" in start and "T" in end:
        is_late = datetime.fromisoformat(end) < datetime.fromisoformat(start)
    else:
        is_late = end[:10] < start[:10]
    return ["endDate before startDate"] if is_late else []


def place_faults(event: dict) -> list[str]:
    """Where it is fits how one attends; a place has an address, what is online a URL."""
    mode = "".join(event.get("eventAttendanceMode", [])).removeprefix(SCHEMA)
    kinds = {place["@type"].removeprefix(SCHEMA) for place in event.get("location", [])}
    found = [] if MODES.get(mode) == kinds else [f"{mode} at {kinds}"]
    for place in event.get("location", []):
        if place["@type"] == f"{SCHEMA}Place" and not any(place.get("address", [])):
            found.append("a place without an address")
        if place["@type"] == f"{SCHEMA}VirtualLocation":
            url = urlsplit("".join(place.get("url", [])))
            found += [] if url.scheme and url.netloc else ["nowhere online"]
    return found
