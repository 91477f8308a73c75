from django.core.management.base import BaseCommand
from wagtail_localize.models import TranslationSource

from translations.memory import learn_all
from translations.sources import place_on_desk
from translations.terms import keep_all


class Command(BaseCommand):
    """Write down anew how far each translation is, page by page. Publishes nothing."""

    help = (
        "Gives translations made without the desk their place there, counts their texts and lets "
        "the memory and the list of names know them. It can be interrupted and run again."
    )

    def handle(self, *args, **options) -> None:
        """Show how far it is."""
        sources = TranslationSource.objects.order_by("pk")
        total = sources.count()
        for number, source in enumerate(sources.iterator(), start=1):
            place_on_desk(source)
            if options["verbosity"]:
                self.stdout.write(f"Desk: {number} of {total} pages", ending="\r")
                self.stdout.flush()
        learn_all()
        keep_all()
        if options["verbosity"]:
            self.stdout.write(f"The desk knows {total} pages anew.")
