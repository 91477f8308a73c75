"""The texts of a page as a file for a translation program, and back."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from translations.checks import Kind, Problem, problems
from translations.files import po, xliff
from translations.files.units import FileProblem, Matched, Package, State, Unit, match
from translations.models import Reason
from translations.texts import Status, Text, count, store, texts_of

FORMATS = {"po": po, "xlf": xliff}
STATES = {
    Status.EMPTY: State.EMPTY,
    Status.NEEDS_WORK: State.NEEDS_WORK,
    Status.UNREAD: State.TRANSLATED,
    Status.REVIEWED: State.REVIEWED,
}
# What no program does by mistake, or what would not fit back into the page.
SPOILT = (Kind.TAGS, Kind.LINKS, Kind.TOO_LONG)
# How many texts a message names.
MOST_NAMED = 5


@dataclass(frozen=True)
class Outcome:
    """What a file has changed."""

    matched: Matched
    need_work: int
    # How many texts somebody else has changed since the file was made; they were left alone.
    newer: int


def package_of(translation: Translation, texts: list[Text] | None = None) -> Package:
    """A translation as it is now."""
    found = texts_of(translation) if texts is None else texts
    return Package(
        translation=translation.uuid,
        source_code=translation.source.locale.language_code,
        code=translation.target_locale.language_code,
        title=translation.source.object_repr,
        units=tuple(unit_of(text) for text in found),
        made_at=timezone.now(),
    )


def unit_of(text: Text) -> Unit:
    """A text as files have it."""
    return Unit(
        path=text.place.path,
        source=text.source,
        target=text.target,
        state=STATES[text.status],
        note=text.place.label,
        former=text.former,
    )


@transaction.atomic
def take_in(translation: Translation, data: bytes, name: str, user: AbstractBaseUser) -> Outcome:
    """Keep what a file has changed; all of it or, if it is spoilt, nothing.

    Raises `FileProblem`. What is marked as unsure there needs work here; nothing is approved.
    """
    texts = texts_of(translation)
    found = format_of(name, data).read(data)
    matched = match(package_of(translation, texts), found)
    by_place = {(text.place.path, text.source): text for text in texts}
    limits = {place: text.place.limit for place, text in by_place.items()}
    if spoilt := [
        words
        for unit in matched.changed
        if (words := why_spoilt(translation, unit, limits[unit.path, unit.source]))
    ]:
        listed = " ".join(spoilt[:MOST_NAMED])
        raise FileProblem(_("Nothing was changed: the file is spoilt. %s") % listed)
    changed = [
        unit
        for unit in matched.changed
        if not is_newer(by_place[unit.path, unit.source], found.made_at, user)
    ]
    kept = [
        store(
            by_place[unit.path, unit.source],
            unit.target,
            translation,
            user,
            reason=Reason.FILE if unit.state == State.NEEDS_WORK else "",
        )
        for unit in changed
    ]
    count(translation)
    return Outcome(
        replace(matched, changed=changed),
        need_work=sum(text.status == Status.NEEDS_WORK for text in kept),
        newer=len(matched.changed) - len(changed),
    )


def is_newer(text: Text, made_at: datetime | None, user: AbstractBaseUser) -> bool:
    """Whether somebody else has changed a text since a file was made."""
    record = text.record
    if made_at is None or record is None or record.last_translated_by_id == user.pk:
        return False
    return record.updated_at > made_at


def format_of(name: str, data: bytes):
    """How to read a file: by what it begins with, for names lie."""
    is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return FORMATS["xlf" if is_xml or name.lower().endswith((".xlf", ".xliff")) else "po"]


def why_spoilt(translation: Translation, unit: Unit, limit: int | None) -> str:
    """Why a text would not fit into the page, if it would not."""
    codes = translation.source.locale.language_code, translation.target_locale.language_code
    found: list[Problem] = problems(unit.source, unit.target, *codes, limit=limit)
    wrong = [problem.message for problem in found if problem.kind in SPOILT]
    return f"“{unit.target[:60]}”: {wrong[0]}" if wrong else ""
