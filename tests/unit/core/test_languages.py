"""Which version is the original, and which one a reader gets."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from wagtail.models import Locale, Page

from campaigns.models import EventPage
from core.languages import (
    best_versions,
    listed,
    original_id,
    preference,
    readable,
    text_direction,
)
from home.models import StandardPage
from prisoners.models import PrisonerIndexPage, PrisonerPage
from tests.factories import (
    fresh,
    give_consent,
    home_page,
    list_page,
    make_event,
    make_page,
    make_person,
    send_to,
    submit,
)

pytestmark = pytest.mark.django_db


def codes(model, keys, code) -> list[str]:
    return [page.locale.language_code for page in best_versions(model, keys, code)]


def only_in(page, *languages):
    """Unpublish the versions in other languages, leaving the page's records as they are."""
    versions = Page.objects.filter(translation_key=page.translation_key)
    versions.exclude(locale__language_code__in=languages).update(live=False)


@pytest.mark.parametrize(
    ("reader", "order"),
    [
        ("ru", ("ru", "en")),
        ("en", ("en", "ru")),
        ("fr", ("fr", "en", "ru")),
        ("pl", ("pl", "en", "ru")),
        ("uk", ("uk", "en", "ru")),
        ("kk", ("kk", "ru", "en")),
        ("de", ("de", "en", "ru")),
    ],
)
def test_a_reader_is_offered_her_language_then_those_she_may_read(reader, order):
    assert preference(reader) == order


@pytest.mark.parametrize(
    ("published", "best"),
    [
        (("ru", "en", "fr", "kk"), {"fr": "fr", "kk": "kk", "de": "en", "uk": "en", "ru": "ru"}),
        (("ru", "kk", "fr"), {"fr": "fr", "kk": "kk", "de": "ru", "en": "ru", "uk": "ru"}),
        (("en", "kk"), {"ru": "en", "kk": "kk", "fr": "en"}),
        (("kk",), {"ru": "kk", "en": "kk", "fr": "kk", "kk": "kk"}),
    ],
)
def test_each_reader_gets_the_best_version_there_is(published, best):
    page = make_page("О нас")
    send_to(page, "en", "fr", "kk")
    only_in(page, *published)

    found = {reader: codes(StandardPage, [page.translation_key], reader)[0] for reader in best}

    assert found == best


def test_the_original_comes_before_a_language_nobody_asked_for():
    page = make_page("Über uns", parent=home_page("de"))
    send_to(page, "pl")

    assert codes(StandardPage, [page.translation_key], "kk") == ["de"]


def test_versions_come_in_the_order_asked_for_and_once_each():
    first, second, third = (make_page(title) for title in ("Раз", "Два", "Три"))
    send_to(second, "fr")
    keys = [page.translation_key for page in (third, second, first)]

    titles = [page.title for page in best_versions(StandardPage, keys, "fr")]

    assert titles == ["Три", "fr: Два", "Раз"]


def test_what_is_published_nowhere_is_left_out():
    draft = make_page("Черновик", publish=False)
    submit(draft, "fr")

    assert best_versions(StandardPage, [draft.translation_key], "fr") == []
    assert not listed(StandardPage).exists()


def test_a_borrowed_version_says_so_and_knows_its_original():
    event = make_event("Митинг", status="cancelled")
    send_to(event, "en")

    page = best_versions(EventPage, [event.translation_key], "de")[0]

    assert (page.title, page.is_borrowed) == ("en: Митинг", True)
    assert page.original.pk == event.pk
    assert best_versions(EventPage, [event.translation_key], "en")[0].is_borrowed is False


@pytest.mark.parametrize("code", ["ru", "en", "fr", "pl", "uk", "kk", "de"])
def test_nobody_disappears_from_a_list_because_nobody_translated_them(client, code):
    make_person("Жанболат Мамай", status="suspended")
    translated = make_person("Макс Бокаев", status="imprisoned")
    send_to(translated, "fr", title="Max Bokaïev")

    html = client.get(f"/{code}/prisoners/").content.decode()

    assert "Жанболат Мамай" in html
    assert ("Max Bokaïev" if code == "fr" else "Макс Бокаев") in html


def test_a_person_only_in_french_is_in_the_russian_list_with_her_language(client):
    make_person("Aliya Tulesova", language="fr", status="imprisoned")

    html = client.get("/ru/prisoners/").content.decode()

    assert "Aliya Tulesova" in html
    assert 'lang="fr"' in html


