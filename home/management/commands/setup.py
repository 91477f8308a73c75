from django.core.management.base import BaseCommand
from django.db import transaction

from home.roles import ensure_roles
from home.skeleton import ensure_skeleton
from home.workflow import ensure_review


class Command(BaseCommand):
    """Make or complete a site: languages, home pages, lists, groups, review. Safe to repeat."""

    help = __doc__

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        """Make what is missing and leave the rest as people left it."""
        self.stdout.write("Languages, home pages and lists …")
        home = ensure_skeleton()
        self.stdout.write("Groups and their rights …")
        ensure_roles()
        ensure_review()
        self.stdout.write(self.style.SUCCESS(f"Ready: {home.get_full_url()}"))
