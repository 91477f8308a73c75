from django.core.management.base import BaseCommand

from core import clock
from core.changes import announce
from core.models import Consent


class Command(BaseCommand):
    """Take away what outlived its consent: pictures, above all. Safe to repeat, for every night.

    Pages, lists and feeds ask for the day themselves; files do not.
    """

    help = __doc__

    def handle(self, *args, **options) -> None:
        """Have everybody who keeps something about these people look again."""
        expired = Consent.objects.filter(expires_on__lt=clock.today())
        keys = list(expired.values_list("translation_key", flat=True))
        announce(keys)
        self.stdout.write(f"Expired consents: {len(keys)}")
