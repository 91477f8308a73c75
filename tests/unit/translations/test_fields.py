"""What of a page goes to its translators, and under which address it ends up."""

import re
from uuid import UUID, uuid4

import pytest
from django.db.models import CharField, ForeignKey, TextField
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, TranslatableMixin, get_page_models
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.views.edit_translation import TabHelper

from campaigns.models import CampaignPage, EventContact, EventPage
from core.models import BasePage
from home.models import HomePage
from prisoners.models import PrisonerPage
from tests.factories import (
    fresh,
    home_page,
    make_campaign,
    make_event,
    make_image,
    make_page,
    make_person,
    paragraph,
    send_to,
    submit,
)

pytestmark = pytest.mark.django_db
TYPES = [model for model in get_page_models() if issubclass(model, BasePage)]


def translated_fields(model):
    """The fields of a model that wagtail-localize offers to translators."""
    instance = model()
    return [
        field.get_field(model)
        for field in get_translatable_fields(model)
        if field.is_translated(instance)
    ]


@pytest.mark.parametrize("model", TYPES)
def test_what_is_translated_is_in_a_panel(model):
    helper = TabHelper(model())
    names = {field.name for field in translated_fields(model)}

    assert names - set(helper.field_tab_mapping) == set()


@pytest.mark.parametrize("model", TYPES)
def test_no_fact_is_translated_or_overridden(model):
    instance = model()
    facts = [field for field in get_translatable_fields(model) if field.field_name in model.facts]

    assert {field.field_name for field in facts} == set(model.facts)
    assert not any(field.is_translated(instance) for field in facts)
    assert not any(field.is_overridable(instance) for field in facts)


@pytest.mark.parametrize("model", TYPES)
def test_every_text_is_a_fact_or_translated(model):
    own = {
        field.name
        for field in model._meta.local_fields
        if isinstance(field, CharField | TextField | StreamField) and field.editable
    }
    translated = {field.name for field in translated_fields(model)}

    assert own - translated - set(model.facts) == set()


@pytest.mark.parametrize("model", TYPES)
def test_no_translatable_thing_stands_behind_a_foreign_key(model):
    models = [model, *(relation.related_model for relation in get_all_child_relations(model))]
    wrong = [
        f"{owner.__name__}.{field.name}"
        for owner in models
        for field in owner._meta.get_fields()
        if isinstance(field, ForeignKey)
        and issubclass(field.related_model, TranslatableMixin)
        and not issubclass(field.related_model, Page)
    ]

    assert wrong == []


@pytest.mark.parametrize("model", TYPES)
def test_the_address_is_shared_and_on_home_pages_kept(model):
    slug = next(field for field in get_translatable_fields(model) if field.field_name == "slug")
    instance = model()

    assert slug.is_translated(instance) is False
    assert slug.is_overridable(instance) is False
    assert slug.is_synchronized(instance) is (model is not HomePage)


@pytest.mark.parametrize(
    ("title", "language", "slug"),
    [
        ("Жанболат Мамай", "ru", "zhanbolat-mamay"),
        ("Мухтар Джакишев", "ru", "mukhtar-dzhakishev"),
        ("Ғани Қасымов", "kk", "ghani-qasymov"),
        ("Остановите пытки!", "ru", "ostanovite-pytki"),
    ],
)
def test_a_slug_is_latin_and_the_same_in_all_languages(title, language, slug):
    person = make_person(title, language=language)
    send_to(person, "fr", title="Autre titre")

    slugs = set(Page.objects.filter(translation_key=person.translation_key).values_list("slug"))

    assert slugs == {(slug,)}


def test_publishing_again_under_another_title_keeps_the_slug():
    event = make_event("Митинг")
    french = send_to(event, "fr")[0]
    for page in (event, french):
        page.title = "Совсем другое"
        page.save_revision().publish()

    assert {fresh(event).slug, fresh(french).slug} == {"miting"}


