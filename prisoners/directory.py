"""Keeps the entries of the directory true: what the list of people is narrowed and sorted by."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from core import clock
from core.changes import shown_changed
from core.languages import best_of, versions_of
from core.models import Consent
from core.rows import fetch_rows
from prisoners import ledger
from prisoners.choices import GROUPS, LETTERS_POSSIBLE
from prisoners.filters import folded
from prisoners.models.directory_entry import DirectoryEntry
from prisoners.models.prisoner import PrisonerPage
from prisoners.public import PublicRecord

CHUNK = 500
NEVER_HELD = ledger.Custody(before=0, since=None)
# Where only a translation was ever published.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
IDENTITY = ("person", "language")
DERIVED = [
    field.name
    for field in DirectoryEntry._meta.concrete_fields
    if not field.primary_key and field.name not in IDENTITY
]


def connect() -> None:
    """Follow whatever changes what may be shown of somebody."""
    shown_changed.connect(refresh)


def refresh(keys: Iterable[UUID], **kwargs) -> None:
    """Write the entries of the people among these translation keys anew; safe to repeat."""
    keys = sorted(set(keys))
    for start in range(0, len(keys), CHUNK):
        refresh_chunk(keys[start : start + CHUNK])


@transaction.atomic
def refresh_chunk(keys: list[UUID]) -> None:
    """The same for a few hundred people, in a handful of queries."""
    pages = PrisonerPage.objects.filter(translation_key__in=keys).order_by("pk")
    # One after the other: whoever comes second must see what the first one withdrew.
    if not list(pages.select_for_update(of=["self"]).values_list("pk", flat=True)):
        return
    shown = shown_versions(keys)
    if shown:
        fetch_rows(shown, ("statuses", "restrictions", "spellings"))
    entries = [
        entry for original, versions in shown.items() for entry in entries_of(original, versions)
    ]
    DirectoryEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=IDENTITY, update_fields=DERIVED
    )
    codes = [code for code, _name in settings.LANGUAGES]
    left_over = ~Q(person__in=list(shown)) | ~Q(language__in=codes)
    DirectoryEntry.objects.filter(left_over, translation_key__in=keys).delete()


def shown_versions(keys: list[UUID]) -> dict[PrisonerPage, list[PrisonerPage]]:
    """The originals of `listed` people, each with all versions of the page. One query."""
    found: dict[UUID, list[PrisonerPage]] = defaultdict(list)
    for page in versions_of(PrisonerPage, keys).defer("body"):
        found[page.translation_key].append(page)
    return {
        page: versions
        for versions in found.values()
        for page in versions
        if page.is_original and any(version.is_shown for version in versions)
    }


def entries_of(original: PrisonerPage, versions: list[PrisonerPage]) -> list[DirectoryEntry]:
    """What the directory knows of a person, for the readers of each language."""
    names = {code: best_of(versions, code).title for code, _name in settings.LANGUAGES}
    original.original = original
    original.consent = Consent.from_columns(original.consent_columns)
    facts = facts_of(original) | {"names": names_of(original.public, versions)}
    return [
        DirectoryEntry(language=code, sort_name=folded(name)[:500], **facts)
        for code, name in names.items()
    ]


def facts_of(original: PrisonerPage) -> dict:
    """What is the same for the readers of all languages, through the gate."""
    public = original.public
    custody = ledger.custody(public.statuses, clock.today()) or NEVER_HELD
    arrested = ledger.first_arrest(public.statuses)
    code = original.status.code if original.status else ""
    return {
        "person": original,
        "translation_key": original.translation_key,
        "status": code,
        "group": GROUPS.get(code, ""),
        "country": public.country.code or "",
        "occupations": f",{','.join(public.occupations)}," if public.occupations else "",
        "place_id": None if public.is_protected else original.place_id,
        "arrest_year": arrested.year if arrested else None,
        "letters_possible": public.letters in LETTERS_POSSIBLE,
        "last_verified": public.last_verified,
        "held_before": custody.before,
        "held_since": custody.since.toordinal() if custody.since else None,
        "changed_at": original.last_published_at or LONG_AGO,
        "shown_until": original.consent.expires_on,
    }


def names_of(public: PublicRecord, versions: list[PrisonerPage]) -> str:
    """Every public name, one a line, as `folded` writes it."""
    names = [version.title for version in versions if version.is_shown]
    names += [public.native_name or "", *(spelling.name for spelling in public.spellings)]
    return "\n".join(dict.fromkeys(folded(name) for name in names if name))
