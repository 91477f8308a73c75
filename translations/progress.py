"""How far each translation of a page is, and whether it may be published."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Trim
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from core.languages import is_translation, originals


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


def progress() -> QuerySet[Translation]:
    """Translations with the number of their strings (`total`) and of the finished ones (`done`).

    wagtail-localize counts an emptied string as finished, though it would publish the
    original's words in its place; we do not.
    """
    strings = StringSegment.objects.filter(source_id=OuterRef("source_id")).order_by()
    finished = (
        StringTranslation.objects.annotate(text=Trim("data"))
        .filter(
            translation_of_id=OuterRef("string_id"),
            context_id=OuterRef("context_id"),
            locale_id=OuterRef(OuterRef("target_locale_id")),
            has_error=False,
        )
        .exclude(text="")
    )
    return Translation.objects.annotate(
        total=number(strings), done=number(strings.filter(Exists(finished)))
    )


def number(strings: QuerySet[StringSegment]) -> Coalesce:
    """How many rows a subquery over the strings of a source has."""
    counted = strings.values("source_id").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def translation_to(page: Page) -> Translation | None:
    """What makes this page a translation, with its progress; `None` for an original."""
    found = progress().filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id
    )
    return found.select_related("source", "target_locale").order_by("-enabled", "pk").first()


def why_not_publish(translation: Translation) -> str:
    """Why a translation cannot be published now and what to do; empty if it can."""
    original = Page.objects.filter(
        translation_key=translation.source.object_id, locale_id=translation.source.locale_id
    )
    if not original.filter(live=True).exists():
        return _("The original is not published. A translation can be published after it.")
    missing = translation.total - translation.done
    if missing:
        return ngettext(
            "%(missing)d of %(total)d texts is missing or has an error. Finish it, then publish. "
            "What you have entered is kept.",
            "%(missing)d of %(total)d texts are missing or have an error. Finish them, then "
            "publish. What you have entered is kept.",
            missing,
        ) % {"missing": missing, "total": translation.total}
    return ""


def language_states(page: Page, user: AbstractBaseUser) -> list[LanguageState]:
    """Where the page stands in every language of the site. Two queries and the user's rights."""
    versions = Page.objects.filter(translation_key=page.translation_key)
    pages = {
        version.locale.language_code: version
        for version in versions.select_related("locale").annotate(is_original=~is_translation())
    }
    original = next((version for version in pages.values() if version.is_original), page)
    found = progress().filter(source__object_id=page.translation_key)
    translations = {
        translation.target_locale.language_code: translation
        for translation in found.select_related("source", "target_locale")
    }
    return [
        LanguageState(
            code=code,
            name=name,
            label=state_label(pages.get(code), original, translations.get(code)),
            url=edit_url(pages.get(code), user),
            is_current=code == page.locale.language_code,
        )
        for code, name in settings.LANGUAGES
    ]


def state_label(page: Page | None, original: Page, translation: Translation | None) -> str:
    """The state of one version of a page, in words."""
    if page is None:
        return _("not sent")
    if page == original or translation is None:
        return _("original, published") if page.live else _("original, draft")
    numbers = {"done": translation.done, "total": translation.total}
    if not page.live:
        return _("draft, %(done)d of %(total)d") % numbers
    if translation.done < translation.total:
        return _("published, %(done)d of %(total)d") % numbers
    sent = translation.source.last_updated_at
    if original.last_published_at and original.last_published_at > sent:
        return _("published, the original is newer")
    return _("published")


def edit_url(page: Page | None, user: AbstractBaseUser) -> str:
    """The address where the user may edit the page; empty if she may not."""
    if page is None or not page.permissions_for_user(user).can_edit():
        return ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
