"""The rows of a profile. They are facts, save the words of a few (`prose`)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise, classproperty
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail_localize.fields import BaseTranslatableField, TranslatableField

from core import clock
from core.consent import Scope
from core.dates import partial_date
from core.languages import original_id
from core.models import Consent
from core.models.fields import PrecisionField
from core.rows import ProseRow
from prisoners import choices
from prisoners.panels import dated
from prisoners.public import HEALTH_MOMENTS


def row_of(name: str) -> ParentalKey:
    """The link of a row to its person, who has the rows as `name`."""
    return ParentalKey("prisoners.PrisonerPage", on_delete=models.CASCADE, related_name=name)


def days_ahead(thing: models.Model, *names: str) -> dict[str, Promise]:
    """What is wrong with these days: of what is recorded all has happened, none lies ahead."""
    return {
        name: _("This day lies ahead. Only what has happened is recorded.")
        for name in names
        if getattr(thing, name) and getattr(thing, name) > clock.today()
    }


class DatedRow(Orderable):
    """A row with a day of which perhaps only a part is known."""

    date = models.DateField(_("date"), null=True, blank=True)
    date_precision = PrecisionField(_("how much of it is known"))

    class Meta(Orderable.Meta):
        abstract = True

    @property
    def date_text(self) -> str:
        """The known part of the date, in the reader's language."""
        return partial_date(self.date, self.date_precision)


class StatusRow(ProseRow):
    """What became of the person, since when, where, and who says so."""

    page = row_of("statuses")
    code = models.CharField(_("status"), max_length=30, choices=choices.Status.choices)
    since = models.DateField(_("since"), null=True, blank=True)
    since_precision = PrecisionField(_("how much of it is known"))
    as_of = models.DateField(
        _("as of"), null=True, blank=True, help_text=_("The day the source speaks of.")
    )
    as_of_precision = PrecisionField(_("how much of it is known"))
    place = models.ForeignKey(
        "prisoners.PlacePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("place of detention"),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    prose = ("source",)

    panels = [
        FieldPanel("code"),
        dated("since"),
        dated("as_of"),
        PageChooserPanel("place"),
        FieldPanel("source"),
    ]

    def clean(self) -> None:
        """A status that begins tomorrow is not a status yet."""
        super().clean()
        if errors := days_ahead(self, "since", "as_of"):
            raise ValidationError(errors)

    def save(self, *args, **kwargs) -> None:
        """Point at the original of the place, whichever version an editor picked."""
        self.place_id = original_id(self.place)
        super().save(*args, **kwargs)

    @property
    def since_text(self) -> str:
        """The known part of the beginning, in the reader's language."""
        return partial_date(self.since, self.since_precision, genitive=True)

    @property
    def as_of_text(self) -> str:
        """The known part of the day the source speaks of."""
        return partial_date(self.as_of, self.as_of_precision)


class NameVariant(Orderable):
    """Another way the name is written; found by search."""

    page = row_of("spellings")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=16, choices=choices.VariantKind.choices, blank=True
    )

    panels = [FieldPanel("name"), FieldPanel("kind")]


class Charge(DatedRow):
    """What the person is accused of."""

    page = row_of("charges")
    article = models.CharField(
        _("article"),
        max_length=200,
        help_text=_("As the law has it: number of the article, name of the code."),
    )
    state = models.CharField(
        _("state"),
        max_length=16,
        choices=choices.ChargeState.choices,
        default=choices.ChargeState.UNKNOWN,
    )
    date = models.DateField(_("date of that state"), null=True, blank=True)

    panels = [
        FieldPanel("article"),
        FieldPanel("state"),
        dated("date"),
    ]


class Restriction(Orderable):
    """What a released person is still forbidden or made to do, and until when."""

    page = row_of("restrictions")
    kind = models.CharField(_("kind"), max_length=16, choices=choices.RestrictionKind.choices)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    panels = [FieldPanel("kind"), FieldPanel("since"), FieldPanel("until")]

    def clean(self) -> None:
        """A restriction ends after it begins."""
        super().clean()
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("It cannot end before it begins.")})

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and self.until < clock.today()


class Finding(DatedRow):
    """What a body of the UN, a court or a parliament found."""

    page = row_of("findings")
    body = models.CharField(_("body"), max_length=20, choices=choices.Body.choices)
    body_name = models.CharField(
        _("its exact name"),
        max_length=200,
        blank=True,
        help_text=_("Where the list is too coarse."),
    )
    symbol = models.CharField(
        _("document symbol"),
        max_length=100,
        blank=True,
        help_text=_("For example A/HRC/WGAD/2017/16."),
    )
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=choices.Outcome.choices, blank=True
    )
    reply = models.CharField(
        _("the state’s reply"), max_length=12, choices=choices.Reply.choices, blank=True
    )
    url = models.URLField(_("address"), blank=True)

    panels = [
        FieldPanel("body"),
        FieldPanel("body_name"),
        FieldPanel("outcome"),
        FieldPanel("symbol"),
        dated("date"),
        FieldPanel("reply"),
        FieldPanel("url"),
    ]


