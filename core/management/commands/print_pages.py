import os
import signal
import time
from contextlib import suppress
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from core import clock
from core.printed import order_all, order_outdated
from core.printer import missing, print_ordered, sweep

SECONDS = 2
TRY_AGAIN = 600


class Command(BaseCommand):
    """Make the leaflets, handbills and cards that are ordered. Safe to interrupt and to repeat."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """`--watch` is for a service; it ends with the process that began it."""
        parser.add_argument("--all", action="store_true", help="order everything anew")
        parser.add_argument("--watch", action="store_true", help="go on looking for new orders")

    def handle(self, *args, **options) -> None:
        """Work through the orders, page by page; with `--watch`, again and again."""
        if lacks := missing():
            raise CommandError("\n".join(lacks))
        if options["all"]:
            self.stdout.write(f"Ordered anew: {order_all()}")
        sweep()
        self.failed: set[UUID] = set()
        self.is_quiet = options["verbosity"] == 0
        self.watch() if options["watch"] else self.work()

    def work(self) -> None:
        """Make what is outdated or ordered, once."""
        order_outdated()
        self.fulfil()
        if self.failed:
            raise CommandError(f"Not printed: {len(self.failed)}. The log says why.")

    def watch(self) -> None:
        """Until somebody ends it, or whoever began it is gone."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        parent, day, again = os.getppid(), None, 0.0
        with suppress(KeyboardInterrupt):
            while os.getppid() == parent:
                if day != clock.today():
                    order_outdated()
                    day = clock.today()
                if time.monotonic() > again:  # what failed may have been a moment's trouble
                    self.failed.clear()
                    again = time.monotonic() + TRY_AGAIN
                self.fulfil()
                close_old_connections()
                time.sleep(SECONDS)

    def fulfil(self) -> None:
        """Fulfil all orders, saying how far it is. Nobody is named: this may stand in a log."""
        for step in print_ordered(self.failed):
            state = "failed" if step.has_failed else " ".join(step.languages) or "nothing to print"
            if not self.is_quiet:
                self.stdout.write(f"[{step.left} left] {step.order} — {state}")
