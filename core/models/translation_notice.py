from django.db import models
from wagtail.models import Page


class TranslationNotice(models.Model):
    """What readers are told about a published translation; there is none for most pages."""

    # Wagtail need not show on a page what the desk knows of it.
    wagtail_reference_index_ignore = True

    page = models.OneToOneField(
        Page, models.CASCADE, primary_key=True, related_name="translation_notice"
    )
    # Since when its words are older than those of its original.
    older_since = models.DateTimeField(null=True)
    # Texts that stand in it in the words of the original, as a reader sees them.
    gaps = models.JSONField(default=list)

    def __str__(self) -> str:
        """Without a title: this may stand in a log."""
        return f"notice on page {self.page_id}"
