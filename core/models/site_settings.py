from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from core.models.fields import TimeZoneField


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """What is true of the whole site, in every language."""

    organisation = models.CharField(
        _("organisation"),
        max_length=200,
        blank=True,
        help_text=_("Who runs this site, as the name is written in documents."),
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("For readers and the press."))
    time_zone = TimeZoneField(
        _("time zone"), default="UTC", help_text=_("New events are proposed in this zone.")
    )
    contact_days = models.PositiveSmallIntegerField(
        _("days until contacts hide"),
        default=14,
        help_text=_("Contact persons of an event disappear from its page this many days after it."),
    )
    review_translations = models.BooleanField(
        _("a second person reads each translation"),
        default=False,
        help_text=_("No translation is published before somebody else has approved its texts."),
    )

    class Meta:
        verbose_name = _("site settings")

    def clean(self) -> None:
        """Refuse a period so long that contacts would never hide."""
        if self.contact_days > 365:
            raise ValidationError({"contact_days": _("Choose at most 365 days.")})
