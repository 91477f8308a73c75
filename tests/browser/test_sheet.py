"""An editor brings people in as a sheet: mistakes first, then a check, then the drafts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

COLUMNS = "id,language,title,country,born,status_1_code,status_1_since,status_1_place"
WRONG = (
    ",ru,Первая Выдуманная,KZ,1980,pretrial,2017-13-01,",
    ",ru,Второй Выдуманный,Казахстан,,prison,2017-05,nowhere",
    ",xx,Третий Выдуманный,KZ,,,,",
)
RIGHT = (
    ",ru,Первая Выдуманная,KZ,1980,pretrial,2017-11-01,",
    ",ru,Второй Выдуманный,KZ,,imprisoned,2017-05,",
    ",ru,Третий Выдуманный,KZ,,,,",
)
ROWS = ".listing tbody tr"


@pytest.fixture
def site(own_site):
    """These tests change the site."""
    return own_site


def upload(page: Page, folder: Path, *rows: str) -> None:
    """Choose a file with these rows and have it checked."""
    file = folder / "people.csv"
    file.write_text("\n".join([COLUMNS, *rows]), encoding="utf-8")
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Check the sheet").click()


def test_a_sheet_with_mistakes_is_corrected_and_comes_in_as_drafts(log_in, open_context, tmp_path):
    page = log_in("editor")
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto("/admin/people/")
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("link", name="Import a sheet").click()

    upload(page, tmp_path, *WRONG)
    expect(page.get_by_role("alert")).to_have_text("5 mistakes. Nothing was imported.")
    named = [row.locator("td").all_inner_texts()[:2] for row in page.locator(ROWS).all()]
    assert named == [
        ["2", "status_1_since"],
        ["3", "country"],
        ["3", "status_1_code"],
        ["3", "status_1_place"],
        ["4", "language"],
    ]
    expect(page.locator(ROWS).first).to_contain_text("“2017-13-01” is not a date.")
    expect(page.get_by_role("button", name="Import as drafts")).to_have_count(0)

    page.get_by_role("link", name="Another sheet").click()
    upload(page, tmp_path, *RIGHT)
    expect(page.locator("main")).to_contain_text("3 people would be added")
    expect(page.locator("main li[lang=ru]")).to_have_text(
        ["Первая Выдуманная", "Второй Выдуманный", "Третий Выдуманный"]
    )
    expect(page.locator("main")).not_to_contain_text("nothing new")
    page.get_by_role("button", name="Import as drafts").click()
    expect(page.locator(".messages")).to_contain_text("3 drafts were saved.")
    expect(page).to_have_url(re.compile("/admin/people/"))
    page.get_by_role("link", name="Второй Выдуманный").first.click()
    expect(page.locator("#id_title")).to_have_value("Второй Выдуманный")
    expect(page.locator("#id_statuses-0-code")).to_have_value("imprisoned")
    expect(page.locator("#id_statuses-0-since")).to_have_value("2017-05-01")

    reader = open_context().new_page()
    assert reader.goto("/ru/prisoners/vtoroj-vydumannyj/").status == 404
    assert [text for text in complaints if "422" not in text] == []
