"""When a published original changes, its former translations wait as proposals."""

from datetime import time

import pytest
from wagtail_localize.models import StringTranslation

from core.models import TranslationNotice
from tests.factories import fresh, make_event, paragraph, send_to, translation_into
from translations.models import Work
from translations.sources import update_source
from translations.texts import Status, texts_of

pytestmark = pytest.mark.django_db
FIRST, SECOND = "1" * 8, "2" * 8


@pytest.fixture
def event():
    """An event with two paragraphs, published in French and German."""
    page = make_event(
        "Митинг",
        body=[
            paragraph("<p>Первый абзац стоит.</p><p>Второй абзац тоже.</p>", FIRST),
            paragraph("<p>Другой текст.</p>", SECOND),
        ],
    )
    send_to(page, "fr", "de")
    return fresh(page)


@pytest.fixture
def edit(event, django_capture_on_commit_callbacks):
    """Publish the original with other values, as an editor does."""

    def change(**values):
        page = fresh(event)
        for name, value in values.items():
            setattr(page, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        return page

    return change


def body(*blocks) -> list[dict]:
    return [paragraph(html, block_id) for block_id, html in blocks]


def french(event):
    return {text.source: text for text in texts_of(translation_into(event, "fr"))}


def work(event, code: str = "fr") -> Work:
    return Work.objects.get(translation=translation_into(event, code))


def test_a_changed_paragraph_comes_with_its_former_translation(event, edit):
    edit(
        body=body(
            (FIRST, "<p>Первый абзац стоит.</p><p>Второй абзац исправлен.</p>"),
            (SECOND, "<p>Другой текст.</p>"),
        )
    )

    text = french(event)["Второй абзац исправлен."]
    assert text.status == Status.NEEDS_WORK
    assert text.target == "fr: Второй абзац тоже."
    assert text.former == "Второй абзац тоже."
    assert french(event)["Первый абзац стоит."].status == Status.UNREAD
    assert (work(event).needs_work, work(event).unread, work(event).empty) == (1, 3, 0)
    assert work(event, "de").needs_work == 1


def test_readers_keep_what_was_published(event, edit, client):
    edit(body=body((FIRST, "<p>Первый абзац изменён.</p>"), (SECOND, "<p>Другой текст.</p>")))

    html = client.get(fresh(translation_into(event, "fr").get_target_instance()).url)
    assert "fr: Первый абзац стоит." in html.content.decode()
    assert "изменён" not in html.content.decode()


def test_a_moved_paragraph_costs_nothing(event, edit):
    edit(
        body=body(
            (SECOND, "<p>Другой текст.</p>"),
            (FIRST, "<p>Второй абзац тоже.</p><p>Первый абзац стоит.</p>"),
        )
    )

    assert {text.status for text in french(event).values()} == {Status.UNREAD}
    assert work(event).older_since is None
    assert work(event) in Work.objects.unfinished()  # its order is to be published


def test_a_paragraph_moved_into_another_block_costs_nothing(event, edit):
    edit(
        body=body(
            (FIRST, "<p>Первый абзац стоит.</p>"),
            (SECOND, "<p>Другой текст.</p><p>Второй абзац тоже.</p>"),
        )
    )

    text = french(event)["Второй абзац тоже."]
    assert (text.status, text.target) == (Status.UNREAD, "fr: Второй абзац тоже.")


def test_another_hour_makes_nothing_stale(event, edit):
    before = work(event)

    edit(start_time=time(12, 15))

    assert {text.status for text in french(event).values()} == {Status.UNREAD}
    assert work(event).older_since is None
    assert work(event).published_form == before.published_form
    assert work(event) not in Work.objects.unfinished()
    assert not TranslationNotice.objects.exists()


def test_a_page_that_was_only_opened_and_saved_makes_nothing_stale(event, edit):
    edit(
        body=body(
            (
                FIRST,
                '<p data-block-key="a1b2c">Первый абзац стоит.</p>'
                '<p data-block-key="d3e4f">Второй абзац тоже.</p>',
            ),
            (SECOND, '<p data-block-key="g5h6i">Другой текст.</p>'),
        )
    )

    assert work(event) not in Work.objects.unfinished()


def test_another_link_under_the_same_words_is_to_be_published_and_not_to_be_translated():
    link = '<p><a href="https://{}.example/">Здесь</a></p>'
    event = make_event("Митинг", body=[paragraph(link.format("one"), FIRST)])
    send_to(event, "fr")
    page = fresh(event)
    page.body = [paragraph(link.format("two"), FIRST)]
    page.save_revision().publish()
    update_source(translation_into(event, "fr").source)

    assert {text.status for text in texts_of(translation_into(event, "fr"))} == {Status.UNREAD}
    assert work(event).older_since is None
    assert work(event) in Work.objects.unfinished()


def test_changed_twice_it_is_compared_with_what_was_translated(event, edit):
    edit(title="Митинг у посольства")
    edit(title="Митинг перед посольством")

    text = french(event)["Митинг перед посольством"]
    assert text.target == "fr: Митинг"
    assert text.former == "Митинг"
    assert (
        StringTranslation.objects.filter(
            context__object_id=event.translation_key,
            context__path="title",
            locale__language_code="fr",
        ).count()
        == 2
    )


def test_a_change_taken_back_leaves_nothing_to_do(event, edit):
    edit(title="Митинг у посольства")
    edit(title="Митинг")

    assert french(event)["Митинг"].status == Status.UNREAD
    assert work(event).older_since is None
    assert not TranslationNotice.objects.exists()


def test_readers_are_told_since_when_the_words_are_older(event, edit):
    page = edit(title="Митинг у посольства")

    notice = TranslationNotice.objects.get(page=translation_into(event, "fr").get_target_instance())
    assert notice.older_since == fresh(page).last_published_at
    assert work(event).older_since == notice.older_since


def test_a_new_paragraph_has_no_proposal(event, edit):
    edit(
        body=body(
            (FIRST, "<p>Первый абзац стоит.</p><p>Второй абзац тоже.</p>"),
            (SECOND, "<p>Другой текст.</p>"),
            ("3" * 8, "<p>Приходите с плакатами и друзьями.</p>"),
        )
    )

    assert french(event)["Приходите с плакатами и друзьями."].status == Status.EMPTY
    assert work(event).words_left == 5


def test_a_replaced_paragraph_has_no_proposal_that_says_something_else(event, edit):
    edit(
        body=body(
            (FIRST, "<p>Первый абзац стоит.</p><p>Приходите с плакатами и друзьями.</p>"),
            (SECOND, "<p>Другой текст.</p>"),
        )
    )

    assert french(event)["Приходите с плакатами и друзьями."].status == Status.EMPTY
