from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.languages import best_versions, readable
from core.lists import keys_page
from core.models import BasePage
from prisoners import facets, filters
from prisoners.models.place import PlaceIndexPage
from prisoners.models.prisoner import PrisonerPage
from prisoners.publishing import ProfileListPermissions


class PrisonerIndexPage(BasePage):
    """The list of people, narrowed by facets and name."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["prisoners.PrisonerPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of people")

    def permissions_for_user(self, user: AbstractBaseUser) -> ProfileListPermissions:
        """What the user may do here: no profile is published while it is made or copied."""
        return ProfileListPermissions(user, self)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """The people asked for, a page of them, and how many each further choice would leave."""
        code = self.locale.language_code
        asked = filters.PeopleFilter.from_query(request.GET)
        counted = facets.Facets(asked, code)
        found = list(counted)
        chosen = [facet for facet in found if facet.chosen]
        page = keys_page(asked.entries(code), request.GET.get("page"), count=counted.number)
        has_places = any(facet.name == "place" for facet in found)
        lists = readable(PlaceIndexPage.objects.filter(locale=self.locale))
        return super().get_context(request, *args, **kwargs) | {
            "asked": asked,
            "items": page,
            "people": best_versions(PrisonerPage, page.object_list, code),
            "facets": found,
            "chosen": chosen,
            "narrowed": any(facet.name != "group" for facet in chosen),
            "sorts": [
                (name, label, asked.query(sort=name)) for name, label in filters.SORTS.items()
            ],
            "without_name": asked.query(name=""),
            "query": asked.query(),
            "places": lists.first() if has_places else None,
        }
