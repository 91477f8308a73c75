from collections import defaultdict
from copy import copy
from datetime import date, timedelta

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from wagtail.admin.panels import ObjectList, TabbedInterface
from wagtail.models import Revision
from wagtail.search import index

from core import clock
from core.agenda import Agenda, agenda_of
from core.blocks import story_field
from core.dates import machine_date, partial_date
from core.languages import best_versions, linking
from core.models import BasePage, Consent
from core.models.fields import CodesField, PrecisionField
from core.rows import fetch_rows
from prisoners import choices, ledger, panels
from prisoners.models.place import PlacePage
from prisoners.models.rows import (
    Correction,
    Recognition,
    Restriction,
    Source,
    StatusRow,
    TimelineEntry,
    days_ahead,
)
from prisoners.public import ROWS, PublicRecord
from prisoners.publishing import ProfilePermissions, check_review
from prisoners.verification import VERIFIED_OTHERWISE, VERIFIED_WHEN_HELD

NOT_OUT = (choices.StatusGroup.HELD, choices.StatusGroup.DIED)
NOTHING_TO_ASK = (choices.StatusGroup.RELEASED, choices.StatusGroup.DIED)
OPEN_CHARGES = {choices.ChargeState.PENDING, choices.ChargeState.PENDING_APPEAL}


