from django import template

from core.sharing import sharing_of

register = template.Library()
register.simple_tag(sharing_of, name="sharing")
