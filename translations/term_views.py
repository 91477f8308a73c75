"""The list of names and terms in the admin."""

import re

from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from translations.models import Term, TermForm


class FormsColumn(Column):
    """What a term is called in each language."""

    cell_template_name = "translations/terms_cell.html"


class TermsView(IndexView):
    """All terms with their forms, for everybody in the admin."""

    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Term]:
        """With their forms, in one query more."""
        return super().get_base_queryset().prefetch_related("forms")

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Those with the text in a form.

        Not icontains: SQLite folds the case of Latin letters only.
        """
        if not self.is_searching:
            return queryset
        pattern = re.escape(self.search_query)
        forms = TermForm.objects.filter(
            Q(text__iregex=pattern) | Q(also__iregex=pattern), term=OuterRef("pk")
        )
        return queryset.filter(Exists(forms))


class TermViewSet(ModelViewSet):
    """The list, and the form of those who keep it."""

    name = "terms"
    # The menu of reports shows translators what lies below this.
    url_prefix = "localize/terms"
    model = Term
    icon = "list-ul"
    menu_label = _("Names and terms")
    menu_hook = "register_reports_menu_item"
    menu_order = 710
    index_view_class = TermsView
    list_display = [
        "__str__",
        FormsColumn("in_order", label=_("What it is called")),
        "kind",
        "note",
    ]
    list_filter = ["kind"]
    ordering = "-pk"
    copy_view_enabled = False

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None that a group could be given: `ListPolicy` asks who writes originals."""
        return Permission.objects.none()
