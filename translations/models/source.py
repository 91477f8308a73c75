from django.db import models
from django.utils import timezone
from wagtail_localize.models import TranslationSource


class SourceText(models.Model):
    """What the published text of an original is now, beside wagtail-localize's copy of it.

    `words` and `form` are digests, see `translations.digests`.
    """

    # Wagtail need not show on a page what the desk knows of it.
    wagtail_reference_index_ignore = True

    source = models.OneToOneField(
        TranslationSource, models.CASCADE, primary_key=True, related_name="text"
    )
    words = models.CharField(max_length=40)
    form = models.CharField(max_length=40)
    # The form to which the work in all languages was last brought up.
    brought_form = models.CharField(max_length=40, blank=True)
    # When the words last changed for readers.
    changed_at = models.DateTimeField(default=timezone.now)
    # The day the page is about, and whether it has bad news of that day: see `Work.urgent`.
    day = models.DateField(null=True)
    is_alarming = models.BooleanField(default=False)

    def __str__(self) -> str:
        """Without a title: this may stand in a log."""
        return f"text of source {self.source_id}"
