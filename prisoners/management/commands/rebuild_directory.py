from django.core.management.base import BaseCommand

from prisoners import directory
from prisoners.models import DirectoryEntry, PrisonerPage


class Command(BaseCommand):
    """Write the directory of people anew; safe to repeat and to interrupt."""

    help = __doc__

    def handle(self, *args, **options) -> None:
        """A few hundred people at a time, each time saying how far it is."""
        people = PrisonerPage.objects.order_by("translation_key")
        keys = list(people.values_list("translation_key", flat=True).distinct())
        for start in range(0, len(keys), directory.CHUNK):
            directory.refresh_chunk(keys[start : start + directory.CHUNK])
            self.stdout.write(f"{min(start + directory.CHUNK, len(keys))} / {len(keys)}")
        shown = DirectoryEntry.objects.values("person").distinct().count()
        self.stdout.write(f"In the directory: {shown}")
