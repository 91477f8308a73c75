from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from campaigns.choices import Network
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


class CampaignShareText(ShareText):
    """A text to share a campaign with."""

    page = ParentalKey(
        "campaigns.CampaignPage", on_delete=models.CASCADE, related_name="share_texts"
    )


class EventShareText(ShareText):
    """A text to share an event with."""

    page = ParentalKey("campaigns.EventPage", on_delete=models.CASCADE, related_name="share_texts")
