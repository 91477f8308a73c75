from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.search import index

from campaigns.choices import OVER, CampaignState
from campaigns.models import campaign_panels
from campaigns.models.contacts import Contact
from campaigns.models.demands import Demand, find_addressees
from campaigns.models.files import files_of, give_files
from campaigns.models.graph import events_of, key_dates_of, people_of
from campaigns.models.rows import NumberClaim, Partner, PressItem, Result, Update
from core import clock
from core.agenda import Agenda
from core.blocks import campaign_field
from core.models import BasePage
from core.rows import fetch_rows

# Child rows a campaign shows; all are read in one query.
ROWS = (
    "contacts",
    "demands",
    "numbers",
    "letters",
    "updates",
    "results",
    "partners",
    "press_items",
    "share_texts",
)
UPDATES_PER_PAGE = 5
NEXT_DATES = 3


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

    edit_handler = campaign_panels.TABS
    search_kind = "campaign"
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    @property
    def search_weight(self) -> int:
        """What can be joined comes before what is over."""
        return 1 if self.original.state == CampaignState.RUNNING else 0

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

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Read all rows of this version and its original in one query; a preview has its own."""
        if not getattr(request, "is_preview", False):
            self.fetch_everything()
        updates = Paginator(self.update_rows, UPDATES_PER_PAGE)
        return super().get_context(request, *args, **kwargs) | {
            "updates": updates.get_page(request.GET.get("updates")),
        }

    def fetch_everything(self) -> None:
        """All rows with their files in one query, and their addressees in another."""
        pages, facts = {self, self.original}, self.original
        files = fetch_rows(pages, ROWS, beside=files_of(pages, self.pictures_in_text))
        give_files([*facts.partners.all(), *facts.press_items.all()], self.pictures_in_text, files)
        rows = [*facts.demands.all(), *facts.letters.all()]
        find_addressees(rows, self.locale.language_code)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to do: it was closed, won or lost, or its time is up."""
        facts = self.original
        is_late = facts.ends_on is not None and facts.ends_on < clock.today()
        return facts.state in OVER or is_late

    @property
    def is_asking(self) -> bool:
        """Whether readers are asked to do something today."""
        return not self.is_over and self.original.state != CampaignState.PAUSED

    @property
    def is_to_begin(self) -> bool:
        """Whether it begins on a day to come."""
        begins = self.original.starts_on
        return begins is not None and begins > clock.today() and not self.is_over

    @property
    def days_left(self) -> int | None:
        """The days until the last one, 0 on that day; nothing without an end, or after it."""
        ends = self.original.ends_on
        return (ends - clock.today()).days if ends and not self.is_over else None

    @cached_property
    def people(self) -> list:
        """The people of the campaign in the page's language, else the best there is."""
        return people_of(self)

    @cached_property
    def key_dates(self) -> list:
        """The key dates of the campaign in the page's language, else the best there is."""
        return key_dates_of(self)

    @cached_property
    def demand_rows(self) -> list[Demand]:
        """The demands of the original, in this page's words; those of one addressee together."""
        rows = Demand.in_words_of(self, "demands")
        find_addressees(rows, self.locale.language_code)
        ids = [row.addressee_page_id for row in rows]
        return sorted(rows, key=lambda row: ids.index(row.addressee_page_id))

    def demands_to(self, addressee: BasePage) -> list[Demand]:
        """What is demanded of one addressee, in this page's words."""
        rows = Demand.in_words_of(self, "demands")
        return [row for row in rows if row.addressee_page_id == addressee.original.pk]

    @cached_property
    def number_rows(self) -> list[NumberClaim]:
        """The numbers of the original, in this page's words."""
        return NumberClaim.in_words_of(self, "numbers")

    @cached_property
    def update_rows(self) -> list[Update]:
        """The news of the original, in this page's words, the latest first."""
        return latest_first(Update.in_words_of(self, "updates"))

    @cached_property
    def result_rows(self) -> list[Result]:
        """What changed, in this page's words, the latest first."""
        return latest_first(Result.in_words_of(self, "results"))

    @cached_property
    def contact_rows(self) -> list["CampaignContact"]:
        """The contact persons of the original, in this page's words, until it is over."""
        if self.is_over:
            return []
        return CampaignContact.in_words_of(self, "contacts")

    @cached_property
    def partner_rows(self) -> list[Partner]:
        """The partners that agreed to be named."""
        return [row for row in Partner.in_words_of(self, "partners") if row.has_agreed]

    @cached_property
    def press_rows(self) -> list[PressItem]:
        """What the press may take."""
        return PressItem.in_words_of(self, "press_items")

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
    def key_dates_to_come(self) -> list:
        """The next of the key dates."""
        return [date for date in self.key_dates if not date.is_past][:NEXT_DATES]

    @property
    def key_dates_past(self) -> list:
        """The key dates that are over and of which something came, the latest first."""
        past = [date for date in self.key_dates if date.is_past and date.outcome]
        return past[::-1]

    @property
    def petition(self) -> "CampaignPage | None":
        """The page whose petition the petition block shows: this one, if it has any."""
        return self if self.petition_title or self.original.petition_url else None


class CampaignContact(Contact):
    """A contact person of a campaign."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="contacts")


def latest_first(rows: list) -> list:
    """Dated rows, the latest first; of one day, the first in the order of the editor."""
    return sorted(rows, key=lambda row: row.date, reverse=True)
