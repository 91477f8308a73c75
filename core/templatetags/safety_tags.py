from django import template
from wagtail.models import Page

from core.consent import is_about_a_person
from core.models import Consent
from core.safety_admin import may_change_consent

register = template.Library()


@register.inclusion_tag("core/admin/consent_panel.html", takes_context=True)
def consent_panel(context: dict, page: Page) -> dict:
    """What was agreed to about the person on a page, for those who keep the records."""
    user = context["request"].user
    shown = isinstance(page, Page) and page.pk and is_about_a_person(page)
    if not shown or not may_change_consent(user, page):
        return {}
    return {"page": page, "record": Consent.of(page.translation_key)}
