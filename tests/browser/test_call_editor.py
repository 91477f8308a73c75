"""What an editor does with a campaign and an event: every tab of the form opens and is saved."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import EVENT, PAGES, explore

CAMPAIGN = PAGES["campaign"]


@pytest.fixture
def site(own_site):
    """These tests change the site."""
    return own_site


def edit(page: Page, listed: str, title: str) -> list[str]:
    """Open the form of a page; what the browser complains of from now on."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    explore(page, listed)
    page.get_by_role("link", name=re.compile(title)).first.click()
    expect(page.locator("#id_title")).to_have_value(re.compile(title))
    page.wait_for_load_state("networkidle")  # the buttons work when the scripts are there
    return complaints


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("published")


def real(complaints: list[str]) -> list[str]:
    """Complaints save for one: Wagtail tries to save a draft while a row is still half filled."""
    return [text for text in complaints if "400 (Bad Request)" not in text]


def go_through_tabs(page: Page) -> list[str]:
    """Open each tab in turn, and see that it shows something; their names."""
    names = []
    for tab in page.locator("form [role=tab]").all():
        tab.click()
        panel = page.locator(f"#{tab.get_attribute('aria-controls')}")
        expect(panel.get_by_role("heading").first).to_be_visible()
        names.append(tab.inner_text().strip())
    return names


def test_an_editor_goes_through_a_campaign_and_adds_a_demand_a_number_and_signatures(
    log_in, open_context
):
    page = log_in("editor")
    complaints = edit(page, "Кампании", "Остановите пытки")

    assert go_through_tabs(page) == [
        "Story",
        "Demands and numbers",
        "People and dates",
        "Actions",
        "News and results",
        "Contacts and press",
        "Address",
    ]
    open_tab(page, "Demands and numbers")
    page.get_by_role("button", name="Add demand").click()
    page.locator("#id_demands-5-text").fill("Впустить независимых врачей.")
    page.locator("#id_demands-5-due").fill("2017-12-20")
    page.get_by_role("button", name="Add number").click()
    page.locator("#id_numbers-1-number").fill("1234")
    page.locator("#id_numbers-1-text").fill("писем отправлено")
    page.locator("#id_numbers-1-as_of").fill("2017-11-30")
    page.locator("#id_numbers-1-source").fill("Организаторы")
    open_tab(page, "Actions")
    page.locator("#id_petition_count").fill("12345")
    page.locator("#id_petition_counted_on").fill("2017-11-30")
    page.locator("#id_petition_counted_on").press("Tab")
    page.locator("#id_petition_goal").fill("50000")
    publish(page)

    reader = open_context().new_page()
    reader.goto(f"/ru/{CAMPAIGN}")
    main = reader.locator("main")
    demand = reader.locator(".demands li", has_text="Впустить независимых врачей.")
    expect(demand).to_contain_text("до 20 декабря 2017")
    expect(main).to_contain_text("писем отправлено")
    expect(reader.locator(".petition__count")).to_contain_text("12 345 подписей")
    assert real(complaints) == []


def test_an_editor_goes_through_an_event_and_writes_what_came_of_it(log_in, open_context):
    page = log_in("editor")
    complaints = edit(page, "События", "Приглашение к протесту")

    assert go_through_tabs(page) == [
        "Announcement",
        "Good to know",
        "Organiser and contacts",
        "Campaign, people, dates",
        "Afterwards",
        "Sharing",
        "Address",
    ]
    open_tab(page, "Good to know")
    page.locator("#id_accessibility").fill("Без ступеней.")
    open_tab(page, "Afterwards")
    page.locator("#id_attended").fill("1234")
    page.locator("#id_counted_by").fill("организаторы")
    publish(page)

    reader = open_context().new_page()
    reader.goto(f"/ru/{EVENT}")
    expect(reader.locator("main")).to_contain_text("Без ступеней.")
    expect(reader.locator(".event-report .counts")).to_contain_text("1 234 человека")
    assert real(complaints) == []
