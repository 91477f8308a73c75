from django.apps import apps
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.search import index

from campaigns.choices import SpokenLanguage
from core.blocks import story_field
from core.languages import best_versions, listed
from core.lists import keys_page
from core.models import BasePage
from core.models.fields import CodesField
from core.rows import fetch_rows


class AddresseeIndexPage(BasePage):
    """Those who can do what we ask for."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.AddresseePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of addressees")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """A page of addressees, by country and title."""
        found = listed(AddresseePage).order_by("country", "title", "pk")
        items = keys_page(found, request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {
            "items": items,
            "addressees": best_versions(
                AddresseePage, items.object_list, self.locale.language_code
            ),
        }


class AddresseePage(BasePage):
    """Somebody a campaign turns to: the title is the office or the name. Kept once for all."""

    parent_page_types = ["campaigns.AddresseeIndexPage"]
    subpage_types: list[str] = []

    institution = models.CharField(
        _("institution"),
        max_length=200,
        blank=True,
        help_text=_("Where it is not already in the title."),
    )
    country = CountryField(_("country"), blank=True)
    languages_read = CodesField(
        _("languages"), codes=SpokenLanguage, help_text=_("Letters are offered in these.")
    )
    email = models.EmailField(
        _("public e-mail"), blank=True, help_text=_("One the office itself has published.")
    )
    post_address = models.TextField(
        _("postal address"), max_length=500, blank=True, help_text=_("As on the envelope.")
    )
    link = models.URLField(_("link"), blank=True, help_text=_("The official page."))
    body = story_field(
        "paragraph", help_text=_("What this office decides, and why readers should write to it.")
    )

    facts = ("country", "languages_read", "email", "post_address", "link")

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *BasePage.content_panels,
                    FieldPanel("institution"),
                    FieldPanel("country"),
                    MultiFieldPanel(
                        [
                            FieldPanel("email"),
                            FieldPanel("post_address"),
                            FieldPanel("link"),
                        ],
                        heading=_("Where to write"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("languages_read")],
                        heading=_("Languages"),
                        classname="collapsed",
                    ),
                    FieldPanel("body"),
                ],
                heading=_("Addressee"),
            ),
            ObjectList(BasePage.promote_panels, heading=_("Address")),
        ]
    )
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")

    @property
    def language_words(self) -> list[str]:
        """The languages this office reads, in the active language."""
        return [str(SpokenLanguage(code).label) for code in self.original.languages_read]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """What each campaign demands here, the newest campaign first. Three queries."""
        model = apps.get_model("campaigns.CampaignPage")
        asking = model.objects.filter(demands__addressee_page=self.original.pk)
        found = listed(model).filter(pk__in=asking.values("pk"))
        found = found.order_by("-first_published_at", "-pk")
        items = keys_page(found, request.GET.get("page"))
        campaigns = best_versions(model, items.object_list, self.locale.language_code)
        if campaigns:
            fetch_rows({*campaigns, *(page.original for page in campaigns)}, ["demands"])
        return super().get_context(request, *args, **kwargs) | {
            "items": items,
            "demanded": [(page, page.demands_to(self)) for page in campaigns],
        }
