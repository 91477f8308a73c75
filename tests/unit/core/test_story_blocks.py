"""The parts of a story: chronology, questions, documents, a video on another site."""

import json
import re
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Collection, CollectionViewRestriction
from wagtail_localize.segments.extract import extract_segments

from core.blocks import StoryBlock
from core.models import CustomDocument, TakeDown
from core.richtext import CleanRichTextBlock
from home.models import StandardPage
from tests.factories import (
    fresh,
    make_image,
    make_page,
    make_person,
    make_user,
    paragraph,
    publish_translation,
    send_to,
    submit,
    translation_into,
)

pytestmark = pytest.mark.django_db
VIDEO = {
    "title": "Суд",
    "url": "https://www.youtube.com/watch?v=1",
    "platform": "",
    "minutes": 12,
    "still": None,
    "still_alt": "",
}


@pytest.fixture
def document() -> CustomDocument:
    file = ContentFile(b"What the court said.", name=f"{uuid4().hex}.txt")
    return CustomDocument.objects.create(title="Uploaders-own-title", file=file)


def block(kind: str, value: dict) -> dict:
    """A block as it is stored."""
    return {"type": kind, "id": str(uuid4()), "value": value}


def rows(*values: dict) -> list[dict]:
    """The items of a list within a block as they are stored."""
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


def chronology(*entries: dict) -> dict:
    return block("chronology", {"heading": "Как это было", "entries": rows(*entries)})


def documents(*found: CustomDocument) -> dict:
    entries = rows(*({"document": document.pk, "label": "Решение"} for document in found))
    return block("documents", {"heading": "", "documents": entries})


def questions() -> dict:
    entry = {"question": "Зачем?", "answer": "<p>Затем <b>что</b>.</p>"}
    return block("questions", {"heading": "", "questions": rows(entry)})


def told(day: str = "2017-02-10", precision: str = "day") -> dict:
    return {"day": day, "precision": precision, "text": "<p>Обыск</p>"}


def page_with(*blocks: dict):
    return make_page("О нас", body=json.dumps(blocks))


def html_of(client, page) -> str:
    html = client.get(page.url).content.decode()
    return html[html.index("<main") : html.index("</main>")]


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        ("day", '<time datetime="2017-02-10">10 февраля 2017 г.</time>'),
        ("month", '<time datetime="2017-02">февраль 2017 г.</time>'),
        ("year", '<time datetime="2017">2017'),
        ("circa", '<p class="note">'),
    ],
)
def test_a_chronology_shows_of_a_day_what_is_known(client, precision, shown):
    html = html_of(client, page_with(chronology(told(precision=precision))))

    assert shown in html
    assert ("<time" in html) is (precision != "circa")


def test_a_chronology_is_an_ordered_list_in_the_order_of_the_editor(client):
    html = html_of(client, page_with(chronology(told("2017-09-01", "month"), told())))

    ordered = html[html.index("<ol") : html.index("</ol>")]
    assert ordered.index("2017-09") < ordered.index("2017-02-10")


def test_an_answer_stands_open_below_its_question(client):
    html = html_of(client, page_with(questions()))

    assert "<h3>Зачем?</h3>" in html
    assert "<p>Затем <b>что</b>.</p>" in html
    assert "<details" not in html


def test_a_document_is_shown_with_its_type_and_size_under_its_label(client, document):
    with override("ru"):
        html = html_of(client, page_with(documents(document)))

    assert f'<a href="{document.url}">Решение</a>' in html
    assert "TXT, 20\xa0байт" in html
    assert "Uploaders-own-title" not in html


def test_a_document_in_a_block_is_closed_with_its_page(client, document):
    person = make_person("Человек", body=json.dumps([documents(document)]))
    assert fetch(client, document) == 200

    TakeDown.objects.create(translation_key=person.translation_key, reason="Просьба семьи")

    assert fetch(client, document) == 404


def test_a_document_in_a_block_of_a_draft_is_for_editors(client, document):
    make_page("Черновик", publish=False, body=json.dumps([documents(document)]))

    assert fetch(client, document) == 404


def fetch(client, document: CustomDocument) -> int:
    response = client.get(document.url)
    b"".join(response)  # closes the file
    return response.status_code


@pytest.mark.parametrize("is_below", [False, True])
def test_a_private_document_is_not_named_to_readers(client, document, is_below):
    page = page_with(documents(document))
    closed = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    document.collection = closed.add_child(name="Letters") if is_below else closed
    document.save()

    html = html_of(client, page)

    assert "Решение" not in html
    assert document.filename not in html


def test_a_document_that_was_deleted_leaves_no_link(client, document):
    page = page_with(documents(document))
    document.delete()

    assert "Решение" not in html_of(client, page)


def test_a_video_is_a_link_with_a_warning_and_nothing_of_it_is_loaded(client):
    with override("en"):
        page = make_page("About", body=json.dumps([block("video", VIDEO)]))
        html = html_of(client, page)

    assert (
        '<a class="action" href="https://www.youtube.com/watch?v=1" '
        'rel="external noopener noreferrer">' in html
    )
    assert [mark for mark in ("<iframe", "<video", "<embed", "<script") if mark in html] == []


