import os
import signal
import time
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from core.printed import order_all
from core.printer import missing, print_ordered, sweep

SECONDS = 2


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
        failed: set[UUID] = set()
        if options["watch"]:
            self.watch(failed)
        else:
            self.work(failed)
        if failed:
            raise CommandError(f"Not printed: {len(failed)}. The log says why.")

    def work(self, failed: set[UUID]) -> None:
        """Fulfil all orders. Nobody is named: this may stand in a log."""
        for step in print_ordered(failed):
            state = "failed" if step.has_failed else " ".join(step.languages) or "nothing to print"
            self.stdout.write(f"[{step.left} left] {step.order} — {state}")

    def watch(self, failed: set[UUID]) -> None:
        """Until somebody ends it, or whoever began it is gone."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        parent = os.getppid()
        try:
            while os.getppid() == parent:
                self.work(failed)
                close_old_connections()
                time.sleep(SECONDS)
        except KeyboardInterrupt:
            failed.clear()
