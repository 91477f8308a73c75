"""A translation whose words are older than its original's says so, and marks what is missing."""

import re
from datetime import time

import pytest

from campaigns.models import Demand
from tests.factories import (
    fill,
    fresh,
    make_campaign,
    make_event,
    make_page,
    paragraph,
    publish_translation,
    send_to,
    submit,
    translation_into,
)
from translations.publishing import gate, publish
from translations.texts import texts_of

pytestmark = pytest.mark.django_db
OLDER = "La page d’origine a été modifiée le"
GAPS = "Certaines parties de cette page ne sont pas encore traduites."


@pytest.fixture
def edit(django_capture_on_commit_callbacks):
    """Publish an original with other values."""

    def change(page, **values):
        page = fresh(page)
        for name, value in values.items():
            setattr(page, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return change


def read(client, page, code: str = "fr") -> str:
    return client.get(page.url.replace("/ru/", f"/{code}/")).content.decode()


def test_older_words_are_told_until_they_are_published_anew(client, edit):
    page = make_page("О нас")
    send_to(page, "fr", "en")
    assert OLDER not in read(client, page)

    edit(page, title="Про нас")
    html = read(client, page)
    assert OLDER in html
    assert re.search(r'<a href="/ru/[^"]*" hreflang="ru" lang="ru">Русский</a>', html)
    assert "The original of this page was changed on" in read(client, page, "en")
    assert "aside" not in read(client, page, "ru")

    french = translation_into(page, "fr")
    fill(french)
    publish(french)
    assert OLDER not in read(client, page)
    assert "The original of this page was changed on" in read(client, page, "en")


def test_facts_make_nothing_older(client, edit):
    event = make_event("Митинг")
    send_to(event, "fr")

    edit(event, start_time=time(12, 15))

    assert OLDER not in read(client, event)
    assert "12:15" in read(client, event)


def test_the_words_of_a_block_that_are_missing_are_marked_with_their_language(client):
    quote = {
        "type": "quote",
        "id": "q" * 8,
        "value": {"text": "Свободу!", "attribution": "Хор"},
    }
    page = make_page("О нас", body=[paragraph("<p>Первый</p><p>Второй</p>", "1" * 8)])
    page.body.raw_data.append(quote)
    page.save_revision().publish()
    french = submit(page, "fr")[0]
    fill(french)
    for text in texts_of(french):
        if text.source in ("Второй", "Свободу!"):
            text.record.delete()

    assert gate(french).with_gaps is True
    publish(french, with_gaps=True)
    html = read(client, page)

    assert GAPS in html
    assert '<p>fr: Первый</p><p><span dir="ltr" lang="ru">Второй</span></p>' in html
    assert '<blockquote lang="ru" dir="ltr"><p>Свободу!</p></blockquote>' in html
    assert "<figcaption>fr: Хор</figcaption>" in html
    fill(french)
    publish_translation(french)
    assert GAPS not in read(client, page)


def test_a_row_without_words_borrows_those_of_the_original(client):
    campaign = make_campaign("Кампания")
    campaign.demands = [Demand(text="Освободить", locale=campaign.locale)]
    campaign.save_revision().publish()
    french = submit(fresh(campaign), "fr")[0]
    fill(french)
    for text in texts_of(french):
        if text.source == "Освободить":
            text.record.delete()

    publish(french, with_gaps=True)

    assert re.search(r'lang="ru" dir="ltr"[^>]*>\s*(<[^>]*>)*Освободить', read(client, campaign))


@pytest.mark.parametrize("name", ["title", "summary"])
def test_a_field_is_never_a_gap(name):
    page = make_page("О нас", summary="Кратко")
    french = submit(page, "fr")[0]
    fill(french)
    for text in texts_of(french):
        if text.place.path == name:
            text.record.delete()

    assert gate(french).with_gaps is False
