"""Links to share a page: plain addresses of other sites, with our words and nothing of a reader."""

from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import quote, urljoin

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import BasePage
from core.rows import fetch_rows

# The row of an editor that is for all networks, and the one for readers at risk.
ANY, NEUTRAL = "any", "neutral"
EMAIL = "email"
NETWORKS: dict[str, str | Promise] = {
    EMAIL: _("E-mail"),
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "facebook": "Facebook",
    "x": "X",
    "bluesky": "Bluesky",
}
ADDRESSES = {
    "telegram": "https://t.me/share/url?url={url}&text={words}",
    "whatsapp": "https://wa.me/?text={text}",
    "facebook": "https://www.facebook.com/sharer/sharer.php?u={url}",
    "x": "https://x.com/intent/tweet?text={words}&url={url}",
    "bluesky": "https://bsky.app/intent/compose?text={text}",
}
# How many letters fit beside the address. X counts any address as 23, and an end of line.
X_ROOM, BLUESKY_ALL = 280 - 24, 300


@dataclass(frozen=True)
class Link:
    """A network, and where sharing begins there."""

    code: str
    label: str
    url: str


@dataclass(frozen=True)
class Sharing:
    """What a page offers to those who tell others: links, and two texts to copy."""

    links: list[Link]
    text: str
    neutral: str


@dataclass(frozen=True)
class Words:
    """What is said of a page: the words of an editor between facts that nobody may leave out."""

    title: str
    before: str
    after: str
    rows: dict[str, str]

    def of(self, network: str, most: int | None = None) -> str:
        """The words for a network, without the address; cut where they would be too many."""
        words = self.rows.get(network) or self.rows.get(ANY) or self.title
        rest = len(self.frame(""))
        if most and rest + len(words) > most:
            words = shorten(words, max(most - rest, 20), placeholder="…")
        return self.frame(words)

    @property
    def subject(self) -> str:
        """The title, after what changed."""
        return f"{capfirst(self.before)}. {self.title}" if self.before else self.title

    def frame(self, words: str) -> str:
        """Words between the facts."""
        first = f"{capfirst(self.before)}. {words}" if self.before else words
        return f"{first}\n{self.after}" if self.after else first


def sharing_of(page: BasePage) -> Sharing | None:
    """What is offered for a page; nothing for one nobody can open, or of a protected person."""
    if getattr(getattr(page, "public", None), "is_protected", False) or not page.full_url:
        return None
    words = words_of_page(page)
    # The address of the page itself may hold a name.
    home = urljoin(page.full_url, f"/{page.locale.language_code}/")
    neutral = words.rows.get(NEUTRAL) or gettext("Worth reading when you have a quiet moment.")
    return Sharing(
        links=[link(code, words, page.full_url) for code in NETWORKS],
        text=f"{words.of(ANY)}\n{page.full_url}",
        neutral=f"{neutral}\n{home}",
    )


def words_of_page(page: BasePage) -> Words:
    """The title, and where a page has rows `share_texts`, what they say."""
    if not hasattr(page, "share_texts"):
        return Words(title=page.title, before="", after="", rows={})
    model = type(page)._meta.get_field("share_texts").related_model
    before, after = model.facts_of(page)
    return Words(title=page.title, before=before, after=after, rows=texts_of(page, model))


def texts_of(page: BasePage, model: type) -> dict[str, str]:
    """The text for each network in the language of the page. One query at the most."""
    unread = {version for version in (page, page.original) if not version.share_texts.is_deferring}
    if unread:
        fetch_rows(unread, ["share_texts"])
    rows = model.in_words_of(page, "share_texts")
    return {
        row.network: plain(row.text)
        for row in rows
        if not row.borrowed_from and (model.still_hold(page) or row.network == NEUTRAL)
    }


def link(code: str, words: Words, url: str) -> Link:
    """The link to a network."""
    label = str(NETWORKS[code])
    if code == EMAIL:
        return Link(code, label, mailto("", words.subject, f"{words.of(code)}\n\n{url}"))
    most = {"x": X_ROOM, "bluesky": BLUESKY_ALL - len(url) - 1}.get(code)
    said = words.of(code, most)
    values = {"url": url, "words": said, "text": f"{said}\n{url}"}
    address = ADDRESSES[code].format(**{name: quote(text, "") for name, text in values.items()})
    return Link(code, label, address)


def mailto(address: str, subject: str, body: str = "") -> str:
    """A message to send from the reader's own mail program (RFC 6068)."""
    said = {"subject": subject, "body": plain(body).replace("\n", "\r\n")}
    query = "&".join(f"{name}={quote(text, '')}" for name, text in said.items() if text)
    return f"mailto:{quote(address, '@')}?{query}"


def plain(text: str) -> str:
    """A text with one kind of line ends, and none around it."""
    return "\n".join(text.splitlines()).strip()
