from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.template.loader import render_to_string
from django.utils.translation import override


class Command(BaseCommand):
    """Write the page readers see while the site is being worked on, one file a language."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder is the web server's."""
        parser.add_argument("folder", type=Path, help="where the web server looks for them")

    def handle(self, *args, **options) -> None:
        """Write `<language>.html` for each language; safe to repeat."""
        options["folder"].mkdir(parents=True, exist_ok=True)
        for code, _name in settings.LANGUAGES:
            path = options["folder"] / f"{code}.html"
            with override(code):
                html = render_to_string("core/errors/503.html", {"language": code})
            path.write_text(html, encoding="utf-8")
            self.stdout.write(str(path))
