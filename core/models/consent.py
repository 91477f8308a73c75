"""Who agreed to what about a person, and what was taken down. Never part of a page's revisions."""

from typing import Self
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core import clock
from core.consent import PublicName, Risk, Scope
from core.json_rows import as_json, from_json
from core.mentions import stand_in


class Giver(models.TextChoices):
    """Who agreed."""

    PERSON = "person", _("the person")
    FAMILY = "family", _("the family")
    LAWYER = "lawyer", _("the lawyer")
    PUBLIC_APPEAL = "public_appeal", _("a public appeal names the person already")
    PUBLIC_FIGURE = "public_figure", _("a public figure, in a public role")


class Consent(models.Model):
    """What may be published about a person, who agreed, and what publication may do to her.

    Internal: nothing of this record is ever rendered, exported or shown to translators.
    """

    translation_key = models.UUIDField(unique=True, editable=False)
    giver = models.CharField(_("who agreed"), max_length=20, choices=Giver.choices)
    channel = models.CharField(
        _("how"),
        max_length=200,
        blank=True,
        help_text=_("A letter, a call, a form: how the consent reached you. Internal."),
    )
    given_on = models.DateField(_("given on"), default=clock.today)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    withdrawn_on = models.DateField(
        _("withdrawn on"),
        null=True,
        blank=True,
        help_text=_("From the moment this is saved the page is no longer public."),
    )
    name = models.BooleanField(Scope.NAME.label, default=False)
    photo = models.BooleanField(Scope.PHOTO.label, default=False)
    birth_date = models.BooleanField(Scope.BIRTH_DATE.label, default=False)
    health = models.BooleanField(Scope.HEALTH.label, default=False)
    family = models.BooleanField(Scope.FAMILY.label, default=False)
    address = models.BooleanField(Scope.ADDRESS.label, default=False)
    public_name = models.CharField(
        _("public under"),
        max_length=12,
        choices=PublicName.choices,
        default=PublicName.FULL,
        help_text=_(
            "Initials or a pseudonym protect the person: no photograph, only a coarse place, no "
            "search engines, no feeds. Write that name as the title of the page."
        ),
    )
    real_name = models.TextField(
        _("real name"),
        max_length=1000,
        blank=True,
        help_text=_(
            "Of a protected person, each spelling on a line. Internal; it is looked for in what "
            "is public."
        ),
    )
    # Of a protected person: no title or slug of the page has a word of the real name.
    name_is_hidden = models.BooleanField(default=False, editable=False)
    risk = models.CharField(
        _("risk of publication"), max_length=16, choices=Risk.choices, default=Risk.NOT_REVIEWED
    )
    risk_reviewed_on = models.DateField(_("risk reviewed on"), null=True, blank=True)
    risk_reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("risk reviewed by"),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Internal."))

    class Meta:
        verbose_name = _("consent and risk")
        verbose_name_plural = _("consents and risks")

    def __str__(self) -> str:
        """Without a name: this may stand in a log."""
        return str(self.translation_key)

    @classmethod
    def of(cls, key: UUID) -> Self:
        """The record of the person with this key; an unsaved one, which allows nothing."""
        return cls.objects.filter(translation_key=key).first() or cls(translation_key=key)

    @classmethod
    def columns(cls, key: OuterRef) -> Subquery:
        """The record of a key as an annotation, to be read with `from_columns`."""
        return Subquery(as_json(cls.objects.filter(translation_key=key), cls))

    @classmethod
    def from_columns(cls, columns: dict | None) -> Self:
        """The record that `columns` annotated; an unsaved one, which allows nothing."""
        return from_json(cls, columns) if columns else cls()

    def clean(self) -> None:
        """A protected person needs a real name to look for; an expiry comes after the giving."""
        super().clean()
        if self.given_on and self.given_on > clock.today():
            message = _("This day lies ahead. Only what has happened is recorded.")
            raise ValidationError({"given_on": message})
        if self.is_protected and not self.real_name.strip():
            message = _("Write the real name, so that it can be found where it must not stand.")
            raise ValidationError({"real_name": message})
        if self.expires_on and self.given_on and self.expires_on < self.given_on:
            raise ValidationError({"expires_on": _("It cannot expire before it was given.")})

    def save(self, *args, **kwargs) -> None:
        """Also see whether the real name of a protected person is out of sight."""
        self.name_is_hidden = self.hides_name()
        if (columns := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*columns, "name_is_hidden"}
        super().save(*args, **kwargs)

    @property
    def versions(self) -> models.QuerySet[Page]:
        """The page in all its languages."""
        return Page.objects.filter(translation_key=self.translation_key)

    def hides_name(self) -> bool:
        """Whether no title or slug, in any language, has a word of a protected person's name."""
        if not self.is_protected:
            return True
        rows = self.versions.values_list("title", "draft_title", "slug")
        return not self.is_named_in(*(text for row in rows for text in row))

    def is_named_in(self, *texts: str) -> bool:
        """Whether a word of the real name or of another spelling of it stands in titles."""
        return stand_in(self.hidden_names(), texts)

    def hidden_names(self) -> list[str]:
        """The real name and its other spellings. Internal."""
        versions = self.versions.specific()
        names = [name for page in versions for name in getattr(page, "other_names", ())]
        return [*self.real_name.splitlines(), *names]

    def all_names(self) -> list[str]:
        """The same with the titles in all languages, also of drafts. Internal.

        The title of a protected person is an invention that may be any word.
        """
        if self.is_protected and self.name_is_hidden:
            return self.hidden_names()
        titles = self.versions.values_list("title", "draft_title")
        return [*self.hidden_names(), *(title for row in titles for title in row)]

    def why_not_in_force(self) -> str:
        """Why the record allows nothing, and what to do; empty while it is in force."""
        if self.is_in_force:
            return ""
        if self.pk is None:
            return gettext("Nobody agreed to this publication yet. Record the consent first.")
        if self.risk == Risk.DO_NOT_PUBLISH:
            return gettext(
                "The risk under “Consent and safety” says: do not publish. Review it there first."
            )
        if self.withdrawn_on is not None:
            return gettext("The consent was withdrawn. Without a new one the page is not public.")
        return gettext("The consent has expired. Ask again, and record the answer.")

    @property
    def is_protected(self) -> bool:
        """Whether the person is public under another name than her own."""
        return self.public_name != PublicName.FULL

    @property
    def is_in_force(self) -> bool:
        """Whether it was given, is not withdrawn or expired, and publication is not ruled out."""
        expired = self.expires_on is not None and self.expires_on < clock.today()
        withheld = self.withdrawn_on is not None or self.risk == Risk.DO_NOT_PUBLISH
        return self.pk is not None and not expired and not withheld

    @property
    def allows_page(self) -> bool:
        """Whether the page may be public at all: under the name, or protected."""
        named = self.name_is_hidden if self.is_protected else self.name
        return self.is_in_force and named

    @property
    def scopes(self) -> list[Scope]:
        """What was agreed to."""
        return [scope for scope in Scope if getattr(self, scope.value)]

    def allows(self, scope: str) -> bool:
        """Whether what is in the scope may be shown. A protected person has no address either."""
        if self.is_protected and scope in (Scope.NAME, Scope.PHOTO, Scope.ADDRESS):
            return False
        return self.allows_page and getattr(self, Scope(scope).value)


class TakeDown(models.Model):
    """A page taken away from readers in all languages, why, and whether that was undone."""

    translation_key = models.UUIDField(editable=False, db_index=True)
    reason = models.TextField(
        _("reason"), help_text=_("For your team. It is never shown to readers.")
    )
    taken_at = models.DateTimeField(_("taken down at"), auto_now_add=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("take-down")
        verbose_name_plural = _("take-downs")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key"],
                condition=models.Q(undone_at=None),
                name="one_take_down_at_a_time",
            )
        ]

    def __str__(self) -> str:
        """Without a name: this may stand in a log."""
        return str(self.translation_key)

    @classmethod
    def standing(cls) -> models.QuerySet[Self]:
        """The take-downs nobody undid."""
        return cls.objects.filter(undone_at=None)
