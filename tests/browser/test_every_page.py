"""What is true of every public page: valid, light, quiet, accessible."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import LANGUAGES, PAGES

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WEIGHT = 100_000  # bytes, all in, without photographs
# Elements html5lib, which is older than they are, does not know, are no error of ours.
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def locations(context, path: str) -> list[str]:
    answer = ElementTree.fromstring(context.request.get(path).body())
    return [urlsplit(node.text).path for node in answer.iter(LOCATION)]


def addresses(context) -> list[str]:
    files = locations(context, "/sitemap.xml")
    listed = [path for file in files for path in locations(context, file)]
    return listed + [f"/{code}/{path}" for code in LANGUAGES for path in list(PAGES.values())[-2:]]


def test_no_page_asks_another_host_sets_a_cookie_or_breaks_its_policy(open_context, site):
    context = open_context()
    requests, complaints = [], []
    context.on("request", lambda request: requests.append(request.url))
    page = context.new_page()
    page.on("console", lambda message: complaints.append((page.url, message.text)))
    page.on("pageerror", lambda error: complaints.append((page.url, str(error))))
    paths = addresses(context)
    for path in paths:
        page.goto(path)

    assert len(paths) == 23 * 7 + 14
    assert [url for url in requests if not url.startswith(site.url)] == []
    assert context.cookies() == []
    assert [entry for entry in complaints if "404 (Not Found)" not in entry[1]] == []


def test_every_page_is_valid_html(open_context):
    context = open_context()
    for path in addresses(context):
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(context.request.get(path).text())

        assert (path, parser.errors) == (path, [])


def test_every_page_weighs_at_most_100_kb(open_context):
    page = open_context(viewport={"width": 412, "height": 900}).new_page()
    sizes = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    weights = {}
    for name, path in PAGES.items():
        sizes.clear()
        page.goto(f"/ru/{path}", wait_until="networkidle")
        weights[name] = sum(sizes)

    assert {name: weight for name, weight in weights.items() if weight > WEIGHT} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["ru", "en", "kk"])
def test_axe_finds_nothing_on_any_type_of_page(open_context, language, width, scheme):
    # axe must be injected, which the pages' own policy forbids: only here it is set aside.
    page = open_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    ).new_page()
    found = {}
    for name, path in PAGES.items():
        page.goto(f"/{language}/{path}")
        violations = Axe().run(page, options=RULES).response["violations"]
        found |= {f"{name}: {each['id']}": each["nodes"][0]["html"] for each in violations}

    assert found == {}


def test_axe_would_find_something_on_a_bad_page(open_context):
    page = open_context(bypass_csp=True).new_page()
    page.set_content("<html><body><img src='x.png'><input></body></html>")

    assert Axe().run(page, options=RULES).violations_count > 0


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_screen(open_context, width):
    page = open_context(viewport={"width": width, "height": 900}).new_page()
    wide = {}
    for name, path in PAGES.items():
        page.goto(f"/de/{path}")
        wide[name] = page.evaluate("document.documentElement.scrollWidth")

    assert wide == dict.fromkeys(PAGES, width)
