from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from wagtail.models import Page

from search.index import AT_ONCE, out_of_date, refresh


class Command(BaseCommand):
    """Index what the search index does not know yet, a hundred pages at a time."""

    help = (
        "Writes the entries of the search index that are missing or were made by an older "
        "analysis. It can be interrupted at any moment and goes on where it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One option."""
        parser.add_argument("--all", action="store_true", help="write all entries anew")

    def handle(self, *, all: bool, **options) -> None:
        """Show how far it is."""
        pages = Page.objects.filter(depth__gt=1) if all else out_of_date()
        keys = list(
            pages.order_by("translation_key").values_list("translation_key", flat=True).distinct()
        )
        for start in range(0, len(keys), AT_ONCE):
            refresh(keys[start : start + AT_ONCE])
            done = min(start + AT_ONCE, len(keys))
            self.stdout.write(f"Search: {done} of {len(keys)} pages", ending="\r")
            self.stdout.flush()
        self.stdout.write(f"Search knows {len(keys)} pages anew." if keys else "Search knows all.")