class PrisonerPage(BasePage):
    """A person: the page's title is the public name."""

    is_about_a_person = True
    is_a_name = True
    parent_page_types = ["prisoners.PrisonerIndexPage"]
    subpage_types: list[str] = []

    native_name = models.CharField(
        _("name in own script"), max_length=200, blank=True, help_text=_("As in documents.")
    )
    gender = models.CharField(
        _("gender"),
        max_length=8,
        choices=choices.Gender.choices,
        blank=True,
        help_text=_("Only for the grammar of the site’s own words."),
    )
    born = models.DateField(_("born"), null=True, blank=True)
    born_precision = PrecisionField(_("how much of it is known"))
    portrait = models.ForeignKey(
        "core.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("portrait"),
    )
    country = CountryField(_("country of the case"), blank=True)
    occupations = CodesField(_("occupations"), codes=choices.Occupation)
    sentence_kind = models.CharField(
        _("sentence"), max_length=12, choices=choices.SentenceKind.choices, blank=True
    )
    sentence_years = models.PositiveSmallIntegerField(_("years"), null=True, blank=True)
    sentence_months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    sentenced_on = models.DateField(_("sentenced on"), null=True, blank=True)
    expected_end = models.DateField(_("expected end"), null=True, blank=True)
    expected_end_precision = PrecisionField(_("how much of it is known"))
    health = models.CharField(
        _("state of health"), max_length=16, choices=choices.Health.choices, blank=True
    )
    health_as_of = models.DateField(_("as of"), null=True, blank=True)
    health_as_of_precision = PrecisionField(_("how much of it is known"))
    health_attribution = models.CharField(
        _("who says so"), max_length=8, choices=choices.Attribution.choices, blank=True
    )
    letters = models.CharField(
        _("letters"), max_length=16, choices=choices.Letters.choices, blank=True
    )
    letters_checked_on = models.DateField(_("checked on"), null=True, blank=True)
    letter_address = models.TextField(
        _("address for letters"),
        max_length=500,
        blank=True,
        help_text=_("Only where it is not simply that of the place of detention."),
    )
    last_verified = models.DateField(
        _("last verified"),
        null=True,
        blank=True,
        help_text=_("The last day somebody checked that this page is still true."),
    )
    verified_through = models.CharField(
        _("how"), max_length=12, choices=choices.Verified.choices, blank=True
    )
    body = story_field(
        "paragraph",
        "quote",
        "paragraph",
        help_text=_(
            "First what happened and who says so; then the person's own words, if there are any; "
            "then what is asked for. Delete a block you do not need."
        ),
    )

    facts = (
        "native_name",
        "spellings",
        "gender",
        "born",
        "born_precision",
        "portrait",
        "country",
        "occupations",
        "charges",
        "sentence_kind",
        "sentence_years",
        "sentence_months",
        "sentenced_on",
        "expected_end",
        "expected_end_precision",
        "restrictions",
        "findings",
        "ill_treatment",
        "health",
        "health_as_of",
        "health_as_of_precision",
        "health_attribution",
        "letters",
        "letters_checked_on",
        "letter_address",
        "related_links",
        "last_verified",
        "verified_through",
    )
    shown_with = ("portrait__renditions",)
    shown_joined = ("portrait",)

    edit_handler = TabbedInterface(
        [
            ObjectList(panels.STORY, heading=_("Story and status")),
            ObjectList(panels.PERSON, heading=_("Person")),
            ObjectList(panels.CASE, heading=_("Case")),
            ObjectList(panels.SOURCES, heading=_("Sources")),
            ObjectList(BasePage.promote_panels, heading=_("Address")),
        ]
    )
    search_kind = "person"
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def clean(self) -> None:
        """A birth or a check lies behind us; a state of health is always somebody's word."""
        super().clean()
        days = ("born", "last_verified", "letters_checked_on", "health_as_of", "sentenced_on")
        errors = days_ahead(self, *days)
        stated = (choices.Health.NONE, choices.Health.UNKNOWN, "")
        if self.health not in stated and not self.health_attribution:
            errors["health_attribution"] = _("Say who says so.")
        if errors:
            raise ValidationError(errors)

    def permissions_for_user(self, user: AbstractBaseUser) -> ProfilePermissions:
        """What the user may do; publishing an original takes a second person."""
        return ProfilePermissions(user, self)

    def publish(self, revision: Revision, user: AbstractBaseUser | None = None, **options) -> None:
        """Publish a revision; a user publishes an original only as the second person."""
        if check_review(self, revision, user):
            options["skip_permission_checks"] = True  # it was checked, more strictly
        super().publish(revision, user=user, **options)

    @classmethod
    def shown_beside(cls) -> dict[str, Combinable]:
        """The consent of each person in a list, without a query of its own."""
        return {"consent_columns": Consent.columns(OuterRef("translation_key"))}

    @classmethod
    def fetch_shown(cls, pages: list["PrisonerPage"], code: str) -> None:
        """Also the statuses, restrictions and places of a list of people, in two queries."""
        super().fetch_shown(pages, code)
        if pages:
            fetch_rows([page.original for page in pages], ("statuses", "restrictions"))
        for page in pages:
            page.original.consent = Consent.from_columns(page.consent_columns)
        places = places_by_id([page.place_id for page in pages], code)
        for page in pages:
            page.held_at = places.get(page.place_id)

    @cached_property
    def consent(self) -> Consent:
        """What may be shown of the person; read it through `public`."""
        return Consent.of(self.translation_key)

    @cached_property
    def public(self) -> PublicRecord:
        """The facts that may be shown."""
        return PublicRecord(self.original, self.original.consent)

    @property
    def other_names(self) -> list[str]:
        """The names beside the title, save pseudonyms. Internal: they are looked for, not shown."""
        pseudonym = choices.VariantKind.PSEUDONYM
        spellings = [row.name for row in self.spellings.all() if row.kind != pseudonym]
        return [name for name in (self.native_name, *spellings) if name]

    @cached_property
    def status(self) -> StatusRow | None:
        """The status of today; somebody under restrictions is never simply "released"."""
        row = ledger.status_on(self.original.statuses.all(), clock.today())
        if row is None:
            return None
        shown = copy(row)
        shown.code = ledger.code_shown(row.code, self.original.restrictions.all(), clock.today())
        return shown

    @property
    def status_words(self) -> str:
        """The status of today in the reader's language and the person's gender."""
        if self.status is None:
            return ""
        return choices.status_words(self.status.code, self.original.gender)

    @property
    def running_restrictions(self) -> list[Restriction]:
        """What the person is forbidden or made to do today."""
        rows = self.original.restrictions.all()
        return [row for row in rows if ledger.holds(row, clock.today())]

    @property
    def days_of_change(self) -> list[date]:
        """The last days on which what is said of restrictions stays true."""
        rows = self.original.restrictions.all()
        ends = [row.until for row in self.running_restrictions if row.until]
        ahead = [row.since for row in rows if row.since and row.since > clock.today()]
        return [*ends, *(day - timedelta(days=1) for day in ahead)]

    @property
    def limits(self) -> list[Restriction]:
        """The restrictions of somebody out of custody: they stand beside the status."""
        if self.status is None or choices.GROUPS[self.status.code] in NOT_OUT:
            return []
        return self.running_restrictions

    @property
    def is_deprived_of_liberty(self) -> bool:
        """Whether the status of today counts as deprived of liberty."""
        return self.status is not None and self.status.code in choices.DEPRIVED_OF_LIBERTY

    @property
    def is_free_or_dead(self) -> bool:
        """Whether the status of today is one in which nobody is asked to release the person."""
        return self.status is not None and choices.GROUPS[self.status.code] in NOTHING_TO_ASK

    @cached_property
    def days_held(self) -> ledger.Days | None:
        """The days in custody up to today."""
        return ledger.days_held(self.original.statuses.all(), clock.today())

    @property
    def is_presumed_innocent(self) -> bool:
        """Whether a charge is open and there is no final conviction."""
        states = {charge.state for charge in self.public.charges}
        return bool(states & OPEN_CHARGES) and choices.ChargeState.CONVICTED not in states

    @property
    def is_stale(self) -> bool:
        """Whether nobody has checked this page for longer than a check stays good."""
        good_for = VERIFIED_WHEN_HELD if self.is_deprived_of_liberty else VERIFIED_OTHERWISE
        checked = self.public.last_verified
        return checked is None or checked < clock.today() - good_for

    @property
    def letters_possible(self) -> bool:
        """Whether a letter would reach the person."""
        return self.public.letters in choices.LETTERS_POSSIBLE

    @property
    def search_names(self) -> list[str]:
        """Every way the name may be written, for search; nothing without consent to the name."""
        names = [self.public.native_name, *(row.name for row in self.public.spellings)]
        return [name for name in names if name]

    @property
    def search_weight(self) -> int:
        """Who was verified comes before who was never."""
        return 1 if self.original.last_verified else 0

    @property
    def public_until(self) -> date | None:
        """The last day of the consent."""
        return self.original.consent.expires_on

    @classmethod
    def fetch_for_search(cls, originals: list["PrisonerPage"]) -> None:
        """Their consents are there; their spellings come in one query."""
        if originals:
            fetch_rows(originals, ("spellings",))
        for page in originals:
            page.consent = Consent.from_columns(page.consent_columns)

    @property
    def initials(self) -> str:
        """The first letters of the name, for a card without a portrait."""
        return "".join(word[0] for word in self.title.split()[:2])

    @property
    def occupation_words(self) -> list[str]:
        """What the person does, in the active language."""
        return [str(choices.Occupation(code).label) for code in self.occupations]

    @property
    def born_text(self) -> str:
        """The known part of the birth date."""
        return partial_date(self.born, self.born_precision)

    @property
    def born_machine(self) -> str:
        """The known part of the birth date as HTML's `datetime` wants it; nothing for "about"."""
        return machine_date(self.born, self.born_precision)

    @property
    def health_as_of_text(self) -> str:
        """The known part of the day the state of health was like that."""
        return partial_date(self.health_as_of, self.health_as_of_precision)

    @property
    def expected_end_text(self) -> str:
        """The known part of the day the sentence ends."""
        return partial_date(self.expected_end, self.expected_end_precision)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Read all rows of this version and its original in one query; a preview has its own."""
        if not getattr(request, "is_preview", False):
            fetch_rows({self, self.original}, ROWS)
        return super().get_context(request, *args, **kwargs)

    @cached_property
    def status_rows(self) -> list[StatusRow]:
        """The status rows of the original, latest first, in this page's words."""
        rows = StatusRow.in_words_of(self, "statuses")
        current = ledger.status_on(rows, clock.today())
        for row in rows:
            code = self.status.code if row is current else row.code
            row.words = choices.status_words(code, self.original.gender)
            row.place_shown = None if self.public.is_protected else self.places.get(row.place_id)
        return ledger.in_order(rows)[::-1]

    @property
    def place_id(self) -> int | None:
        """The original of the place where the person is today."""
        return self.status.place_id if self.status else None

    @cached_property
    def places(self) -> dict[int, PlacePage]:
        """All places of the ledger. Internal: shown through `place` and `status_rows`."""
        ids = [row.place_id for row in self.original.statuses.all()]
        return places_by_id(ids, self.locale.language_code)

    @cached_property
    def held_at(self) -> PlacePage | None:
        """The place of today for a reader of this page's language. Internal, as `places`."""
        return self.places.get(self.place_id)

    @property
    def place(self) -> PlacePage | None:
        """Where the person is today; not of a protected person."""
        return None if self.public.is_protected else self.held_at

    @property
    def rough_place(self) -> str:
        """The region or country in which a protected person is."""
        if not self.public.is_protected or self.held_at is None:
            return ""
        facts = self.held_at.original
        return facts.region or str(facts.country.name)

    @cached_property
    def source_rows(self) -> list[Source]:
        """The sources of the original, in this page's words where it has them."""
        return [] if self.public.is_protected else Source.in_words_of(self, "sources")

    @cached_property
    def recognition_rows(self) -> list[Recognition]:
        """Who recognises the person as what, in this page's words where it has them."""
        return [] if self.public.is_protected else Recognition.in_words_of(self, "recognitions")

    @cached_property
    def timeline_rows(self) -> list[TimelineEntry]:
        """The timeline that may be shown, in this page's words where it has them."""
        return self.public.without_health(TimelineEntry.in_words_of(self, "timeline"))

    @cached_property
    def correction_rows(self) -> list[Correction]:
        """The corrections of the original, in this page's words where it has them."""
        return Correction.in_words_of(self, "corrections")

    @cached_property
    def related(self) -> list[tuple[str, "PrisonerPage"]]:
        """People of the same case and, with consent of both, relatives: (connection, person).

        A connection entered on either page shows on both. Nobody who is protected is connected.
        """
        if self.public.is_protected:
            return []
        links = self.original.related_links.model.objects
        rows = links.filter(page=self.original.pk).values_list("person__translation_key", "kind")
        back = links.filter(person=self.original.pk).values_list("page__translation_key", "kind")
        kinds = defaultdict(set)
        for key, kind in [*rows, *back]:
            kinds[key].add(kind)
        people = best_versions(PrisonerPage, list(kinds), self.locale.language_code)
        found = ((self.connection(page, kinds[page.translation_key]), page) for page in people)
        return [(label, page) for label, page in found if label]

    def connection(self, person: "PrisonerPage", kinds: set[str]) -> str:
        """How the person is connected with another, in words; nothing where it is not shown."""
        if person.public.is_protected:
            return ""
        if not (self.public.may_name_relatives and person.public.may_name_relatives):
            kinds = kinds - {choices.Related.RELATIVE}
        return ", ".join(str(choices.Related(kind).label) for kind in sorted(kinds))

    @cached_property
    def campaigns(self) -> list:
        """The campaigns for this person."""
        person = {"person_links__person": self.original.pk}
        return linking("campaigns.CampaignPage", self, "first_published_at", **person)

    @cached_property
    def agenda(self) -> Agenda:
        """The events for this person, before and after."""
        return agenda_of(self, Q(person_links__person=self.original.pk))

    @cached_property
    def key_dates(self) -> list:
        """The key dates of the campaigns and events for this person."""
        return apps.get_model("campaigns.KeyDatePage").of_person(self)

    @property
    def events(self) -> list:
        """All events shown with this person: those to come, then those that were."""
        return self.agenda.all


def places_by_id(ids: list[int | None], code: str) -> dict[int, PlacePage]:
    """Places by the id of their original, for a reader of `code`; no query without ids."""
    wanted = {place_id for place_id in ids if place_id}
    if not wanted:
        return {}
    keys = PlacePage.objects.filter(pk__in=wanted).values("translation_key")
    return {place.original.pk: place for place in best_versions(PlacePage, keys, code)}
