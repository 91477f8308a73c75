"""What RFC 4287 and JSON Feed 1.1 want of a feed."""

import json
import re
from collections import Counter
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ABSOLUTE = re.compile(r"(https?://|urn:uuid:)\S+")
OF_FEED = ("id", "title", "updated")
OF_ENTRY = ("id", "title", "updated")
JSON_VERSION = "https://jsonfeed.org/version/1.1"


def broken_atom(content: bytes) -> list[str]:
    """Everything that is wrong with an Atom feed; empty for a good one."""
    root = ElementTree.fromstring(content)
    if root.tag != f"{ATOM}feed":
        return [f"{root.tag} is not a feed"]
    entries = root.findall(f"{ATOM}entry")
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    broken = [*of_parts(root, OF_FEED), *of_links(root, ("self", "alternate"))]
    broken += [f"two entries {key}" for key, times in ids.items() if times > 1]
    if not root.get(LANG):
        broken.append("no language")
    if not root.findtext(f"{ATOM}author/{ATOM}name"):
        broken.append("no author")
    for entry in entries:
        broken += [*of_parts(entry, OF_ENTRY), *of_links(entry, ("alternate",))]
        if entry.findtext(f"{ATOM}published") > entry.findtext(f"{ATOM}updated"):
            broken.append("updated before it was published")
    return broken


def of_parts(element: ElementTree.Element, names: tuple[str, ...]):
    """Each part stands there once and is not empty; times and ids are such."""
    for name in names:
        found = element.findall(f"{ATOM}{name}")
        if len(found) != 1 or not (found[0].text or "").strip():
            yield f"not one {name} in {element.tag}"
    for name in ("updated", "published"):
        for found in element.findall(f"{ATOM}{name}"):
            if not MOMENT.fullmatch(found.text):
                yield f"not a moment: {found.text}"
    if not ABSOLUTE.fullmatch(element.findtext(f"{ATOM}id")):
        yield "an id that is no address"


def of_links(element: ElementTree.Element, wanted: tuple[str, ...]):
    """One link of each kind that is wanted, with a whole address."""
    links = element.findall(f"{ATOM}link")
    for rel in wanted:
        if sum(link.get("rel") == rel for link in links) != 1:
            yield f"not one link {rel} in {element.tag}"
    for link in links:
        if not ABSOLUTE.fullmatch(link.get("href", "")):
            yield f"not an address: {link.get('href')}"


def broken_json(content: bytes) -> list[str]:
    """Everything that is wrong with a JSON Feed; empty for a good one."""
    feed = json.loads(content)
    broken = []
    if feed.get("version") != JSON_VERSION:
        broken.append("not JSON Feed 1.1")
    for name in ("title", "home_page_url", "feed_url", "language"):
        if not isinstance(feed.get(name), str) or not feed[name]:
            broken.append(f"no {name}")
    ids = Counter(item.get("id") for item in feed["items"])
    broken += [f"two items {key}" for key, times in ids.items() if times > 1]
    for item in feed["items"]:
        broken += of_item(item)
    return broken


def of_item(item: dict):
    """One item."""
    for name in ("id", "content_text", "url", "title", "language"):
        if not isinstance(item.get(name), str) or not item[name]:
            yield f"an item without {name}"
    for name in ("url", "external_url"):
        if name in item and not ABSOLUTE.fullmatch(item[name]):
            yield f"not an address: {item[name]}"
    for name in ("date_published", "date_modified"):
        if not MOMENT.fullmatch(item.get(name, "")):
            yield f"not a moment: {item.get(name)}"
