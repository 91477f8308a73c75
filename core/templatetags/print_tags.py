from django import template
from wagtail.models import Page

from core.models import PrintFile
from core.printed import files_of

register = template.Library()


@register.simple_tag
def print_files(page: Page | None) -> dict[str, PrintFile]:
    """What can be downloaded of a page: `leaflet`, `handbill`, `card`."""
    return files_of(page) if page else {}