def test_sending_a_home_page_again_keeps_the_slugs_of_its_languages():
    home = home_page()
    home.summary = "Кто мы"
    home.save_revision().publish()
    send_to(home, "fr", "de")

    slugs = HomePage.objects.filter(depth=2).order_by("slug").values_list("slug", flat=True)
    assert list(slugs) == ["de", "en", "fr", "kk", "pl", "ru", "uk"]


def picture(image, block_id=None) -> dict:
    return {
        "type": "picture",
        "id": block_id or str(uuid4()),
        "value": {
            "image": {"image": image.pk, "alt_text": "Портрет", "decorative": False},
            "credit": "Фото",
            "caption": "Подпись",
        },
    }


def with_body(page, *blocks):
    page.body.raw_data.extend(blocks)
    page.save_revision().publish()
    return fresh(page)


def test_what_stands_behind_a_picture_is_translated():
    event = with_body(make_event("Митинг"), picture(make_image()))

    texts = {str(segment.string.data) for segment in strings(event)}

    assert texts == {"Митинг", "Портрет", "Фото", "Подпись"}


def strings(page):
    return [segment for segment in extract_segments(page) if hasattr(segment, "string")]


def test_a_translated_alternative_text_is_shown(client):
    event = with_body(make_event("Митинг"), picture(make_image()))
    french = send_to(event, "fr")[0]

    assert 'alt="fr: Портрет"' in client.get(french.url).content.decode()


def test_a_link_to_a_page_leads_to_the_readers_language(client):
    about = make_page("О нас")
    send_to(about, "fr")
    link = f'<p>Кто <a linktype="page" id="{about.pk}">мы</a></p>'
    event = with_body(make_event("Митинг"), paragraph(link))
    translation = submit(event, "fr")[0]
    french = send_to(event, "fr")[0]

    assert translation.get_progress() == (2, 2)
    html = client.get(french.url).content.decode()
    assert 'href="/fr/o-nas/"' in html


def test_every_block_keeps_an_id_from_save_to_save():
    person = make_person("Человек", body=[("paragraph", "<p>Раз</p>"), ("quote", {"text": "Два"})])

    ids = [block["id"] for block in fresh(person).body.raw_data]

    assert [UUID(value).version for value in ids] == [4, 4]
    person = fresh(person)
    person.save_revision().publish()
    assert [block["id"] for block in fresh(person).body.raw_data] == ids


def test_strings_survive_blocks_put_before_them():
    event = with_body(make_event("Митинг"), paragraph("<p>Приходите</p>"))
    translation = submit(event, "fr")[0]
    send_to(event, "fr")
    event = fresh(event)
    event.body.raw_data.insert(0, paragraph("<p>Сначала</p>"))
    event.save_revision().publish()

    translation.source.update_from_db()

    assert translation.get_progress() == (3, 2)


def test_rows_are_translated_by_their_own_key():
    locale = Locale.objects.get(language_code="ru")
    contact = EventContact(name="Анна", role="организатор", locale=locale)
    event = make_event("Митинг", contacts=[contact])

    paths = {segment.path for segment in strings(event)}

    key = contact.translation_key
    assert paths == {"title", f"contacts.{key}.name", f"contacts.{key}.role"}


@pytest.mark.parametrize("make", [make_campaign, make_event, make_person, make_page])
def test_a_page_with_the_layout_it_opens_with_can_be_sent(make):
    model = {make_campaign: CampaignPage, make_event: EventPage, make_person: PrisonerPage}
    layout = model.get(make, type(make("Образец")))._meta.get_field("body").get_default()

    translation = submit(make("Страница", body=layout), "fr")[0]

    assert translation.get_progress() == (1, 0)


def test_a_text_sent_to_translators_has_no_empty_parts():
    event = with_body(make_event("Митинг"), paragraph(""), paragraph("<p> </p>"))

    assert [re.sub(r"\s", "", segment.string.data) for segment in strings(event)] == ["Митинг"]
