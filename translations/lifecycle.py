"""What happens to an original happens to its translations, whoever or whatever does it.

Signals, not hooks: the schedule and our own code count too.
"""

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtail_localize.models import (
    String,
    Translation,
    TranslationLog,
    TranslationSource,
)

from core.languages import is_translation
from translations.memory import learn
from translations.publishing import note_draft, note_publication
from translations.rights import affected
from translations.sources import note_text, source_of
from translations.tasks import update


def connect() -> None:
    """Follow the originals; called once, when the application is ready."""
    page_published.connect(follow_publication, dispatch_uid="translations.publish")
    post_save.connect(follow_source, TranslationSource, dispatch_uid="translations.source")
    post_save.connect(follow_string, String, dispatch_uid="translations.string")
    post_save.connect(follow_draft, TranslationLog, dispatch_uid="translations.draft")
    page_unpublished.connect(unpublish_translations, dispatch_uid="translations.unpublish")
    post_page_move.connect(move_translations, dispatch_uid="translations.move")
    # Each deletion of a page of any type deletes its row of this model.
    post_delete.connect(delete_translations, sender=Page, dispatch_uid="translations.delete")
    for signal in (post_save, post_delete):
        signal.connect(
            restrict_translations, PageViewRestriction, dispatch_uid="translations.restrict"
        )
    m2m_changed.connect(
        restrict_translations,
        PageViewRestriction.groups.through,
        dispatch_uid="translations.restrict_groups",
    )


def follow_publication(instance: Page, revision: Revision | None = None, **kwargs) -> None:
    """Bring the work in all languages up to a published original; note a published translation."""
    source = source_of(instance.translation_key, instance.locale_id)
    if source is not None:
        transaction.on_commit(lambda: update.enqueue(source.pk))
    else:
        note_publication(instance, revision)


def follow_source(instance: TranslationSource, raw: bool = False, **kwargs) -> None:
    """Note what wagtail-localize has copied of an original."""
    if not raw:
        note_text(instance)


def follow_string(instance: String, created: bool, raw: bool = False, **kwargs) -> None:
    """Make a new text findable in the memory."""
    if created and not raw:
        learn([instance])


def follow_draft(instance: TranslationLog, created: bool, raw: bool = False, **kwargs) -> None:
    """Note a translation that wagtail-localize has made or changed."""
    if created and not raw:
        note_draft(instance)


@transaction.atomic
def unpublish_translations(instance: Page, **kwargs) -> None:
    """Unpublish the translations of an unpublished original, and drop their schedules."""
    for page in affected(instance):
        page.revisions.update(approved_go_live_at=None)
        if page.live:
            page.specific.unpublish(set_expired=instance.expired)


@transaction.atomic
def move_translations(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs
) -> None:
    """Move the translations of an original below the translations of its new parent."""
    if parent_page_before == parent_page_after:
        return
    for page in affected(instance):
        place = parent_page_after.get_translation_or_none(page.locale)
        if place is not None and not page.is_child_of(place):
            page.specific.move(place, pos="last-child")


def delete_translations(instance: Page, **kwargs) -> None:
    """Delete the translations of a deleted original; Wagtail deletes in one transaction."""
    versions = Page.objects.filter(translation_key=instance.translation_key)
    if not was_original(instance):
        return
    for key in list(versions.filter(is_translation()).values_list("pk", flat=True)):
        # One at a time: another deletion may have taken the page with its parent.
        if page := Page.objects.filter(pk=key).first():
            page.specific.delete()


def restrict_translations(instance: PageViewRestriction, **kwargs) -> None:
    """Who may see an original may see its translations, and nobody else, from this moment."""
    page = Page.objects.filter(pk=instance.page_id).first()
    source = page and TranslationSource.objects.get_for_instance_or_none(page)
    for translated in affected(page) if source else ():
        source.sync_view_restrictions(page, translated)


def was_original(page: Page) -> bool:
    """Whether a page that no longer exists was one; its translations know."""
    return not Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id
    ).exists()
