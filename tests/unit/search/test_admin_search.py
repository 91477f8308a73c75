"""The admin finds pages through the same index: drafts too, with the rights of the user."""

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Page

from tests.factories import (
    fresh,
    make_image,
    make_page,
    make_person,
    make_user,
    send_to,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editors"))
    return client


def titles(client, url: str, **asked) -> list[str]:
    """What a listing of pages shows."""
    response = client.get(url, asked)
    assert response.status_code == 200
    pages = response.context.get("object_list", response.context.get("pages"))
    return [page.draft_title for page in pages]


def test_page_search_finds_drafts_in_any_form_and_spelling(editor):
    make_page("Политические заключённые", publish=False)
    make_person("Мухтар Джакишев", publish=False)
    url = reverse("wagtailadmin_pages:search")

    assert titles(editor, url, q="заключенных") == ["Политические заключённые"]
    assert titles(editor, url, q="Djakichev") == ["Мухтар Джакишев"]
    assert titles(editor, url, q="Джак") == ["Мухтар Джакишев"]
    assert titles(editor, url, q="джакишев live:no") == ["Мухтар Джакишев"]
    assert titles(editor, url, q="джакишев live:yes") == []


def test_page_search_finds_the_new_title_of_a_draft_and_the_old_one(editor):
    page = make_page("Незабудка")
    page.title = "Ромашка"
    page.save_revision()
    url = reverse("wagtailadmin_pages:search")

    assert titles(editor, url, q="ромашки") == ["Ромашка"]
    assert titles(editor, url, q="незабудки") == ["Ромашка"]


def test_page_search_counts_the_types_of_what_it_found(editor):
    make_page("Джакишев и другие")
    make_person("Мухтар Джакишев")
    response = editor.get(reverse("wagtailadmin_pages:search"), {"q": "джакишева"})

    assert sorted(number for _type, number in response.context["content_types"]) == [1, 1]


def test_the_chooser_of_pages_finds_people_by_any_spelling(editor):
    make_person("Мухтар Джакишев")
    make_page("Джакишев и другие")
    url = reverse("wagtailadmin_choose_page_search")

    asked = {"q": "Dzhakishev", "page_type": "prisoners.PrisonerPage"}
    assert titles(editor, url, **asked) == ["Мухтар Джакишев"]


def test_the_best_comes_first_and_an_order_that_was_asked_for_is_kept(editor):
    make_person("Асан Шакишев")
    make_person("Мухтар Джакишев")
    found = Page.objects.autocomplete("Djakichev")

    assert [page.title for page in found] == ["Мухтар Джакишев", "Асан Шакишев"]
    ordered = Page.objects.order_by("title").autocomplete("Djakichev", order_by_relevance=False)
    assert [page.title for page in ordered] == ["Асан Шакишев", "Мухтар Джакишев"]


def test_a_translator_finds_only_pages_of_the_own_language(client):
    person = make_person("Мухтар Джакишев")
    send_to(person, "fr", title="Moukhtar Djakichev")
    client.force_login(make_user("Translators fr"))
    found = titles(client, reverse("wagtailadmin_pages:search"), q="Джакишев")

    assert found == ["Moukhtar Djakichev"]


def test_the_words_of_a_withheld_name_find_nothing_for_a_translator(client):
    person = make_person("Мухтар Джакишев", native_name="Незабудкин")
    send_to(person, "fr", title="Moukhtar Djakichev")
    consent = fresh(person).consent
    consent.name = False
    consent.save()
    client.force_login(make_user("Translators fr"))

    assert titles(client, reverse("wagtailadmin_pages:search"), q="Незабудкин") == []


def test_images_are_found_as_before(editor):
    make_image("Портрет Джакишева")
    found = get_image_model().objects.search("портрет")

    assert [image.title for image in found] == ["Портрет Джакишева"]


@pytest.mark.parametrize("text", ['"', "*", "AND", "\0", "🙂", "ж" * 10_000, '"два слова"'])
def test_no_query_is_an_error(editor, text):
    make_page("Два слова")

    for name in ("wagtailadmin_pages:search", "wagtailadmin_choose_page_search"):
        assert editor.get(reverse(name), {"q": text}).status_code == 200
