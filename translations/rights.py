"""Who may do what with originals and translations, beyond Wagtail's page permissions."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.rights import writes_originals
from translations.progress import is_original, translations_of


def is_translator(user: AbstractBaseUser) -> bool:
    """Whether the user carries pages into a language, and writes none."""
    return not writes_originals(user)


def may_unpublish(user: AbstractBaseUser, page: Page) -> bool:
    """Whether the user may take away what is published: moderators, who may also lock."""
    return page.permissions_for_user(user).can_lock()


def may_send(user: AbstractBaseUser, page: Page) -> bool:
    """Whether the user may send the page to its translators."""
    return writes_originals(user) and page.permissions_for_user(user).can_edit()


def is_locked(page: Page, user: AbstractBaseUser) -> bool:
    """Whether somebody else's lock keeps the user from changing the page."""
    lock = page.get_lock()
    return lock is not None and lock.for_user(user)


def affected(page: Page) -> list[Page]:
    """The translations that follow when something happens to this page: none of a translation."""
    return list(translations_of(page).select_related("locale")) if is_original(page) else []


def published_parts(page: Page) -> bool:
    """Whether deleting the page would take something published from readers."""
    below = Q()
    for version in (page, *affected(page)):
        below |= Q(path__startswith=version.path)
    return Page.objects.filter(below, live=True).exists()


def why_not_move(page: Page, destination: Page) -> str:
    """Why a page cannot move below another, and what to do; empty if it can."""
    if not is_original(page):
        return _("This is a translation. Move its original: the translations follow.")
    if destination.depth == 1:
        return ""
    if destination.locale_id != page.locale_id:
        return _("Choose a place in the language of the page: “%(language)s”.") % {
            "language": page.locale.get_display_name()
        }
    for translation in affected(page):
        place = destination.get_translation_or_none(translation.locale)
        language = {"language": translation.locale.get_display_name()}
        if place is None:
            return (
                _("The new place has no version in “%(language)s”. Send it for translation first.")
                % language
            )
        if not Page._slug_is_available(translation.slug, place, page=translation):
            return _("Another page has this address at the new place in “%(language)s”.") % language
    return ""


def why_not_send(page: Page, missing: list) -> str:
    """Why a page cannot be sent for translation now, and what to do; empty if it can."""
    if not is_original(page):
        return _("This is a translation. Open its original and send that one.")
    if not page.live:
        return _("Publish the page first: translators work from the published text.")
    if not missing:
        return ""
    parent = page.get_parent()
    there = set(parent.get_translations(inclusive=True).values_list("locale_id", flat=True))
    lacking = [locale.get_display_name() for locale in missing if locale.pk not in there]
    if page.depth == 2 or lacking:
        return _(
            "The page above this one is missing in: %(languages)s. Send that page for translation "
            "first; for home pages and lists run “manage.py setup”."
        ) % {"languages": ", ".join(lacking or [locale.get_display_name() for locale in missing])}
    return ""