@pytest.mark.parametrize(
    ("url", "platform", "shown"),
    [
        ("https://www.youtube.com/watch?v=1", "", "YouTube"),
        ("https://m.youtube.com/watch?v=1", "", "YouTube"),
        ("https://youtu.be/1", "", "YouTube"),
        ("https://video.example/1", "", "video.example"),
        ("https://video.example/1", "Свободное видео", "Свободное видео"),
    ],
)
def test_the_other_site_is_named(url, platform, shown):
    video = StoryBlock().child_blocks["video"]

    assert video.to_python(VIDEO | {"url": url, "platform": platform}).platform_name == shown


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"url": "http://video.example/1"}, "url", "Give an address that begins with https://."),
        (
            {"still": "an image"},
            "still_alt",
            "Say in a few words what the picture shows.",
        ),
    ],
)
def test_a_video_that_would_be_watched_over_or_not_described_is_refused(change, field, message):
    if "still" in change:
        change = {"still": make_image().pk}
    video = StoryBlock().child_blocks["video"]

    with pytest.raises(StructBlockValidationError) as caught:
        video.clean(video.to_python(VIDEO | change))

    assert {name: error.messages for name, error in caught.value.block_errors.items()} == {
        field: [message]
    }


def test_a_still_is_our_own_picture_with_its_text(client):
    still = make_image()
    page = page_with(block("video", VIDEO | {"still": still.pk, "still_alt": "Зал суда"}))

    html = html_of(client, page)

    assert 'alt="Зал суда"' in html
    assert f'src="{still.renditions.get(filter_spec="width-960|format-webp").url}"' in html


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_for_any_number_of_blocks(client, document, count):
    kinds = [chronology(told()), questions(), documents(document)]
    stills = [
        block("video", VIDEO | {"still": make_image().pk, "still_alt": "Зал"})
        for _n in range(count)
    ]
    page = page_with(*kinds * count, *stills)
    client.get(page.url)

    with CaptureQueriesContext(connection) as captured:
        html = html_of(client, page)

    assert len(captured) <= 10
    assert html.count("Решение") == html.count('alt="Зал"') == count


CASES = {
    "chronology": (
        lambda document: chronology(told()),
        {"Как это было", "Обыск"},
        ['datetime="2017-02-10">10 février 2017', "fr: Обыск", "fr: Как это было"],
    ),
    "questions": (
        lambda document: questions(),
        {"Зачем?", "Затем <b>что</b>."},
        ["fr: Зачем?", "fr: Затем <b>что</b>."],
    ),
    "documents": (
        documents,
        {"Решение"},
        ["fr: Решение"],
    ),
    "video": (
        lambda document: block("video", VIDEO),
        {"Суд"},
        ["fr: Суд", 'href="https://www.youtube.com/watch?v=1"'],
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_every_text_of_a_block_is_translated_and_the_rest_comes_with_it(client, document, kind):
    make, texts, shown = CASES[kind]
    page = page_with(make(document))

    offered = {
        str(segment.string.data) for segment in extract_segments(page) if hasattr(segment, "string")
    }
    html = html_of(client, send_to(page, "fr")[0])

    assert offered == texts | {"О нас"}
    assert [words for words in shown if words not in html] == []


@pytest.mark.parametrize("kind", CASES)
def test_strings_of_a_block_survive_blocks_and_entries_put_before_them(document, kind):
    page = page_with(CASES[kind][0](document))
    send_to(page, "fr")
    translation = submit(page, "fr")[0]
    total, done = translation.get_progress()
    page = fresh(page)
    page.body.raw_data.insert(0, paragraph("<p>Сначала</p>"))
    page.save_revision().publish()

    translation.source.update_from_db()

    assert total == done
    assert translation.get_progress() == (total + 1, total)


def test_strings_survive_an_entry_put_before_them():
    page = page_with(chronology(told()))
    send_to(page, "fr")
    translation = submit(page, "fr")[0]
    page = fresh(page)
    entry = rows(told("2016-05-04") | {"text": "<p>Сначала</p>"})
    page.body.raw_data[0]["value"]["entries"][:0] = entry
    page.save_revision().publish()

    translation.source.update_from_db()

    assert translation.get_progress() == (4, 3)


def test_a_day_that_was_corrected_travels_with_the_text(client):
    page = page_with(chronology(told()))
    send_to(page, "fr")
    translation = translation_into(page, "fr")
    page = fresh(page)
    page.body.raw_data[0]["value"]["entries"][0]["value"]["day"] = "2017-02-11"
    page.save_revision().publish()

    translation.source.update_from_db()
    french = publish_translation(translation)

    assert 'datetime="2017-02-11"' in html_of(client, french)


def test_every_rich_text_of_a_story_cleans():
    children = StoryBlock().child_blocks
    answers = [
        children["chronology"].child_blocks["entries"].child_block.child_blocks["text"],
        children["questions"].child_blocks["questions"].child_block.child_blocks["answer"],
    ]

    assert [type(found) for found in answers] == [CleanRichTextBlock, CleanRichTextBlock]


KINDS = StandardPage.body.field.stream_block.child_blocks


@pytest.mark.parametrize("kind", KINDS)
def test_every_block_shows_itself_in_the_chooser_and_says_what_it_is_for(client, kind):
    client.force_login(make_user("Editors"))

    url = reverse("wagtailadmin_block_preview")
    html = client.get(url, {"id": KINDS[kind].definition_prefix}).content.decode()

    main = html[html.index("<main") : html.index("</main>")]
    assert len(re.sub(r"<[^>]+>|\s", "", main)) > 20
    assert KINDS[kind].get_description() != ""


def test_a_chronology_is_not_called_like_the_timeline_of_a_profile():
    assert KINDS["chronology"].label == "Chronology"
