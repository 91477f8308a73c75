"""One generated site that answers questions about time: started by `python -m tests.benchmark`.

Reads a line "CARDS ADDRESS": how many people a page of a list may show, and what to get. Answers
with milliseconds, SQL queries and the people shown; for "stream ADDRESS" with milliseconds, lines
and the most memory (in bytes) the answer needed at once.
"""

import os
import sys
import time
import tracemalloc

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import lists
from tests.benchmark.people import make_people
from tests.factories import make_campaign, make_event, make_key_date


def build(number: int) -> None:
    """A new site with so many people."""
    call_command("compilemessages", verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("setup", stdout=sys.stderr)
    # SQLite takes an empty table for a large one, and no real site has none of these.
    for make in (make_campaign, make_event, make_key_date):
        make()
    make_people(number)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def get(client: Client, address: str, cards: int) -> tuple[float, int, int]:
    """Milliseconds, queries and people shown, with so many people on a page of a list."""
    lists.PER_PAGE = cards
    # SQLite works in this process, whose own time does not grow with what else is running.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    start = clock()
    response = client.get(address)
    elapsed = clock() - start
    with CaptureQueriesContext(connection) as captured:
        again = client.get(address)
    if response.status_code != 200 or again.status_code != 200:
        raise ValueError(f"{response.status_code}: {address}")
    return elapsed * 1000, len(captured), response.content.count(b'<li class="person">')


def stream(client: Client, address: str) -> tuple[float, int, int]:
    """Milliseconds, lines, and the peak of memory on a second reading."""
    start = time.perf_counter()
    lines = sum(part.count(b"\n") for part in client.get(address))
    elapsed = time.perf_counter() - start
    tracemalloc.start()
    for _part in client.get(address):
        pass
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return elapsed * 1000, lines, peak


def main(number: int) -> None:
    """Build, say so, and answer until there are no more questions."""
    build(number)
    print("ready", flush=True)
    client = Client()
    for line in sys.stdin:
        how, address = line.split()
        answer = stream(client, address) if how == "stream" else get(client, address, int(how))
        print(*answer, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
