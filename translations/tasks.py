"""What is done beside a request: at once in the demo, by a worker on a real site."""

from django_tasks import task
from wagtail_localize.models import TranslationSource

from translations.sending import send_next
from translations.sources import update_source


@task(backend="translations")
def update(source_id: int) -> None:
    """Bring the work in all languages up to the published original; safe to repeat."""
    if source := TranslationSource.objects.filter(pk=source_id).first():
        update_source(source)


@task(backend="translations")
def send_one(row_id: int) -> None:
    """Send a page of a batch to its translators; safe to repeat."""
    send_next(row_id)
