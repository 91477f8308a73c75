"""Rich text is cleaned wherever it enters: forms, imports, code, translations."""

import polib
import pytest
from django.urls import reverse
from wagtail.rich_text import RichText
from wagtail_localize.models import OverridableSegment, SegmentOverride, StringTranslation

from core.blocks import StoryBlock
from core.richtext import CleanRichTextBlock, clean_html
from home.models import StandardPage
from tests.factories import home_page, make_page, paragraph, publish_translation, submit

HARMFUL = {
    "<script>alert(1)</script><p>Hello</p>": "<p>Hello</p>",
    '<p onclick="alert(1)">Hello</p>': "<p>Hello</p>",
    '<p style="position:fixed" class="x">Hello</p>': "<p>Hello</p>",
    '<a href="javascript:alert(1)">Hello</a>': "<a>Hello</a>",
    '<a href="java&#10;script:alert(1)">Hello</a>': "<a>Hello</a>",
    '<a href="data:text/html,<script>alert(1)</script>">Hello</a>': "<a>Hello</a>",
    '<img src=x onerror="alert(1)">Hello': "Hello",
    '<svg onload="alert(1)"><p>Hello</p></svg>': "<p>Hello</p>",
    '<iframe src="https://example.org/"></iframe>Hello': "Hello",
    '<embed embedtype="media" url="https://example.org/video">Hello': "Hello",
    "<style>body{display:none}</style>Hello": "Hello",
    "<b>Hello": "<b>Hello</b>",
    '<a linktype="page" id="1" href="&gt;<img src=x onerror=alert(1)>">Hello</a>': (
        '<a linktype="page" id="1" href="&gt;&lt;img src=x onerror=alert(1)&gt;">Hello</a>'
    ),
}
ALLOWED = [
    '<h2 data-block-key="abcde">Heading</h2><h3>Smaller</h3><p>Text &amp; more</p>',
    "<p>a <b>b</b> <strong>s</strong> <i>i</i> <em>e</em><br>new line</p><hr>",
    "<ul><li>one</li><li>two</li></ul><ol><li>one</li></ol>",
    '<a linktype="page" id="3">a page</a>',
    '<a linktype="document" id="7">a file</a>',
    '<a href="https://example.org/?a=1&amp;b=2">a site</a><a href="#petition">below</a>',
    '<a href="mailto:info@example.org">mail</a><a href="tel:+3225550100">telephone</a>',
    "<p>Қазақстан босат! Свободу!</p>",
]
MARKS = ("<script", "onclick", "onerror", "javascript:", "alert(")


@pytest.mark.parametrize("html", HARMFUL)
def test_what_could_do_harm_is_taken_out(html):
    assert clean_html(html) == HARMFUL[html]


@pytest.mark.parametrize("html", ALLOWED)
def test_what_an_editor_can_make_stays_as_it_is(html):
    assert clean_html(html) == html


@pytest.mark.parametrize("html", HARMFUL)
def test_cleaning_twice_is_cleaning_once(html):
    assert clean_html(clean_html(html)) == clean_html(html)


@pytest.mark.parametrize("value", [None, "", RichText("")])
def test_an_empty_block_stays_empty(value):
    assert CleanRichTextBlock().normalize(value).source == ""


@pytest.mark.parametrize("way", ["to_python", "normalize", "value_from_form"])
def test_a_block_cleans_each_value_it_takes(way):
    value = getattr(CleanRichTextBlock(), way)("<script>alert(1)</script><p>Hello</p>")

    assert value.source == "<p>Hello</p>"


def test_a_block_cleans_what_it_stores():
    value = RichText("<p onclick='alert(1)'>Hello</p>")

    assert CleanRichTextBlock().get_prep_value(value) == "<p>Hello</p>"


def test_every_rich_text_block_of_a_page_cleans():
    body = StoryBlock()
    blocks = [body.child_blocks["paragraph"], body.child_blocks["fact_box"].child_blocks["text"]]

    assert [type(block) for block in blocks] == [CleanRichTextBlock, CleanRichTextBlock]


