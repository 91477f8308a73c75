"""Where a page stands in each language, in the status panel of every version."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page

from tests.factories import fill, fresh, make_event, make_user, send_to, submit, translation_into
from translations.progress import language_states
from translations.publishing import publish
from translations.sources import update_source
from translations.texts import approve, count, texts_of

pytestmark = pytest.mark.django_db


def states(page, user) -> dict[str, str]:
    return {state.code: state.label for state in language_states(page, user)}


@pytest.fixture
def event():
    """Published in French, a half-done draft in Polish, not sent elsewhere."""
    page = make_event("Митинг", summary="Кратко")
    send_to(page, "fr")
    polish = submit(page, "pl")[0]
    fill(polish)
    polish.source.stringsegment_set.get(context__path="summary").string.translations.filter(
        locale__language_code="pl"
    ).delete()
    count(polish)
    return fresh(page)


def test_every_language_has_its_state(event):
    assert states(event, make_user("Editors")) == {
        "ru": "original, published",
        "en": "not sent",
        "fr": "published",
        "pl": "draft, 1 of 2",
        "uk": "not sent",
        "kk": "not sent",
        "de": "not sent",
    }


def test_a_newer_original_a_text_that_is_ready_and_reviewed_words_are_told_apart(event):
    user, french = make_user("Editors"), translation_into(event, "fr")
    event.summary = "Иначе"
    event.save_revision().publish()
    update_source(french.source)
    assert states(event, user)["fr"] == "published, 1 of 2"

    fill(french)
    assert states(event, user)["fr"] == "published, a newer text is ready"

    publish(french)
    approve(texts_of(french), user)
    count(french)
    assert states(event, user)["fr"] == "published, reviewed"


def test_a_translator_is_led_to_what_she_may_edit(event):
    french = translation_into(event, "fr").get_target_instance()

    urls = {state.code: state.url for state in language_states(french, make_user("Translators fr"))}

    assert urls["fr"] == f"/admin/pages/{french.pk}/edit/"
    assert set(urls.values()) == {urls["fr"], ""}


@pytest.mark.parametrize("code", ["ru", "fr"])
def test_the_states_are_in_the_panel_of_originals_and_translations(client, event, code):
    client.force_login(make_user("Editors"))
    page = Page.objects.get(translation_key=event.translation_key, locale__language_code=code)

    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    assert ">Polski</a>: draft, 1 of 2</li>" in html
    assert ">Deutsch</span>: not sent</li>" in html


@pytest.mark.parametrize("languages", [("fr",), ("en", "fr", "pl", "uk", "kk", "de")])
def test_the_states_cost_the_same_for_any_number_of_languages(django_assert_num_queries, languages):
    event = make_event("Митинг")
    submit(event, *languages)
    user = get_user_model().objects.get(pk=make_user("Editors").pk)

    with django_assert_num_queries(3):
        language_states(event, user)
