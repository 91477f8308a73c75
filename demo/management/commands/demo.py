from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Site

from core.models import SiteSettings
from demo.catalogues import CatalogueError
from demo.loader import load, unload
from demo.users import demo_password, ensure_users


class Command(BaseCommand):
    """Load the demo: the Brussels announcement of December 2017 in seven languages."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """`--reset` loads anew and loses what people changed."""
        parser.add_argument("--reset", action="store_true", help="delete all pages and load anew")

    def handle(self, *args, **options) -> None:
        """Load what is missing, page by page; an interrupted run goes on where it stopped."""
        if options["reset"]:
            self.stdout.write("Deleting all pages …")
            unload()
        call_command("setup", stdout=self.stdout)
        self.ensure_settings()
        try:
            for step in load():
                state = " ".join(step.languages) or "there already"
                self.stdout.write(f"[{step.number:2}/{step.total}] {step.title} — {state}")
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        names = ", ".join(ensure_users())
        self.stdout.write(f"Log in at /admin/ as {names}; password: {demo_password()}")

    def ensure_settings(self) -> None:
        """The organisation whose appeal the demo shows."""
        settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
        if not settings.organisation:
            settings.organisation = "Open Dialogue Foundation"
            settings.time_zone = "Europe/Brussels"
            settings.save()
