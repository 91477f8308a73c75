from django.db import models
from django.http import HttpRequest
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField

from campaigns.filters import next_event, upcoming_key_dates
from campaigns.models import CampaignPage
from core.blocks import story_field
from core.languages import (
    best_version,
    best_versions,
    linked,
    newest_first,
    original_id,
)
from core.models import BasePage
from prisoners.filters import PeopleFilter, deprived_of_liberty, totals
from prisoners.models import PrisonerPage

PEOPLE_SHOWN = 8


class KeptField(BaseTranslatableField):
    """A field that is neither translated nor shared: each language keeps its own."""


class HomePage(BasePage):
    """The front door: what we ask for now, what comes next, and for whom."""

    parent_page_types = ["wagtailcore.Page"]

    campaign = models.ForeignKey(
        "campaigns.CampaignPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("what we ask for now"),
        help_text=_("The campaign shown first."),
    )
    body = story_field("paragraph", help_text=_("Who you are and how a reader can help."))

    facts = ("campaign", "person_links")

    content_panels = [
        *BasePage.content_panels,
        PageChooserPanel("campaign"),
        InlinePanel(
            "person_links",
            label=_("person"),
            heading=_("People"),
            help_text=_("Without a choice those whose pages changed last are shown."),
            max_num=PEOPLE_SHOWN,
        ),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @classproperty
    def override_translatable_fields(cls) -> list[BaseTranslatableField]:
        """Home pages are siblings in the tree, so each has a slug of its own: its language."""
        return [*super().override_translatable_fields, KeptField("slug")]

    def save(self, *args, **kwargs) -> None:
        """Point at the campaign's original, whichever version an editor picked."""
        self.campaign_id = original_id(self.campaign)
        super().save(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """The chosen campaign, the next event and key dates, people and their numbers."""
        code = self.locale.language_code
        numbers = totals(code)
        return super().get_context(request, *args, **kwargs) | {
            "campaign": best_version(CampaignPage, self.original.campaign_id, code),
            "event": next_event(code),
            "key_dates": upcoming_key_dates(code, limit=3),
            "people": self.chosen_people(code),
            "number_of_people": sum(numbers.values()),
            "number_held": deprived_of_liberty(numbers),
        }

    def chosen_people(self, code: str) -> list[PrisonerPage]:
        """The chosen people, or those whose pages changed last."""
        if chosen := linked(self.original.person_links.all(), "person", code):
            return chosen
        latest = PeopleFilter(sort="changed").entries(code).values("translation_key")
        found = best_versions(PrisonerPage, latest[:PEOPLE_SHOWN], code)
        return newest_first(found, "last_published_at")


class HomePerson(Orderable):
    """A person shown on the home page."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="person_links")
    person = models.ForeignKey(
        "prisoners.PrisonerPage",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("person"),
    )

    panels = [PageChooserPanel("person")]

    def save(self, *args, **kwargs) -> None:
        """Point at the original, whichever version an editor picked."""
        self.person_id = original_id(self.person)
        super().save(*args, **kwargs)
