"""The daily story: an announcement is corrected, translators hear of it, one carries it over."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import EVENT
from tests.browser.test_call_editor import edit, publish

CODES = ("en", "fr", "pl", "uk", "kk", "de")
TITLE = "Приглашение к протесту"
OLDER = "La page d’origine a été modifiée le"


@pytest.fixture
def site(own_site):
    """These tests change the site."""
    return own_site


def rows(page: Page):
    page.goto("/admin/desk/")
    return page.locator(".desk-list tbody tr").filter(has_text=TITLE)


def open_editor(page: Page) -> None:
    rows(page).get_by_role("link", name=re.compile(TITLE)).click()
    expect(page.locator("#texts")).to_be_visible()


def test_a_corrected_announcement_goes_through_the_desk_to_french_readers(log_in, open_context):
    editor = log_in("editor")
    edit(editor, "События", TITLE)
    editor.locator("#id_start_time").fill("12:15")
    publish(editor)

    reader = open_context().new_page()
    for code in ("ru", *CODES):
        reader.goto(f"/{code}/{EVENT}")
        expect(reader.locator(".event-facts__time").first).to_contain_text("12:15")
    translators = {code: log_in(f"translator-{code}") for code in CODES}
    for page in translators.values():
        expect(rows(page)).to_have_count(0)  # the hour is nobody's work

    edit(editor, "События", TITLE)
    summary = editor.locator("#id_summary")
    before = summary.input_value()
    summary.fill(f"{before} Приходите с друзьями.")
    publish(editor)

    for page in translators.values():
        expect(rows(page)).to_have_count(1)
        expect(rows(page)).to_contain_text("1 text of")
    reader.goto(f"/fr/{EVENT}")
    expect(reader.locator(".translation-notice")).to_contain_text(OLDER)
    expect(reader.locator(".lede")).not_to_contain_text("друзьями")

    french = translators["fr"]
    open_editor(french)
    text = french.locator(".text")
    expect(text).to_have_count(1)
    expect(text.locator("ins")).to_contain_text("Приходите с друзьями")
    expect(text.locator("textarea[id]")).to_have_attribute("lang", "fr")
    box = text.locator("textarea[id]")
    box.fill(box.input_value() + " Venez avec vos amis.")
    box.press("Control+Enter")
    expect(text.locator(".text__status")).to_have_text("translated, saved")
    expect(french.locator("body")).not_to_contain_text("not saved")
    french.get_by_role("button", name=re.compile("^Done")).click()
    expect(french.locator(".messages")).to_contain_text("Somebody else can read it now.")

    moderator = log_in("moderator")
    moderator.goto("/admin/desk/?language=fr&view=read")
    moderator.get_by_role("link", name=re.compile(TITLE)).click()
    moderator.get_by_role("button", name="Approve what others wrote").click()
    expect(moderator.locator(".messages")).to_contain_text("approved")
    moderator.get_by_role("button", name="Publish", exact=True).click()
    expect(moderator.locator(".messages")).to_contain_text("Published.")

    reader.goto(f"/fr/{EVENT}")
    expect(reader.locator(".lede")).to_contain_text("Venez avec vos amis.")
    expect(reader.locator(".translation-notice")).to_have_count(0)
    reader.goto(f"/de/{EVENT}")
    expect(reader.locator(".translation-notice")).to_have_count(1)
    expect(rows(french)).to_have_count(0)
    expect(rows(translators["pl"])).to_have_count(1)


@pytest.mark.parametrize("path", ["/admin/desk/", "/admin/desk/all/", "editor"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_desk_can_be_used_by_everybody(log_in, path, width):
    page = log_in("editor")
    page.set_viewport_size({"width": width, "height": 800})
    if path == "editor":
        page.goto("/admin/desk/all/?text=Приглашение")
        page.locator(".desk-cell a").first.click()
        expect(page.locator("#texts")).to_be_visible()
    else:
        page.goto(path)

    found = Axe().run(page, context=".desk").response["violations"]

    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_editor_works_without_a_script(log_in, open_context):
    page = log_in("translator-fr")
    page.goto("/admin/pages/")
    page.get_by_role("link", name=re.compile("À propos du site")).first.click()
    cookies = page.context.cookies()
    url = page.url
    plain = open_context(java_script_enabled=False)
    plain.add_cookies(cookies)
    page = plain.new_page()
    page.goto(url)
    page.locator("textarea[id]").first.fill("À propos de ce site")
    page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.locator("textarea[id]").first).to_have_value("À propos de ce site")
    page.goto("/fr/about/")
    expect(page.locator("h1")).to_have_text("À propos de ce site")
