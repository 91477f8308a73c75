from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from demo.catalogues import catalogue_path, export_catalogue
from demo.entries import CONTENT, ORIGINAL
from demo.loader import sources


class Command(BaseCommand):
    """Write the demo's translations from the database back to `demo/content/`."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """`--to` names another folder."""
        parser.add_argument("--to", type=Path, default=CONTENT, help="the folder to write to")

    def handle(self, *args, **options) -> None:
        """Overwrite the `.po` file of each language."""
        found = sources()
        for code, _name in settings.LANGUAGES:
            if code != ORIGINAL:
                path = options["to"] / catalogue_path(code).name
                export_catalogue(code, found).save(str(path))
                self.stdout.write(path.name)
