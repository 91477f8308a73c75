from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import String, StringTranslation


class Reason(models.TextChoices):
    """Why somebody has to look at a text before it counts as translated."""

    CHANGED = "changed", _("the original was changed")
    FILE = "file", _("marked as unsure in a file")
    MACHINE = "machine", _("translated by a machine")


class TextState(models.Model):
    """What is known about a translated text beside wagtail-localize's record of it.

    A text that needs work is marked `has_error` there: its words never get on a page.
    """

    # Wagtail need not show on a page what the desk knows of it.
    wagtail_reference_index_ignore = True

    translation = models.OneToOneField(
        StringTranslation, models.CASCADE, primary_key=True, related_name="state"
    )
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    # The text of the original that these words were written for, if it has changed since.
    former = models.ForeignKey(String, models.SET_NULL, null=True, related_name="+")
    # The words a second person has read; the text is reviewed while it still has them.
    approved = models.TextField(blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Without words: this may stand in a log."""
        return f"state of text {self.translation_id}"
