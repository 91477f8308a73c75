import os
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Compile the catalogues without GNU gettext, in place of Django's command."""

    help = __doc__
    requires_system_checks = []

    def handle(self, *args, **options) -> None:
        """Write each `.mo` file that is missing or older than its `.po`, whole or not at all."""
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                target = source.with_suffix(".mo")
                if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                    written = target.with_suffix(f".{os.getpid()}")
                    polib.pofile(str(source)).save_as_mofile(str(written))
                    written.replace(target)
