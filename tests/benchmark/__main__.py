"""`make bench`: what pages cost with 10,000 people, compared with 100.

Two sites are built on each database and asked in turn, so that what else the machine does slows
both alike; the quickest of all rounds counts, for only other work makes one slower. On SQLite
milliseconds are those of the processor. Nothing is kept between two requests: what a list counts
is counted anew. Trust ratios and queries.

`ratio` compares what readers wait for, `alike` pages that are equally full. A filter that leaves
3 of 100 people leaves hundreds of 10,000, so the page of the large site shows more cards: that
costs time, but is not a cost of finding and counting among many. So the large site is asked once
more, with no more people on a page than the small one has to show there. An arrow marks a list
that is above 1.5 even so.

Three more parts follow on each database: what search finds and costs, what it costs to send
many pages to translators, beside wagtail-localize's own way, and what their desk costs.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

from tests.run import postgres_url

FEW, MANY = 100, 10_000
ROUNDS = 13
PER_PAGE = 24
MOST = 1.5
FOLDER = Path("var/benchmark")
LIST = "/fr/prisoners/"
ADDRESSES = (
    "/fr/",
    LIST,
    f"{LIST}?page=999999",
    f"{LIST}?group=held",
    f"{LIST}?status=released",
    f"{LIST}?country=KZ",
    f"{LIST}?occupation=journalist",
    f"{LIST}?place=sizo-07",
    f"{LIST}?year=2012",
    f"{LIST}?letters=possible",
    f"{LIST}?verified=stale",
    f"{LIST}?group=held&country=KZ&letters=possible",
    f"{LIST}?name=personne+1",
    f"{LIST}?sort=days",
    f"{LIST}?sort=days&page=999999",
    f"{LIST}?sort=changed",
    f"{LIST}person-50/",
    "/sitemap.xml",
    "/sitemap-fr-1.xml",
)
STREAMS = (f"{LIST}directory.csv", f"{LIST}directory.json")


class Site:
    """A process with a site of so many people on a database of its own."""

    def __init__(self, number: int, server: str = "") -> None:
        self.number = number
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmark.worker", str(number)],
            env=environment(str(number), server),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if self.process.stdout.readline() != "ready\n":
            raise SystemExit("The site could not be built.")

    def ask(self, question: str) -> list[float]:
        """The three numbers a worker answers with."""
        self.process.stdin.write(f"{question}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"No answer: {question}")
        return [float(word) for word in answer.split()]

    def close(self) -> None:
        """No more questions."""
        self.process.stdin.close()
        self.process.wait()


def environment(name: str, server: str) -> dict[str, str]:
    """That of a new site with a folder and a database of its own."""
    folder = FOLDER / f"{'postgresql' if server else 'sqlite'}-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    database = new_database(server, f"bosat_bench_{name}") if server else ""
    return os.environ | {"BOSAT_VAR": str(folder), "DATABASE_URL": database}


def new_database(server: str, name: str) -> str:
    """The address of an empty PostgreSQL database."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


def compare(few: Site, many: Site) -> None:
    """Print what each address costs on both sites."""
    print(f"{'':44} {FEW:>9} {MANY:>9}  ratio  alike  cards  queries")
    for address in ADDRESSES:
        less, more, alike = quickest(few, many, address)
        ratio, fair = more[0] / less[0], alike[0] / less[0]
        queries, cards = (f"{less[place]:.0f}/{more[place]:.0f}" for place in (1, 2))
        mark = "  ←" if fair > MOST and address.startswith(LIST) else ""
        print(
            f"{address:44} {less[0]:6.1f} ms {more[0]:6.1f} ms  {ratio:5.2f}  {fair:5.2f}"
            f"  {cards:>5}  {queries}{mark}",
            flush=True,
        )
    for address in STREAMS:
        short, long = (site.ask(f"stream {address}") for site in (few, many))
        speed = long[1] / long[0] * 1000
        print(
            f"{address:44} {short[0]:6.0f} ms {long[0]:6.0f} ms  {speed:.0f} rows/s, "
            f"memory {short[2] / 1e6:.1f} MB → {long[2] / 1e6:.1f} MB "
            f"({long[2] / short[2]:.2f})"
        )


def quickest(few: Site, many: Site, address: str) -> tuple[list[float], ...]:
    """The best answers of the small site, of the large one, and of that with equally full pages."""
    cards = int(few.ask(f"{PER_PAGE} {address}")[2]) or PER_PAGE
    questions = (few, PER_PAGE), (many, PER_PAGE), (many, cards)
    rounds = [[site.ask(f"{most} {address}") for site, most in questions] for _ in range(ROUNDS)]
    return tuple(min(answers) for answers in zip(*rounds, strict=True))


def main() -> None:
    """SQLite, then PostgreSQL where one answers."""
    url = postgres_url()
    for server in ("", url.rsplit("/", 1)[0]) if url else ("",):
        print("PostgreSQL" if server else "SQLite", flush=True)
        few, many = Site(FEW, server), Site(MANY, server)
        compare(few, many)
        few.close()
        many.close()
        for part in ("search", "submit", "desk"):
            command = [sys.executable, "-m", f"tests.benchmark.{part}"]
            subprocess.run(command, env=environment(part, server), check=True)


if __name__ == "__main__":
    main()
