"""The rows of a campaign. They are facts, save the words of each (`prose`)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from campaigns.choices import Counted, Qualifier
from core import clock
from core.dates import partial_date
from core.models import CustomRendition
from core.models.fields import PrecisionField
from core.models.media import RENDITIONS, find_rendition
from core.rows import ProseRow


def row_of(name: str) -> ParentalKey:
    """The link of a row to its campaign, which has the rows as `name`."""
    return ParentalKey("campaigns.CampaignPage", on_delete=models.CASCADE, related_name=name)


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

    def clean(self) -> None:
        """News of tomorrow would stand on top of every feed until then."""
        super().clean()
        if self.date and self.date > clock.today():
            raise ValidationError(
                {"date": _("This day lies ahead. Only what has happened is recorded.")}
            )


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

    @property
    def largest(self) -> CustomRendition | None:
        """The largest size of the picture: what was uploaded is never given away."""
        return find_rendition(self.picture, RENDITIONS[-1]) if self.picture else None
