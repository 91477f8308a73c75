from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from campaigns.choices import KeyDateKind, KeyDateState
from campaigns.models.graph import events_around_day, key_dates_of_person, people_around_day
from core import clock
from core.agenda import Agenda, agenda_of
from core.blocks import story_field
from core.dates import implausible
from core.languages import linking
from core.models import BasePage

# What a reader who noted the day must be told when it changes.
TOLD = ("state", "announced_day", "actual_day", "yearly")


class KeyDatePage(BasePage):
    """A day something happens in the world: a debate, a vote, a hearing, an anniversary."""

    parent_page_types = ["campaigns.EventIndexPage"]
    subpage_types: list[str] = []

    kind = models.CharField(_("kind"), max_length=20, choices=KeyDateKind.choices)
    announced_day = models.DateField(_("announced day"), null=True, blank=True)
    actual_day = models.DateField(
        _("actual day"),
        null=True,
        blank=True,
        help_text=_("The day it really happened; for an anniversary, the day it recalls."),
    )
    yearly = models.BooleanField(_("every year"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=KeyDateState.choices, default=KeyDateState.ANNOUNCED
    )
    # RFC 5545: one more with each change of day or state that readers were told of.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    procedure = models.CharField(
        _("number of the procedure or document"),
        max_length=100,
        blank=True,
        help_text=_("As the institution writes it, for example P8_TA(2017)0485."),
    )
    ask = models.TextField(
        _("what we ask for"), max_length=1000, blank=True, help_text=_("Of those who decide.")
    )
    outcome = models.TextField(
        _("what came of it"), max_length=1000, blank=True, help_text=_("After the day.")
    )
    link = models.URLField(_("link"), blank=True, help_text=_("An agenda or a document."))
    body = story_field(
        "paragraph", help_text=_("What happens on this day, and why readers should know.")
    )

    facts = ("kind", "state", "announced_day", "actual_day", "yearly", "procedure", "link")

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("state"),
                FieldPanel("announced_day"),
                FieldPanel("actual_day"),
                FieldPanel("yearly"),
            ],
            heading=_("Day"),
        ),
        MultiFieldPanel(
            [FieldPanel("institution"), FieldPanel("procedure"), FieldPanel("link")],
            heading=_("Institution"),
        ),
        FieldPanel("ask"),
        FieldPanel("outcome"),
        FieldPanel("body"),
    ]
    search_kind = "event"
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("key date")
        verbose_name_plural = _("key dates")

    def clean(self) -> None:
        """A key date has a day; a yearly one recalls the day it happened."""
        super().clean()
        if errors := implausible(self, "announced_day", "actual_day"):
            raise ValidationError(errors)
        if self.yearly and not self.actual_day:
            raise ValidationError({"actual_day": _("Give the day this anniversary recalls.")})
        if not self.announced_day and not self.actual_day:
            raise ValidationError({"announced_day": _("Give the announced or the actual day.")})

    def save(self, *args, **kwargs) -> None:
        """Count what was changed of what readers were told. A draft's own count means nothing."""
        known = KeyDatePage.objects.filter(pk=self.pk).first()
        if known is not None:
            is_changed = any(getattr(self, name) != getattr(known, name) for name in TOLD)
            was_told = known.first_published_at is not None
            self.sequence = known.sequence + (was_told and is_changed)
        super().save(*args, **kwargs)

    @property
    def search_day(self) -> date | None:
        """The day it happens or happened; one that returns every year is near to none."""
        facts = self.original
        return None if facts.yearly else facts.actual_day or facts.announced_day

    @cached_property
    def day(self) -> date | None:
        """The day to show: of a yearly date the next one, else the actual or announced one."""
        facts = self.original
        day = facts.actual_day or facts.announced_day
        return next_anniversary(day, clock.today()) if facts.yearly and day else day

    @classmethod
    def of_person(cls, person: BasePage) -> list["KeyDatePage"]:
        """The key dates of the events and campaigns for a person."""
        return key_dates_of_person(person)

    @cached_property
    def agenda(self) -> Agenda:
        """The events around this day, before and after."""
        return agenda_of(self, events_around_day(self))

    @property
    def events(self) -> list:
        """All events shown with this day: those to come, then those that were."""
        return self.agenda.all

    @cached_property
    def people_around(self) -> tuple[list, int]:
        """People of these events and campaigns, and how many more there are."""
        return people_around_day(self)

    @property
    def people(self) -> list:
        """The people this day matters for, by name."""
        return self.people_around[0]

    @property
    def people_left(self) -> int:
        """How many people more than are shown."""
        return self.people_around[1]

    @cached_property
    def campaigns(self) -> list:
        """The campaigns this day matters for."""
        links = {"key_date_links__key_date": self.original.pk}
        return linking("campaigns.CampaignPage", self, "first_published_at", **links)

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.original.state == KeyDateState.CANCELLED

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be expected of it any more: it is past, held or cancelled."""
        return self.is_past or self.original.state != KeyDateState.ANNOUNCED

    @property
    def days_to_go(self) -> int | None:
        """The days until it comes, 0 on the day itself; nothing when it is over."""
        return None if self.is_over or not self.day else (self.day - clock.today()).days

    @property
    def was_moved(self) -> bool:
        """Whether it happened on another day than announced."""
        facts = self.original
        announced, actual = facts.announced_day, facts.actual_day
        return not facts.yearly and None not in (announced, actual) and announced != actual

    @property
    def years(self) -> int | None:
        """Of a yearly date: how many years have passed by the day shown."""
        facts = self.original
        return self.day.year - facts.actual_day.year if facts.yearly and self.day else None

    @property
    def is_past(self) -> bool:
        """Whether the day shown is over."""
        return self.day is not None and self.day < clock.today()


def next_anniversary(day: date, today: date) -> date:
    """The next time `day` comes round, `today` included; 29 February falls on 1 March."""
    for year in (max(today.year, day.year), max(today.year, day.year) + 1):
        try:
            anniversary = day.replace(year=year)
        except ValueError:
            anniversary = date(year, 3, 1)
        if anniversary >= today:
            return anniversary
    return anniversary
