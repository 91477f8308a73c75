"""One signal for whatever changes what readers may see of a page.

What is derived from public pages (the directory of people, for one) listens to it alone, and
asks again what may be shown.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from core.models import Consent, TakeDown

# Sent with `keys`: the translation keys of the pages concerned.
shown_changed = Signal()
# Sent with `keys`: the translation keys of pages of which something was written, not published.
drafts_changed = Signal()
# The keys that are not told of yet; none where each is told of at once.
held: ContextVar[set[UUID] | None] = ContextVar("held", default=None)


def connect() -> None:
    """Listen to Wagtail and to the records of the gate."""
    page_published.connect(page_changed)
    page_unpublished.connect(page_changed)
    post_page_move.connect(tree_changed)
    post_delete.connect(page_deleted)
    for signal in (post_save, post_delete):
        signal.connect(restriction_changed, sender=PageViewRestriction)
        signal.connect(record_changed, sender=Consent)
        signal.connect(record_changed, sender=TakeDown)


def announce(keys: Iterable[UUID]) -> None:
    """Tell everybody who listens; nothing for no keys."""
    if keys := set(keys):
        shown_changed.send(None, keys=keys)


def announce_draft(key: UUID) -> None:
    """Tell that a draft was written, or remember it for the end of `drafts_together`."""
    keys = held.get()
    if keys is None:
        drafts_changed.send(None, keys={key})
    else:
        keys.add(key)


@contextmanager
def drafts_together() -> Iterator[None]:
    """Tell of each page once, at the end, where its drafts are written in many languages."""
    keys: set[UUID] = set()
    token = held.set(keys)
    try:
        yield
    finally:
        held.reset(token)
    if keys:
        drafts_changed.send(None, keys=keys)


def page_changed(instance: Page, **kwargs) -> None:
    """Published or unpublished."""
    announce([instance.translation_key])


def page_deleted(instance: Model, **kwargs) -> None:
    """Deleted. Comes twice: its row of its own type goes first, then that of `Page`."""
    if isinstance(instance, Page):
        announce([instance.translation_key])


def tree_changed(instance: Page, **kwargs) -> None:
    """Moved with all below it."""
    announce(keys_below(instance))


def restriction_changed(instance: PageViewRestriction, **kwargs) -> None:
    """Closed or opened with all below it."""
    page = Page.objects.filter(pk=instance.page_id).first()
    announce(keys_below(page) if page else ())


def record_changed(instance: Consent | TakeDown, **kwargs) -> None:
    """Consented, withdrawn, taken down, undone."""
    announce([instance.translation_key])


def keys_below(page: Page) -> Iterable[UUID]:
    """The keys of a page and of all below it."""
    below = Q(path__startswith=page.path)
    return Page.objects.filter(below).values_list("translation_key", flat=True)
