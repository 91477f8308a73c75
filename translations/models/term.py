from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Page


def languages() -> list[tuple[str, str]]:
    """The languages of the site; asked when a form is shown, so that one more is no migration."""
    return list(settings.LANGUAGES)


class Term(ClusterableModel):
    """Something that is called the same on all pages of a language.

    People and places that have a page are not among them: their titles are read from the pages.
    """

    wagtail_reference_index_ignore = True

    class Kind(models.TextChoices):
        """What it is."""

        PERSON = "person", _("person")
        PLACE = "place", _("place")
        COURT = "court", _("court")
        ARTICLE = "article", _("article of a law")
        INSTITUTION = "institution", _("institution")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    note = models.TextField(
        _("note"), blank=True, help_text=_("Where the words come from, or when not to use them.")
    )

    panels = [
        FieldPanel("kind"),
        InlinePanel(
            "forms",
            heading=_("What it is called"),
            label=_("language"),
            min_num=1,
            help_text=_(
                "One row for each language. A person or a place with a page of its own needs no "
                "entry: the title of the page counts."
            ),
        ),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("names and terms")

    def __str__(self) -> str:
        """What it is called in the first language there is."""
        return next((form.text for form in self.in_order), str(self.pk))

    @property
    def in_order(self) -> list["TermForm"]:
        """Its forms in the order of the site's languages."""
        place = {code: number for number, (code, _name) in enumerate(languages())}
        return sorted(
            self.forms.all(), key=lambda form: (place.get(form.language, len(place)), form.pk or 0)
        )


class TermForm(models.Model):
    """What a term is called in a language, in its base form; texts may inflect it."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="forms")
    language = models.CharField(_("language"), max_length=16, choices=languages)
    text = models.CharField(
        _("approved form"), max_length=200, help_text=_("As in a dictionary: not inflected.")
    )
    also = models.TextField(
        _("also allowed"),
        max_length=1000,
        blank=True,
        help_text=_("Other words for it that are right too, each on a line."),
    )

    panels = [FieldPanel("language"), FieldPanel("text"), FieldPanel("also")]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "language"], name="one_form_per_language")
        ]

    def __str__(self) -> str:
        """What it says."""
        return self.text

    @property
    def allowed(self) -> tuple[str, ...]:
        """All forms that are right, the approved one first."""
        lines = (line.strip() for line in self.also.splitlines())
        return (self.text, *(line for line in lines if line))


class Token(models.Model):
    """A stem under which something is found in a text, see `translations.stems`."""

    token = models.CharField(max_length=40, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Without the name it belongs to: this may stand in a log."""
        return f"token {self.pk}"


class FormToken(Token):
    """A stem of a form of a term."""

    form = models.ForeignKey(TermForm, models.CASCADE, related_name="tokens")


class NameToken(Token):
    """A stem of the title of a published page that is called by a name."""

    # Wagtail need not show on a page how it is found.
    wagtail_reference_index_ignore = True

    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
