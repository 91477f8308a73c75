"""Which files were made of which pages, and when they are to be made anew.

A leaflet shows more than its page: people, key dates, a campaign. Whatever of it changes, the
file is taken away in the same moment and ordered anew; `core.printer` makes what is ordered.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import islice
from uuid import UUID, uuid4

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_save, pre_delete, pre_save
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.signals import page_slug_changed

from core import clock
from core.changes import keys_below, shown_changed
from core.models import BasePage, PrintFile, PrintForm, PrintOrder, SiteSettings

KEY = "translation_key"
CHUNK = 500
# Who makes files looks every few seconds, or at least every hour.
PATIENCE = timedelta(hours=2)
# What of these stands on every file.
EVERYWHERE = {Site: ("hostname", "port"), SiteSettings: ("organisation",)}


@dataclass(frozen=True)
class Card:
    """The words of the picture for sharing."""

    title: str
    line: str = ""
    # What must be seen first: cancelled, moved.
    alarm: str = ""


@dataclass(frozen=True)
class Sheet:
    """What the files of one language of a page show."""

    card: Card
    context: dict = field(default_factory=dict)
    # The days after which something on it is no longer true.
    last_days: Iterable[date | None] = ()

    @property
    def good_until(self) -> date | None:
        """The last day on which all of it is true, if there is one."""
        return min((day for day in self.last_days if day is not None), default=None)


@dataclass(frozen=True)
class Kind:
    """Pages that are printed, and how. The application that has them tells it with `register`.

    `folder` has the templates `leaflet.html` and `handbill.html`; `showing` finds the pages
    whose files show a page with one of some translation keys.
    """

    model: type[BasePage]
    folder: str
    sheet: Callable[[BasePage], Sheet]
    showing: Callable[[list[UUID]], QuerySet]


KINDS: dict[type[Page], Kind] = {}


def register(kind: Kind) -> None:
    """Have pages of a type printed."""
    KINDS[kind.model] = kind


def connect() -> None:
    """Follow whatever changes what a file shows."""
    shown_changed.connect(pages_changed)
    page_slug_changed.connect(address_changed)
    # Before, for afterwards nothing links to it any more.
    pre_delete.connect(page_goes)
    for model in EVERYWHERE:
        pre_save.connect(setting_changes, sender=model)
        post_save.connect(setting_changed, sender=model)


def pages_changed(keys: Iterable[UUID], **kwargs) -> None:
    """Take away and order anew whatever shows one of these pages."""
    keys = sorted(set(keys))
    for start in range(0, len(keys), CHUNK):
        order(showing(keys[start : start + CHUNK]))


def address_changed(instance: Page, **kwargs) -> None:
    """The addresses of all pages below it are others now."""
    pages_changed(keys_below(instance))


def page_goes(instance: Model, **kwargs) -> None:
    """About to be deleted. Comes twice: for its own type, and for `Page`."""
    if isinstance(instance, Page):
        pages_changed([instance.translation_key])


def setting_changes(sender: type[Model], instance: Model, **kwargs) -> None:
    """See whether what is about to be saved changes what stands on every file."""
    names = EVERYWHERE[sender]
    # What is not there yet is as good as empty: it is made when somebody asks for it.
    empty = {name: sender._meta.get_field(name).get_default() for name in names}
    known = sender.objects.filter(pk=instance.pk).values(*names).first() or empty
    instance.prints_differ = known != {name: getattr(instance, name) for name in names}


def setting_changed(instance: Model, **kwargs) -> None:
    """Order everything anew, if it did."""
    if instance.prints_differ:
        order_all()


def showing(keys: list[UUID]) -> set[UUID]:
    """The printed pages that show one of these pages, themselves among them."""
    found = set(PrintFile.objects.filter(translation_key__in=keys).values_list(KEY, flat=True))
    for kind in KINDS.values():
        found.update(kind.showing(keys).order_by().values_list(KEY, flat=True))
    return found


def order_all() -> int:
    """Order everything anew; how many pages."""
    keys = {
        key
        for kind in KINDS.values()
        for key in kind.model.objects.order_by().values_list(KEY, flat=True)
    }
    in_turn = iter(sorted(keys))
    while chunk := list(islice(in_turn, CHUNK)):
        order(chunk)
    return len(keys)


def order_outdated() -> None:
    """Order what was true until a day that is over."""
    outdated = PrintFile.objects.filter(good_until__lt=clock.today())
    order(outdated.values_list(KEY, flat=True).distinct())


@transaction.atomic
def order(keys: Iterable[UUID]) -> None:
    """Take away what was made of these pages, and have it made anew.

    The order comes first: whoever is just delivering files holds it, and they are then seen.
    """
    keys = sorted(set(keys))
    if not keys:
        return
    now = timezone.now()
    PrintOrder.objects.bulk_create(
        [PrintOrder(translation_key=key, number=uuid4(), ordered_at=now) for key in keys],
        update_conflicts=True,
        unique_fields=[KEY],
        update_fields=["number", "ordered_at"],
    )
    remove(PrintFile.objects.filter(translation_key__in=keys))


def remove(files: QuerySet[PrintFile]) -> None:
    """Forget files at once; they leave the storage when that is certain."""
    names = list(files.values_list("file", flat=True))
    files.delete()
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))


def files_of(page: Page) -> dict[str, PrintFile]:
    """What can be downloaded of a page: `leaflet`, `handbill`, `card`. One query for a page."""
    if type(page) not in KINDS:
        return {}
    if not hasattr(page, "print_files"):
        files = PrintFile.objects.good().filter(
            translation_key=page.translation_key, language=page.locale.language_code
        )
        page.print_files = {PrintForm(file.form).name.lower(): file for file in files}
    return page.print_files


def waiting() -> QuerySet[PrintOrder]:
    """Orders that nobody took for so long that nobody seems to take any."""
    return PrintOrder.objects.filter(ordered_at__lt=timezone.now() - PATIENCE)
