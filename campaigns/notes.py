"""What is good to know before coming to an event: its own words, those for all events, or ours."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.choices import SpokenLanguage

SAFETY = (
    _(
        "Come with somebody you know, and tell a friend where you are going and when you will be "
        "back. Bring water, the medicine you need and an identity document."
    ),
    _(
        "This is a peaceful gathering. Keep to what the organisers have agreed, and walk away "
        "from anyone who provokes you. If the police speak to you, stay calm; you may ask why "
        "you are stopped."
    ),
    _(
        "Think before you bring your telephone: lock it, and switch off what tells others where "
        "you are. If being seen here could harm you or your family, help in another way: sign, "
        "write, tell others."
    ),
)
PHOTO_POLICY = (
    _(
        "No recognisable faces without consent. Some who come have families in places where a "
        "photograph can harm them: show banners, hands or backs, and ask before you publish."
    ),
)


@dataclass(frozen=True)
class Note:
    """A heading and the words below it; `borrowed_from` is their language if not the page's."""

    heading: str | Promise
    text: str
    borrowed_from: str = ""


def notes_of(page: Any) -> list[Note]:
    """All that is known and good to know before coming to the event `page`."""
    facts = page.original
    spoken = ", ".join(str(SpokenLanguage(code).label) for code in facts.languages_spoken)
    notes = [
        Note(_("Languages"), spoken),
        own(page, "interpretation", _("Interpretation")),
        own(page, "accessibility", _("Accessibility")),
        Note(_("Authorities"), facts.get_authorisation_display()),
        for_all(page, "safety", _("Safety"), SAFETY),
        for_all(page, "photo_policy", _("Photographs"), PHOTO_POLICY),
    ]
    return [note for note in notes if note.text]


def own(page: Any, name: str, heading: str | Promise) -> Note:
    """The page's words; where they are not translated yet, those of its original."""
    if text := getattr(page, name):
        return Note(heading, text)
    if text := getattr(page.original, name):
        return Note(heading, text, page.original.locale.language_code)
    return Note(heading, "")


def for_all(page: Any, name: str, heading: str | Promise, ours: tuple[Promise, ...]) -> Note:
    """The event's words, else those of its list for all events, else ours.

    Nobody needs the last two for an event that is over or cancelled, nor ours on a screen.
    """
    note = own(page, name, heading)
    if note.text or page.is_past or page.original.is_cancelled:
        return note
    if text := getattr(page.event_list, name, ""):
        return Note(heading, text)
    return Note(heading, "" if page.original.is_only_online else "\n\n".join(map(str, ours)))
