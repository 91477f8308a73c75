"""Numbers as the reader's language writes them, and only where they are read."""

import pytest
from django.template import engines
from django.utils import translation

PEOPLE = (
    "{% load i18n %}{% blocktranslate trimmed count number=many|grouped %}{{ number }} person"
    "{% plural %}{{ number }} people{% endblocktranslate %}"
)


def shown(template: str, code: str, **values) -> str:
    with translation.override(code):
        return engines["django"].from_string(template).render(values)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "1,234,567"),
        ("de", "1.234.567"),
        ("ru", "1\xa0234\xa0567"),
        ("uk", "1\xa0234\xa0567"),
        ("pl", "1\xa0234\xa0567"),
        ("fr", "1\xa0234\xa0567"),
        ("kk", "1\xa0234\xa0567"),
        ("ar", "1234567"),
    ],
)
def test_a_large_number_is_grouped_as_the_language_does_it(code, text):
    assert shown("{{ many|grouped }}", code, many=1234567) == text


@pytest.mark.parametrize(
    ("code", "many", "text"),
    [
        ("en", 1, "1 person"),
        ("en", 10000, "10,000 people"),
        ("de", 10000, "10.000 Personen"),
        ("ru", 21, "21 человек"),
        ("ru", 10002, "10\xa0002 человека"),
    ],
)
def test_a_grouped_number_still_chooses_the_form_of_the_word(code, many, text):
    assert shown(PEOPLE, code, many=many) == text


def test_no_number_is_grouped_unasked():
    assert shown("{{ many }} {{ many|add:1 }}", "en", many=2017) == "2017 2018"


def test_nothing_stays_nothing():
    assert shown("{{ many|grouped|default:'-' }}", "en", many=None) == "-"
