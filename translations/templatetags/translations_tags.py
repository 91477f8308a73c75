from django import template
from wagtail.models import Page

from translations.progress import LanguageState, language_states

register = template.Library()


@register.simple_tag(takes_context=True)
def page_languages(context: dict, page: Page | None) -> list[LanguageState]:
    """Where a page stands in every language; nothing for a page not yet saved."""
    if not isinstance(page, Page) or not page.pk:
        return []
    return language_states(page, context["request"].user)
