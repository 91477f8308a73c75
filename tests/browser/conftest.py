"""A demo site of its own, served as `make demo` serves it, and a Chromium to look at it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LANGUAGES = ("ru", "en", "fr", "pl", "uk", "kk", "de")
EVENT = "events/protest-v-bryussele-8-dekabrya-2017/"
MANAGE = [sys.executable, "manage.py"]
PAGES = {
    "home": "",
    "campaigns": "campaigns/",
    "campaign": "campaigns/ostanovite-pytki-v-kazakhstane/",
    "events": "events/",
    "event": EVENT,
    "key date": "events/godovshchina-zhanaozenskogo-rasstrela/",
    "people": "prisoners/",
    "person": "prisoners/max-bokayev/",
    "standard": "privacy/",
    "search": "search/?q=2017",
    "not found": "prisoners/nobody/",
}


def pytest_collection_modifyitems(items):
    """All browser tests share one site, so they run one after another on one core."""
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


def explore(page: Page, *titles: str) -> None:
    """Go down the admin's tree from the Russian home page by the titles of pages."""
    page.goto("/admin/pages/")
    home = page.get_by_role("row", name="Русский")
    home.get_by_role("link", name="Explore child pages").click()
    for title in titles:
        page.get_by_role("link", name=f"Explore child pages of '{title}'").click()


@dataclass(frozen=True)
class DemoSite:
    """A running demo: where it is, and what its users type to log in."""

    url: str
    password: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            server.poll() or time.sleep(0.1)
        else:
            return
    raise AssertionError("the demo did not start")


def environment(var: Path, settings: str = "config.settings.dev") -> dict[str, str]:
    """That of a demo whose state is in the folder `var`."""
    return os.environ | {
        "BOSAT_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": "",
    }


@contextmanager
def served(var: Path, **options) -> Iterator[DemoSite]:
    """A demo server on the state in `var`."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [*MANAGE, "runserver", "--noreload", f"127.0.0.1:{port}"]
    with (var / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=environment(var, **options), stdout=log, stderr=log)
        try:
            wait_for(f"{url}/health/", server)
            yield DemoSite(url, (var / "demo-password").read_text().strip())
        finally:
            server.terminate()
            server.wait(10)


@pytest.fixture(scope="session")
def loaded(tmp_path_factory) -> Path:
    """The state of a demo that was just loaded, on SQLite."""
    var = tmp_path_factory.mktemp("demo")
    for command in (["migrate", "--verbosity=0"], ["compilemessages"], ["demo"]):
        subprocess.run([*MANAGE, *command], env=environment(var), check=True, capture_output=True)
    return var


@pytest.fixture(scope="session")
def site(loaded) -> Iterator[DemoSite]:
    """The demo, for tests that only read."""
    with served(loaded) as running:
        yield running


@pytest.fixture
def own_site(loaded, tmp_path) -> Iterator[DemoSite]:
    """A copy of the demo, for a test that changes it."""
    with served(Path(shutil.copytree(loaded, tmp_path / "demo"))) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it the browser tests are skipped and `make test` says so."""
    path = shutil.which("chromium")
    if path is None:
        # `make test` has said so beforehand, and with REQUIRE_ALL=1 did not come this far; this
        # is for who runs pytest by hand.
        missing = pytest.fail if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip
        missing("there is no chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_context(chromium, site):
    """Open browser contexts that are closed after the test."""
    contexts: list[BrowserContext] = []

    def open_one(**options) -> BrowserContext:
        context = chromium.new_context(base_url=site.url, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(request, open_context) -> Page:
    """A reader's browser, with JavaScript and without."""
    return open_context(java_script_enabled=request.param, locale="en-GB").new_page()


@pytest.fixture
def log_in(open_context, site):
    """Log a user of the demo in to the admin; gives the browser's page."""

    def log_in_as(name: str) -> Page:
        page = open_context(locale="en-GB", viewport={"width": 1280, "height": 900}).new_page()
        page.goto("/admin/login/")
        page.locator("input[name=username]").fill(name)
        page.locator("input[name=password]").fill(site.password)
        page.locator("button[type=submit]").click()
        page.wait_for_url("**/admin/")
        return page

    return log_in_as
