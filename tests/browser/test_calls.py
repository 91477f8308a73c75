"""What a call asks readers to do: write, meet to write, tell others, come; and who writes it.

On a site with one language more, which is written from right to left.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import MANAGE, DemoSite, environment, served
from tests.browser.test_every_page import RULES
from tests.browser.test_people_pages import unfold

SETTINGS = "tests.browser.settings_rtl"
LANGUAGES = ("ru", "en", "ar")
CAMPAIGN = "campaigns/full/"
LETTERS = f"{CAMPAIGN}letters/"
KIT = "prisoners/kit/"
PATHS = {
    "campaign": CAMPAIGN,
    "second page of updates": f"{CAMPAIGN}?updates=2",
    "addressee": "addressees/ministry/",
    "letters": LETTERS,
    "kit": KIT,
    "cards": f"{KIT}?person=first&person=second",
    "events": "events/",
    "past events": "events/?when=past",
    "month": "events/?month=2017-12",
    "event to come": "events/coming/",
    "event that is over": "events/over/",
    "cancelled event": "events/cancelled/",
    "postponed event": "events/postponed/",
    "event online": "events/online/",
    "event told after contact": "events/secret/",
    "key date": "events/hearing/",
    "key date that is over": "events/debate/",
}
SUBJECT = "en: О деле: en: Первый Выдуманный"
TEXT = "en: Здравствуйте!\n\nen: Первый Выдуманный под стражей 294 days.\n\nen: Освободить всех."


@pytest.fixture(scope="module")
def site(loaded, tmp_path_factory) -> Iterator[DemoSite]:
    """The demo with an invented campaign beside that of the announcement."""
    var = Path(shutil.copytree(loaded, tmp_path_factory.mktemp("calls") / "demo"))
    make = "from tests.browser.full_calls import make_all; make_all('en', 'ar')"
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


@pytest.fixture
def letter(open_context) -> str:
    """The path of the first letter, below a language."""
    page = open_context().new_page()
    page.goto(f"/ru/{LETTERS}")
    link = page.locator("main .letters .links a").first
    return link.get_attribute("href").removeprefix("/ru/")


def on_paper(page: Page) -> bytes:
    """The page as the browser prints it."""
    page.emulate_media(media="print")
    return page.pdf(format="A4")


def sheets(pdf: bytes) -> int:
    """How many sheets of paper that takes."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_every_page_of_a_call_is_valid_html(open_context, letter):
    context = open_context()
    for language in LANGUAGES:
        for path in (*PATHS.values(), letter):
            response = context.request.get(f"/{language}/{path}")
            parser = html5lib.HTMLParser(strict=False)
            parser.parse(response.text())

            assert (path, response.status, parser.errors) == (path, 200, [])


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_page_of_a_call(open_context, letter, language, width, scheme):
    page = open_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    ).new_page()
    found = {}
    for name, path in (PATHS | {"letter": letter}).items():
        page.goto(f"/{language}/{path}")
        unfold(page)
        violations = Axe().run(page, options=RULES).response["violations"]
        found |= {f"{name}: {each['id']}": each["nodes"][0]["html"] for each in violations}

    assert found == {}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_a_call_is_wider_than_the_screen(open_context, letter, language, width):
    page = open_context(viewport={"width": width, "height": 900}).new_page()
    paths, wide = PATHS | {"letter": letter}, {}
    for name, path in paths.items():
        page.goto(f"/{language}/{path}")
        unfold(page)
        wide[name] = page.evaluate("document.documentElement.scrollWidth")

    assert wide == dict.fromkeys(paths, width)


def test_a_reader_opens_a_letter_that_is_filled_in_and_sends_it_herself(reader):
    reader.goto(f"/en/{CAMPAIGN}")
    section = reader.locator("section", has=reader.get_by_role("heading", name="Write a letter"))
    section.get_by_role("link", name="en: О деле: …").click()

    expect(reader.locator("main .letter strong").first).to_have_text(SUBJECT)
    expect(reader.get_by_label("Text of the letter")).to_have_value(TEXT)
    expect(reader.get_by_label("Text of the letter")).not_to_be_editable()
    link = reader.get_by_role("link", name="Open in my mail program").get_attribute("href")
    mail = urlsplit(link)
    assert (mail.scheme, mail.path) == ("mailto", "office@example.org")
    said = {"subject": [SUBJECT], "body": [TEXT.replace("\n", "\r\n")]}
    assert parse_qs(mail.query, strict_parsing=True) == said
    expect(reader.locator("address")).to_contain_text("000000")


def test_a_reader_chooses_whom_to_name_what_to_ask_and_the_language(reader, letter):
    reader.goto(f"/en/{letter}")
    reader.get_by_label("About whom").select_option("second")
    reader.get_by_label("What you ask for").select_option("en: Пустить врача.")
    reader.get_by_role("button", name="Show this letter").click()
    text = reader.get_by_label("Text of the letter")
    expect(text).to_have_value(re.compile("en: Вторая Выдуманная .+en: Пустить врача", re.DOTALL))

    reader.get_by_label("Language of the letter").select_option("ar")
    reader.get_by_role("button", name="Show this letter").click()
    expect(text).to_have_value(re.compile("ar: Вторая Выдуманная .+ar: Пустить врача", re.DOTALL))
    assert (text.get_attribute("lang"), text.get_attribute("dir")) == ("ar", "rtl")
    expect(reader.locator("html")).to_have_attribute("lang", "en")


def test_a_letter_too_long_for_a_link_is_copied_and_pasted(reader):
    reader.goto(f"/en/{LETTERS}")
    reader.get_by_role("link", name="en: Длинное письмо").click()

    link = reader.get_by_role("link", name="Open a message without the text")
    query = parse_qs(urlsplit(link.get_attribute("href")).query)
    assert query == {"subject": ["en: Длинное письмо"]}
    expect(reader.locator("main .ways")).to_contain_text("Copy it from above")


def test_the_button_copies_the_text_of_a_letter(open_context, letter):
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"/en/{letter}")
    text = page.get_by_label("Text of the letter")
    button = page.locator("p", has=text).get_by_role("button", name="Copy")
    button.click()

    expect(page.get_by_role("button", name="Copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == text.input_value()


def test_only_the_letter_is_printed(reader, letter):
    reader.goto(f"/en/{letter}")
    pdf = on_paper(reader)

    shown = reader.locator("main .on-paper")
    expect(shown).to_contain_text("1 December 2017")
    expect(shown).to_contain_text("en: Первый Выдуманный под стражей 294 days.")
    assert reader.locator("body").inner_text().strip() == shown.inner_text().strip()
    assert sheets(pdf) == 1


def test_a_letter_evening_takes_a_sheet_for_each_person_chosen(reader):
    reader.goto(f"/en/{KIT}")
    for name in ("en: Первый Выдуманный", "en: Вторая Выдуманная"):
        reader.get_by_label(name).check()
    reader.get_by_role("button", name="Show the cards").click()

    cards = reader.locator("article.kit")
    assert cards.locator("h2").all_inner_texts() == [
        "en: Вторая Выдуманная",
        "en: Первый Выдуманный",
    ]
    for card in cards.all():
        expect(card).to_contain_text("294 days")
        expect(card).to_contain_text("000000")
        expect(card).to_contain_text("What not to write")
        expect(card).to_contain_text("1 December 2017")
    pdf = on_paper(reader)
    expect(reader.locator("header.page-head")).to_be_hidden()
    expect(reader.get_by_role("button", name="Show the cards")).to_be_hidden()
    assert sheets(pdf) == 2


def test_a_page_is_shared_by_links_that_hold_its_words_and_ask_nobody(reader, site):
    requests = []
    reader.on("request", lambda request: requests.append(request.url))
    reader.goto(f"/en/{CAMPAIGN}")
    share = reader.locator("details.share")
    share.locator("summary").click()

    links = {link.inner_text(): link.get_attribute("href") for link in share.locator("a").all()}
    assert list(links) == ["E-mail", "Telegram", "WhatsApp", "Facebook", "X", "Bluesky"]
    address = f"/en/{CAMPAIGN}"
    telegram = parse_qs(urlsplit(links["Telegram"]).query)
    assert urlsplit(telegram["url"][0]).path == address
    assert telegram["text"] == ["en: Прочтите & передайте дальше."]
    text = share.get_by_label("Text to copy, for any other place").input_value()
    assert text.startswith("en: Прочтите & передайте дальше.\nhttp")
    assert text.endswith(address)
    neutral = share.get_by_label("A cautious text").input_value()
    assert neutral.endswith("/en/")
    assert "full" not in neutral
    assert [url for url in requests if not url.startswith(site.url)] == []


@pytest.mark.parametrize("path", [CAMPAIGN, "prisoners/first/", "events/coming/"])
def test_the_text_for_sharing_has_one_button_to_copy_it(open_context, path):
    page = open_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(f"/en/{path}")
    unfold(page)
    buttons = page.locator("details.share").get_by_role("button", name="Copy")
    buttons.first.click()

    expect(buttons).to_have_count(1)  # the other one says that it was copied
    text = page.locator("#share-text").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_the_calendar_shows_a_month_and_turns_to_the_next(reader):
    reader.goto("/en/events/")
    reader.get_by_role("navigation", name="Events by time").get_by_role(
        "link", name="Calendar"
    ).click()
    expect(reader.get_by_role("heading", name="December 2017")).to_be_visible()
    month = reader.get_by_role("table", name="December 2017")
    day = month.locator("td", has=reader.locator('time[datetime="2017-12-16"]'))
    expect(day).to_contain_text("14:00 en: Встреча coming")
    expect(day).to_contain_text("en: Встреча cancelled cancelled")

    busy = month.locator("td", has=reader.locator('time[datetime="2017-12-20"]'))
    expect(busy.get_by_role("listitem")).to_have_count(9)
    expect(busy.get_by_role("link", name="and 4 more")).to_have_attribute("href", "/en/events/")

    reader.get_by_role("link", name="Month before").click()
    expect(reader).to_have_url(re.compile(r"\?month=2017-11$"))
    anniversary = reader.locator("td", has=reader.locator('time[datetime="2017-11-20"]'))
    expect(anniversary).to_contain_text("Годовщина")


def test_lists_of_events_say_what_is_to_come_and_what_has_been(reader):
    reader.goto("/en/events/")
    titles = reader.locator("main .event__title")
    expect(titles.filter(has_text="Встреча coming")).to_have_count(1)
    expect(titles.filter(has_text="Встреча over")).to_have_count(0)
    cancelled = reader.locator("main .event", has_text="Встреча cancelled")
    expect(cancelled.locator(".event-status--changed")).to_have_text("cancelled")
    expect(titles.last).to_contain_text("Встреча postponed")

    reader.get_by_role("link", name="Past", exact=True).click()
    expect(titles.filter(has_text="Встреча coming")).to_have_count(0)
    assert titles.all_inner_texts() == ["en: Встреча over", "en: Встреча uncounted"]
    counted = reader.locator("main .event", has_text="Встреча over")
    expect(counted).to_contain_text("1,234 people came (counted by: en: полиция)")
