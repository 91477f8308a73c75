"""Link rows: what a campaign or an event is about. They point at originals."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import PageChooserPanel
from wagtail.models import Orderable

from core.languages import original_id


class PersonLink(Orderable):
    """A person a page is about."""

    person = models.ForeignKey(
        "prisoners.PrisonerPage",
        on_delete=models.CASCADE,
        related_name="%(class)s_links",
        verbose_name=_("person"),
    )

    panels = [PageChooserPanel("person")]

    class Meta(Orderable.Meta):
        abstract = True

    def save(self, *args, **kwargs) -> None:
        """Point at the original, whichever version an editor picked."""
        self.person_id = original_id(self.person)
        super().save(*args, **kwargs)


class KeyDateLink(Orderable):
    """A day that matters for a page."""

    key_date = models.ForeignKey(
        "campaigns.KeyDatePage",
        on_delete=models.CASCADE,
        related_name="%(class)s_links",
        verbose_name=_("key date"),
    )

    panels = [PageChooserPanel("key_date")]

    class Meta(Orderable.Meta):
        abstract = True

    def save(self, *args, **kwargs) -> None:
        """Point at the original, whichever version an editor picked."""
        self.key_date_id = original_id(self.key_date)
        super().save(*args, **kwargs)


class CampaignPerson(PersonLink):
    """A person a campaign is for."""

    page = ParentalKey(
        "campaigns.CampaignPage", on_delete=models.CASCADE, related_name="person_links"
    )


class EventPerson(PersonLink):
    """A person an event is for."""

    page = ParentalKey("campaigns.EventPage", on_delete=models.CASCADE, related_name="person_links")


class CampaignKeyDate(KeyDateLink):
    """A day that matters for a campaign."""

    page = ParentalKey(
        "campaigns.CampaignPage", on_delete=models.CASCADE, related_name="key_date_links"
    )


class EventKeyDate(KeyDateLink):
    """A day that matters for an event."""

    page = ParentalKey(
        "campaigns.EventPage", on_delete=models.CASCADE, related_name="key_date_links"
    )
