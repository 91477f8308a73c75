"""Which version of a page is which, and how far each language is."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from core.languages import is_translation, originals
from translations.models import Work


@dataclass(frozen=True)
class LanguageState:
    """Where a page stands in one language; `url` edits it, for those who may."""

    code: str
    name: str
    label: str
    url: str
    is_current: bool


def is_original(page: Page) -> bool:
    """Whether the page is the version its translations are made from."""
    return originals(Page.objects.filter(pk=page.pk)).exists()


def translations_of(page: Page) -> QuerySet[Page]:
    """The versions of a page that were translated from its original."""
    versions = Page.objects.filter(translation_key=page.translation_key)
    return versions.filter(is_translation()).exclude(pk=page.pk)


def original_page(translation: Translation) -> Page:
    """The page that a translation is made from."""
    source = translation.source
    return Page.objects.get(translation_key=source.object_id, locale_id=source.locale_id)


def translation_to(page: Page) -> Translation | None:
    """What makes this page a translation; `None` for an original."""
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id
    )
    found = found.select_related("source__locale", "target_locale", "work")
    return found.order_by("-enabled", "pk").first()


def language_states(page: Page, user: AbstractBaseUser) -> list[LanguageState]:
    """Where the page stands in every language of the site. Two queries and the user's rights."""
    versions = Page.objects.filter(translation_key=page.translation_key)
    pages = {
        version.locale.language_code: version
        for version in versions.select_related("locale").annotate(is_original=~is_translation())
    }
    original = next((version for version in pages.values() if version.is_original), page)
    found = Work.objects.filter(translation__source__object_id=page.translation_key)
    works = {
        work.translation.target_locale.language_code: work
        for work in found.select_related("translation__target_locale", "translation__source__text")
    }
    return [
        LanguageState(
            code=code,
            name=name,
            label=state_label(pages.get(code), original, works.get(code)),
            url=edit_url(pages.get(code), user),
            is_current=code == page.locale.language_code,
        )
        for code, name in settings.LANGUAGES
    ]


def state_label(page: Page | None, original: Page, work: Work | None) -> str:
    """The state of one version of a page, in words."""
    if page is None:
        return _("not sent")
    if page == original or work is None:
        return _("original, published") if page.live else _("original, draft")
    numbers = {"done": work.total - work.left, "total": work.total}
    if not page.live:
        return _("draft, %(done)d of %(total)d") % numbers
    if work.left:
        return _("published, %(done)d of %(total)d") % numbers
    if work.is_behind:
        return _("published, a newer text is ready")
    return _("published, reviewed") if work.total == work.reviewed else _("published")


def edit_url(page: Page | None, user: AbstractBaseUser) -> str:
    """The address where the user may edit the page; empty if she may not."""
    if page is None or not page.permissions_for_user(user).can_edit():
        return ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
