from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail_localize.models import Translation

from core import clock

# What happens within so many days is urgent.
URGENT_DAYS = 7


class WorkQuerySet(models.QuerySet):
    """The work on some pages in some languages."""

    def unfinished(self) -> QuerySet["Work"]:
        """What a translator can do something about."""
        return self.filter(Q(empty__gt=0) | Q(needs_work__gt=0) | is_behind())

    def urgent(self) -> QuerySet["Work"]:
        """Of pages about something that is near, or that was cancelled and is not over."""
        return self.filter(is_urgent())


def is_behind() -> Q:
    """Condition on work: what is published, if anything, is not what could be."""
    text = models.F("translation__source__text__form")
    is_same = Q(published_form=text, published_target=models.F("target"), page__live=True)
    return ~is_same


def is_urgent() -> Q:
    """Condition on work: readers must know soon."""
    today = clock.today()
    soon = Q(translation__source__text__day__lte=today + timedelta(days=URGENT_DAYS))
    alarming = Q(translation__source__text__is_alarming=True)
    return (soon | alarming) & Q(translation__source__text__day__gte=today)


class Work(models.Model):
    """A page that is carried into a language: who does it, until when, and how far it is.

    The counts are those of `translations.texts`; they are kept here so that a desk with a
    thousand pages needs no more queries than one with ten.
    """

    # Wagtail need not show on a page what the desk knows of it.
    wagtail_reference_index_ignore = True

    translation = models.OneToOneField(Translation, models.CASCADE, related_name="work")
    page = models.OneToOneField(Page, models.CASCADE, related_name="translation_work")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    # When the translator said that she is done and somebody else may read it.
    done_at = models.DateTimeField(null=True)
    empty = models.PositiveIntegerField(default=0)
    needs_work = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    reviewed = models.PositiveIntegerField(default=0)
    # Words of the original that are still to be translated or corrected.
    words_left = models.PositiveIntegerField(default=0)
    # The digests of the text that the published translation was made from.
    published_words = models.CharField(max_length=40, blank=True)
    published_form = models.CharField(max_length=40, blank=True)
    # Digests of the translation: what is fit to be read now, and what was published.
    target = models.CharField(max_length=40, blank=True)
    published_target = models.CharField(max_length=40, blank=True)
    # Since when the words of the published translation are older than the original's.
    older_since = models.DateTimeField(null=True)

    objects = WorkQuerySet.as_manager()

    def __str__(self) -> str:
        """Without a title: this may stand in a log."""
        return f"work on page {self.page_id}"

    @property
    def total(self) -> int:
        """How many texts the page has."""
        return self.empty + self.needs_work + self.unread + self.reviewed

    @property
    def left(self) -> int:
        """How many texts are not fit to be published."""
        return self.empty + self.needs_work

    @property
    def is_behind(self) -> bool:
        """Whether something else is published than could be, if anything is."""
        published = (self.published_form, self.published_target)
        now = (self.translation.source.text.form, self.target)
        return published != now or not self.page.live

    @property
    def percent(self) -> int:
        """How much of it is translated; a hundred only if nothing is left."""
        done = self.unread + self.reviewed
        return 100 * done // self.total if self.total else 100


class RevisionText(models.Model):
    """Which text of the original a revision of a translation was made from."""

    # Wagtail need not show on a page what the desk knows of it.
    wagtail_reference_index_ignore = True

    revision = models.OneToOneField(
        Revision, models.CASCADE, primary_key=True, related_name="source_text"
    )
    words = models.CharField(max_length=40)
    form = models.CharField(max_length=40)
    target = models.CharField(max_length=40)
    # Texts that stand in it in the words of the original, as a reader sees them.
    gaps = models.JSONField(default=list)

    def __str__(self) -> str:
        """Without words: this may stand in a log."""
        return f"text of revision {self.revision_id}"
