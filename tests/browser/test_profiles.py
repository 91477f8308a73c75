"""A profile needs two people; a page taken down is gone for readers, and can come back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import explore

LANGUAGES = ("ru", "fr", "kk")
PROFILE = "prisoners/max-bokayev/"


@pytest.fixture
def site(own_site):
    """These tests change the site."""
    return own_site


def open_profile(page: Page) -> None:
    explore(page, "Люди")
    page.get_by_role("link", name="Макс Бокаев", exact=True).first.click()
    expect(page.locator("#id_title")).to_have_value("Макс Бокаев")
    page.wait_for_load_state("networkidle")  # the menus open when the scripts are there


def test_a_release_is_written_by_one_and_published_by_another(log_in, open_context):
    editor = log_in("editor")
    open_profile(editor)
    editor.get_by_role("button", name="Add status").click()
    row = editor.locator("#id_statuses-1-code")
    row.select_option("released")
    since = editor.locator("#id_statuses-1-since")
    since.fill("2017-12-01")
    since.press("Tab")  # closes the calendar, which lies over the buttons
    editor.get_by_role("button", name="More actions").click()
    expect(editor.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    editor.get_by_role("button", name=re.compile("Submit to")).click()
    expect(editor.locator(".messages")).to_contain_text("submitted")

    reader = open_context().new_page()
    reader.goto(f"/en/{PROFILE}")
    expect(reader.locator(".status").first).to_contain_text("eprived of liberty")

    moderator = log_in("moderator")
    open_profile(moderator)
    moderator.get_by_role("button", name="More actions").click()
    moderator.get_by_role("button", name="Approve and Publish", exact=True).click()
    expect(moderator.locator(".messages")).to_contain_text("updated")

    for language, word in (("ru", "свобожд"), ("en", "eleased"), ("fr", "ibéré")):
        reader.goto(f"/{language}/{PROFILE}")
        expect(reader.locator(".status").first).to_contain_text(word)


def test_a_page_taken_down_is_gone_in_every_language_and_comes_back(log_in, open_context):
    moderator = log_in("moderator")
    open_profile(moderator)
    moderator.get_by_role("button", name="Actions", exact=True).first.click()
    moderator.get_by_role("link", name="Take down").click()
    moderator.get_by_role("textbox", name="Reason").fill("Просьба семьи")
    moderator.get_by_role("button", name="Take down").click()
    expect(moderator.locator(".messages")).to_contain_text("Taken down in all languages")

    reader = open_context().new_page()
    for language in LANGUAGES:
        assert reader.goto(f"/{language}/{PROFILE}").status == 410
        reader.goto(f"/{language}/prisoners/")
        expect(reader.locator(".person")).to_have_count(6)

    moderator.goto("/admin/pages/")
    open_profile(moderator)
    moderator.get_by_role("button", name="Actions", exact=True).first.click()
    menu = moderator.get_by_role("navigation", name="Actions", exact=True)
    menu.get_by_role("link", name="Undo the take-down").click()
    moderator.get_by_role("button", name="Undo the take-down").click()
    expect(moderator.locator(".messages")).to_contain_text("The take-down is undone")
    for language in LANGUAGES:
        assert reader.goto(f"/{language}/{PROFILE}").status == 200


def test_a_withdrawn_consent_closes_the_page_and_lists_who_mentions_the_name(log_in, open_context):
    editor = log_in("editor")
    open_profile(editor)
    editor.get_by_role("button", name="Actions", exact=True).first.click()
    editor.get_by_role("link", name="Consent and safety").click()
    editor.locator("input[name=withdrawn_on]").fill("2017-12-01")
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.locator("main")).to_contain_text("Pages that mention the person")
    expect(editor.locator("main")).to_contain_text("Приглашение к протесту")

    reader = open_context().new_page()
    for language in LANGUAGES:
        assert reader.goto(f"/{language}/{PROFILE}").status == 404
