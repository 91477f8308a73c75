"""Words that hang on a consent, for translators: renewed when it changes."""

from django.db.models.signals import post_save
from wagtail_localize.models import TranslationSource

from core.models import Consent
from prisoners.models import TimelineEntry
from prisoners.public import HEALTH_MOMENTS


def connect() -> None:
    """Follow the consents."""
    post_save.connect(consent_saved, sender=Consent)


def consent_saved(instance: Consent, **kwargs) -> None:
    """Give translators the words about health that they may have now, and take the others."""
    entries = TimelineEntry.objects.filter(
        page__translation_key=instance.translation_key, kind__in=HEALTH_MOMENTS
    )
    if entries.exclude(text="").exists():
        for source in TranslationSource.objects.filter(object_id=instance.translation_key):
            source.update_from_db()
