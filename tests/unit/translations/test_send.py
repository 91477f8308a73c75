"""One button on a published original makes drafts in all languages, or sends the newer text."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from tests.factories import (
    fresh,
    make_event,
    make_page,
    make_user,
    paragraph,
    send_to,
    submit,
    translation_into,
)

pytestmark = pytest.mark.django_db
BLOCK_ID = "6f1b0c1e-7a55-4cbb-b0d7-0d6f6d1a9d10"


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editors"))
    return client


def button(page) -> str:
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])


def test_the_button_makes_a_draft_in_every_language_and_publishes_nothing(
    editor, django_capture_on_commit_callbacks
):
    event = make_event("Митинг", body=[paragraph("<p>Приходите</p>")])

    with django_capture_on_commit_callbacks(execute=True):
        response = editor.post(button(event))

    versions = event.get_translations().order_by("locale__language_code")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[event.pk])
    assert list(versions.values_list("locale__language_code", "live", "slug")) == [
        ("de", False, "miting"),
        ("en", False, "miting"),
        ("fr", False, "miting"),
        ("kk", False, "miting"),
        ("pl", False, "miting"),
        ("uk", False, "miting"),
    ]
    assert not Page.objects.exclude(alias_of=None).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_words_of_the_original_are_not_readable_under_another_language(
    editor, client, django_capture_on_commit_callbacks
):
    event = make_event("Митинг")

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(button(event))
    client.logout()

    assert client.get(event.url).status_code == 200
    assert client.get(event.url.replace("/ru/", "/fr/")).status_code == 404


def test_the_confirmation_lists_what_will_be_made_and_where_the_others_stand(editor):
    event = make_event("Митинг")
    send_to(event, "fr")

    html = editor.get(button(event)).content.decode()

    assert '<li lang="pl">' in html
    assert '<li lang="fr">' not in html
    assert ">Français</a>: published</li>" in html
    assert ">Polski</span>: not sent</li>" in html


def test_the_second_click_sends_the_newer_text_and_publishes_nothing(editor):
    event = make_event("Митинг", body=[paragraph("<p>Приходите</p>", BLOCK_ID)])
    french = send_to(event, "fr")[0]
    event = fresh(event)
    event.body = [("paragraph", "<p>Новые слова</p>")]
    event.save_revision().publish()

    editor.post(button(event))

    strings = translation_into(event, "fr").source.stringsegment_set
    assert "Новые слова" in strings.values_list("string__data", flat=True)
    assert "Новые слова" not in str(fresh(french).body)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_original_may_be_in_any_language(editor, language):
    event = make_event("Vigil", language=language)

    editor.post(button(event))

    assert event.get_translations().count() == 6
    assert fresh(event).original == event


def refused(editor, page) -> str:
    before = Page.objects.count(), Translation.objects.count()
    response = editor.post(button(page), follow=True)
    assert (Page.objects.count(), Translation.objects.count()) == before
    return response.content.decode()


def test_an_unpublished_page_is_not_sent(editor):
    event = make_event("Митинг", publish=False)

    assert "Publish the page first" in refused(editor, event)


def test_a_translation_is_not_sent_from(editor):
    french = send_to(make_event("Митинг"), "fr")[0]

    assert "This is a translation. Open its original" in refused(editor, french)


def test_a_page_below_one_that_is_not_translated_is_not_sent(editor):
    parent = make_page("О нас")
    submit(parent, "fr")
    child = make_page("Команда", parent=parent)

    html = refused(editor, child)

    named = html.split("The page above this one is missing in: ")[1].split(".")[0]
    assert named == "English, Polski, Українська, Қазақша, Deutsch"


def test_a_home_page_of_a_new_language_is_made_by_setup_not_by_the_button(editor, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    Locale.objects.create(language_code="ar")
    home = Page.objects.get(depth=2, locale__language_code="ru").specific

    assert "manage.py setup" in refused(editor, home)


def test_the_button_is_on_originals_only(editor):
    event = make_event("Митинг")
    french = send_to(event, "fr")[0]
    draft = make_event("Черновик", publish=False)

    pages = (event, french, draft)
    html = [editor.get(f"/admin/pages/{page.pk}/edit/").content.decode() for page in pages]

    assert [button(page) in text for page, text in zip(pages, html, strict=True)] == [
        True,
        False,
        False,
    ]
    assert "Sync translated pages" not in "".join(html)


def test_two_pages_in_one_language_can_have_the_same_title(editor):
    first, second = make_event("Митинг"), make_event("Митинг")

    editor.post(button(first))
    editor.post(button(second))

    assert set(second.get_translations().values_list("slug", flat=True)) == {"miting-2"}
