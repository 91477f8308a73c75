from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.languages import best_versions
from core.lists import keys_page
from core.models import BasePage
from prisoners import filters
from prisoners.choices import Status
from prisoners.models.prisoner import PrisonerPage


class PrisonerIndexPage(BasePage):
    """The list of people, narrowed by status and name."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["prisoners.PrisonerPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of people")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """The people asked for, a page of them, and how many there are of each status."""
        asked = filters.PeopleFilter.from_query(request.GET)
        found = filters.by_name(asked.apply(filters.people()), self.locale.language_code)
        page = keys_page(found, request.GET.get("page"))
        numbers = filters.totals()
        return super().get_context(request, *args, **kwargs) | {
            "asked": asked,
            "items": page,
            "people": best_versions(PrisonerPage, page.object_list, self.locale.language_code),
            "statuses": [
                (code, label, numbers[code]) for code, label in Status.choices if code in numbers
            ],
        }
