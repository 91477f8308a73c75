"""What a reader does: read, change the language, narrow a list, go to the petition."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import EVENT


def test_a_reader_finds_time_place_and_status_before_the_text(reader: Page):
    reader.goto(f"/en/{EVENT}")
    facts = reader.locator("main .event-facts")

    expect(facts).to_contain_text("Friday, 8 December 2017, 12:00–13:00")
    expect(facts).to_contain_text("Place Jean Rey")
    expect(facts).to_contain_text("1000 Bruxelles")
    assert facts.bounding_box()["y"] < reader.locator("main .body").bounding_box()["y"]


def test_the_front_door_leads_to_the_language_of_the_browser(reader: Page):
    reader.goto("/")

    expect(reader).to_have_url(re.compile("/en/$"))
    expect(reader.locator("html")).to_have_attribute("lang", "en")


def test_a_reader_changes_the_language_of_the_page_she_reads(reader: Page):
    reader.goto(f"/en/{EVENT}")
    reader.get_by_role("navigation", name="Languages").get_by_role("link", name="Français").click()

    expect(reader).to_have_url(re.compile(f"/fr/{EVENT}$"))
    expect(reader.locator("html")).to_have_attribute("lang", "fr")
    expect(reader.locator("h1")).to_contain_text("Kazakhstan")


def test_a_reader_narrows_the_list_of_people_by_status(reader: Page):
    reader.goto("/en/prisoners/")
    reader.get_by_text("More filters").click()
    reader.locator("select[name=status]").select_option("released")
    reader.get_by_role("button", name="Show").click()

    expect(reader.get_by_role("link", name="Seitkazy Matayev")).to_be_visible()
    expect(reader.get_by_role("link", name="Zhanbolat Mamay")).to_be_visible()
    expect(reader.get_by_role("link", name="Max Bokayev")).to_have_count(0)


def test_a_reader_finds_a_person_by_name_in_any_case(reader: Page):
    reader.goto("/ru/prisoners/?name=БОКАЕВ")

    expect(reader.get_by_role("link", name="Макс Бокаев")).to_be_visible()
    expect(reader.get_by_role("link", name="Наталья Уласик")).to_have_count(0)


def test_a_reader_goes_from_the_home_page_to_the_petition(reader: Page):
    reader.goto("/en/")
    reader.locator("main").get_by_role("link", name="Stop torture in Kazakhstan").first.click()
    petition = reader.locator("main").get_by_role("link", name=re.compile("Change.org"))

    expect(petition).to_have_attribute("href", "https://www.change.org")
    expect(petition).to_have_attribute("rel", re.compile("noreferrer"))


def test_the_first_key_press_offers_to_skip_to_the_text(reader: Page):
    reader.goto("/en/")
    reader.keyboard.press("Tab")

    expect(reader.get_by_role("link", name="Skip to the text")).to_be_focused()
