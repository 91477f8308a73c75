"""Makes what is ordered: for each language of a page a leaflet, a handbill and a card.

Safe to interrupt, and to run twice at the same time: an order is fulfilled in one moment, by
whoever is first, unless the page was ordered anew meanwhile.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, Site

from core import clock, printing, social
from core.consent import is_protected
from core.languages import readable
from core.models import BasePage, PrintFile, PrintForm, PrintOrder, SiteSettings
from core.models.printed import FOLDER
from core.printed import KINDS, Kind, remove

logger = logging.getLogger(__name__)

MOST_PAGES = {PrintForm.LEAFLET: 2, PrintForm.HANDBILL: 1}
# A file that belongs to nobody and is not just being delivered.
ABANDONED = timedelta(hours=1)


@dataclass(frozen=True)
class Made:
    """A file that is not delivered yet."""

    language: str
    form: PrintForm
    content: bytes
    good_until: date | None


@dataclass(frozen=True)
class Step:
    """What became of an order, for the progress shown."""

    order: PrintOrder
    left: int
    languages: tuple[str, ...] = ()
    has_failed: bool = False


def missing() -> list[str]:
    """What this machine lacks, and what to do."""
    return [*printing.missing(), *social.missing()]


def print_ordered(failed: set[UUID]) -> Iterator[Step]:
    """Fulfil all orders, one after another, save for those that failed before and were not renewed.

    One that fails does not stop the others.
    """
    orders = PrintOrder.objects.order_by("pk")
    while order := orders.exclude(number__in=failed).first():
        try:
            languages = fulfil(order)
        except Exception:  # whatever it is, the next page may be fine
            logger.exception("Page %s cannot be printed", order)
            failed.add(order.number)
            languages = None
        left = orders.exclude(number__in=failed).count()
        yield Step(order, left, languages or (), languages is None)


def fulfil(order: PrintOrder) -> tuple[str, ...]:
    """Make the files of a page; the languages in which there are any."""
    made = [file for page in versions(order) for file in print_page(page)]
    deliver(order, made)
    return tuple(dict.fromkeys(file.language for file in made))


def versions(order: PrintOrder) -> list[BasePage]:
    """The versions of a page that anyone may read; none of a protected person."""
    pages = Page.objects.filter(translation_key=order.translation_key)
    page = pages.select_related("content_type").first()
    if page is None or page.specific_class not in KINDS:
        return []
    found = readable(page.specific_class.objects.filter(translation_key=order.translation_key))
    return list(found.exclude(is_protected()).select_related("locale").order_by("pk"))


def print_page(page: BasePage) -> Iterator[Made]:
    """The files of one language of a page, in its language."""
    language, kind = page.locale.language_code, KINDS[type(page)]
    with override(language):
        sheet = kind.sheet(page)
        site = Site.objects.get(is_default_site=True)
        organisation = SiteSettings.for_site(site).organisation
        address = page.full_url
        shared = {
            "page": page,
            "language": language,
            "organisation": organisation,
            "address": address,
            "shown_address": address.partition("://")[2],
            "code": printing.qr_code(address),
            "day": clock.today(),
        }
        for form in MOST_PAGES:
            content = print_form(kind, form, shared | sheet.context)
            yield Made(language, form, content, sheet.good_until)
        card = social.draw(sheet.card, organisation or site.hostname, language)
    if card is not None:
        yield Made(language, PrintForm.CARD, card, sheet.good_until)


def print_form(kind: Kind, form: PrintForm, context: dict) -> bytes:
    """A leaflet or a handbill."""
    name = form.name.lower()
    html = render_to_string(f"{kind.folder}/{name}.html", context | {"form": name})
    return printing.pdf(html, context["address"], MOST_PAGES[form])


@transaction.atomic
def deliver(order: PrintOrder, made: list[Made]) -> None:
    """Put files in their place, unless the order is fulfilled or the page was ordered anew."""
    held = PrintOrder.objects.select_for_update().filter(pk=order.pk, number=order.number).first()
    if held is None:
        return
    key = order.translation_key
    remove(PrintFile.objects.filter(translation_key=key))
    for file in made:
        PrintFile.objects.create(
            translation_key=key,
            language=file.language,
            form=file.form,
            file=ContentFile(file.content, name=file.form.value),
            size=len(file.content),
            good_until=file.good_until,
        )
    held.delete()


def sweep() -> None:
    """Delete files of runs that were interrupted while they delivered."""
    if not default_storage.exists(FOLDER):
        return
    known = set(PrintFile.objects.values_list("file", flat=True))
    before = timezone.now() - ABANDONED
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if path not in known and default_storage.get_modified_time(path) < before:
            default_storage.delete(path)
