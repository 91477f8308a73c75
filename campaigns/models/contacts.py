from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel

from core.rows import ProseRow


class Contact(ProseRow):
    """A living person readers may write to. The name is written as in the page's language."""

    name = models.CharField(pgettext_lazy("person", "name"), max_length=200)
    role = models.CharField(_("role"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    prose = ("name", "role")

    panels = [FieldPanel("name"), FieldPanel("role"), FieldPanel("email")]

    class Meta(ProseRow.Meta):
        abstract = True
