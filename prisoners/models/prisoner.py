from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.models import Orderable
from wagtail.search import index

from core.blocks import story_field
from core.dates import partial_date
from core.languages import linking
from core.models import BasePage
from core.models.fields import PrecisionField
from core.rows import ProseRow
from prisoners.choices import DEPRIVED_OF_LIBERTY, Occupation, Status


class PrisonerPage(BasePage):
    """A person: the page's title is the public name."""

    parent_page_types = ["prisoners.PrisonerIndexPage"]
    subpage_types: list[str] = []

    native_name = models.CharField(
        _("name in own script"), max_length=200, blank=True, help_text=_("As in documents.")
    )
    portrait = models.ForeignKey(
        "core.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("portrait"),
    )
    country = CountryField(_("country of the case"), blank=True)
    occupation = models.CharField(
        _("occupation"), max_length=20, choices=Occupation.choices, blank=True
    )
    last_verified = models.DateField(
        _("last verified"),
        null=True,
        blank=True,
        help_text=_("The last day somebody checked that this page is still true."),
    )
    body = story_field(
        "paragraph",
        "quote",
        "paragraph",
        help_text=_(
            "First what happened and who says so; then the person's own words, if there are any; "
            "then what is asked for. Delete a block you do not need."
        ),
    )

    facts = (
        "native_name",
        "spellings",
        "portrait",
        "country",
        "occupation",
        "last_verified",
    )
    shown_with = ("statuses", "portrait__renditions")
    shown_joined = ("portrait",)

    content_panels = [
        *BasePage.content_panels,
        InlinePanel("statuses", label=_("status"), heading=_("Status, a row for each change")),
        FieldPanel("body"),
    ]
    person_panels = [
        FieldPanel("native_name"),
        InlinePanel("spellings", label=_("spelling"), heading=_("Other spellings")),
        FieldPanel("portrait"),
        MultiFieldPanel([FieldPanel("country"), FieldPanel("occupation")], heading=_("Person")),
    ]
    source_panels = [
        InlinePanel("sources", label=_("source"), heading=_("Sources")),
        FieldPanel("last_verified"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Story and status")),
            ObjectList(person_panels, heading=_("Person")),
            ObjectList(source_panels, heading=_("Sources")),
            ObjectList(BasePage.promote_panels, heading=_("Address")),
        ]
    )
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    @cached_property
    def status(self) -> "StatusRow | None":
        """The latest status row of the original; its words are in `status_rows`."""
        rows = list(self.original.statuses.all())
        return max(rows, key=StatusRow.age, default=None)

    @property
    def is_deprived_of_liberty(self) -> bool:
        """Whether the latest status counts as deprived of liberty."""
        return self.status is not None and self.status.code in DEPRIVED_OF_LIBERTY

    @property
    def initials(self) -> str:
        """The first letters of the name, for a card without a portrait."""
        return "".join(word[0] for word in self.title.split()[:2])

    @cached_property
    def source_rows(self) -> list["Source"]:
        """The sources of the original, in this page's words where it has them."""
        return Source.in_words_of(self, "sources")

    @cached_property
    def status_rows(self) -> list["StatusRow"]:
        """The status rows of the original, latest first, in this page's words."""
        rows = StatusRow.in_words_of(self, "statuses")
        return sorted(rows, key=StatusRow.age, reverse=True)

    @cached_property
    def campaigns(self) -> list:
        """The campaigns for this person."""
        person = {"person_links__person": self.original.pk}
        return linking("campaigns.CampaignPage", self, "first_published_at", **person)

    @cached_property
    def events(self) -> list:
        """The events for this person, the newest first."""
        person = {"person_links__person": self.original.pk}
        return linking("campaigns.EventPage", self, "starts_at", **person)


class StatusRow(ProseRow):
    """What became of the person, since when, and who says so."""

    page = ParentalKey(PrisonerPage, on_delete=models.CASCADE, related_name="statuses")
    code = models.CharField(_("status"), max_length=30, choices=Status.choices)
    since = models.DateField(_("since"), null=True, blank=True)
    since_precision = PrecisionField(_("how much of it is known"))
    as_of = models.DateField(
        _("as of"), null=True, blank=True, help_text=_("The day the source speaks of.")
    )
    as_of_precision = PrecisionField(_("how much of it is known"))
    source = models.CharField(_("source"), max_length=300, blank=True)

    prose = ("source",)

    panels = [
        FieldPanel("code"),
        FieldPanel("since"),
        FieldPanel("since_precision"),
        FieldPanel("as_of"),
        FieldPanel("as_of_precision"),
        FieldPanel("source"),
    ]

    def age(self) -> tuple:
        """The order of rows in time: an unknown beginning counts by the day of its source."""
        known = self.since or self.as_of
        return (known is not None, known, self.sort_order or 0)

    @property
    def since_text(self) -> str:
        """The known part of the beginning, in the reader's language."""
        return partial_date(self.since, self.since_precision, genitive=True)

    @property
    def as_of_text(self) -> str:
        """The known part of the day the source speaks of."""
        return partial_date(self.as_of, self.as_of_precision)


class Source(ProseRow):
    """Where a statement comes from."""

    page = ParentalKey(PrisonerPage, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(_("address"), blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    date_precision = PrecisionField(_("how much of it is known"))

    prose = ("title", "publisher")

    panels = [
        FieldPanel("title"),
        FieldPanel("publisher"),
        FieldPanel("url"),
        FieldPanel("date"),
        FieldPanel("date_precision"),
    ]

    @property
    def date_text(self) -> str:
        """The known part of the date, in the reader's language."""
        return partial_date(self.date, self.date_precision)


class NameVariant(Orderable):
    """Another way the name is written; found by search."""

    page = ParentalKey(PrisonerPage, on_delete=models.CASCADE, related_name="spellings")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=200)

    panels = [FieldPanel("name")]