class Recognition(ProseRow, DatedRow):
    """What an organisation calls the person."""

    page = row_of("recognitions")
    organisation = models.CharField(_("organisation"), max_length=200)
    status = models.CharField(_("recognised as"), max_length=24, choices=choices.Recognised.choices)
    url = models.URLField(_("address"), blank=True)

    prose = ("organisation",)

    panels = [
        FieldPanel("organisation"),
        FieldPanel("status"),
        dated("date"),
        FieldPanel("url"),
    ]


class IllTreatmentRow(DatedRow):
    """What was done to the person, who says so, and how sure one can be.

    No words of an editor: the template writes the attribution, so that none is forgotten.
    """

    page = row_of("ill_treatment")
    kind = models.CharField(_("what was done"), max_length=20, choices=choices.IllTreatment.choices)
    attribution = models.CharField(
        _("who says so"), max_length=8, choices=choices.Attribution.choices
    )
    likelihood = models.CharField(
        _("likelihood"),
        max_length=10,
        choices=choices.Likelihood.choices,
        default=choices.Likelihood.UNKNOWN,
    )
    url = models.URLField(_("address of the source"), blank=True)

    panels = [
        FieldPanel("kind"),
        FieldPanel("attribution"),
        FieldPanel("likelihood"),
        dated("date"),
        FieldPanel("url"),
    ]

    @property
    def is_assessed(self) -> bool:
        """Whether somebody said how sure one can be."""
        return self.likelihood != choices.Likelihood.UNKNOWN


class HealthText(TranslatableField):
    """Words about somebody's health: translators get them with the consent to it."""

    def is_translated(self, obj: "TimelineEntry") -> bool:
        """Whether the words of this entry may be given to translators."""
        if obj.kind not in HEALTH_MOMENTS:
            return True
        return Consent.of(obj.page.translation_key).allows(Scope.HEALTH)


class TimelineEntry(ProseRow, DatedRow):
    """Something that happened in the case."""

    page = row_of("timeline")
    kind = models.CharField(_("kind"), max_length=16, choices=choices.Moment.choices)
    text = models.TextField(_("text"), max_length=1000, blank=True)
    url = models.URLField(_("address of the source"), blank=True)

    prose = ("text",)

    @classproperty
    def override_translatable_fields(cls) -> list[BaseTranslatableField]:
        """The words of an entry, where translators may have them (wagtail-localize's setting)."""
        return [*super().override_translatable_fields, HealthText("text")]

    panels = [
        dated("date"),
        FieldPanel("kind"),
        FieldPanel("text"),
        FieldPanel("url"),
    ]


class Source(ProseRow, DatedRow):
    """Where a statement comes from."""

    page = row_of("sources")
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    kind = models.CharField(
        _("kind"), max_length=12, choices=choices.SourceKind.choices, blank=True
    )
    url = models.URLField(_("address"), blank=True)
    archive_url = models.URLField(
        _("archived at"), blank=True, help_text=_("A copy that stays when the page is gone.")
    )

    prose = ("title", "publisher")

    panels = [
        FieldPanel("title"),
        FieldPanel("publisher"),
        FieldPanel("kind"),
        FieldPanel("url"),
        FieldPanel("archive_url"),
        dated("date"),
    ]


class Correction(ProseRow):
    """What this page had wrong, and when that was put right: public."""

    page = row_of("corrections")
    date = models.DateField(_("corrected on"), default=clock.today)
    text = models.TextField(_("what was wrong"), max_length=1000)

    prose = ("text",)

    panels = [FieldPanel("date"), FieldPanel("text")]


class RelatedPerson(Orderable):
    """Somebody of the same case, or a relative. Entered on one page, shown on both."""

    page = row_of("related_links")
    person = models.ForeignKey(
        "prisoners.PrisonerPage",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("person"),
    )
    kind = models.CharField(
        _("connection"),
        max_length=12,
        choices=choices.Related.choices,
        default=choices.Related.SAME_CASE,
    )

    panels = [PageChooserPanel("person"), FieldPanel("kind")]

    def save(self, *args, **kwargs) -> None:
        """Point at the original, whichever version an editor picked."""
        self.person_id = original_id(self.person)
        super().save(*args, **kwargs)
