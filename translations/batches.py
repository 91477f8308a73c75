"""Many pages sent at once: a job for each of them, which can be interrupted and continued."""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation

from core.languages import originals
from translations.models import Batch, BatchPage
from translations.tasks import send_one

State = BatchPage.State


def below(pages: Iterable[Page], user: AbstractBaseUser) -> QuerySet[Page]:
    """The published originals below some pages that have to be sent; parents before children."""
    places = Q()
    for page in pages:
        places |= Q(path__startswith=page.path, depth__gt=page.depth)
    if not places:
        return Page.objects.none()
    mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    found = originals(mine.filter(places, live=True)).filter(is_unsent() | is_stopped())
    return found.order_by("path")


def is_unsent() -> Exists:
    """Condition on a page: in a language of the site it does not exist."""
    codes = [code for code, _name in settings.LANGUAGES]
    version = Page.objects.filter(
        translation_key=OuterRef(OuterRef("translation_key")), locale_id=OuterRef("pk")
    )
    return Exists(Locale.objects.filter(~Exists(version), language_code__in=codes))


def is_stopped() -> Exists:
    """Condition on a page: a translation of it no longer follows it."""
    return Exists(
        Translation.objects.filter(source__object_id=OuterRef("translation_key"), enabled=False)
    )


@transaction.atomic
def start(pages: Iterable[Page], user: AbstractBaseUser) -> Batch:
    """Send pages to their translators, one after the other, in the order of the tree."""
    batch = Batch.objects.create(made_by=user)
    in_order = sorted({page.pk: page for page in pages}.values(), key=lambda page: page.path)
    BatchPage.objects.bulk_create(
        BatchPage(batch=batch, page=page, place=place) for place, page in enumerate(in_order)
    )
    resume(batch)
    return batch


def resume(batch: Batch) -> int:
    """Give what is waiting to the queue, again if need be; how many pages that are."""
    rows = list(batch.pages.waiting().values_list("pk", flat=True))
    for row_id in rows:
        transaction.on_commit(partial(send_one.enqueue, row_id))
    return len(rows)


def counted() -> QuerySet[Batch]:
    """Batches with the number of their pages, and how many were sent, refused, or are waiting."""
    numbers = {
        f"number_{state}": Count("pages", filter=Q(pages__state=state)) for state in State.values
    }
    return Batch.objects.annotate(total=Count("pages"), **numbers).order_by("-made_at", "-pk")


def visible_to(user: AbstractBaseUser) -> QuerySet[Batch]:
    """Those a user started; for moderators all."""
    is_moderator = policy_registry.get_by_type(Page).user_has_permission(user, "lock")
    return counted() if is_moderator else counted().filter(made_by=user)
