from collections import Counter

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.search import index

from core.blocks import story_field
from core.consent import is_protected
from core.languages import best_versions, listed
from core.lists import keys_page
from core.models import BasePage
from prisoners.choices import PlaceKind, StatusGroup
from prisoners.models.directory_entry import DirectoryEntry

MAP_ADDRESS = (
    "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=9/{latitude}/{longitude}"
)


class PlaceIndexPage(BasePage):
    """The places where people are held."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["prisoners.PlacePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of places")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """A page of places, by country and town, with how many people are held in each."""
        code = self.locale.language_code
        found = listed(PlacePage).order_by("country", "city", "title", "pk")
        items = keys_page(found, request.GET.get("page"))
        places = best_versions(PlacePage, items.object_list, code)
        numbers = numbers_held([place.original.pk for place in places], code)
        return super().get_context(request, *args, **kwargs) | {
            "items": items,
            "places": [(place, numbers[place.original.pk]) for place in places],
        }


class PlacePage(BasePage):
    """A place of detention: the title is what it is called in a language."""

    is_a_name = True
    parent_page_types = ["prisoners.PlaceIndexPage"]
    subpage_types: list[str] = []

    kind = models.CharField(
        _("kind of place"), max_length=12, choices=PlaceKind.choices, blank=True
    )
    local_name = models.CharField(
        _("name as on the local map"), max_length=300, blank=True, help_text=_("In local letters.")
    )
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("town"), max_length=100, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    country = CountryField(_("country"), blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        help_text=_("One decimal, about ten kilometres: enough for a map of the country."),
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    post_rules = models.TextField(
        _("rules for post"),
        blank=True,
        help_text=_("What may be sent, in which language, and what must not be written about."),
    )
    body = story_field(
        "paragraph", help_text=_("What is known of the place and its conditions, and who says so.")
    )

    facts = (
        "kind",
        "local_name",
        "street",
        "postcode",
        "city",
        "region",
        "country",
        "latitude",
        "longitude",
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *BasePage.content_panels,
                    FieldPanel("kind"),
                    FieldPanel("post_rules"),
                    FieldPanel("body"),
                ],
                heading=_("Place"),
            ),
            ObjectList(
                [
                    FieldPanel("local_name"),
                    MultiFieldPanel(
                        [
                            FieldPanel("street"),
                            FieldPanel("postcode"),
                            FieldPanel("city"),
                            FieldPanel("region"),
                            FieldPanel("country"),
                        ],
                        heading=_("Address as on the local map"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("latitude"), FieldPanel("longitude")],
                        heading=_("Rough position"),
                        classname="collapsed",
                    ),
                ],
                heading=_("On the map"),
            ),
            ObjectList(BasePage.promote_panels, heading=_("Address")),
        ]
    )
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("place of detention")
        verbose_name_plural = _("places of detention")

    @property
    def map_url(self) -> str:
        """Where OpenStreetMap shows the rough position."""
        if self.latitude is None or self.longitude is None:
            return ""
        return MAP_ADDRESS.format(latitude=self.latitude, longitude=self.longitude)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """A page of the people held here today."""
        code = self.locale.language_code
        items = keys_page(held_in([self.original.pk], code), request.GET.get("page"))
        people = apps.get_model("prisoners.PrisonerPage")
        return super().get_context(request, *args, **kwargs) | {
            "items": items,
            "people": best_versions(people, items.object_list, code),
        }

    def clean(self) -> None:
        """A position has both numbers and lies on the globe."""
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": _("A position needs latitude and longitude.")})
        for name, most in (("latitude", 90), ("longitude", 180)):
            value = getattr(self, name)
            if value is not None and abs(value) > most:
                raise ValidationError({name: _("Between −%(most)s and %(most)s.") % {"most": most}})


def held_in(places: list[int], code: str) -> QuerySet[DirectoryEntry]:
    """Who is held today in the places with these ids, by name; never a protected person."""
    held = DirectoryEntry.shown(code).filter(place__in=places, group=StatusGroup.HELD)
    # Entries of the protected have no place. Asked again, as one left from before would tell it.
    return held.filter(~is_protected()).order_by("sort_name", "person")


def numbers_held(places: list[int], code: str) -> Counter[int]:
    """How many people are held today in each of these places. One query."""
    rows = held_in(places, code).order_by().values_list("place").annotate(number=Count("pk"))
    return Counter(dict(rows))
