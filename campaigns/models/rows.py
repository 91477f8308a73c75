"""The rows of a campaign. They are facts, save the words of each (`prose`)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel

from campaigns.choices import Counted, DemandState, Qualifier
from core.dates import partial_date
from core.languages import original_id
from core.models.fields import PrecisionField
from core.rows import ProseRow


def row_of(name: str) -> ParentalKey:
    """The link of a row to its campaign, which has the rows as `name`."""
    return ParentalKey("campaigns.CampaignPage", on_delete=models.CASCADE, related_name=name)


def to_addressee() -> models.ForeignKey:
    """The addressee of a row."""
    return models.ForeignKey(
        "campaigns.AddresseePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("addressee"),
    )


class AddressedRow(ProseRow):
    """A row that turns to somebody."""

    addressee_page = to_addressee()

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
        said = {
            DemandState.ANSWERED,
            DemandState.PROMISED,
            DemandState.DONE,
            DemandState.REFUSED,
        }
        if self.state in said and not (self.evidence or self.evidence_url):
            raise ValidationError({"evidence": _("Say how this is known, or give a link to it.")})


class NumberClaim(ProseRow):
    """A number we state: bound to a day and a source, and compared with the profiles."""

    page = row_of("numbers")
    number = models.PositiveIntegerField(_("number"))
    qualifier = models.CharField(
        _("how exact"), max_length=8, choices=Qualifier.choices, default=Qualifier.EXACT
    )
    text = models.CharField(_("of what"), max_length=300)
    as_of = models.DateField(_("as of"))
    as_of_precision = PrecisionField(_("how much of it is known"))
    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("link to the source"), blank=True)
    counted = models.CharField(
        _("compare with"),
        max_length=16,
        choices=Counted.choices,
        blank=True,
        help_text=_("You are warned when the profiles of this site say otherwise."),
    )

    prose = ("text", "source")

    panels = [
        FieldRowPanel([FieldPanel("qualifier"), FieldPanel("number")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("as_of_precision")]),
        FieldPanel("counted"),
        FieldPanel("source"),
        FieldPanel("source_url"),
    ]

    @property
    def as_of_text(self) -> str:
        """The known part of the day the number is of."""
        return partial_date(self.as_of, self.as_of_precision)


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


class Update(ProseRow):
    """News of a campaign, in its own feed."""

    page = row_of("updates")
    date = models.DateField(_("date"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=3000, blank=True)
    url = models.URLField(_("link"), blank=True)

    prose = ("title", "text")

    panels = [
        FieldPanel("date"),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("url"),
    ]


class Result(ProseRow):
    """Something that changed."""

    page = row_of("results")
    date = models.DateField(_("date"))
    text = models.TextField(_("what changed"), max_length=1000)
    url = models.URLField(_("link to the evidence"), blank=True)

    prose = ("text",)

    panels = [FieldPanel("date"), FieldPanel("text"), FieldPanel("url")]


class Partner(ProseRow):
    """An organisation that stands beside us, and agreed to be named."""

    page = row_of("partners")
    name = models.CharField(pgettext_lazy("organisation", "name"), max_length=200)
    url = models.URLField(_("link"), blank=True)
    logo = models.ForeignKey(
        "core.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
    )
    has_agreed = models.BooleanField(
        _("agreed to be named here"), default=False, help_text=_("Without it nothing is shown.")
    )

    prose = ("name",)

    panels = [
        FieldPanel("name"),
        FieldPanel("has_agreed"),
        FieldPanel("url"),
        FieldPanel("logo"),
    ]


class PressItem(ProseRow):
    """A document or a picture for the press."""

    page = row_of("press_items")
    title = models.CharField(_("title"), max_length=200)
    document = models.ForeignKey(
        "core.CustomDocument",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("document"),
    )
    picture = models.ForeignKey(
        "core.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    licence = models.CharField(
        _("credit and licence"),
        max_length=200,
        blank=True,
        help_text=_("Whose it is, and what others may do with it."),
    )

    prose = ("title", "licence")

    panels = [
        FieldPanel("title"),
        FieldPanel("document"),
        FieldPanel("picture"),
        FieldPanel("licence"),
    ]

    def clean(self) -> None:
        """One file, and for a picture whose it is."""
        super().clean()
        if bool(self.document_id) == bool(self.picture_id):
            raise ValidationError({"document": _("Choose either a document or a picture.")})
        if self.picture_id and not self.licence:
            raise ValidationError({"licence": _("Say whose picture it is and what is allowed.")})
