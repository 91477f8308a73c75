from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from urllib.parse import quote
from zoneinfo import ZoneInfo, available_timezones

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from wagtail.models import Page, Revision
from wagtail.search import index

from campaigns.choices import (
    NOT_HELD,
    Attendance,
    Authorisation,
    Disclosure,
    EventKind,
    EventStatus,
    EventTiming,
    SpokenLanguage,
)
from campaigns.forms import EventPageForm
from campaigns.models.contacts import Contact
from campaigns.models.event_panels import EDITOR
from campaigns.models.graph import campaign_of, key_dates_of_event, more_events_of, people_of
from campaigns.notes import Note, notes_of
from campaigns.schema import schema_of
from campaigns.sharing import headline
from core import clock
from core.agenda import Agenda
from core.blocks import call_field, story_field
from core.dates import implausible
from core.languages import original_id
from core.models import BasePage, SiteSettings
from core.models.fields import CodesField, TimeZoneField
from core.rows import fetch_rows

MAP_ADDRESS = (
    "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=18/{latitude}/{longitude}"
)
MAP_SEARCH = "https://www.openstreetmap.org/search?query="
# In one of these it is said for when an event was announced before.
MOVED = (EventStatus.RESCHEDULED, EventStatus.MOVED_ONLINE)
# What a reader who noted the event must be told when it changes.
TOLD = (
    "status",
    "starts_at",
    "ends_at",
    "timing",
    "attendance",
    "place_name",
    "street",
    "postcode",
    "city",
    "country",
    "latitude",
    "longitude",
    "disclosure",
    "online_url",
)


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
    timing = models.CharField(
        _("time"), max_length=8, choices=EventTiming.choices, default=EventTiming.HOURS
    )
    start_time = models.TimeField(pgettext_lazy("hour", "from"), null=True, blank=True)
    end_day = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only if it ends on another day.")
    )
    end_time = models.TimeField(pgettext_lazy("hour", "to"), null=True, blank=True)
    time_zone = TimeZoneField(
        _("time zone"), help_text=_("Of the place, for example Europe/Brussels.")
    )
    previous_day = models.DateField(
        _("day announced before"),
        null=True,
        blank=True,
        help_text=_("Of an event that was moved. Filled in when you change a published time."),
    )
    previous_time = models.TimeField(_("hour announced before"), null=True, blank=True)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False, db_index=True)
    # RFC 5545: one more with each change of time, place or status that readers were told of.
    sequence = models.PositiveIntegerField(default=0, editable=False)

    attendance = models.CharField(
        _("how to take part"),
        max_length=8,
        choices=Attendance.choices,
        default=Attendance.OFFLINE,
    )
    disclosure = models.CharField(
        _("exact place"),
        max_length=8,
        choices=Disclosure.choices,
        default=Disclosure.PUBLIC,
        help_text=_(
            "If it is told after contact, give only the city here: what the site does not have "
            "it cannot give away."
        ),
    )

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
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("For a link to OpenStreetMap, for example 50.84016."),
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )

    languages_spoken = CodesField(_("languages spoken"), codes=SpokenLanguage)
    interpretation = models.CharField(
        _("interpretation"),
        max_length=200,
        blank=True,
        help_text=_("Also sign language: from which language into which."),
    )
    accessibility = models.TextField(
        _("accessibility"),
        max_length=1000,
        blank=True,
        help_text=_("Steps, seats, toilets, transport: what people need to know beforehand."),
    )
    authorisation = models.CharField(
        _("authorisation"), max_length=12, choices=Authorisation.choices, blank=True
    )
    safety = models.TextField(
        _("safety notes"),
        max_length=2000,
        blank=True,
        help_text=_("Left empty, the text of the list of events is shown."),
    )
    photo_policy = models.TextField(
        _("photo policy"),
        max_length=2000,
        blank=True,
        help_text=_("Left empty, the text of the list of events is shown."),
    )

    attended = models.PositiveIntegerField(_("number who came"), null=True, blank=True)
    counted_by = models.CharField(
        _("who counted"), max_length=200, blank=True, help_text=_("Organiser, police, press.")
    )
    report = story_field(
        help_text=_(
            "After the event: what happened, photographs, statements. It is shown above the "
            "announcement, which stays as it was."
        )
    )

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
        "timing",
        "start_day",
        "start_time",
        "end_day",
        "end_time",
        "time_zone",
        "previous_day",
        "previous_time",
        "attendance",
        "disclosure",
        "latitude",
        "longitude",
        "languages_spoken",
        "authorisation",
        "attended",
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

    edit_handler = EDITOR
    search_kind = "event"
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("report"),
    ]

    base_form_class = EventPageForm

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        """Time and place make sense, and nothing is kept here that readers must not see."""
        super().clean()
        errors = implausible(self, "start_day", "end_day", "previous_day")
        errors = errors or self.time_errors() | self.place_errors()
        if self.attended is not None and not self.counted_by:
            errors["counted_by"] = _("Say who counted.")
        if errors:
            raise ValidationError(errors)

    def time_errors(self) -> dict[str, Promise]:
        """An event has an hour unless it says otherwise, and ends after it begins."""
        if self.timing == EventTiming.HOURS and not self.start_time:
            return {"start_time": _("Give the hour, or say that it takes all day or is open.")}
        knows_when = self.start_day and self.time_zone in available_timezones()
        if knows_when and self.end.astimezone(UTC) <= self.start.astimezone(UTC):
            return {
                "end_day" if self.end_day else "end_time": _(
                    "The event would end before it begins."
                )
            }
        return {}

    def place_errors(self) -> dict[str, Promise]:
        """What is told after contact stands in no field; an event online has an address there."""
        if self.disclosure == Disclosure.CONTACT:
            hidden = ("place_name", "street", "postcode", "place_here", "directions")
            hidden += ("online_url", "latitude", "longitude")
            told = _("Delete this: the exact place is told after contact.")
            return {name: told for name in hidden if getattr(self, name) not in ("", None)}
        if (self.latitude is None) != (self.longitude is None):
            return {"longitude": _("A position needs latitude and longitude.")}
        if self.is_online and not self.online_url:
            return {"online_url": _("Give the address where it takes place online.")}
        return {}

    def save(self, *args, **kwargs) -> None:
        """Keep what calendars ask for; point at the campaign's original."""
        self.campaign_id = original_id(self.campaign)
        self.follow(EventPage.objects.filter(pk=self.pk).first())
        super().save(*args, **kwargs)

    def save_revision(self, *args, **kwargs) -> Revision:
        """A draft, too, knows what was announced before: the editor sees it in the form."""
        self.follow(EventPage.objects.filter(pk=self.pk).first())
        return super().save_revision(*args, **kwargs)

    def follow(self, known: Self | None) -> None:
        """Keep what lists are sorted by, and compare with what readers were told if it is live.

        The start announced before is kept whatever the status: an editor may say only later
        that the event was moved. Each draft may be older, so its own count means nothing.
        """
        # In UTC, where no hour comes twice: two moments of other zones would never be equal then.
        self.starts_at, self.ends_at = self.start.astimezone(UTC), self.end.astimezone(UTC)
        if known is None:
            return
        self.sequence = known.sequence
        if known.first_published_at is not None:
            self.sequence += any(getattr(self, name) != getattr(known, name) for name in TOLD)
        if known.live and self.is_moved_from(known):
            self.previous_day, self.previous_time = self.here(known)
        elif self.previous_day is None or (self.previous_day, self.previous_time) == self.announced:
            self.previous_day, self.previous_time = known.previous_day, known.previous_time

    @property
    def announced(self) -> tuple[date, time | None]:
        """The day, and the hour if it is known."""
        return self.start_day, self.start_time if self.has_hours else None

    def is_moved_from(self, known: Self) -> bool:
        """Whether it begins at another moment than announced; another zone moves it too."""
        if self.announced != known.announced:
            return True
        return self.has_hours and self.start.astimezone(UTC) != known.start.astimezone(UTC)

    def here(self, known: Self) -> tuple[date, time | None]:
        """When it was announced to begin, by the clock of where it takes place now."""
        if not known.has_hours:
            return known.announced
        moment = known.start.astimezone(ZoneInfo(self.time_zone))
        return moment.date(), moment.time()

    @property
    def is_moved_in_silence(self) -> bool:
        """Whether publishing this would change a start readers were told, without a word."""
        told = EventPage.objects.filter(pk=self.pk, live=True).first()
        is_moved = told is not None and self.is_moved_from(told)
        return is_moved and self.status == EventStatus.SCHEDULED

    @property
    def is_changed(self) -> bool:
        """Whether it does not take place as announced."""
        return self.status != EventStatus.SCHEDULED

    @property
    def search_day(self) -> date:
        """The day it begins."""
        return self.original.start_day

    @property
    def search_note(self) -> str:
        """That it does not take place as announced, and why, in a word."""
        return str(self.original.get_status_display()) if self.original.is_changed else ""

    @property
    def headline(self) -> str:
        """The title, after what a reader must know first."""
        return headline(self)

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not take place at all."""
        return self.status == EventStatus.CANCELLED

    @property
    def is_online(self) -> bool:
        """Whether one can take part online."""
        return self.status == EventStatus.MOVED_ONLINE or self.attendance != Attendance.OFFLINE

    @property
    def is_only_online(self) -> bool:
        """Whether there is no place to go to."""
        return self.status == EventStatus.MOVED_ONLINE or self.attendance == Attendance.ONLINE

    @property
    def is_told_after_contact(self) -> bool:
        """Whether the site knows only the city, or not the address online."""
        return self.disclosure == Disclosure.CONTACT

    @property
    def has_hours(self) -> bool:
        """Whether the hour is known and means something."""
        return self.timing == EventTiming.HOURS and self.start_time is not None

    @property
    def start(self) -> datetime:
        """The moment the event begins, in its own time zone; without an hour that day's."""
        hour = self.start_time if self.has_hours else time()
        return clock.moment(self.start_day, hour, self.time_zone)

    @property
    def end(self) -> datetime:
        """The moment it ends; without an hour two hours after it begins, or that day's end."""
        last_day = self.end_day or self.start_day
        if self.has_hours and self.end_time:
            return clock.moment(last_day, self.end_time, self.time_zone)
        if self.end_day or not self.has_hours:
            return clock.moment(last_day, time.max, self.time_zone)
        # Hours pass in UTC; on the wall a clock may be changed meanwhile.
        later = self.start.astimezone(UTC) + timedelta(hours=2)
        return later.astimezone(self.start.tzinfo)

    @property
    def last_day(self) -> date:
        """The last day it takes place; what ends at midnight does not touch the day after."""
        last_day = self.end_day or self.start_day
        ends_at_midnight = self.has_hours and self.end_time == time()
        if ends_at_midnight and last_day > self.start_day:
            return last_day - timedelta(days=1)
        return last_day

    @property
    def was_moved(self) -> bool:
        """Whether to say for when it was announced before."""
        return self.status in MOVED and self.previous_day is not None

    @property
    def address(self) -> list[str]:
        """The lines of the address as on the local map, the country in the reader's language."""
        facts = self.original
        country = facts.country.name if facts.country else ""
        town = f"{facts.postcode} {facts.city}".strip()
        lines = [facts.place_name, facts.street, town, country]
        if facts.is_told_after_contact:
            lines = [facts.city, country]
        return [line for line in lines if line]

    @property
    def has_position(self) -> bool:
        """Whether there is a place to go to whose position is known and told."""
        facts = self.original
        is_known = None not in (facts.latitude, facts.longitude)
        return is_known and not (facts.is_told_after_contact or facts.is_only_online)

    @property
    def map_url(self) -> str:
        """Where OpenStreetMap shows the place, or looks for its address; nothing if it is not told.

        A town alone is not looked for: the map would show its middle as if one were to go there.
        """
        facts = self.original
        if self.has_position:
            return MAP_ADDRESS.format(latitude=facts.latitude, longitude=facts.longitude)
        # With a place and a street OpenStreetMap often finds neither.
        spot = facts.street or facts.place_name
        if facts.is_told_after_contact or facts.is_only_online or not (spot and facts.city):
            return ""
        parts = (spot, f"{facts.postcode} {facts.city}".strip(), str(facts.country.name))
        return MAP_SEARCH + quote(", ".join(filter(None, parts)), "")

    @classmethod
    def still_to_come(cls) -> models.Q:
        """Condition: not over, or postponed: then a new day is to be told, whatever passed."""
        return models.Q(ends_at__gte=clock.now()) | models.Q(status=EventStatus.POSTPONED)

    @property
    def is_still_to_come(self) -> bool:
        """Whether it stands under what is to come: see `still_to_come`."""
        facts = self.original
        return facts.status == EventStatus.POSTPONED or facts.ends_at >= clock.now()

    @property
    def is_past(self) -> bool:
        """Whether its time is over."""
        return self.original.end < clock.now()

    @property
    def is_over(self) -> bool:
        """Whether it took place; what was cancelled or postponed did not."""
        return self.is_past and self.original.status not in NOT_HELD

    @property
    def has_report(self) -> bool:
        """Whether it is told what came of it."""
        return bool(self.report) or self.original.attended is not None

    @cached_property
    def event_list(self) -> Page | None:
        """The list it stands in, whose safety notes hold for all events. One query."""
        model = apps.get_model("campaigns.EventIndexPage")
        return model.objects.filter(path=self.path[: -self.steplen]).first()

    @cached_property
    def good_to_know(self) -> list[Note]:
        """Languages, accessibility, safety and the like, in the reader's language."""
        return notes_of(self)

    @cached_property
    def people(self) -> list:
        """The people of the event in the page's language, else the best there is."""
        return people_of(self)

    @cached_property
    def key_dates(self) -> list:
        """The key dates of the event, else of its campaign, each in the best version."""
        return key_dates_of_event(self)

    @cached_property
    def more_events(self) -> Agenda:
        """The other events of the campaign, before and after."""
        return more_events_of(self)

    @cached_property
    def campaign_page(self):
        """The campaign in the page's language, else the best there is, or `None`."""
        return campaign_of(self)

    @property
    def petition(self):
        """The campaign whose petition the petition block shows."""
        return self.campaign_page.petition if self.campaign_page else None

    def fetch_rows_at_once(self) -> None:
        """Read the rows the page shows, and those of its original; a preview has them unsaved."""
        unread = {page for page in (self, self.original) if not page.contacts.is_deferring}
        if unread:
            fetch_rows(unread, ["contacts", "share_texts"])

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """The contact persons, until they hide a set number of days after the event."""
        settings = SiteSettings.for_request(request)
        is_over = clock.now() > self.original.end + timedelta(days=settings.contact_days)
        self.fetch_rows_at_once()
        contacts = [] if is_over else EventContact.in_words_of(self, "contacts")
        return super().get_context(request, *args, **kwargs) | {
            "contacts": contacts,
            "schema": schema_of(self, settings.organisation),
        }


class EventContact(Contact):
    """A contact person of an event."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="contacts")
