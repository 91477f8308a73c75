"""Who does what: taking a page, handing it back, being done with it."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail_localize.models import (
    String,
    StringTranslation,
    Translation,
    TranslationContext,
)

from translations.models import Reason, Work
from translations.sources import bring_up


def take(work: Work, user: AbstractBaseUser) -> bool:
    """Give a page to somebody, unless another has it; whether she has it now."""
    free = Work.objects.filter(pk=work.pk, assignee=None)
    return bool(free.update(assignee=user)) or work.assignee_id == user.pk


def hand_back(work: Work) -> None:
    """Let somebody else take the page."""
    Work.objects.filter(pk=work.pk).update(assignee=None)


def done(translation: Translation, user: AbstractBaseUser) -> None:
    """The translator is done: somebody else may read it."""
    Work.objects.filter(translation=translation).update(done_at=timezone.now(), assignee=None)


@transaction.atomic
def left_over(
    translation: Translation, user: AbstractBaseUser, posted: Mapping[str, str], known: set[str]
) -> None:
    """Keep what was written for texts that the original has no longer.

    It changed while the editor was open: the words come back as a proposal for what it says now.
    """
    lost = {
        name.removeprefix("text-"): words
        for name, words in posted.items()
        if name.startswith("text-") and name.removeprefix("text-") not in known
    }
    kept = [
        keep_old(translation, user, key, words)
        for key, words in lost.items()
        if words.strip() and words != posted.get(f"was-{key}")
    ]
    if any(kept):
        bring_up(translation.source)


def keep_old(
    translation: Translation, user: AbstractBaseUser, key: str, words: str
) -> StringTranslation | None:
    """Keep the translation of a text of this page as it was before; none if there was no such."""
    string_id, _dash, context_id = key.partition("-")
    if not (string_id.isdecimal() and context_id.isdecimal()):
        return None
    source = translation.source
    string = String.objects.filter(pk=string_id, locale_id=source.locale_id).first()
    context = TranslationContext.objects.filter(pk=context_id, object_id=source.object_id).first()
    if string is None or context is None:
        return None
    # The proposal that was made of the words before these.
    StringTranslation.objects.filter(
        context__object_id=source.object_id,
        locale=translation.target_locale,
        has_error=True,
        state__former=string,
        state__reason=Reason.CHANGED,
    ).delete()
    # At once, for wagtail-localize would make a draft's title of whatever length.
    record = StringTranslation(
        translation_of=string,
        context=context,
        locale=translation.target_locale,
        data=words.replace("\0", ""),
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        last_translated_by=user,
        updated_at=timezone.now(),
    )
    StringTranslation.objects.bulk_create(
        [record],
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "has_error", "last_translated_by", "updated_at"],
    )
    return record
