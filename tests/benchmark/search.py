"""`python -m tests.benchmark.search [PEOPLE [LANGUAGES]]`: what search finds, and what it costs.

Builds a site with so many people of similar names in so many languages, on the database of
`DATABASE_URL` (else SQLite), and asks the open list of queries and more of it.
"""

import os
import resource
import sys
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from search.analysis.languages import warm_up
from search.find import Query, find
from search.index import refresh
from search.models import SearchDocument
from tests.search import corpus

# Words that stand in many pages of the site.
COMMON = ("журналист", "дело", "Айгуль", "а", "Мамаев", "Асан журналист")


def timed(action) -> float:
    """The milliseconds of an action."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def summary(name: str, times: list[float]) -> str:
    """Median, 95th percentile and the worst."""
    times = sorted(times)
    at = {share: times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.95)}
    return f"{name:34} median {at[0.5]:6.1f}  p95 {at[0.95]:6.1f}  most {times[-1]:6.1f} ms"


def memory() -> float:
    """The most memory this process has taken, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def build(number: int, languages: tuple[str, ...]) -> None:
    """A new site; says how long the indexing of one page takes."""
    before = memory()
    milliseconds = timed(warm_up)
    print(f"Analysis loaded in {milliseconds:.0f} ms: {memory() - before:.0f} MB", flush=True)
    call_command("migrate", verbosity=0)
    call_command("setup", verbosity=0)
    start = time.perf_counter()
    corpus.build(number, languages)
    seconds = time.perf_counter() - start
    entries = SearchDocument.objects.count()
    print(f"{entries} entries made and indexed: {seconds / entries * 1000:.1f} ms each", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def recall() -> None:
    """Print how many queries find their page among the first five, and which do not."""
    missed = []
    for row in corpus.queries():
        found = find(Query.of(row["query"], row["lang"])).documents[:5]
        slugs = dict(Page.objects.filter(pk__in=[d.pk for d in found]).values_list("pk", "slug"))
        if row["expected_slug"] not in slugs.values():
            missed.append(f"{row['query']} ({row['lang']}) → {[d.title for d in found]}")
    print(f"found: {90 - len(missed)} of 90", *missed, sep="\n  ", flush=True)


def pages(client: Client) -> None:
    """Print what result pages cost."""
    asked = [(row["lang"], row["query"]) for row in corpus.queries()]
    asked += [("ru", text) for text in COMMON]
    for name in ("first time", "again"):
        times = [
            timed(lambda code=code, text=text: client.get(f"/{code}/search/", {"q": text}))
            for code, text in asked
        ]
        print(summary(f"result page, {name}", times), flush=True)
    for text in COMMON:
        print(summary(f"  {text}", [timed(lambda t=text: client.get("/ru/search/", {"q": t}))]))
    numbers = []
    for code, text in asked:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/{code}/search/", {"q": text})
        numbers.append(len(captured))
    print(f"SQL queries of a result page: {min(numbers)} to {max(numbers)}")
    starts = [text[:size] for _code, text in asked for size in (2, 4, 6)]
    times = [timed(lambda t=t: client.get("/ru/search/suggest/", {"q": t})) for t in starts]
    print(summary("suggestions", times), flush=True)


def indexing() -> None:
    """Print what one changed page costs, with all its languages."""
    pages = Page.objects.filter(slug__startswith="namesake-1")[:40]
    times = [timed(lambda page=page: refresh([page.translation_key])) for page in pages]
    versions = Page.objects.filter(translation_key=pages[0].translation_key).count()
    print(summary(f"indexing one page of {versions} versions", times), flush=True)


def stock() -> None:
    """Print what Wagtail's own search takes for the same names, and finds."""
    call_command("update_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    asked = [row for row in corpus.queries() if row["note"].startswith("name")]
    found = 0
    times = {"ours": [], "Wagtail's": []}
    for row in asked:
        text, code = row["query"], row["lang"]
        live = Page.objects.live().filter(locale=Locale.objects.get(language_code=code))
        answer = live.search(text, backend="wagtail.search.backends.database")[:5]
        times["Wagtail's"].append(timed(lambda answer=answer: len(answer)))
        times["ours"].append(timed(lambda t=text, c=code: find(Query.of(t, c))))
        found += row["expected_slug"] in [page.slug for page in answer]
    print(f"Wagtail's search finds {found} of these {len(asked)}")
    for name, values in times.items():
        print(summary(f"names, {name}", values))
    ratio = sum(times["Wagtail's"]) / sum(times["ours"])
    print(f"Wagtail's time is {ratio:.1f} times ours")


def main(number: int = 10_000, languages: int = 7) -> None:
    """Build, ask, print."""
    print(connection.vendor)
    codes = tuple(code for code, _name in settings.LANGUAGES)
    build(number, codes[:languages])
    recall()
    pages(Client())
    indexing()
    stock()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
