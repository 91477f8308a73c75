"""Rows of a campaign that turn to somebody: what is demanded, and letters."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel

from campaigns.choices import OPEN_DEMANDS, SAID, DemandState
from campaigns.models.addressee import AddresseePage
from campaigns.models.rows import row_of
from campaigns.placeholders import KNOWN, unknown
from core import clock
from core.languages import best_versions, original_id
from core.rows import ProseRow


class AddressedRow(ProseRow):
    """A row that turns to somebody."""

    addressee_page = models.ForeignKey(
        "campaigns.AddresseePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("addressee"),
    )
    # The version for a reader of a language: see `find_addressees`.
    addressee: AddresseePage | None = None
    reader = ""

    class Meta(ProseRow.Meta):
        abstract = True

    def save(self, *args, **kwargs) -> None:
        """Point at the original, whichever version an editor picked."""
        self.addressee_page_id = original_id(self.addressee_page)
        super().save(*args, **kwargs)


class Demand(AddressedRow):
    """Who is asked to do what, by when, and what they did."""

    page = row_of("demands")
    text = models.TextField(_("demand"), max_length=1000)
    due = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=DemandState.choices, default=DemandState.ASKED
    )
    state_since = models.DateField(_("since"), null=True, blank=True)
    evidence = models.TextField(
        _("evidence"),
        max_length=1000,
        blank=True,
        help_text=_("What was answered, promised or done, and who says so."),
    )
    evidence_url = models.URLField(_("link to the evidence"), blank=True)

    prose = ("text", "evidence")

    panels = [
        FieldPanel("text"),
        FieldRowPanel([PageChooserPanel("addressee_page"), FieldPanel("due")]),
        FieldRowPanel([FieldPanel("state"), FieldPanel("state_since")]),
        FieldPanel("evidence"),
        FieldPanel("evidence_url"),
    ]

    def clean(self) -> None:
        """What somebody answered, promised, did or refused needs an evidence."""
        super().clean()
        if self.state in SAID and not (self.evidence or self.evidence_url):
            raise ValidationError({"evidence": _("Say how this is known, or give a link to it.")})

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed and nothing settled it."""
        return self.due is not None and self.due < clock.today() and self.state in OPEN_DEMANDS


class LetterText(AddressedRow):
    """A letter readers may send: placeholders are filled in when it is opened."""

    page = row_of("letters")
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(
        _("letter"),
        max_length=5000,
        help_text=_(
            "Write {name} for the person, {days} for the days in custody and {demand} for what "
            "is demanded. They are filled in when a reader opens the letter."
        ),
    )

    prose = ("subject", "text")

    panels = [PageChooserPanel("addressee_page"), FieldPanel("subject"), FieldPanel("text")]

    def clean(self) -> None:
        """Only what can be filled in stands in braces. Translators are not held to it."""
        super().clean()
        errors = {name: wrong_braces(getattr(self, name)) for name in self.prose}
        if errors := {name: error for name, error in errors.items() if error}:
            raise ValidationError(errors)


def wrong_braces(text: str) -> str:
    """What is wrong with the placeholders of a text, naming them; nothing if all are known."""
    found = unknown(text)
    if not found:
        return ""
    known = ", ".join(f"{{{name}}}" for name in KNOWN)
    return gettext(
        "This cannot be filled in: %(found)s. Write one of %(known)s, and no braces elsewhere."
    ) % {"found": ", ".join(found), "known": known}


def find_addressees(rows: Iterable[AddressedRow], code: str) -> None:
    """Give each row its `addressee` in the best version for a reader of `code`.

    One query, none for rows that have it already.
    """
    rows = [row for row in rows if row.reader != code]
    ids = {row.addressee_page_id for row in rows if row.addressee_page_id}
    keys = AddresseePage.objects.filter(pk__in=ids).values("translation_key")
    found = best_versions(AddresseePage, keys, code) if ids else []
    by_id = {page.original.pk: page for page in found}
    for row in rows:
        row.addressee, row.reader = by_id.get(row.addressee_page_id), code
