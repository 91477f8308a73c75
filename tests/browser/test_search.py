"""Searching in a browser: results without JavaScript, suggestions with it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import served
from tests.browser.test_every_page import RULES

QUERIES = ("?q=Djakichev", "?q=пытках", "?q=Боакев", "?q=абракадабра", "?q=2017&kind=event", "")


def test_a_reader_finds_a_person_in_another_spelling(reader: Page):
    reader.goto("/fr/")
    box = reader.locator("input[type=search]").first
    box.fill("Dżakiszew")
    reader.locator("form.search button").click()
    first = reader.locator(".results a").first

    expect(first).to_have_text("Moukhtar Djakichev")
    first.click()
    expect(reader.locator("html")).to_have_attribute("lang", "fr")
    expect(reader.locator("h1")).to_contain_text("Djakichev")


def test_a_reader_narrows_the_results_and_goes_to_another_language(reader: Page):
    reader.goto("/ru/search/?q=казахстане")
    reader.locator(".tabs").get_by_role("link", name="События").click()

    expect(reader.locator(".tabs [aria-current]")).to_contain_text("События")
    reader.locator("nav[aria-labelledby=elsewhere]").get_by_role("link", name="Polski").click()
    expect(reader.locator("html")).to_have_attribute("lang", "pl")
    expect(reader.locator("form.search input")).to_have_value("казахстане")


def test_suggestions_are_gone_through_with_the_keyboard(open_context):
    page = open_context().new_page()
    page.goto("/ru/")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("Djak")
    option = page.get_by_role("option", name="Мухтар Джакишев")
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")

    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("Djak")

    box.press_sequentially("i")
    expect(option).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(f"{page.url.split('/ru/')[0]}/ru/prisoners/mukhtar-dzhakishev/")


def test_enter_without_a_choice_searches_and_a_click_chooses(open_context):
    page = open_context().new_page()
    page.goto("/ru/")
    box = page.get_by_role("combobox")
    box.press_sequentially("Бока")
    page.get_by_role("option", name="Макс Бокаев").click()
    expect(page.locator("h1")).to_contain_text("Макс Бокаев")

    box = page.get_by_role("combobox")
    box.press_sequentially("Бока")
    expect(page.get_by_role("option")).to_have_count(1)
    box.press("Enter")
    expect(page.locator("h1")).to_have_text("Поиск: Бока")
    expect(page.locator(".results")).to_be_visible()


def test_open_suggestions_and_all_kinds_of_results_are_accessible(open_context):
    for scheme in ("light", "dark"):
        for width in (320, 1280):
            view = {"width": width, "height": 900}
            page = open_context(viewport=view, color_scheme=scheme).new_page()
            for query in QUERIES:
                page.goto(f"/ru/search/{query}")
                found = Axe().run(page, options=RULES).response["violations"]
                wide = page.evaluate("document.documentElement.scrollWidth")

                assert (query, scheme, found) == (query, scheme, [])
                assert (query, wide) == (query, width)
            page.get_by_role("combobox").fill("Бока")
            expect(page.get_by_role("option")).to_have_count(1)
            found = Axe().run(page, options=RULES).response["violations"]
            assert (scheme, width, found) == (scheme, width, [])


@pytest.mark.parametrize("query", ["q=Djakichev", "q=абракадабра"])
def test_results_fit_a_language_from_right_to_left(loaded, chromium, tmp_path, query):
    with served(loaded, settings="tests.browser.settings_rtl") as site:
        context = chromium.new_context(base_url=site.url, viewport={"width": 360, "height": 800})
        page = context.new_page()
        page.goto(f"/ar/search/?{query}")

        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        context.close()
