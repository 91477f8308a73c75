"""What the translators' desk shows of texts."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from translations.texts import plain

register = template.Library()
register.filter("without_tags", plain)
TAG = re.compile(r"(<[^>]*>)")


@register.simple_tag
def with_tags(html: str) -> SafeString:
    """A text in which the tags that have to be kept can be seen."""
    return format_html_join("", "{}", ((show(piece),) for piece in TAG.split(html) if piece))


def show(piece: str) -> SafeString:
    """A tag as such, or words as a reader sees them."""
    if TAG.fullmatch(piece):
        return format_html('<code class="text__tag">{}</code>', piece)
    return format_html("{}", plain(piece))
