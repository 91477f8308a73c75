from django.core.management.base import BaseCommand

from translations.batches import counted, resume


class Command(BaseCommand):
    """Go on with pages that were sent for translation and are waiting. Safe to repeat.

    Run it when the worker of the queue starts: what it was doing when it was killed is waiting.
    """

    help = __doc__

    def handle(self, *args, **options) -> None:
        """Say for each batch how many pages are given to the queue, which may do them at once."""
        for batch in counted().filter(number_waiting__gt=0).order_by("pk"):
            self.stdout.write(f"Batch {batch.pk}: {batch.number_waiting} of {batch.total} pages …")
            resume(batch)
        self.stdout.write(self.style.SUCCESS("Nothing more is left out of the queue."))
