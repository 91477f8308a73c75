"""Profiles with every section, the card and the numbers: valid, accessible, no wider than a phone.

On a site with one language more, which is written from right to left.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import LANGUAGES as DEMO_LANGUAGES
from tests.browser.conftest import MANAGE, DemoSite, environment, served
from tests.browser.test_every_page import RULES

SETTINGS = "tests.browser.settings_rtl"
LANGUAGES = ("ru", "en", "ar")
EVERY_LANGUAGE = (*DEMO_LANGUAGES, "ar")
HELD = "prisoners/held/"
PATHS = {
    "numbers": "numbers/",
    "numbers on a day": "numbers/?on=2016-12-01",
    "held": HELD,
    "released": "prisoners/released/",
    "card": f"{HELD}card/",
    "card without portrait": "prisoners/released/card/",
    "place": "places/colony/",
}


@pytest.fixture(scope="module")
def site(loaded, tmp_path_factory) -> Iterator[DemoSite]:
    """The demo with invented people beside those of the announcement."""
    var = Path(shutil.copytree(loaded, tmp_path_factory.mktemp("people") / "demo"))
    make = "from tests.browser.full_profiles import make_all; make_all('en', 'ar')"
    for command in (["setup"], ["shell", "--no-imports", "--command", make]):
        made = subprocess.run(
            [*MANAGE, *command],
            env=environment(var, SETTINGS),
            capture_output=True,
            check=False,
            text=True,
        )
        assert made.returncode == 0, made.stderr
    with served(var, settings=SETTINGS) as running:
        yield running


def unfold(page: Page) -> None:
    """Open whatever a reader can open, so that what it hides is looked at too."""
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")


def test_a_profile_shows_every_section(open_context):
    page = open_context().new_page()
    page.goto(f"/en/{HELD}")
    unfold(page)

    assert page.locator("main h2").all_inner_texts() == [
        "About the person",
        "en: Дело",
        "Status",
        "Charges",
        "Sentence",
        "Restrictions after release",
        "Ill-treatment",
        "State of health",
        "Findings of the UN, courts and parliaments",
        "Recognition",
        "Timeline",
        "Letters",
        "Connected people",
        "Campaigns",
        "Events",
        "Sources",
        "Corrections",
    ]
    assert page.locator("html").get_attribute("dir") == "ltr"
    expect(page.locator("main pre")).to_contain_text("<iframe src=")
    page.goto(f"/ar/{HELD}")
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_every_page_of_a_person_is_valid_html(open_context):
    context = open_context()
    for language in LANGUAGES:
        for path in PATHS.values():
            response = context.request.get(f"/{language}/{path}")
            parser = html5lib.HTMLParser(strict=False)
            parser.parse(response.text())

            assert (path, response.status, parser.errors) == (path, 200, [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_page_of_a_person(open_context, language, width, scheme):
    page = open_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    ).new_page()
    found = {}
    for name, path in PATHS.items():
        page.goto(f"/{language}/{path}")
        unfold(page)
        violations = Axe().run(page, options=RULES).response["violations"]
        found |= {f"{name}: {each['id']}": each["nodes"][0]["html"] for each in violations}

    assert found == {}


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_a_person_is_wider_than_the_screen(open_context, language, width):
    page = open_context(viewport={"width": width, "height": 900}).new_page()
    wide = {}
    for name, path in PATHS.items():
        page.goto(f"/{language}/{path}")
        unfold(page)
        wide[name] = page.evaluate("document.documentElement.scrollWidth")

    assert wide == dict.fromkeys(PATHS, width)


def test_the_card_fits_the_frame_its_code_gives_it_in_every_language(open_context):
    page = open_context(viewport={"width": 360, "height": 240}).new_page()
    page.goto(f"/en/{HELD}")
    assert 'width="360" height="240"' in page.locator("main pre").text_content()
    high = {}
    for language in EVERY_LANGUAGE:
        page.goto(f"/{language}/{HELD}card/")
        high[language] = page.evaluate("document.documentElement.scrollHeight")

    assert high == dict.fromkeys(EVERY_LANGUAGE, 240)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_years_under_the_picture_stand_apart_on_a_phone(open_context, language):
    page = open_context(viewport={"width": 360, "height": 900}).new_page()
    page.goto(f"/{language}/numbers/")
    texts = page.locator(".chart__drawing text:not(.chart__number)").all()
    boxes = sorted((text.bounding_box() for text in texts), key=lambda box: box["x"])

    assert len(boxes) > 1
    for left, right in pairwise(boxes):
        assert left["x"] + left["width"] + 4 < right["x"]


def test_the_numbers_of_a_past_day_are_asked_for_in_the_form(reader):
    reader.goto("/en/numbers/")
    reader.locator("#numbers-on").fill("2016-12-01")
    reader.get_by_role("button", name="Show").click()

    expect(reader).to_have_url(re.compile(r"/en/numbers/\?on=2016-12-01$"))
    expect(reader.get_by_role("heading", name="On 1 December 2016")).to_be_visible()
    expect(reader.locator(".totals div").first).to_contain_text("1")
