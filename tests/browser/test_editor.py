"""What an editor does: announce an event from the guided layout, change the hour of another."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import EVENT, explore


@pytest.fixture
def site(own_site):
    """These tests change the site."""
    return own_site


def publish(page: Page) -> None:
    page.get_by_role("button", name="Actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("published")


def test_an_editor_announces_an_event_from_the_guided_layout(log_in, open_context):
    page = log_in("editor")
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    explore(page, "События")
    page.get_by_role("link", name=re.compile("Add child page")).first.click()
    page.get_by_role("link", name="Event", exact=True).click()

    page.locator("#id_title").fill("Пикет у посольства в Праге")
    expect(page.locator("#id_time_zone")).to_have_value("Europe/Brussels")
    page.locator("#id_start_day").fill("2017-12-10")
    page.locator("#id_start_time").fill("18:30")
    page.locator("#id_time_zone").fill("Europe/Prague")
    page.locator("#id_place_name").fill("Pod Hradbami 9")
    page.locator("#id_city").fill("Praha")
    page.locator("[data-streamfield-child] [contenteditable=true]").first.fill(
        "Приходите с плакатами."
    )
    # The rich text editor hands over what was typed a moment later.
    typed = page.locator("input[name=body-0-value]")
    expect(typed).to_have_value(re.compile("Приходите с плакатами"))
    publish(page)

    reader = open_context().new_page()
    reader.goto("/ru/events/")
    reader.get_by_role("link", name="Пикет у посольства в Праге").click()
    expect(reader).to_have_url(re.compile("/ru/events/piket-u-posolstva-v-prage/$"))
    expect(reader.locator("main")).to_contain_text("Воскресенье, 10 декабря 2017 г., 18:30")
    expect(reader.locator("main")).to_contain_text("Приходите с плакатами.")
    # What is good to know, and nothing else: empty blocks show nothing.
    expect(reader.locator("main section.rows")).to_have_count(1)
    reader.goto("/fr/events/")
    borrowed = reader.get_by_role("link", name="Пикет у посольства в Праге")
    expect(borrowed).to_be_visible()
    assert borrowed.evaluate("link => link.closest('[lang]').lang") == "ru"
    assert complaints == []


def test_a_new_hour_is_on_the_site_in_every_language_at_once(log_in, open_context):
    page = log_in("editor")
    explore(page, "События")
    page.get_by_role("link", name=re.compile("Приглашение к протесту")).first.click()
    page.locator("#id_start_time").fill("14:15")
    page.locator("#id_end_time").fill("15:45")
    publish(page)

    reader = open_context().new_page()
    for language in ("ru", "en", "fr", "pl", "uk", "kk", "de"):
        reader.goto(f"/{language}/{EVENT}")
        expect(reader.locator("main")).to_contain_text("14:15–15:45")


def test_an_event_that_would_end_before_it_begins_is_refused_with_the_work_kept(log_in):
    page = log_in("editor")
    explore(page, "События")
    page.get_by_role("link", name=re.compile("Приглашение к протесту")).first.click()
    page.locator("#id_end_time").fill("03:00")
    page.get_by_role("button", name="Actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.locator("main")).to_contain_text("The event would end before it begins.")
    expect(page.locator("#id_end_time")).to_have_value("03:00")


def test_the_block_chooser_shows_what_a_block_looks_like(log_in):
    page = log_in("editor")
    explore(page)
    page.get_by_role("link", name=re.compile("Add child page")).first.click()
    page.wait_for_url("**/add/home/standardpage/**")  # the only type there is room for
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Quote").hover()
    listbox = page.get_by_role("listbox")
    listbox.get_by_role("button", name="Preview").nth(2).click()  # of the third, the quote
    preview = page.frame_locator("iframe[src*=block-preview]")

    expect(preview.get_by_text("I write so that I am not forgotten.")).to_be_visible()
