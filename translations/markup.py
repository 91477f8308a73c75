"""What is not prose in a text to translate: tags, links, words in braces, addresses, phones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape

INLINE = ("a", "abbr", "acronym", "b", "code", "em", "i", "strong", "br")
BOLD, ITALIC, BREAK = {"b", "strong"}, {"i", "em"}, {"br"}
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)([^<>]*+)>")
# What a browser takes for a tag, whether it ends or not.
BEGINNING = re.compile(r"<[a-zA-Z/!?]")
LINK_ID = re.compile(r"""\s+id\s*=\s*(?:"([^"]*)"|'([^']*)')\s*""", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\{\w+\}")

TOP = "com|org|net|info|int|eu|ru|su|kz|kg|uz|ua|by|uk|pl|de|fr|be|ch|at|io|tv|me|news|media"
TOP += "|gov|edu|Ru|рф|ру|ком|орг|нет|укр|қаз"
NO_SPACE = r"""[^\s<>"«»“”„]"""
ADDRESS = re.compile(
    rf"""
    (?P<url>https?://{NO_SPACE}++)
    | (?P<email>(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++)
    | (?P<domain>(?<![\w@.-])(?:[^\W_][\w-]{{0,62}}+\.)+(?-i:{TOP})(?![\w-])(?:/{NO_SPACE}*+)?)
    | (?P<handle>(?<![\w@.])@\w[\w.]*)
    | (?P<phone>
        (?<![\w+])(?:\+|00)\s?\(?[1-9](?:[\s().-]{{0,3}}\d){{7,14}}(?!\d)
        | (?<![\w+])8[\ -]?\(\d{{3,4}}\)[\ -]?\d{{2,3}}(?:[\ -]?\d\d){{2}}(?!\d)
        | (?<![\w+-])8-\d{{3}}-\d{{3}}-\d\d-\d\d(?![\d-])
        | (?<![\w.,:/+-])(?!\d\d?[./-][01]?\d[./-])\(?0\d{{1,4}}\)?(?:[\ ./-]\d{{2,4}}){{3,5}}(?!\d)
      )
    """,
    re.VERBOSE | re.IGNORECASE,
)
LAST_SIGNS = ".,;:!?)…'’"


@dataclass(frozen=True)
class Tag:
    """A tag as it stands in a text."""

    text: str
    name: str
    is_end: bool
    attributes: str
    start: int
    end: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing has to close it."""
        return self.name in BREAK

    @property
    def has_right_attributes(self) -> bool:
        """Whether it has none, save for the id of a link."""
        rest = self.attributes.strip()
        if not rest or (rest == "/" and self.is_whole):
            return True
        return self.name == "a" and not self.is_end and bool(LINK_ID.fullmatch(self.attributes))

    @property
    def link_id(self) -> str:
        """The id of a link."""
        found = LINK_ID.fullmatch(self.attributes)
        return (found[1] or found[2] or "") if found else ""


@dataclass(frozen=True)
class Link:
    """A link of a text and the words in it."""

    id: str
    words: str


@dataclass(frozen=True)
class Address:
    """Something that must stay as it is, and what of it counts."""

    text: str
    kind: str
    key: str


@dataclass(frozen=True)
class Text:
    """A text of an original or a translation: HTML with inline tags."""

    html: str
    code: str

    @cached_property
    def tags(self) -> list[Tag]:
        """Its tags in order, allowed or not."""
        return [
            Tag(found[0], found[2].lower(), bool(found[1]), found[3], *found.span())
            for found in TAG.finditer(self.html)
        ]

    @cached_property
    def plain(self) -> str:
        """What a reader sees."""
        lines = TAG.sub(lambda tag: "\n" if tag[2].lower() == "br" else "", self.html)
        return unescape(lines)

    @property
    def language(self) -> str:
        """The code without a region."""
        return self.code.lower().partition("-")[0]

    def number_of(self, names: set[str]) -> int:
        """How many tags with these names it has."""
        return sum(tag.name in names and not tag.is_end for tag in self.tags)

    @cached_property
    def broken(self) -> list[str]:
        """What begins like a tag and is none."""
        found = BEGINNING.finditer(TAG.sub(lambda tag: "\0" * len(tag[0]), self.html))
        return [self.html[match.start() : match.start() + 12] for match in found]

    @cached_property
    def unpaired(self) -> list[Tag]:
        """Tags that are not closed or close nothing, and links within links, in order."""
        wrong, opened, is_in_link = [], [], False
        for tag in self.tags:
            is_link = tag.name == "a"
            if tag.is_end and opened and opened[-1].name == tag.name:
                opened.pop()
                is_in_link = is_in_link and not is_link
            elif tag.is_end or (is_link and is_in_link):
                wrong.append(tag)
            elif not tag.is_whole:
                opened.append(tag)
                is_in_link = is_in_link or is_link
        return sorted([*wrong, *opened], key=lambda tag: tag.start)

    @cached_property
    def links(self) -> list[Link]:
        """Its links in order."""
        anchors = [tag for tag in self.tags if tag.name == "a"]
        stops = [*(tag.start for tag in anchors[1:]), len(self.html)]
        return [
            Link(tag.link_id, Text(self.html[tag.end : stop], self.code).plain)
            for tag, stop in zip(anchors, stops, strict=False)
            if not tag.is_end
        ]

    @cached_property
    def placeholders(self) -> set[str]:
        """Its words in braces."""
        return set(PLACEHOLDER.findall(self.plain))

    def addresses(self, other: "Text") -> Iterator[Address]:
        """Its addresses; the code of its language in one is as good as that of the other."""
        codes = {self.language, other.language}
        for found in ADDRESS.finditer(self.plain):
            text = found[0].rstrip(LAST_SIGNS) if found.lastgroup != "phone" else found[0]
            kind = found.lastgroup or ""
            yield Address(text, kind, key_of(text, kind, codes))

    @cached_property
    def prose(self) -> str:
        """The text without its addresses and words in braces."""
        return PLACEHOLDER.sub(" ", ADDRESS.sub(" ", self.plain))


def key_of(text: str, kind: str, codes: set[str]) -> str:
    """What of an address has to be the same in both texts."""
    if kind == "phone":
        return phone_key(text)
    if kind in ("email", "handle"):
        return text.lower()
    host, _slash, path = text.partition("://")[2].partition("/")
    if kind == "domain":
        host, _slash, path = text.partition("/")
    labels = host.lower().removeprefix("www.").split(".")
    masked = ["*" if label in codes else label for label in labels[:-1]]
    language = rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(codes)))})(?!\w)"
    return f"{'.'.join([*masked, labels[-1]])}/{re.sub(language, '*', path)}".rstrip("/")


def phone_key(text: str) -> str:
    """The digits of a phone number, from its country on; +7 is 8 within it."""
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    if digits.startswith("00"):
        return digits[2:]
    return f"7{digits[1:]}" if digits.startswith("8") and len(digits) == 11 else digits
