"""What a translator does: open a page of her language, correct a sentence, publish."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import explore


@pytest.fixture
def site(own_site):
    """These tests change the site."""
    return own_site


def open_translation(page: Page, *titles: str) -> None:
    page.goto("/admin/pages/")
    for title in titles:
        page.get_by_role("link", name=re.compile(title)).first.click()


def test_a_translator_corrects_a_sentence_and_publishes_it(log_in, open_context):
    page = log_in("translator-fr")
    open_translation(page, "À propos du site")
    expect(page.get_by_text("О сайте").first).to_be_visible()
    page.locator("textarea[id]").first.fill("À propos de ce site")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Readers do not see it before")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Published")

    reader = open_context().new_page()
    reader.goto("/fr/about/")
    expect(reader.locator("h1")).to_have_text("À propos de ce site")
    reader.goto("/ru/about/")
    expect(reader.locator("h1")).to_have_text("О сайте")


def test_a_translator_is_not_let_into_another_language(log_in):
    page = log_in("translator-fr")
    page.goto("/admin/pages/")

    expect(page.get_by_role("link", name="Confidentialité")).to_be_visible()
    expect(page.get_by_text("Datenschutz")).to_have_count(0)
    editor = log_in("editor")
    explore(editor)
    editor.get_by_role("link", name="О сайте").first.click()
    editor.wait_for_url("**/edit/")

    page.goto(editor.url)
    expect(page.locator("main")).to_contain_text("Translators open translations and nothing else.")
