"""Settings that come from the environment: read here and nowhere else.

A wrong value ends the program with one line that names the variable and says what to do.
"""

import os
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent


def refuse(name: str, advice: str) -> SystemExit:
    """The error that ends the program because of the variable `name`."""
    return SystemExit(f"Setting {name}: {advice}")


def text(name: str, default: str | None = None) -> str:
    """The value of `name`; without a default an empty one is an error."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise refuse(name, "is missing; set it in the environment, see docs/deploying.md")
    return value


def words(name: str) -> list[str]:
    """A comma-separated value as a list of at least one word."""
    found = [word.strip() for word in text(name).split(",") if word.strip()]
    if not found:
        raise refuse(name, "must name at least one, separated by commas")
    return found


def url(name: str, default: str) -> str:
    """An address such as https://example.org, without a path."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise refuse(name, f"must be an address such as https://example.org, not {value!r}")
    return value


def database(name: str, default: str) -> dict:
    """The database at an address such as postgres://user:password@host/name."""
    try:
        return dj_database_url.parse(text(name, default), conn_max_age=60)
    except ValueError:
        advice = "must be an address such as postgres://user:password@host/name"
        raise refuse(name, advice) from None


def number(name: str, default: int) -> int:
    """A whole number, zero or more."""
    value = text(name, str(default))
    if not value.isdigit():
        raise refuse(name, f"must be a whole number, not {value!r}")
    return int(value)


def choice(name: str, *choices: str) -> str:
    """One of a few words; the first is what holds if nothing is said."""
    value = text(name, choices[0])
    if value not in choices:
        raise refuse(name, f"must be {' or '.join(choices)}, not {value!r}")
    return value


def today(name: str = "BOSAT_TODAY", default: str = "today") -> date | None:
    """The day the site takes for today; `None` (written `today`) is the real one."""
    value = text(name, default)
    if value == "today":
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise refuse(name, f"must be a day such as 2017-12-01, or today, not {value!r}") from None


def state_dir() -> Path:
    """The one folder the site writes to: database, uploads, cache, logs."""
    return Path(text("BOSAT_VAR", str(BASE_DIR / "var"))).resolve()
