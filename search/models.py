"""What search keeps of every page. All of it can be made anew: `manage.py rebuild_search`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Kind(models.TextChoices):
    """What a reader may narrow the results to; a page says which it is by `search_kind`."""

    PERSON = "person", _("People")
    CAMPAIGN = "campaign", _("Campaigns")
    EVENT = "event", _("Events")
    PAGE = "page", _("Other pages")


class SearchDocument(models.Model):
    """A version of a page: what is compared and shown. Its tokens lie beside it, in the index."""

    page = models.OneToOneField(
        Page, primary_key=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=255)
    # Every public name of a person in every language, one a line; else the title.
    names = models.TextField(blank=True)
    text = models.TextField(blank=True)
    # Of things that fit as well as each other, the one of more weight comes first.
    weight = models.SmallIntegerField(default=0)
    note = models.CharField(max_length=100, blank=True)
    day = models.DateField(null=True, blank=True)
    # The last day on which visitors may find it.
    public_until = models.DateField(null=True, blank=True)
    # Of the analysis that made the tokens.
    version = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("entry of the search index")
        verbose_name_plural = _("entries of the search index")

    def __str__(self) -> str:
        return self.title