def test_the_original_of_any_version_is_the_one_that_was_written_first():
    page = make_page("Über uns", parent=home_page("de"))
    french = send_to(page, "fr")[0]

    assert original_id(french) == page.pk
    assert original_id(page) == page.pk
    assert original_id(None) is None


@pytest.mark.parametrize("enabled", [True, False])
def test_a_stopped_translation_does_not_become_an_original(enabled):
    page = make_page("О нас")
    translation = submit(page, "fr")[0]
    translation.enabled = enabled
    translation.save()

    assert translation.get_target_instance().original.pk == page.pk


def make_many(count: int) -> list[Page]:
    """Published people in Russian, written to the tables at once."""
    index = fresh(list_page(PrisonerIndexPage))
    first = make_person("Человек 0")
    pages = []
    for number in range(1, count):
        values = {"title": f"Человек {number}", "slug": f"person-{number}"}
        page = PrisonerPage(**values, draft_title=values["title"], locale=first.locale, body=[])
        page.path = PrisonerPage._get_path(index.path, index.depth + 1, number + 1)
        page.depth = index.depth + 1
        page.url_path = f"{index.url_path}{page.slug}/"
        page.content_type = first.content_type
        pages.append(page)
    bases = [
        Page(
            **{
                field.attname: getattr(page, field.attname)
                for field in Page._meta.concrete_fields
                if not field.primary_key
            }
        )
        for page in pages
    ]
    Page.objects.bulk_create(bases)
    keys = dict(Page.objects.values_list("path", "pk"))
    for page in pages:
        page.pk = page.page_ptr_id = keys[page.path]
        page.save_base(raw=True)
    Page.objects.filter(pk=index.pk).update(numchild=count)
    for page in pages:
        give_consent(page)  # which also enters each into the directory
    return [first, *pages]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_best_versions_cost_the_same_for_any_number(django_assert_num_queries, count):
    keys = [page.translation_key for page in make_many(count)]

    # The versions, and the status rows of their originals.
    with django_assert_num_queries(2):
        found = best_versions(PrisonerPage, keys, "fr")
        assert [list(page.original.statuses.all()) for page in found] == [[]] * count


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_list_of_people_costs_at_most_16_queries(client, django_assert_max_num_queries, count):
    make_many(count)
    client.get("/fr/prisoners/")

    with django_assert_max_num_queries(16):
        response = client.get("/fr/prisoners/")

    assert response.content.decode().count("Человек") >= min(count, 24)


@pytest.fixture
def arabic(settings):
    """The site with one language more, added as in config/languages.py."""
    languages = [*settings.LANGUAGES, ("ar", "العربية")]
    fallbacks = settings.LANGUAGE_FALLBACKS | {"ar": ("en", "ru")}
    with override_settings(
        LANGUAGES=languages, WAGTAIL_CONTENT_LANGUAGES=languages, LANGUAGE_FALLBACKS=fallbacks
    ):
        call_command("setup", verbosity=0)
        yield


def test_a_language_written_from_right_to_left_works_by_adding_it(client, arabic):
    event = make_event("Митинг")
    send_to(event, "ar", title="وقفة احتجاجية")

    home = client.get("/ar/").content.decode()
    page = client.get("/ar/events/miting/").content.decode()

    assert '<html lang="ar" dir="rtl">' in home
    assert '<html lang="ar" dir="rtl">' in page
    assert "وقفة احتجاجية" in page
    assert '<html lang="ru" dir="ltr">' in client.get("/ru/events/miting/").content.decode()


def test_words_borrowed_from_the_left_keep_their_direction_in_a_page_from_the_right(client, arabic):
    make_person("Макс Бокаев", status="imprisoned")

    html = client.get("/ar/prisoners/").content.decode()

    assert 'lang="ru" dir="ltr"' in html


def test_setup_adds_a_language_without_touching_the_others(arabic):
    assert Locale.objects.count() == 8
    assert home_page("ar").live is True
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("kk", "ltr"), ("ru", "ltr")])
def test_the_direction_of_a_language(code, direction):
    assert text_direction(code) == direction


def test_asking_what_may_be_read_does_not_go_through_all_pages_for_each_page():
    connection.cursor().execute("ANALYZE")  # with statistics SQLite chose to

    plan = readable(Page.objects.all()).explain()

    assert "SCAN U1" not in plan  # U1 is the pages of the restrictions
