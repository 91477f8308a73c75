from django.core.management.base import BaseCommand, CommandError

from translations.health import problems


class Command(BaseCommand):
    """Look for what should never be in the page tree. Changes nothing."""

    help = __doc__

    def handle(self, *args, **options) -> None:
        """Print a line for each problem and end with 1, or say that all is well."""
        found = list(problems())
        for line in found:
            self.stderr.write(line)
        if found:
            raise CommandError(f"{len(found)} problems")
        self.stdout.write(self.style.SUCCESS("All is well."))
