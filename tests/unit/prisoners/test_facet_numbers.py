"""Numbers beside the choices of a list are written as the reader's language writes them."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from prisoners.facets import Facet, Option
from prisoners.filters import PeopleFilter


@pytest.mark.parametrize("name", ["group", "status", "letters"])
@pytest.mark.parametrize(
    ("language", "written"), [("en", "12,345"), ("de", "12.345"), ("fr", "12\xa0345")]
)
def test_a_choice_says_how_many_people_it_leaves(name, language, written):
    option = Option(value="x", label="choice", number=12345, is_chosen=False, query="x=y")
    facet = Facet(name=name, label="label", options=[option], without="")
    context = {"facets": [facet], "asked": PeopleFilter(), "page": {"url": "/"}}

    with override(language):
        html = render_to_string("includes/facets.html", context)

    assert written in html
    assert "12345" not in html
