"""The people in the admin: a listing for those who write originals, and whom to verify."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, prefetch_related_objects
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django_countries import countries
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button

from core.consent import is_taken_down, is_withheld
from core.dates import long_date
from core.models import Consent
from core.rights import writes_originals
from prisoners import sheet
from prisoners.choices import StatusGroup
from prisoners.models import NameVariant, PrisonerPage
from prisoners.rights import WritersOnly, people_for
from prisoners.sheet_admin import CheckView, UploadView
from prisoners.verification import (
    STALE,
    VERIFIED_OTHERWISE,
    VERIFIED_WHEN_HELD,
    due,
    in_group,
    read_statuses,
)

WITHHELD = "withheld"
NAMED_IN_PANEL = 10


def countries_there_are() -> list[tuple[str, str]]:
    """The countries of the people there are, by name."""
    codes = PrisonerPage.objects.order_by().values_list("country", flat=True).distinct()
    return sorted(
        ((str(code), str(countries.name(code))) for code in codes if code), key=lambda pair: pair[1]
    )


class PeopleFilterSet(WagtailFilterSet):
    """How editors narrow the listing."""

    group = ChoiceFilter(
        label=_("Situation"), choices=StatusGroup.choices, method="of_group", widget=RadioSelect
    )
    country = ChoiceFilter(label=_("Country"), choices=countries_there_are)
    verified = ChoiceFilter(
        label=_("Verification"),
        choices=[(STALE, _("not verified lately"))],
        method="not_verified",
        widget=RadioSelect,
    )
    consent = ChoiceFilter(
        label=_("Consent"),
        choices=[(WITHHELD, _("missing, not in force, or taken down"))],
        method="withheld",
        widget=RadioSelect,
    )

    class Meta:
        model = PrisonerPage
        fields: list[str] = []

    def of_group(self, found: QuerySet, name: str, value: str) -> QuerySet:
        """Whose status of today belongs to the group."""
        return found.filter(pk__in=in_group(found, value))

    def not_verified(self, found: QuerySet, name: str, value: str) -> QuerySet:
        """Those of the panel."""
        return due(found)

    def withheld(self, found: QuerySet, name: str, value: str) -> QuerySet:
        """Whom the gate lets nobody see."""
        return found.filter(is_withheld())


class PortraitColumn(Column):
    """A small portrait, if there is one that may be shown."""

    cell_template_name = "prisoners/admin/portrait_cell.html"

    def get_value(self, instance: PrisonerPage) -> Any:
        """The picture; its sizes were fetched for all rows."""
        return instance.public.portrait


class DaysColumn(Column):
    """The days in custody: a number, or two if they are not known exactly."""

    cell_template_name = "prisoners/admin/days_cell.html"


class LanguagesColumn(Column):
    """The languages the page is published in."""

    cell_template_name = "prisoners/admin/languages_cell.html"


class ConsentColumn(Column):
    """Whether the gate lets the page through, and why not."""

    cell_template_name = "prisoners/admin/consent_cell.html"


class PeopleView(WritersOnly, IndexView):
    """Everybody once, drafts and the withheld too."""

    any_permission_required = None
    # Not those of page listings, which say nothing when nobody is found.
    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    table_classname = "listing"  # the full width one reaches below the page numbers there
    default_ordering = "title"
    base_columns = [
        PortraitColumn("portrait", label="", width="60px"),
        TitleColumn(
            "title",
            label=_("Name"),
            sort_key="title",
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ),
        Column("status_words", label=_("Status")),
        DaysColumn("days_held", label=_("Days held")),
        Column(
            "last_verified",
            label=_("Last verified"),
            accessor=lambda page: long_date(page.last_verified),
            sort_key="last_verified",
        ),
        LanguagesColumn("live_in", label=_("Published in")),
        ConsentColumn("consent", label=_("Consent")),
        DateColumn(
            "latest_revision_created_at",
            label=_("Last change"),
            sort_key="latest_revision_created_at",
        ),
    ]

    def get_base_queryset(self) -> QuerySet[PrisonerPage]:
        """The originals the user may edit, with their consent."""
        found = people_for(self.request.user).select_related("portrait")
        return found.annotate(
            taken_down=is_taken_down(), consent_columns=Consent.columns(OuterRef("translation_key"))
        )

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Who has the text in a name. Wagtail's search cannot narrow by what the gate asks."""
        if not self.is_searching:
            return queryset
        return queryset.filter(has_name(self.search_query))

    def get_ordering(self) -> str:
        """The same whether something is looked for or not."""
        wanted = self.request.GET.get("ordering", "")
        return wanted if wanted in self.get_valid_orderings() else self.default_ordering

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """Who was never verified or changed comes first."""
        name = self.ordering.removeprefix("-")
        if self.ordering.startswith("-"):
            return queryset.order_by(F(name).desc(nulls_last=True), "pk")
        return queryset.order_by(F(name).asc(nulls_first=True), "pk")

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple:
        """Fetch what the rows show for all of a page at once."""
        paginator, page, _people, is_paginated = super().paginate_queryset(queryset, page_size)
        page.object_list = list(page.object_list)
        read_rows(page.object_list)
        return paginator, page, page.object_list, is_paginated

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """The sheet, with the filters there are."""
        asked = self.request.GET.urlencode()
        export = reverse("people:export") + (f"?{asked}" if asked else "")
        return [
            Button(_("Import a sheet"), url=reverse("people:import"), icon_name="upload"),
            Button(_("Export a sheet"), url=export, icon_name="download"),
        ]


