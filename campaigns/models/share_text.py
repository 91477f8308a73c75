from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from campaigns.choices import NOT_HELD, Network
from campaigns.sharing import changed_status, when_and_where
from core.models import BasePage
from core.rows import ProseRow


class ShareText(ProseRow):
    """What is proposed to those who share a page on a network; without one its title is."""

    network = models.CharField(
        _("network"), max_length=10, choices=Network.choices, default=Network.ANY
    )
    text = models.TextField(_("text"), max_length=500)

    prose = ("text",)

    panels = [FieldPanel("network"), FieldPanel("text")]

    class Meta(ProseRow.Meta):
        abstract = True

    @classmethod
    def facts_of(cls, page: BasePage) -> tuple[str, str]:
        """What is said of the page before and after any text."""
        return "", ""

    @classmethod
    def still_hold(cls, page: BasePage) -> bool:
        """Whether the texts may still be proposed: they ask for something that can be done."""
        return True


class CampaignShareText(ShareText):
    """A text to share a campaign with."""

    page = ParentalKey(
        "campaigns.CampaignPage", on_delete=models.CASCADE, related_name="share_texts"
    )

    @classmethod
    def still_hold(cls, page: BasePage) -> bool:
        """While the campaign asks for something."""
        return page.is_asking


class EventShareText(ShareText):
    """A text to share an event with."""

    page = ParentalKey("campaigns.EventPage", on_delete=models.CASCADE, related_name="share_texts")

    @classmethod
    def facts_of(cls, page: BasePage) -> tuple[str, str]:
        """What changed comes first; day, hour and city stand below."""
        return changed_status(page), when_and_where(page)

    @classmethod
    def still_hold(cls, page: BasePage) -> bool:
        """Until the event is over, and not while nobody is asked to come."""
        return not (page.original.status in NOT_HELD or page.is_past)
