from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page


class Batch(models.Model):
    """Many pages that somebody sent to their translators at once, into all languages."""

    # Wagtail need not show on a page that a batch names it.
    wagtail_reference_index_ignore = True

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        """For a log."""
        return f"batch {self.pk}"


class BatchPageQuerySet(models.QuerySet):
    """Some pages of batches."""

    def waiting(self) -> QuerySet["BatchPage"]:
        """Those that nobody has come to."""
        return self.filter(state=BatchPage.State.WAITING)


class BatchPage(models.Model):
    """A page of a batch: one job, which is done as a whole or not at all."""

    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting"
        DONE = "done"
        REFUSED = "refused"

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="pages")
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+")
    place = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    # Why it was not sent, in the language of whoever made the batch.
    reason = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)

    objects = BatchPageQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "place"], name="one_page_at_a_place")
        ]

    def __str__(self) -> str:
        """Without a title: this may stand in a log."""
        return f"page {self.page_id} of batch {self.batch_id}"

    def finish(self, state: State) -> None:
        """Write down how it went."""
        self.state, self.finished_at = state, timezone.now()
        self.save(update_fields=["state", "finished_at"])
