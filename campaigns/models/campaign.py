from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.search import index

from campaigns.models.contacts import Contact
from campaigns.models.graph import events_of, key_dates_of, people_of
from core.blocks import campaign_field
from core.models import BasePage
from core.rows import ProseRow


class CampaignPage(BasePage):
    """What we ask for: demands, the people they are for, the petition."""

    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types: list[str] = []

    petition_title = models.CharField(_("title of the petition"), max_length=300, blank=True)
    petition_platform = models.CharField(
        _("platform"), max_length=100, blank=True, help_text=_("The name of the other site.")
    )
    petition_url = models.URLField(_("address of the petition"), blank=True)
    petition_count = models.PositiveIntegerField(_("signatures"), null=True, blank=True)
    petition_counted_on = models.DateField(
        _("counted on"), null=True, blank=True, help_text=_("The day of that number.")
    )
    body = campaign_field(
        "paragraph",
        "demands",
        "people",
        "key_dates",
        "petition",
        help_text=_(
            "Say first what happened and why it matters. The blocks below it show the rows of the "
            "other tabs: demands, people, key dates, petition. Delete a block you do not need."
        ),
    )

    facts = (
        "petition_platform",
        "petition_url",
        "petition_count",
        "petition_counted_on",
        "person_links",
        "key_date_links",
    )

    petition_panels = [
        FieldPanel("petition_title"),
        FieldPanel("petition_platform"),
        FieldPanel("petition_url"),
        MultiFieldPanel(
            [FieldPanel("petition_count"), FieldPanel("petition_counted_on")],
            heading=_("Last known count"),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList([*BasePage.content_panels, FieldPanel("body")], heading=_("Story")),
            ObjectList(
                [InlinePanel("demands", label=_("demand"), heading=_("Demands"))],
                heading=_("Demands"),
            ),
            ObjectList(
                [
                    InlinePanel("person_links", label=_("person"), heading=_("People")),
                    InlinePanel("key_date_links", label=_("key date"), heading=_("Key dates")),
                ],
                heading=_("People and dates"),
            ),
            ObjectList(petition_panels, heading=_("Petition")),
            ObjectList(
                [InlinePanel("contacts", label=_("contact"), heading=_("Contact persons"))],
                heading=_("Contacts"),
            ),
            ObjectList(BasePage.promote_panels, heading=_("Address")),
        ]
    )
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def clean(self) -> None:
        """A number of signatures is worth nothing without its day."""
        super().clean()
        if self.petition_count is not None and self.petition_counted_on is None:
            raise ValidationError(
                {"petition_counted_on": _("Say on which day this number was counted.")}
            )

    @cached_property
    def people(self) -> list:
        """The people of the campaign in the page's language, else the best there is."""
        return people_of(self)

    @cached_property
    def key_dates(self) -> list:
        """The key dates of the campaign in the page's language, else the best there is."""
        return key_dates_of(self)

    @cached_property
    def demand_rows(self) -> list["Demand"]:
        """The demands of the original, in this page's words."""
        return Demand.in_words_of(self, "demands")

    @cached_property
    def contact_rows(self) -> list["CampaignContact"]:
        """The contact persons of the original, in this page's words."""
        return CampaignContact.in_words_of(self, "contacts")

    @cached_property
    def events(self) -> list:
        """The events of the campaign, the newest first."""
        return events_of(self, campaign=self.original.pk)

    @property
    def petition(self) -> "CampaignPage | None":
        """The page whose petition the petition block shows: this one, if it has any."""
        return self if self.petition_title or self.original.petition_url else None


class Demand(ProseRow):
    """What somebody is asked to do."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="demands")
    text = models.TextField(_("demand"), max_length=1000)
    addressee = models.CharField(_("addressee"), max_length=200, blank=True)

    prose = ("text", "addressee")

    panels = [FieldPanel("text"), FieldPanel("addressee")]


class CampaignContact(Contact):
    """A contact person of a campaign."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="contacts")
