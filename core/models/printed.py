"""What was made of a page to be printed or shared as a picture, and what is still to be made."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import clock

FOLDER = "prints"


class PrintForm(models.TextChoices):
    """What is made of each language of a page. The value is the name of its address."""

    LEAFLET = "leaflet.pdf", pgettext_lazy("print", "leaflet")
    HANDBILL = "handbill.pdf", pgettext_lazy("print", "handbill")
    CARD = "card.png", _("picture for sharing")


def random_name(instance: "PrintFile", filename: str) -> str:
    """A place in the storage that nobody can guess and that is never used twice."""
    return f"{FOLDER}/{uuid4().hex}{PrintForm(instance.form).value[-4:]}"


class PrintFileQuerySet(models.QuerySet):
    """The files of some pages."""

    def good(self) -> "PrintFileQuerySet":
        """Those on which nothing has changed by the mere passing of days."""
        return self.filter(Q(good_until=None) | Q(good_until__gte=clock.today()))


class PrintFile(models.Model):
    """A file made of one language of a page. It exists only while all it shows is true."""

    translation_key = models.UUIDField(editable=False)
    language = models.CharField(max_length=10)
    form = models.CharField(max_length=12, choices=PrintForm.choices)
    file = models.FileField(upload_to=random_name)
    size = models.PositiveIntegerField()
    # The last day it is true: a consent ends, a restriction, or an anniversary is over.
    good_until = models.DateField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = PrintFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("translation_key", "language", "form"), name="one_print_of_a_form"
            )
        ]

    def __str__(self) -> str:
        """Without a name: this may stand in a log."""
        return f"{self.translation_key} {self.language} {self.form}"


class PrintOrder(models.Model):
    """A page whose files are to be made; ordered again, it has another `number`."""

    translation_key = models.UUIDField(unique=True, editable=False)
    number = models.UUIDField(default=uuid4)
    ordered_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        """Without a name: this may stand in a log."""
        return str(self.translation_key)