def harm_shown(client, page):
    """What of a harmful text the page shows to its readers."""
    answer = client.get(page.url)
    assert answer.status_code == 200
    html = answer.content.decode()
    shown = html[html.index("<main") : html.index("</main>")]
    return [mark for mark in MARKS if mark in shown]


@pytest.mark.django_db
def test_harmful_html_written_by_code_never_reaches_a_reader(client):
    box = {"heading": "Box", "text": '<img src=x onerror="alert(1)">Facts'}
    page = make_page(
        body=[
            paragraph('<script>alert(1)</script><p onclick="alert(1)">Hello</p>'),
            {"type": "fact_box", "value": box},
        ]
    )

    assert harm_shown(client, page) == []
    assert "<p>Hello</p>" in client.get(page.url).content.decode()


@pytest.mark.django_db
def test_harmful_html_that_is_in_the_database_already_is_not_shown(client):
    page = make_page(body=[paragraph("<p>Hello</p>")])
    stored = page.body.get_prep_value()
    stored[0]["value"] = '<p><a href="javascript:alert(1)">Hello</a></p>'
    StandardPage.objects.filter(pk=page.pk).update(body=stored)

    assert harm_shown(client, page) == []


@pytest.mark.django_db
def test_a_link_to_a_page_leads_there(client):
    page = make_page(body=[paragraph(f'<p><a linktype="page" id="{home_page().pk}">home</a></p>')])

    assert '<a href="/ru/">home</a>' in client.get(page.url).content.decode()


@pytest.fixture
def translation(db):
    """A page with a link and a sentence, sent to the French translators."""
    page = make_page(
        body=[paragraph('<p>Привет, <a href="https://example.org/">сайт</a></p>')], title="Страница"
    )
    (record,) = submit(page, "fr")
    return record


def sentence(record):
    """The segment of the paragraph."""
    segments = record.source.stringsegment_set.select_related("string", "context")
    return segments.get(string__data__contains="Привет")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        "Bonjour<script>alert(1)</script>",
        '<b onclick="alert(1)">Bonjour</b>',
        '<a href="javascript:alert(1)">Bonjour</a>',
        '<img src=x onerror="alert(1)">Bonjour',
    ],
)
def test_harm_in_a_translated_string_never_reaches_a_reader(client, translation, words):
    segment = sentence(translation)
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        data=words,
    )
    # As an import that writes past the checks of wagtail-localize would leave it.
    StringTranslation.objects.update(has_error=False)

    page = publish_translation(translation)

    assert harm_shown(client, page) == []
    assert "Bonjour" in client.get(page.url).content.decode()


@pytest.mark.django_db
def test_harm_in_a_translated_link_never_reaches_a_reader(client, translation):
    link = OverridableSegment.objects.get(source=translation.source, data_json__contains="example")
    SegmentOverride.objects.create(
        locale=translation.target_locale, context=link.context, data_json='"javascript:alert(1)"'
    )

    page = publish_translation(translation)

    assert harm_shown(client, page) == []
    assert "сайт" in client.get(page.url).content.decode()


@pytest.mark.django_db
def test_harm_in_a_po_file_never_reaches_a_reader(client, translation):
    po = translation.export_po()
    for entry in po:
        if "Привет" in entry.msgid:
            entry.msgstr = "Bonjour<script>alert(1)</script>"
    translation.import_po(polib.pofile(str(po)), delete=True)
    StringTranslation.objects.update(has_error=False)

    page = publish_translation(translation)

    assert harm_shown(client, page) == []


@pytest.mark.django_db
def test_harm_in_a_translated_string_is_refused_to_the_translator(admin_client, translation):
    segment = sentence(translation)
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])

    answer = admin_client.put(
        address,
        "value=Bonjour<script>alert(1)</script>",
        "application/x-www-form-urlencoded",
        headers={"Accept-Language": "en"},
    )

    blocking = [one["message"] for one in answer.json()["problems"] if one["is_blocking"]]
    assert any("<script>" in message for message in blocking)
    assert answer.json()["status"] == "needs-work"
