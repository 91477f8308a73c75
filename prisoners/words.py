"""Words that hang on a consent, for translators and for search: renewed when it changes."""

from uuid import UUID

from django.db.models.signals import post_save
from wagtail.search import index
from wagtail.signals import page_published
from wagtail_localize.models import TranslationSource

from core.models import Consent
from prisoners.models import PrisonerPage, TimelineEntry
from prisoners.public import HEALTH_MOMENTS


def connect() -> None:
    """Follow the consents, and what is published of people."""
    post_save.connect(consent_saved, sender=Consent)
    page_published.connect(person_published, sender=PrisonerPage)


def consent_saved(instance: Consent, **kwargs) -> None:
    """Give translators the words about health that they may have now, and take the others."""
    index_names(instance.translation_key)
    entries = TimelineEntry.objects.filter(
        page__translation_key=instance.translation_key, kind__in=HEALTH_MOMENTS
    )
    if entries.exclude(text="").exists():
        for source in TranslationSource.objects.filter(object_id=instance.translation_key):
            source.update_from_db()


def person_published(instance: PrisonerPage, **kwargs) -> None:
    """All versions are found by the spellings of the original."""
    index_names(instance.translation_key)


def index_names(key: UUID) -> None:
    """Let search know the names that may be known now, in every language."""
    for page in PrisonerPage.objects.filter(translation_key=key, live=True):
        index.insert_or_update_object(page)
