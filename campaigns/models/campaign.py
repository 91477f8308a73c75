from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.search import index

from campaigns.choices import OVER, CampaignState
from campaigns.models.contacts import Contact
from campaigns.models.graph import events_of, key_dates_of, people_of
from campaigns.models.rows import Demand
from core import clock
from core.agenda import Agenda
from core.blocks import campaign_field
from core.models import BasePage


class CampaignPage(BasePage):
    """What we ask for: demands, the people they are for, the petition."""

    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types: list[str] = []

    state = models.CharField(
        _("state"),
        max_length=12,
        choices=CampaignState.choices,
        default=CampaignState.RUNNING,
    )
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("The last day it makes sense to act.")
    )

    petition_title = models.CharField(_("title of the petition"), max_length=300, blank=True)
    petition_platform = models.CharField(
        _("platform"), max_length=100, blank=True, help_text=_("The name of the other site.")
    )
    petition_url = models.URLField(_("address of the petition"), blank=True)
    petition_count = models.PositiveIntegerField(_("signatures"), null=True, blank=True)
    petition_counted_on = models.DateField(
        _("counted on"), null=True, blank=True, help_text=_("The day of that number.")
    )
    petition_goal = models.PositiveIntegerField(_("goal"), null=True, blank=True)
    petition_is_closed = models.BooleanField(
        _("closed"), default=False, help_text=_("It takes no more signatures.")
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
        "state",
        "starts_on",
        "ends_on",
        "petition_platform",
        "petition_url",
        "petition_count",
        "petition_counted_on",
        "petition_goal",
        "petition_is_closed",
        "person_links",
        "key_date_links",
    )

    petition_panels = [
        FieldPanel("petition_title"),
        FieldPanel("petition_platform"),
        FieldPanel("petition_url"),
        FieldPanel("petition_is_closed"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("petition_count"), FieldPanel("petition_counted_on")]),
                FieldPanel("petition_goal"),
            ],
            heading=_("Last known count"),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *BasePage.content_panels,
                    FieldRowPanel(
                        [FieldPanel("state"), FieldPanel("starts_on"), FieldPanel("ends_on")]
                    ),
                    FieldPanel("body"),
                ],
                heading=_("Story"),
            ),
            ObjectList(
                [
                    InlinePanel("demands", label=_("demand"), heading=_("Demands")),
                    InlinePanel("numbers", label=_("number"), heading=_("Numbers")),
                ],
                heading=_("Demands and numbers"),
            ),
            ObjectList(
                [
                    InlinePanel("person_links", label=_("person"), heading=_("People")),
                    InlinePanel("key_date_links", label=_("key date"), heading=_("Key dates")),
                ],
                heading=_("People and dates"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(petition_panels, heading=_("Petition on another site")),
                    InlinePanel("letters", label=_("letter"), heading=_("Letters")),
                ],
                heading=_("Petition and letters"),
            ),
            ObjectList(
                [
                    InlinePanel("updates", label=_("update"), heading=_("Updates")),
                    InlinePanel("results", label=_("result"), heading=_("Results")),
                ],
                heading=_("News and results"),
            ),
            ObjectList(
                [
                    InlinePanel("contacts", label=_("contact"), heading=_("Contact persons")),
                    InlinePanel("partners", label=_("partner"), heading=_("Partners")),
                    InlinePanel("press_items", label=_("item"), heading=_("For the press")),
                ],
                heading=_("Contacts, partners, press"),
            ),
            ObjectList(
                [InlinePanel("share_texts", label=_("text"), heading=_("Texts for sharing"))],
                heading=_("Sharing"),
            ),
            ObjectList(BasePage.promote_panels, heading=_("Address")),
        ]
    )
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def clean(self) -> None:
        """A number of signatures is worth nothing without its day; it ends after it begins."""
        super().clean()
        errors = {}
        if self.petition_count is not None and self.petition_counted_on is None:
            errors["petition_counted_on"] = _("Say on which day this number was counted.")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("The campaign would end before it begins.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to do: it was closed, won or lost, or its time is up."""
        facts = self.original
        is_late = facts.ends_on is not None and facts.ends_on < clock.today()
        return facts.state in OVER or is_late

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
    def agenda(self) -> Agenda:
        """The events of the campaign, before and after."""
        return events_of(self, campaign=self.original.pk)

    @property
    def events(self) -> list:
        """All events shown with the campaign: those to come, then those that were."""
        return self.agenda.all

    @property
    def events_to_come(self) -> list:
        """The events of the campaign that are not over, the soonest first."""
        return self.agenda.to_come

    @property
    def events_past(self) -> list:
        """The events of the campaign that are over, the latest first."""
        return self.agenda.past

    @property
    def petition(self) -> "CampaignPage | None":
        """The page whose petition the petition block shows: this one, if it has any."""
        return self if self.petition_title or self.original.petition_url else None


class CampaignContact(Contact):
    """A contact person of a campaign."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="contacts")
