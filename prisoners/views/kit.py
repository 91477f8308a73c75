"""Cards to print for an evening of letter writing: choose people, one sheet for each."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core import clock
from core.languages import best_versions
from core.rows import fetch_rows
from prisoners.choices import StatusGroup
from prisoners.filters import PeopleFilter
from prisoners.models import PrisonerPage

MOST = 60
SLUG = re.compile(r"[-\w]{1,255}", re.ASCII)
ROWS = ("charges", "recognitions")


@require_safe
def letter_kit(request: HttpRequest) -> HttpResponse:
    """The cards of those chosen with `?person=`, and the boxes to choose among who is held."""
    name = PeopleFilter.from_query(request.GET).name
    slugs = [slug for slug in request.GET.getlist("person") if SLUG.fullmatch(slug)]
    chosen, listed, has_more = find_people(slugs, name, get_language())
    cards = [person for person in chosen if person.is_deprived_of_liberty]
    if cards:
        fetch_rows({*cards, *(person.original for person in cards)}, ROWS)
    context = {
        "language": get_language(),
        "name": name,
        "today": clock.today(),
        "cards": cards,
        "freed": [person for person in chosen if not person.is_deprived_of_liberty],
        "others": [person for person in listed if person not in cards],
        "has_more": has_more,
    }
    return render(request, "prisoners/kit.html", context)


def find_people(
    slugs: list[str], name: str, code: str
) -> tuple[list[PrisonerPage], list[PrisonerPage], bool]:
    """The people chosen, the first of those held who have the name, and whether there are more."""
    pages = PrisonerPage.objects.filter(slug__in=slugs[:MOST])
    by_slug = dict(pages.values_list("slug", "translation_key")) if slugs else {}
    chosen = [by_slug[slug] for slug in dict.fromkeys(slugs) if slug in by_slug]
    held = PeopleFilter(group=StatusGroup.HELD, name=name).entries(code)
    keys = list(held.values_list("translation_key", flat=True)[: MOST + 1])
    found = best_versions(PrisonerPage, list(dict.fromkeys([*chosen, *keys[:MOST]])), code)
    by_key = {person.translation_key: person for person in found}
    return (
        [by_key[key] for key in chosen if key in by_key],
        [by_key[key] for key in keys[:MOST] if key in by_key],
        len(keys) > MOST,
    )
