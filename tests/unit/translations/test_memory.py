"""The memory offers how the same text, or one like it, was translated elsewhere."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Consent
from tests.factories import (
    fill,
    make_event,
    make_page,
    make_person,
    make_user,
    paragraph,
    submit,
    translation_into,
)
from translations.files.tmx import Pair, write
from translations.memory import keys_of, suggestions
from translations.sources import update_source
from translations.texts import Status, approve, texts_of

pytestmark = pytest.mark.django_db
CALL = "Приходите к посольству в полдень с плакатами и друзьями."
LIKE = "Приходите к посольству в полдень с плакатами и соседями."


def page_with(text: str, title: str):
    return make_page(title, body=[paragraph(f"<p>{text}</p>")])


def offers(page, code: str = "fr") -> dict:
    translation = translation_into(page, code)
    texts = texts_of(translation)
    found = suggestions(translation, texts)
    return {
        text.source: [
            (offer.percent, offer.record.data, offer.is_reviewed)
            for offer in found.get(text.segment.string_id, [])
        ]
        for text in texts
    }


def texts(page, code: str = "fr") -> dict:
    return {text.source: text for text in texts_of(translation_into(page, code))}


def test_the_same_text_of_another_page_is_offered_and_what_was_reviewed_first():
    first, second, third = (page_with(CALL, title) for title in ("Один", "Два", "Три"))
    fill(submit(first, "fr")[0])
    french = submit(second, "fr")[0]
    fill(french)
    approve(texts_of(french), make_user("Editors"))
    record = texts(first)[CALL].record
    record.data = "Venez à midi."
    record.save()
    submit(third, "fr")

    assert offers(third)[CALL] == [(100, f"fr: {CALL}", True), (100, "Venez à midi.", False)]
    assert offers(third)["Три"] == []


def test_a_text_like_another_is_offered_with_a_percentage():
    fill(submit(page_with(CALL, "Один"), "fr")[0])
    other = page_with(LIKE, "Два")
    submit(other, "fr")

    ((percent, words, _reviewed),) = offers(other)[LIKE]

    assert percent == 91
    assert words == f"fr: {CALL}"


def test_a_text_that_says_something_else_is_not_offered():
    fill(submit(page_with(CALL, "Один"), "fr")[0])
    other = page_with("Суд отложил заседание на неопределённый срок.", "Два")
    submit(other, "fr")

    assert set(map(tuple, offers(other).values())) == {()}


def test_what_stands_in_the_box_already_is_not_offered():
    page = page_with(CALL, "Один")
    fill(submit(page, "fr")[0])
    page.body = [paragraph(f"<p>{LIKE}</p>", page.body[0].id)]
    page.save_revision().publish()
    update_source(translation_into(page, "fr").source)

    assert texts(page)[LIKE].target == f"fr: {CALL}"
    assert offers(page)[LIKE] == []


def test_nothing_is_offered_for_what_is_done_nor_from_another_language():
    fill(submit(page_with(CALL, "Один"), "de")[0])
    other = page_with(CALL, "Два")
    fill(submit(other, "fr")[0])

    assert offers(other)[CALL] == []
    texts(other)[CALL].record.delete()
    assert offers(other)[CALL] == []


@pytest.mark.parametrize("closed", ["withdrawn", "protected"])
def test_nothing_is_offered_from_the_page_of_a_person_that_is_closed(closed):
    person = make_person("Жанболат", body=[paragraph(f"<p>{CALL}</p>")])
    fill(submit(person, "fr")[0])
    other = page_with(CALL, "Два")
    submit(other, "fr")
    assert len(offers(other)[CALL]) == 1

    records = Consent.objects.filter(translation_key=person.translation_key)
    if closed == "withdrawn":
        records.delete()
    else:
        records.update(public_name="initials")

    assert offers(other)[CALL] == []


def edit_address(page) -> str:
    target = translation_into(page, "fr").get_target_instance()
    return reverse("wagtailadmin_pages:edit", args=[target.pk])


@pytest.mark.parametrize(
    ("text", "status", "former"), [(CALL, Status.UNREAD, ""), (LIKE, Status.NEEDS_WORK, CALL)]
)
def test_a_suggestion_is_inserted_in_one_action(client, text, status, former):
    fill(submit(page_with(CALL, "Один"), "fr")[0])
    other = page_with(text, "Два")
    submit(other, "fr")
    client.force_login(make_user("Translators fr"))
    html = client.get(edit_address(other)).content.decode()
    button = html.split('name="insert" value="')[1].split('"')[0]

    client.post(edit_address(other), {"insert": button})

    found = texts(other)[text]
    assert (found.target, found.status, found.former) == (f"fr: {CALL}", status, former)


@pytest.mark.parametrize("value", ["", "x", "1-1/1", "1-1/999999999999999999999", "/\0"])
def test_nonsense_inserts_nothing(client, value):
    page = page_with(CALL, "Один")
    submit(page, "fr")
    client.force_login(make_user("Translators fr"))

    html = client.post(edit_address(page), {"insert": value}, follow=True).content.decode()

    assert "This is no longer offered." in html


def test_only_reviewed_texts_go_out_as_tmx_and_none_of_a_closed_page(client):
    page, unread = page_with(CALL, "Один"), page_with(LIKE, "Два")
    person = make_person("Жанболат")
    for each in (page, unread, person):
        fill(submit(each, "fr")[0])
    for each in (page, person):
        approve(texts_of(translation_into(each, "fr")), make_user("Editors"))
    Consent.objects.all().delete()
    client.force_login(make_user("Translators fr"))

    answer = client.get(reverse("translation_memory", args=["fr"])).getvalue().decode()

    assert CALL in answer
    assert LIKE not in answer
    assert "Жанболат" not in answer
    assert client.get(reverse("translation_memory", args=["de"])).status_code == 403
    assert client.get(reverse("translation_memory", args=["xx"])).status_code == 403


def tmx_of(*pairs: Pair) -> BytesIO:
    file = BytesIO(b"".join(write(pairs)))
    file.name = "memory.tmx"
    return file


def test_a_tmx_file_is_remembered_once_and_offered_without_a_page(client):
    page = page_with(CALL, "Один")
    submit(page, "fr")
    client.force_login(make_user("Editors"))
    url = reverse("translation_memory_upload")
    found = [Pair("ru", "fr", CALL, "Venez."), Pair("ru", "fr", "В 19:00", "À 18:00")]

    html = client.post(url, {"code": "fr", "file": tmx_of(*found)}, follow=True).content.decode()
    again = client.post(url, {"code": "fr", "file": tmx_of(*found)}, follow=True).content.decode()

    assert "The memory has 1 new text." in html
    assert "The memory has 0 new texts." in again
    assert offers(page)[CALL] == [(100, "Venez.", False)]


@pytest.mark.parametrize("role", ["Translators fr", "Editors"])
def test_a_wrong_file_or_a_translator_changes_nothing(client, role):
    client.force_login(make_user(role))
    file = BytesIO(b"no TMX")
    file.name = "memory.tmx"

    response = client.post(
        reverse("translation_memory_upload"), {"code": "fr", "file": file}, follow=True
    )

    words = "This is not a TMX file." if role == "Editors" else "Not possible"
    assert words in response.content.decode()


@pytest.mark.parametrize("count", [1, 3, 60])
def test_looking_costs_the_same_however_much_is_remembered(count):
    for number in range(count):
        fill(submit(page_with(f"{CALL} {number}", f"Страница {number}"), "fr")[0])
    page = page_with(CALL, "Новая")
    translation = submit(page, "fr")[0]
    texts = texts_of(translation)

    with CaptureQueriesContext(connection) as captured:
        suggestions(translation, texts)

    assert len(captured) == 2


def test_keys_are_the_same_for_the_same_words_in_another_order_and_none_for_short_ones():
    assert keys_of("Приходите к посольству") == keys_of("к посольству, <b>приходите</b>!")
    assert keys_of("и на в") == []
    assert all(0 <= key < 2**63 for key in keys_of(CALL))


def test_an_event_in_the_memory_does_not_stop_other_pages():
    event = make_event("Митинг", body=[paragraph(f"<p>{CALL}</p>")])
    fill(submit(event, "fr")[0])
    page = page_with(CALL, "Два")
    submit(page, "fr")

    assert offers(page)[CALL] == [(100, f"fr: {CALL}", False)]