def has_name(text: str) -> Q:
    """Condition on people: one of their names has the text in it.

    Not icontains: SQLite folds the case of Latin letters only.
    """
    pattern = re.escape(text)
    spellings = NameVariant.objects.filter(page=OuterRef("pk"), name__iregex=pattern)
    return Q(title__iregex=pattern) | Q(native_name__iregex=pattern) | Q(Exists(spellings))


def read_rows(people: list[PrisonerPage]) -> None:
    """All that the columns of these originals need; as many queries for one as for many."""
    read_statuses(people)
    prefetch_related_objects(people, "portrait__renditions")
    keys = [page.translation_key for page in people]
    live = PrisonerPage.objects.filter(translation_key__in=keys, live=True)
    codes = defaultdict(list)
    for key, code in live.order_by("locale__language_code").values_list(
        "translation_key", "locale__language_code"
    ):
        codes[key].append(code)
    for page in people:
        page.consent = Consent.from_columns(page.consent_columns)
        page.live_in = codes[page.translation_key]


class PeopleMenuItem(MenuItem):
    """The way to the listing."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to those who write originals."""
        return writes_originals(request.user)


class ChooseParent(WritersOnly, ChooseParentView):
    """Where to add a person."""


class PeopleViewSet(PageListingViewSet):
    """The people of the admin's menu, and their sheet."""

    name = "people"
    model = PrisonerPage
    icon = "group"
    menu_label = _("People")
    menu_order = 150
    menu_item_class = PeopleMenuItem
    add_to_admin_menu = True
    index_view_class = PeopleView
    choose_parent_view_class = ChooseParent
    filterset_class = PeopleFilterSet

    def get_urlpatterns(self) -> list[URLPattern]:
        """The listing, and the sheet beside it."""
        return [
            *super().get_urlpatterns(),
            path("export/", ExportView.as_view(), name="export"),
            path("import/", UploadView.as_view(), name="import"),
            path("import/check/", CheckView.as_view(), name="check"),
        ]


class ExportView(WritersOnly, View):
    """The sheet of those the listing shows."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A file to save; the order is that of the names."""
        asked = PeopleFilterSet(
            request.GET, people_for(request.user).order_by("title", "pk"), request=request
        )
        answer = HttpResponse(sheet.write(asked.qs), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="people.csv"'
        return answer


class VerifyPanel(Component):
    """The people to verify, on the first page of the admin."""

    name = "people_to_verify"
    template_name = "prisoners/admin/verify_panel.html"
    order = 150

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The longest unverified, and how many there are."""
        found = due(people_for(parent_context["request"].user))
        oldest = found.order_by(F("last_verified").asc(nulls_first=True), "title", "pk")
        return {
            "people": oldest[:NAMED_IN_PANEL],
            "number": found.count(),
            "held_days": VERIFIED_WHEN_HELD.days,
            "other_days": VERIFIED_OTHERWISE.days,
            "url": f"{reverse('people:index')}?verified={STALE}&ordering=last_verified",
        }
