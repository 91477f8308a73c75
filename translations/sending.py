"""Sending pages to their translators: one, or the next of many."""

import logging

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import TranslationSource
from wagtail_localize.operations import translate_object

from core.changes import drafts_together
from translations.models import BatchPage, Work
from translations.rights import may_send, why_not_send
from translations.sources import update_source

logger = logging.getLogger(__name__)


class NotSentError(Exception):
    """A page cannot be sent; its words say why, and what to do."""


def missing_locales(page: Page) -> list[Locale]:
    """The languages of the site in which the page does not exist, in the site's order."""
    codes = [code for code, _name in settings.LANGUAGES]
    there = Page.objects.filter(translation_key=page.translation_key).values("locale_id")
    found = Locale.objects.filter(language_code__in=codes).exclude(pk__in=there)
    return sorted(found, key=lambda locale: codes.index(locale.language_code))


@transaction.atomic
def send(page: Page, user: AbstractBaseUser) -> None:
    """Make drafts in the missing languages and give the others the published text.

    Raises `NotSentError`, and has then done nothing.
    """
    Page.objects.select_for_update().get(pk=page.pk)  # a second click waits, and finds it done
    missing = missing_locales(page)
    if reason := why_not_send(page, missing):
        raise NotSentError(reason)
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is not None:
        update_source(source)
        there = Page.objects.filter(translation_key=page.translation_key).values("locale_id")
        translations = source.translations.filter(target_locale__in=there)
        translations.update(enabled=True)
        for into in translations.select_related("target_locale"):
            source.update_target_view_restrictions(into.target_locale)
    if missing:
        with drafts_together():
            translate_object(page, missing, user=user)
        check_made(page, missing)


def check_made(page: Page, wanted: list[Locale]) -> None:
    """Whether there is a draft in each language: wagtail-localize passes over what is not valid."""
    works = Work.objects.filter(page__translation_key=page.translation_key)
    made = set(works.values_list("page__locale_id", flat=True))
    if lacking := [locale.get_display_name() for locale in wanted if locale.pk not in made]:
        raise NotSentError(
            _(
                "No draft could be made in: %(languages)s. Open the page, publish it anew and send "
                "it again."
            )
            % {"languages": ", ".join(lacking)}
        )


def send_next(row_id: int) -> None:
    """Send a page of a batch; before it those above it, whose translations it needs. Repeatable."""
    row = BatchPage.objects.filter(pk=row_id).select_related("batch__made_by", "page").first()
    if row is None:
        return
    with translation.override(language_of(row.batch.made_by)):
        for above in waiting_above(row).values_list("pk", flat=True):
            send_row(above)
        send_row(row_id)


def waiting_above(row: BatchPage) -> QuerySet[BatchPage]:
    """What of a batch has to be sent before one of its pages, the highest first."""
    path = row.page.path if row.page else ""
    steps = range(Page.steplen, len(path), Page.steplen)
    above = row.batch.pages.waiting().filter(page__path__in=[path[:end] for end in steps])
    return above.order_by("page__depth")


def send_row(row_id: int) -> None:
    """Send one page and write down how it went: both or nothing."""
    try:
        with transaction.atomic():
            if row := BatchPage.objects.select_for_update().waiting().filter(pk=row_id).first():
                send_page_of(row)
                row.finish(BatchPage.State.DONE)
    except NotSentError as reason:
        refuse(row_id, str(reason))
    except OperationalError:
        raise  # the database's fault and not the page's, which goes on waiting
    except Exception:
        logger.exception("Page %s of a batch could not be sent", row_id)
        refuse(row_id, _("Something went wrong. Send the page again, or tell your administrator."))


def send_page_of(row: BatchPage) -> None:
    """Send the page of a row, if whoever made the batch still may."""
    user = row.batch.made_by
    if row.page is None:
        raise NotSentError(_("The page was deleted."))
    page = row.page.specific
    if user is None or not may_send(user, page):
        raise NotSentError(_("You may not send this page for translation."))
    send(page, user)


def refuse(row_id: int, reason: str) -> None:
    """Write down that a page was not sent, unless somebody else has come to it since."""
    row = BatchPage.objects.waiting().filter(pk=row_id)
    row.update(state=BatchPage.State.REFUSED, reason=reason, finished_at=timezone.now())


def language_of(user: AbstractBaseUser | None) -> str:
    """The language in which somebody is told what happened."""
    profile = UserProfile.objects.filter(user=user).first()
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE
