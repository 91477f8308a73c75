"""The demo: the seed's case in seven languages, loaded once for this file."""

import tomllib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from wagtail.models import Page
from wagtail_localize.models import Translation

from core.languages import is_translation
from core.models import User
from demo.entries import CONTENT, read_entries
from search.checks import index_is_whole
from search.find import Query, find
from tests.search.corpus import queries

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]

LANGUAGES = ("ru", "en", "fr", "pl", "uk", "kk", "de")
FACTS = tomllib.loads((Path(__file__).parents[1] / "seed_facts.toml").read_text("utf-8"))["fact"]
SLUGS = (
    "zhanbolat-mamay",
    "seitkazy-matayev",
    "natalya-ulasik",
    "max-bokayev",
    "mukhtar-dzhakishev",
    "iskander-yerimbetov",
    "muratkhan-tokmadi",
)
SECTIONS = {name: f"{name}/" for name in ("addressees", "campaigns", "events", "prisoners")}


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the demo, and take it away after the last test of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def address(key: str, language: str) -> str:
    entry = read_entries()[key]
    if key == "home":
        return f"/{language}/"
    parent = entry["parent"]
    middle = SECTIONS.get(parent, "")
    return f"/{language}/{middle}{entry['slug']}/"


def visible_text(html: str) -> str:
    soup = BeautifulSoup(html, "html5lib")
    for hidden in soup(["script", "style", "head"]):
        hidden.decompose()
    return " ".join(soup.get_text(" ").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_the_seed_is_on_its_page_in_every_language(language):
    client = Client()
    pages = {fact["page"] for fact in FACTS}
    texts = {
        key: visible_text(client.get(address(key, language)).content.decode()) for key in pages
    }
    missing = [
        (fact["page"], fact["id"], fact[language])
        for fact in FACTS
        if " ".join(fact[language].split()) not in texts[fact["page"]]
    ]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_demo_can_be_read_in_every_language(language):
    client = Client()
    answers = {key: client.get(address(key, language)).status_code for key in read_entries()}

    assert answers == dict.fromkeys(read_entries(), 200)


def test_every_text_of_every_page_is_translated():
    progress = [translation.get_progress() for translation in Translation.objects.all()]

    assert len(progress) == 23 * 6
    assert all(total > 0 and done == total for total, done in progress)


def test_a_new_export_equals_the_files(tmp_path):
    call_command("export_demo", to=tmp_path, verbosity=0)

    for language in LANGUAGES[1:]:
        exported = (tmp_path / f"{language}.po").read_text("utf-8")
        assert exported == (CONTENT / f"{language}.po").read_text("utf-8")


def test_there_is_no_alias_and_the_tree_is_sound():
    assert Page.objects.filter(alias_of__isnull=False).count() == 0
    assert [len(problems) for problems in Page.find_problems()] == [0, 0, 0, 0, 0]


def test_the_originals_are_russian_and_live():
    originals = Page.objects.filter(depth__gt=1).filter(~is_translation())

    assert {page.locale.language_code for page in originals} == {"ru"}
    assert originals.count() == 23
    assert originals.filter(live=True).count() == 23


def test_the_seven_people_have_the_slugs_of_their_names():
    slugs = Page.objects.filter(url_path__startswith="/ru/prisoners/", depth=4)

    assert set(slugs.values_list("slug", flat=True)) == {
        "zhanbolat-mamay",
        "seitkazy-matayev",
        "natalya-ulasik",
        "max-bokayev",
        "mukhtar-dzhakishev",
        "iskander-yerimbetov",
        "muratkhan-tokmadi",
    }


def test_loading_again_keeps_what_people_changed():
    page = Page.objects.get(url_path="/ru/about/").specific
    page.title = "О нас"
    page.summary = ""
    page.save_revision().publish()
    Page.objects.get(url_path="/ru/contact/").specific.delete()
    editor = User.objects.get(username="editor")
    editor.first_name = "Айгуль"
    editor.save()

    call_command("demo", verbosity=0)

    assert Page.objects.get(url_path="/ru/about/").title == "О нас"
    assert User.objects.get(username="editor").first_name == "Айгуль"
    assert Page.objects.get(url_path="/ru/about/").specific.summary == ""
    assert Page.objects.filter(depth__gt=1).count() == 22 * 7


def test_the_demo_says_what_it_is_and_asks_search_engines_to_stay_away():
    html = Client().get("/en/").content.decode()

    assert '<meta name="robots" content="noindex">' in html
    assert "1 December 2017" in visible_text(html)


SPELLINGS = (
    "Dzhakishev",
    "Jakishev",
    "Djakichev",
    "Dżakiszew",
    "Dschakischew",
    "Džakišev",
    "Джакішев",
    "Жақышев",
    "Жәкішев",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_spelling_of_a_person_finds_her_first_in_every_language(language):
    asked = [(text, "mukhtar-dzhakishev") for text in SPELLINGS]
    asked += [
        (row["query"], row["expected_slug"])
        for row in queries()
        if row["expected_slug"] in SLUGS and "topic" not in row["note"]
    ]
    first = {text: find(Query.of(text, language)).documents[:1] for text, _slug in asked}
    wrong = [
        (text, slug)
        for text, slug in asked
        if [document.page.slug for document in first[text]] != [slug]
    ]

    assert len(asked) > 35
    assert wrong == []


def test_the_demo_leaves_search_a_whole_index():
    assert index_is_whole(["default"]) == []
