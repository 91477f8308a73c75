from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from campaigns import filters
from campaigns.models.campaign import CampaignPage
from campaigns.models.event import EventPage
from campaigns.month import month_of
from core import clock
from core.languages import best_versions, listed
from core.lists import keys_page
from core.models import BasePage


class CampaignIndexPage(BasePage):
    """The list of campaigns."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.CampaignPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of campaigns")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """A page of campaigns, the newest first."""
        found = listed(CampaignPage).order_by("-first_published_at", "-pk")
        page = keys_page(found, request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {
            "items": page,
            "campaigns": best_versions(CampaignPage, page.object_list, self.locale.language_code),
        }


class EventIndexPage(BasePage):
    """What is to come, and what has been: `?when=past`; all of it by the month: `?month=`."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.EventPage", "campaigns.KeyDatePage"]
    max_count_per_parent = 1

    safety = models.TextField(
        _("safety notes for all events"),
        max_length=2000,
        blank=True,
        help_text=_("Shown with every event that has none of its own. Empty: a text of ours."),
    )
    photo_policy = models.TextField(
        _("photo policy for all events"),
        max_length=2000,
        blank=True,
        help_text=_("Shown with every event that has none of its own. Empty: a text of ours."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("safety"),
        FieldPanel("photo_policy"),
    ]

    class Meta:
        verbose_name = _("list of events")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """A page of events, or a month of the calendar: `?month=2017-12`."""
        code = self.locale.language_code
        shown = {"this_month": clock.today().replace(day=1)}
        if (month := request.GET.get("month")) is not None:
            shown["month"] = month_of(month, code)
        else:
            shown |= self.page_of_events(request, code)
        return super().get_context(request, *args, **kwargs) | shown

    def page_of_events(self, request: HttpRequest, code: str) -> dict:
        """Events that were, or those to come and the key dates to come beside them."""
        is_past = request.GET.get("when") == "past"
        found = filters.past_events() if is_past else filters.upcoming_events()
        page = keys_page(found, request.GET.get("page"))
        return {
            "items": page,
            "is_past": is_past,
            "events": best_versions(EventPage, page.object_list, code),
            "key_dates": [] if is_past else filters.upcoming_key_dates(code),
        }
