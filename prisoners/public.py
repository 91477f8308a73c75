"""The facts of a person that may be shown. Every output reads them here and nowhere else."""

from collections.abc import Iterable
from typing import Any

from core.consent import Scope
from core.models import Consent
from prisoners.choices import Moment

# What each scope of the consent opens; a fact that is not named here needs none of its own.
GATED = {
    "native_name": Scope.NAME,
    "spellings": Scope.NAME,
    "portrait": Scope.PHOTO,
    "born": Scope.BIRTH_DATE,
    "born_precision": Scope.BIRTH_DATE,
    "born_text": Scope.BIRTH_DATE,
    "born_machine": Scope.BIRTH_DATE,
    "health": Scope.HEALTH,
    "health_as_of": Scope.HEALTH,
    "health_as_of_precision": Scope.HEALTH,
    "health_as_of_text": Scope.HEALTH,
    "health_attribution": Scope.HEALTH,
    "ill_treatment": Scope.HEALTH,
    "letters": Scope.ADDRESS,
    "letters_checked_on": Scope.ADDRESS,
    "letter_address": Scope.ADDRESS,
}
# What a timeline says of somebody's health by the mere kind of an entry.
HEALTH_MOMENTS = (Moment.HUNGER_STRIKE, Moment.TORTURE_REPORT, Moment.HOSPITAL)
# What leads to the name of a person who is public under another: documents and who wrote them.
NAMING = ("findings", "recognitions", "sources")
# Child rows a page shows; all are read in one query.
ROWS = (
    "statuses",
    "spellings",
    "charges",
    "restrictions",
    "findings",
    "recognitions",
    "ill_treatment",
    "timeline",
    "sources",
    "corrections",
)


class PublicRecord:
    """The facts of an original, without those nobody consented to.

    Reads like the page itself: `public.portrait`, `public.get_health_display`; a fact without
    consent is as if it had never been entered.
    """

    def __init__(self, original, consent: Consent) -> None:
        self._original = original
        self._consent = consent

    def __getattr__(self, name: str) -> Any:
        """A fact; rows come as a list; nothing where consent is missing."""
        fact = name.removeprefix("get_").removesuffix("_display")
        if fact in GATED and not self._consent.allows(GATED[fact]):
            return [] if fact in ROWS else None
        if fact in NAMING and self.is_protected:
            return []
        value = getattr(self._original, name)
        if name == "timeline":
            return self.without_health(value.all())
        return list(value.all()) if name in ROWS else value

    def without_health(self, entries: Iterable) -> list:
        """The entries of a timeline; those about health only with consent."""
        if self._consent.allows(Scope.HEALTH):
            return list(entries)
        return [entry for entry in entries if entry.kind not in HEALTH_MOMENTS]

    @property
    def is_protected(self) -> bool:
        """Whether the person is public under another name than her own."""
        return self._consent.is_protected

    @property
    def may_name_relatives(self) -> bool:
        """Whether the family agreed to be seen beside the person."""
        return self._consent.allows(Scope.FAMILY)
