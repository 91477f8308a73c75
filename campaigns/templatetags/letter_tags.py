from collections.abc import Iterable

from django import template

from campaigns.choices import SpokenLanguage
from campaigns.letters import letters_of
from campaigns.placeholders import KNOWN, fill

register = template.Library()
register.simple_tag(letters_of, name="letters_of")


@register.filter
def without_values(text: str) -> str:
    """A text with dots where its placeholders will be filled in."""
    return fill(text, dict.fromkeys(KNOWN, "…"))


@register.filter
def language_names(codes: Iterable[str]) -> str:
    """Languages in the reader's language."""
    return ", ".join(str(SpokenLanguage(code).label) for code in codes)
