from datetime import datetime, timedelta
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.search import index

from campaigns.choices import EventKind, EventStatus
from campaigns.forms import EventPageForm
from campaigns.models.contacts import Contact
from campaigns.models.graph import campaign_of, key_dates_of, people_of
from core import clock
from core.blocks import call_field
from core.languages import original_id
from core.models import BasePage, SiteSettings
from core.models.fields import TimeZoneField


class EventPage(BasePage):
    """Something people are asked to come to. Days and hours are those on the wall at the place."""

    parent_page_types = ["campaigns.EventIndexPage"]
    subpage_types: list[str] = []

    kind = models.CharField(
        _("kind"), max_length=20, choices=EventKind.choices, default=EventKind.PROTEST
    )
    status = models.CharField(
        _("status"), max_length=20, choices=EventStatus.choices, default=EventStatus.SCHEDULED
    )
    start_day = models.DateField(_("day"))
    start_time = models.TimeField(pgettext_lazy("hour", "from"))
    end_day = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only if it ends on another day.")
    )
    end_time = models.TimeField(pgettext_lazy("hour", "to"), null=True, blank=True)
    time_zone = TimeZoneField(
        _("time zone"), help_text=_("Of the place, for example Europe/Brussels.")
    )
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False, db_index=True)

    place_name = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("As on the local map.")
    )
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = CountryField(_("country"), blank=True)
    place_here = models.CharField(
        _("name of the place in this language"),
        max_length=200,
        blank=True,
        help_text=_("Where it differs from the local map, with the city."),
    )
    directions = models.CharField(_("how to find it"), max_length=300, blank=True)
    online_url = models.URLField(_("address online"), blank=True)

    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    campaign = models.ForeignKey(
        "campaigns.CampaignPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="event_pages",
        verbose_name=_("campaign"),
        help_text=_("The event shows the petition of this campaign."),
    )
    body = call_field(
        "paragraph",
        "people",
        "fact_box",
        "key_dates",
        "petition",
        help_text=_(
            "First why people should come and what is asked for. Time, place and contact have "
            "their own fields and are shown above this text. Delete a block you do not need."
        ),
    )

    facts = (
        "kind",
        "status",
        "start_day",
        "start_time",
        "end_day",
        "end_time",
        "time_zone",
        "place_name",
        "street",
        "postcode",
        "city",
        "country",
        "online_url",
        "campaign",
        "person_links",
        "key_date_links",
    )

    when_panels = [
        FieldPanel("kind"),
        FieldPanel("status"),
        FieldRowPanel([FieldPanel("start_day"), FieldPanel("end_day")]),
        FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time")]),
        FieldPanel("time_zone", required_on_save=True),  # moments are kept with each draft
    ]
    where_panels = [
        FieldPanel("place_name"),
        FieldPanel("street"),
        FieldRowPanel([FieldPanel("postcode"), FieldPanel("city"), FieldPanel("country")]),
        FieldPanel("place_here"),
        FieldPanel("directions"),
        FieldPanel("online_url"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *BasePage.content_panels,
                    MultiFieldPanel(when_panels, heading=_("When")),
                    MultiFieldPanel(where_panels, heading=_("Where")),
                    FieldPanel("body"),
                ],
                heading=_("Announcement"),
            ),
            ObjectList(
                [
                    FieldPanel("organiser"),
                    InlinePanel("contacts", label=_("contact"), heading=_("Contact persons")),
                ],
                heading=_("Organiser and contacts"),
            ),
            ObjectList(
                [
                    PageChooserPanel("campaign"),
                    InlinePanel("person_links", label=_("person"), heading=_("People")),
                    InlinePanel("key_date_links", label=_("key date"), heading=_("Key dates")),
                ],
                heading=_("Campaign, people, dates"),
            ),
            ObjectList(BasePage.promote_panels, heading=_("Address")),
        ]
    )
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    base_form_class = EventPageForm

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        """An event ends after it begins; one that moved online has an address there."""
        super().clean()
        knows_when = self.start_day and self.start_time and self.time_zone in available_timezones()
        if knows_when and self.end < self.start:
            field = "end_day" if self.end_day else "end_time"
            raise ValidationError({field: _("The event would end before it begins.")})
        if self.status == EventStatus.MOVED_ONLINE and not self.online_url:
            raise ValidationError({"online_url": _("Give the address where it takes place now.")})

    def save(self, *args, **kwargs) -> None:
        """Keep the moments lists are sorted by, and point at the campaign's original."""
        self.starts_at, self.ends_at = self.start, self.end
        self.campaign_id = original_id(self.campaign)
        super().save(*args, **kwargs)

    @property
    def start(self) -> datetime:
        """The moment the event begins, in its own time zone."""
        return clock.moment(self.start_day, self.start_time, self.time_zone)

    @property
    def end(self) -> datetime:
        """The moment it ends; without an hour two hours after it begins, or that day's end."""
        if self.end_time:
            return clock.moment(self.end_day or self.start_day, self.end_time, self.time_zone)
        if self.end_day:
            return clock.moment(self.end_day, datetime.max.time(), self.time_zone)
        return self.start + timedelta(hours=2)

    @property
    def is_past(self) -> bool:
        """Whether the event is over."""
        return self.original.end < clock.now()

    @cached_property
    def people(self) -> list:
        """The people of the event in the page's language, else the best there is."""
        return people_of(self)

    @cached_property
    def key_dates(self) -> list:
        """The key dates of the event in the page's language, else the best there is."""
        return key_dates_of(self)

    @cached_property
    def campaign_page(self):
        """The campaign in the page's language, else the best there is, or `None`."""
        return campaign_of(self)

    @property
    def petition(self):
        """The campaign whose petition the petition block shows."""
        return self.campaign_page.petition if self.campaign_page else None

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """The contact persons, until they hide a set number of days after the event."""
        days = SiteSettings.for_request(request).contact_days
        is_over = clock.now() > self.original.end + timedelta(days=days)
        contacts = [] if is_over else EventContact.in_words_of(self, "contacts")
        return super().get_context(request, *args, **kwargs) | {"contacts": contacts}


class EventContact(Contact):
    """A contact person of an event."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="contacts")
