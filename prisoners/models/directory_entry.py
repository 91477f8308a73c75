from typing import Self

from django.db import models
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from core import clock
from prisoners.choices import Status, StatusGroup
from prisoners.verification import VERIFIED_OTHERWISE, VERIFIED_WHEN_HELD, unverified_for

# What addresses say of those whom a letter would reach.
POSSIBLE = "possible"


class DirectoryEntry(models.Model):
    """What the directory knows of a person, for readers of one language.

    Derived from the public record and never edited: `prisoners.directory` writes it anew
    whenever something about the person or what may be shown of her changes.
    """

    person = models.ForeignKey("prisoners.PrisonerPage", on_delete=models.CASCADE, related_name="+")
    translation_key = models.UUIDField(db_index=True)
    language = models.CharField(max_length=8)
    # The name the reader is shown, in small plain letters.
    sort_name = models.CharField(max_length=500)
    # All public names, written like that, to find one by a part.
    names = models.TextField()
    status = models.CharField(max_length=30, choices=Status.choices, blank=True)
    group = models.CharField(max_length=8, choices=StatusGroup.choices, blank=True)
    country = models.CharField(max_length=2, blank=True)
    occupations = models.CharField(max_length=500, blank=True)
    place = models.ForeignKey(
        "prisoners.PlacePage", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    arrest_year = models.PositiveSmallIntegerField(null=True)
    letters_possible = models.BooleanField(default=False)
    last_verified = models.DateField(null=True)
    # Days are kept as numbers so that any database can add and subtract them.
    # The days in the spells that are over, and the ordinal of the day the present one began.
    held_before = models.IntegerField(default=0)
    held_since = models.IntegerField(null=True)
    changed_at = models.DateTimeField()
    # The day the consent expires.
    shown_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "language"], name="one_entry_per_language")
        ]
        indexes = [
            # Each order of the list and the counting of it read an index, not the table, so that
            # the last page costs what the first one does.
            models.Index(
                fields=["language", "sort_name", "person", "shown_until", "translation_key"],
                name="directory_by_name",
            ),
            models.Index(
                fields=["language", "-changed_at", "person", "shown_until", "translation_key"],
                name="directory_by_change",
            ),
            models.Index(
                fields=[
                    "language",
                    "held_since",
                    "held_before",
                    "sort_name",
                    "person",
                    "shown_until",
                    "translation_key",
                ],
                name="directory_by_days",
            ),
            models.Index(
                fields=[
                    "language",
                    "shown_until",
                    "group",
                    "status",
                    "country",
                    "occupations",
                    "place",
                    "arrest_year",
                    "letters_possible",
                    "last_verified",
                ],
                name="directory_facets",
            ),
        ]

    def __str__(self) -> str:
        """Without a name: this may stand in a log."""
        return f"{self.translation_key} ({self.language})"

    @classmethod
    def shown(cls, code: str) -> QuerySet[Self]:
        """Everybody for a reader of `code`; without those whose consent expired since."""
        unexpired = Q(shown_until=None) | Q(shown_until__gte=clock.today())
        return cls.objects.filter(unexpired, language=code)


def is_stale() -> Q:
    """Condition on entries: as the page says of itself."""
    is_held = Q(group=StatusGroup.HELD)
    return unverified_for(VERIFIED_OTHERWISE) | is_held & unverified_for(VERIFIED_WHEN_HELD)


def days() -> Combinable:
    """The least number of days in custody up to today, for sorting entries."""
    today = clock.today().toordinal()
    present = When(held_since__lt=today, then=Value(today) - F("held_since"))
    return F("held_before") + Case(present, default=Value(0), output_field=models.IntegerField())
