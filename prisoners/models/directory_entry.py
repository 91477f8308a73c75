from django.db import models

from prisoners.choices import Status, StatusGroup


class DirectoryEntry(models.Model):
    """What the directory knows of a person, for readers of one language.

    Derived from the public record and never edited: `prisoners.directory` writes it anew
    whenever something about the person or what may be shown of her changes.
    """

    person = models.ForeignKey(
        "prisoners.PrisonerPage", on_delete=models.CASCADE, related_name="directory_entries"
    )
    key = models.UUIDField(db_index=True)
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=255)
    sort_name = models.CharField(max_length=500, help_text="the same in small plain letters")
    names = models.TextField(help_text="all public names, written like that, to find one by a part")
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
    held_before = models.IntegerField(default=0, help_text="days in the spells that are over")
    held_since = models.IntegerField(null=True, help_text="ordinal of the day the present began")
    changed_at = models.DateTimeField()
    shown_until = models.DateField(null=True, help_text="the day the consent expires")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "language"], name="one_entry_per_language")
        ]
        indexes = [
            # The last page of the list and the counting of it read these indexes, not the table.
            models.Index(
                fields=["language", "sort_name", "person", "shown_until", "key"],
                name="directory_by_name",
            ),
            models.Index(fields=["language", "-changed_at", "person"], name="directory_by_change"),
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
        return f"{self.key} ({self.language})"
