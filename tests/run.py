"""`make test`: run all that can run on this machine, and say what could not and why."""

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library

import psycopg

PRINTING = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"
POSTGRES = "postgres://postgres@127.0.0.1:5432/bosat"


def postgres_url() -> str | None:
    """The address of a PostgreSQL that answers: `TEST_DATABASE_URL` or the local default."""
    url = os.environ.get("TEST_DATABASE_URL", POSTGRES)
    server = url.rsplit("/", 1)[0] + "/postgres"
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.OperationalError:
        return None
    return url


def missing_parts() -> list[str]:
    """What the tests would like to use and this machine lacks."""
    missing = []
    if not shutil.which("chromium"):
        missing.append("browser tests: there is no chromium (Debian: apt-get install chromium)")
    if not shutil.which("xgettext"):
        missing.append("catalogues in step: there is no xgettext (Debian: apt-get install gettext)")
    if not find_library("pangoft2-1.0"):
        missing.append(f"leaflets: there is no Pango (Debian: {PRINTING})")
    if not (shutil.which("pdfinfo") and shutil.which("zbarimg")):
        missing.append(
            "what is in a leaflet: there is no pdfinfo or no zbarimg "
            "(Debian: apt-get install poppler-utils zbar-tools)"
        )
    if not postgres_url():
        missing.append("PostgreSQL: none answers; set TEST_DATABASE_URL, or start one locally")
    return missing


def pytest(*arguments: str, **environment: str) -> int:
    """Run pytest on both cores; its exit code."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", *arguments]
    return subprocess.run(command, env=os.environ | environment, check=False).returncode


def main() -> int:
    """All tests on SQLite, then the unit tests on PostgreSQL."""
    missing = missing_parts()
    for part in missing:
        print(f"Cannot run — {part}")
    if missing and os.environ.get("REQUIRE_ALL") == "1":
        print("REQUIRE_ALL=1: a missing part is a failure.")
        return 1
    os.environ.setdefault("BOSAT_VAR", "var/test")
    failed = pytest("tests/unit", "tests/browser", DATABASE_URL="")
    if url := postgres_url():
        print("The same unit tests on PostgreSQL:")
        failed = pytest("tests/unit", DATABASE_URL=url) or failed
    return failed


if __name__ == "__main__":
    sys.exit(main())
