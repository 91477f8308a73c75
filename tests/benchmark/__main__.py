"""`make bench`: what pages cost with 10,000 people, compared with 100.

Two sites are built on each database and asked in turn, so that what else the machine does slows
both alike. On SQLite milliseconds are those of the processor. Trust ratios and queries.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

import psycopg

from tests.run import postgres_url

FEW, MANY = 100, 10_000
WARM_UP, ROUNDS = 2, 11
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
)
STREAMS = (f"{LIST}directory.csv", f"{LIST}directory.json")


class Site:
    """A process with a site of so many people on a database of its own."""

    def __init__(self, number: int, server: str = "") -> None:
        self.number = number
        folder = FOLDER / f"{'postgresql' if server else 'sqlite'}-{number}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        database = new_database(server, f"bosat_bench_{number}") if server else ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmark.worker", str(number)],
            env=os.environ | {"BOSAT_VAR": str(folder), "DATABASE_URL": database},
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


def new_database(server: str, name: str) -> str:
    """The address of an empty PostgreSQL database."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


def compare(few: Site, many: Site) -> None:
    """Print what each address costs on both sites."""
    print(f"{'':44} {FEW:>9} {MANY:>9}  ratio  queries")
    for address in ADDRESSES:
        pairs = [(few.ask(address), many.ask(address)) for _round in range(WARM_UP + ROUNDS)]
        less, more = (
            median(answer[0] for answer in side) for side in zip(*pairs[WARM_UP:], strict=True)
        )
        queries = "/".join(f"{answer[1]:.0f}" for answer in pairs[-1])
        print(f"{address:44} {less:6.1f} ms {more:6.1f} ms  {more / less:5.2f}  {queries}")
    for address in STREAMS:
        short, long = (site.ask(f"stream {address}") for site in (few, many))
        speed = long[1] / long[0] * 1000
        print(
            f"{address:44} {short[0]:6.0f} ms {long[0]:6.0f} ms  {speed:.0f} rows/s, "
            f"memory {short[2] / 1e6:.1f} MB → {long[2] / 1e6:.1f} MB "
            f"({long[2] / short[2]:.2f})"
        )


def main() -> None:
    """SQLite, then PostgreSQL where one answers."""
    url = postgres_url()
    for server in ("", url.rsplit("/", 1)[0]) if url else ("",):
        print("PostgreSQL" if server else "SQLite", flush=True)
        few, many = Site(FEW, server), Site(MANY, server)
        compare(few, many)
        few.close()
        many.close()


if __name__ == "__main__":
    main()
