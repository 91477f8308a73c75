"""The one gate: what may be shown of a person, and which pages may be shown at all.

Consent, risk and take-down are records outside page revisions, one for all languages of a
page (by its `translation_key`). They act in the moment they are saved.
"""

from functools import cache
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import clock

if TYPE_CHECKING:
    from wagtail.models import Page


class Scope(models.TextChoices):
    """What somebody agreed to have published; each is a column of `Consent`."""

    NAME = "name", _("name")
    PHOTO = "photo", _("photograph")
    BIRTH_DATE = "birth_date", _("date of birth")
    HEALTH = "health", _("health and ill-treatment")
    FAMILY = "family", _("family")
    ADDRESS = "address", _("address and letters")


class PublicName(models.TextChoices):
    """Under which name a person's page is public. All but the first are protected."""

    FULL = "full", _("full name")
    INITIALS = "initials", _("initials")
    PSEUDONYM = "pseudonym", _("pseudonym")


class Risk(models.TextChoices):
    """What publication may do to the person."""

    NOT_REVIEWED = "not_reviewed", _("not reviewed")
    LOW = "low", _("low")
    RAISED = "raised", _("raised")
    HIGH = "high", _("high")
    DO_NOT_PUBLISH = "do_not_publish", _("do not publish")


def in_force() -> Q:
    """Condition on consents: given, not withdrawn, not expired, publication not ruled out."""
    unexpired = Q(expires_on=None) | Q(expires_on__gte=clock.today())
    return unexpired & Q(withdrawn_on=None) & ~Q(risk=Risk.DO_NOT_PUBLISH)


def is_withheld() -> Combinable:
    """Condition on a page query: taken down, or about a person nobody agreed to name.

    It fails closed: a page about a person without a record is withheld, and so is that of a
    protected person while the real name stands in a title or slug.
    """
    protected = ~Q(public_name=PublicName.FULL)
    named = protected & Q(name_is_hidden=True) | ~protected & Q(name=True)
    consents = apps.get_model("core", "Consent").objects.filter(
        in_force() & named, translation_key=OuterRef("translation_key")
    )
    return is_taken_down() | Q(~Exists(consents), content_type__in=types_about_people())


def is_taken_down() -> Exists:
    """Condition on a page query: somebody took the page down and nobody undid it."""
    records = apps.get_model("core", "TakeDown").standing()
    return Exists(records.filter(translation_key=OuterRef("translation_key")))


def is_protected() -> Exists:
    """Condition on a page query: the person is public under another name than her own."""
    records = apps.get_model("core", "Consent").objects
    return Exists(
        records.filter(~Q(public_name=PublicName.FULL), translation_key=OuterRef("translation_key"))
    )


def types_about_people() -> list[ContentType]:
    """The types of the pages that are about one person."""
    return list(ContentType.objects.get_for_models(*models_about_people()).values())


def is_about_a_person(page: "Page") -> bool:
    """Whether the page is about one person, so that there is a record of consent for it."""
    return getattr(page.specific_class, "is_about_a_person", False)


@cache
def models_about_people() -> tuple[type[models.Model], ...]:
    """The page models that say `is_about_a_person`."""
    return tuple(model for model in apps.get_models() if getattr(model, "is_about_a_person", False))


def why_not_publish(page: "Page") -> str:
    """Why a page, as it would be published, may not be public, and what to do; empty if it may."""
    if not is_about_a_person(page):
        return ""
    record = apps.get_model("core", "Consent").of(page.translation_key)
    if reason := record.why_not_in_force():
        return reason
    if record.is_protected and record.is_named_in(page.title, page.draft_title, page.slug):
        return gettext(
            "This person is protected, and the title or the address of the page has words of the "
            "real name. Write the initials or the pseudonym there."
        )
    if not record.is_protected and not record.name:
        return gettext(
            "Nobody agreed to have the name published. Add it under “Consent and safety”, or "
            "choose there to publish under initials or a pseudonym."
        )
    return ""
