"""`python -m tests.benchmark.submit [PAGES]`: what it costs to send many pages to translators.

The same pages are sent as a batch of ours, a job for each, and by wagtail-localize's own function
for everything below a page, which is one transaction; then by that function with nothing of ours
that listens: without what the desk notes, and without the search of drafts. All go into all
languages of the site, on the database of `DATABASE_URL` (else SQLite). Trust the queries: seconds
depend on what else the machine does.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_save
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, TranslationLog, TranslationSource
from wagtail_localize.operations import translate_page_subtree

from core.models import User
from search.index import page_saved
from tests.factories import fresh, make_page, make_user, paragraph
from translations import batches
from translations.lifecycle import follow_draft, follow_source
from translations.models import BatchPage
from translations.sending import send

PAGES = 20
# Beside the title and the summary.
PARAGRAPHS = 26
LANGUAGES = len(settings.LANGUAGES) - 1


@dataclass
class Meter:
    """Counts queries and times, and says how long each transaction held what it wrote."""

    queries: int = 0
    seconds: float = 0
    transactions: list[float] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Measure what happens within."""
        start = time.perf_counter()
        with connection.execute_wrapper(self.count):
            yield
        self.seconds = time.perf_counter() - start

    def count(self, execute: Callable, *query):
        """One query more."""
        self.queries += 1
        return execute(*query)

    def row(self, pages: int) -> str:
        """The numbers, as columns."""
        each = self.queries / pages
        return (
            f"{self.queries:9,}{each:9.0f}{each / LANGUAGES:12.0f}"
            f"{self.seconds / pages / LANGUAGES * 1000:10.0f} ms{max(self.transactions):10.1f} s"
        )


def make_tree(number: int, user: User) -> Page:
    """A page that is in all languages, and so many below it that are in one."""
    parent = make_page("Раздел")
    send(parent, user)
    for place in range(number):
        name = f"{parent.pk}.{place}"  # words of its own, as wagtail-localize keeps them once
        body = [paragraph(f"<p>Абзац {line} страницы {name}.</p>") for line in range(PARAGRAPHS)]
        make_page(f"Страница {name}", parent=fresh(parent), summary=f"О {name}.", body=body)
    return fresh(parent)


def check(parent: Page, number: int) -> None:
    """Whether all of it was really made, and well."""
    below = Page.objects.filter(translation_key__in=parent.get_children().values("translation_key"))
    texts = StringSegment.objects.filter(source__object_id__in=below.values("translation_key"))
    found = below.count(), texts.count(), Page.find_problems()
    expected = number * (LANGUAGES + 1), number * (PARAGRAPHS + 2), ([], [], [], [], [])
    if found != expected:
        raise ValueError(f"{found}, not {expected}")


def as_batch(parent: Page, user: User) -> Meter:
    """A job for each page, as the worker does them."""
    meter = Meter()
    with meter.running():
        batch = batches.start(parent.get_children(), user)
    finished = batch.pages.order_by("finished_at").values_list("finished_at", flat=True)
    times = [batch.made_at, *finished]
    meter.transactions = [(end - start).total_seconds() for start, end in pairwise(times)]
    if batch.pages.exclude(state=BatchPage.State.DONE).exists():
        raise ValueError("something was not sent")
    return meter


def as_subtree(parent: Page, user: User) -> Meter:
    """wagtail-localize's own way, in one transaction."""
    locales = list(Locale.objects.exclude(pk=parent.locale_id))
    meter = Meter()
    with meter.running():
        translate_page_subtree(parent.pk, locales, None, user)
    meter.transactions = [meter.seconds]
    return meter


def as_subtree_without_desk(parent: Page, user: User) -> Meter:
    """The same, with nobody who notes what a translator has to do."""
    post_save.disconnect(follow_source, TranslationSource, dispatch_uid="translations.source")
    post_save.disconnect(follow_draft, TranslationLog, dispatch_uid="translations.draft")
    return as_subtree(parent, user)


def as_subtree_alone(parent: Page, user: User) -> Meter:
    """The same, and drafts are not found by the admin's search either."""
    post_save.disconnect(page_saved)
    return as_subtree_without_desk(parent, user)


# The last two switch off for good.
WAYS = {
    "batch, a job for each page": as_batch,
    "wagtail-localize, one transaction": as_subtree,
    "  … without what the desk notes": as_subtree_without_desk,
    "  … and without the search of drafts": as_subtree_alone,
}


def main(number: int) -> None:
    """A new site, a tree for each way, and a table."""
    call_command("compilemessages", verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("setup", stdout=sys.stderr)
    user = make_user("Editors")
    trees = [make_tree(number, user) for _way in WAYS]
    print(f"Sending {number} pages of {PARAGRAPHS + 2} texts into {LANGUAGES} languages")
    print(f"{'':38}{'queries':>9}{'a page':>9}{'× language':>12}{'time':>13}{'longest':>12}")
    for (name, way), parent in zip(WAYS.items(), trees, strict=True):
        meter = way(parent, user)
        check(parent, number)
        print(f"{name:38}{meter.row(number)}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
