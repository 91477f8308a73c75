"""The search page: what it finds, for whom, and how it shows it."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from campaigns.models import EventIndexPage, KeyDatePage
from core import clock
from core.models import Consent, TakeDown
from prisoners.models import NameVariant, PrisonerPage
from search.checks import index_is_whole
from search.index import refresh
from search.models import SearchDocument
from tests.benchmark.people import make_people, write_pages
from tests.factories import (
    fresh,
    give_consent,
    home_page,
    list_page,
    make_campaign,
    make_event,
    make_key_date,
    make_page,
    make_person,
    send_to,
)

pytestmark = pytest.mark.django_db


def found(client, language: str, text: str, **more) -> str:
    response = client.get(f"/{language}/search/", {"q": text} | more)
    assert response.status_code == 200
    return response.content.decode()


def urls(client, language: str, text: str, **more) -> list[str]:
    """The addresses of the results, in their order."""
    response = client.get(f"/{language}/search/", {"q": text} | more)
    return [result.url for result in response.context["results"]]


def suggested(client, language: str, text: str) -> list[str]:
    answer = client.get(f"/{language}/search/suggest/", {"q": text}).json()
    return [row["title"] for row in answer["suggestions"]]


# --- what is found ---------------------------------------------------------------------------


def test_a_word_is_found_in_any_form(client):
    page = make_page("Политические заключённые")

    for text in ("заключенных", "заключённый", "ЗАКЛЮЧЁННЫМ", "политических заключенных"):
        assert urls(client, "ru", text) == [page.url]


def test_a_place_is_found_in_its_other_spelling_and_in_the_language_of_the_reader(client):
    send_to(make_page("Жанаозен"), "fr", title="Janaozen")

    assert urls(client, "ru", "Жанаозен") == ["/ru/zhanaozen/"]
    assert urls(client, "fr", "Janaozen") == ["/fr/zhanaozen/"]
    assert urls(client, "fr", "Жанаозен") == ["/fr/zhanaozen/"]


def test_what_nobody_translated_is_found_and_says_its_language(client):
    person = make_person("Мухтар Джакишев")

    assert urls(client, "fr", "Djakichev") == [person.url]
    assert '<li lang="ru" dir="ltr">' in found(client, "fr", "Djakichev")


def test_a_person_is_found_by_other_names_and_by_those_of_her_translations(client):
    person = make_person("Наталья Уласик", native_name="Наталля Уласік")
    NameVariant.objects.create(page=person, name="Белая Сова", kind="pseudonym")
    fresh(person).save_revision().publish()
    send_to(fresh(person), "en", title="Natalya Ulasik")

    assert urls(client, "ru", "Ulasik") == [person.url]
    assert urls(client, "ru", "Наталля") == [person.url]
    assert urls(client, "ru", "белой совы") == [person.url]
    assert urls(client, "en", "Уласик") == ["/en/prisoners/natalya-ulasik/"]


def test_an_apostrophe_a_date_and_an_article_are_kept(client):
    page = make_page("Справи", home_page("uk"), summary="Ув'язнено 16.12.2011 за статтею 405.")

    for text in ("ув’язнено", "2011-12-16", "405"):
        assert urls(client, "uk", text) == [page.url]
    assert urls(client, "uk", "17.12.2011") == []


def test_quoted_words_must_stand_together(client):
    together = make_page("Свобода слова и совести")
    make_page("Слово о свободе")

    assert urls(client, "ru", "«свободы слова»") == [together.url]
    assert len(urls(client, "ru", "свободы слова")) == 2


def test_a_slip_of_the_finger_is_told_and_mended(client):
    person = make_person("Макс Бокаев")
    html = found(client, "ru", "Боакев")

    assert f'href="{person.url}"' in html
    assert "<strong>Бокаев</strong>" in html


def test_a_slip_in_a_word_of_a_title_is_mended_too(client):
    page = make_page("Приглашение в Брюссель")

    assert urls(client, "ru", "приглошение") == [page.url]
    assert urls(client, "ru", "Брюсаль") == [page.url]


def test_the_beginning_of_a_name_is_enough_where_nothing_else_is_found(client):
    person = make_person("Макс Бокаев")

    assert urls(client, "ru", "Бока") == [person.url]
    assert urls(client, "ru", "Макс Бока") == [person.url]
    assert urls(client, "ru", "Бока", kind="event") == []


def test_where_no_page_has_all_words_some_are_enough_and_it_is_said(client):
    person = make_person("Макс Бокаев")
    html = found(client, "ru", "амнистия Бокаева")

    assert f'href="{person.url}"' in html
    assert "Ни на одной странице нет всех этих слов" in html


def test_nothing_found_says_what_may_help(client):
    html = found(client, "ru", "абракадабра")

    assert "0 страниц" in html
    assert "Что может помочь" in html


def test_an_empty_query_asks_for_words(client):
    for text in ("", "   ", "«»", "🙂", "\0"):
        assert "Напишите имя или слово" in found(client, "ru", text)


@pytest.mark.parametrize(
    "text",
    [
        '"', "'", "*", "a*", "AND", "a AND b OR NOT c", "(", "a:b", "^a", "- -", "{names} : x",
        "NEAR(a b)", "a & b | !c", "🙂 ж", "\0а", "ж" * 10_000, "a " * 10_000, "\u202eабв",
        "مختار جاكيشيف", "%s", "\\", "q=1&q=2", "\ud800",
    ],
)  # fmt: skip
def test_no_query_is_an_error(client, text):
    text = text.encode("utf-8", "replace").decode()
    make_person("Макс Бокаев")

    for address in ("/ru/search/", "/kk/search/", "/ru/search/suggest/"):
        assert client.get(address, {"q": text}).status_code == 200


def test_the_name_itself_comes_before_what_sounds_alike(client):
    make_person("Асан Шакишев")
    person = make_person("Мухтар Джакишев")
    make_person("Асан Жакишев")

    for text in ("Джакишев", "Dzhakishev", "Djakichev", "Dżakiszew"):
        assert urls(client, "ru", text)[0] == person.url


def test_the_next_event_comes_first_then_the_last_one(client):
    make_event("Пикет в Вене", start_day=date(2017, 6, 1))
    make_event("Пикет в Праге", start_day=date(2018, 3, 1))
    make_event("Пикет в Риге", start_day=date(2017, 12, 20))
    make_event("Пикет в Киеве", start_day=date(2017, 11, 20))
    cities = [url.rstrip("/").rsplit("-", 1)[1] for url in urls(client, "ru", "пикеты")]

    assert cities == ["rige", "prage", "kiyeve", "vene"]


def test_a_cancelled_event_says_so_in_the_results_at_once(client):
    event = make_event("Пикет в Вене")
    event.status = "cancelled"
    event.save_revision().publish()

    assert '<strong class="event-status">отменено</strong>' in found(client, "ru", "пикет")


def test_results_are_narrowed_by_kind_and_counted(client):
    person = make_person("Вена Иванова")
    event = make_event("Пикет в Вене")
    make_campaign("Вена: кампания")
    make_key_date("Вена: годовщина")
    response = client.get("/ru/search/", {"q": "Вена"})

    assert [(choice.name, choice.number) for choice in response.context["kinds"]] == [
        ("Люди", 1),
        ("Кампании", 1),
        ("События", 2),
    ]
    assert sorted(urls(client, "ru", "Вена", kind="person")) == [person.url]
    assert len(urls(client, "ru", "Вена", kind="event")) == 2
    assert event.url in urls(client, "ru", "Вена", kind="event")
    assert len(urls(client, "ru", "Вена", kind="nonsense")) == 4


def test_other_languages_are_counted_with_links_that_keep_the_query(client):
    send_to(make_page("Страница"), "en", "de", title="Kundgebung")
    html = found(client, "ru", "Kundgebung")

    assert 'href="/de/search/?q=Kundgebung"' in html
    assert 'href="/fr/search/?q=Kundgebung"' in html  # shown the English one


def test_found_words_are_marked_in_any_form_and_nothing_of_a_text_is_markup(client):
    make_page("О пытках <b>", summary="Каждая жалоба на пытку & <script>alert(1)</script> пыток.")
    html = found(client, "ru", "пытка")

    assert "О <mark>пытках</mark> &lt;b&gt;" in html
    assert "на <mark>пытку</mark> &amp; &lt;script&gt;" in html
    assert "<script>alert" not in html


def test_a_title_is_shown_as_it_was_written(client):
    make_page("Дело № 10² … ½")

    assert "<mark>Дело</mark> № 10² … ½" in found(client, "ru", "дело")


def test_a_long_text_is_shown_around_the_words(client):
    make_page("Текст", summary=f"{'вода ' * 200}а вот и экстрадиция {'вода ' * 200}")
    html = found(client, "ru", "экстрадицию")

    assert "<mark>экстрадиция</mark>" in html
    assert "… вода" in html
    assert html.count("вода") < 60


def test_more_than_a_hundred_results_are_said_to_be_the_best_of_many(client):
    pages = [
        KeyDatePage(title=f"Заявление {number:03}", slug=f"key-{number}", body=[])
        for number in range(101)
    ]
    write_pages(pages, list_page(EventIndexPage))
    refresh(page.translation_key for page in pages)
    html = found(client, "ru", "заявления")

    assert "Показано лучших: 100" in html
    assert len(urls(client, "ru", "заявления", page=5)) == 20


# --- suggestions -----------------------------------------------------------------------------


def test_names_are_suggested_while_they_are_typed_in_any_script(client):
    make_person("Мухтар Джакишев")
    make_page("Джаз")

    assert suggested(client, "ru", "Джак") == ["Мухтар Джакишев"]
    assert suggested(client, "fr", "Djak") == ["Мухтар Джакишев"]
    assert suggested(client, "ru", "мухтар дж") == ["Мухтар Джакишев"]
    assert suggested(client, "ru", "д") == []


# --- who may find what -----------------------------------------------------------------------


def assert_hidden(client, *texts: str) -> None:
    """Neither found, nor counted, nor suggested, in any language."""
    for text in texts:
        for language in ("ru", "fr"):
            response = client.get(f"/{language}/search/", {"q": text})
            assert response.context["answer"].hits == []
            assert response.context["kinds"] == []
            assert response.context["elsewhere"] == []
            assert suggested(client, language, text[:4]) == []


def test_a_draft_is_not_found(client):
    make_page("Секретный черновик", publish=False)

    assert_hidden(client, "Секретный")


def test_the_new_title_of_a_draft_finds_nothing(client):
    page = make_page("Незабудка")
    page.title = "Ромашка"
    page.save_revision()

    assert_hidden(client, "Ромашка")
    assert urls(client, "ru", "Незабудка") == [page.url]


def test_an_unpublished_page_is_not_found(client):
    page = make_page("Незабудка")
    page.unpublish()

    assert_hidden(client, "Незабудка")


def test_a_deleted_page_is_not_found(client):
    page = make_page("Незабудка")
    page.delete()

    assert_hidden(client, "Незабудка")
    assert not SearchDocument.objects.filter(pk=page.pk).exists()


def test_a_page_that_search_never_knew_can_be_deleted_with_its_translations():
    person = make_person("Незабудкин")
    send_to(person, "fr")
    SearchDocument.objects.all().delete()
    fresh(person).delete()

    connection.check_constraints()
    assert not SearchDocument.objects.filter(title="Незабудкин").exists()


def test_a_restricted_page_can_be_deleted():
    page = make_page("Незабудка")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    page.delete()

    connection.check_constraints()
    assert not SearchDocument.objects.filter(title="Незабудка").exists()


def test_a_restricted_page_is_found_listed_and_mapped_for_nobody(client):
    person = make_person("Закрытый Человек")
    PageViewRestriction.objects.create(page=person, restriction_type="login")

    assert_hidden(client, "Закрытый")
    assert "Закрытый Человек" not in client.get("/ru/prisoners/").content.decode()
    assert person.slug not in client.get("/sitemap-ru-1.xml").content.decode()
    assert client.get(person.url).status_code == 302


def test_what_lies_below_a_restricted_page_is_not_found_until_it_is_opened(client):
    page = make_page("Незабудка")
    closed = PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    assert_hidden(client, "Незабудка")

    closed.delete()

    assert urls(client, "ru", "Незабудка") == [page.url]


@pytest.mark.parametrize(
    "changes", [{"withdrawn_on": date(2017, 11, 1)}, {"name": False}, {"risk": "do_not_publish"}]
)
def test_a_person_whose_consent_is_gone_is_not_found(client, changes):
    person = make_person("Незабудкин")
    assert urls(client, "ru", "Незабудкин") == [person.url]

    give_consent(person, **changes)

    assert_hidden(client, "Незабудкин")


def test_a_person_is_not_found_from_the_day_the_consent_expires(client, monkeypatch):
    person = make_person("Незабудкин", consent={"expires_on": date(2017, 12, 5)})
    assert urls(client, "ru", "Незабудкин") == [person.url]

    monkeypatch.setattr(clock, "today", lambda: date(2017, 12, 6))

    assert_hidden(client, "Незабудкин")


def test_a_protected_person_is_not_found_by_the_real_name(client):
    person = make_person(
        "М. Д.",
        native_name="Незабудкин",
        consent={"public_name": "initials", "name": False, "name_is_hidden": True},
    )
    NameVariant.objects.create(page=person, name="Незабудько", kind="spelling")
    fresh(person).save_revision().publish()

    assert_hidden(client, "Незабудкин", "Незабудько")


def test_what_was_taken_down_is_not_found_until_it_is_undone(client):
    page = make_page("Незабудка")
    record = TakeDown.objects.create(translation_key=page.translation_key, reason="Просьба семьи")
    assert_hidden(client, "Незабудка")

    record.delete()

    assert urls(client, "ru", "Незабудка") == [page.url]


def test_the_gate_is_asked_once_more_where_the_index_is_behind(client):
    person = make_person("Незабудкин")
    Consent.objects.filter(translation_key=person.translation_key).update(name=False)  # no signal

    for text in ("Незабудкин", "Незабубкин", "Незаб", "ромашка Незабудкина"):
        response = client.get("/ru/search/", {"q": text})
        assert response.context["answer"].hits == []
        assert "Незабудкин</strong>" not in response.content.decode()
        assert response.context["kinds"] == []
    assert suggested(client, "ru", "Незаб") == []


def test_nobody_can_write_a_token_of_the_index(client):
    page = make_page("Незабудка")
    page.title = "Ромашка"
    page.save_revision()

    for text in ("d〡romashka", "d1ромашка", "d〡romashk", "z〇all", "y〇page", "s〇romaska"):
        assert urls(client, "ru", text) == []


def test_no_browser_keeps_what_may_be_taken_down(client):
    for address in ("/ru/search/", "/ru/search/suggest/"):
        kept = client.get(address, {"q": "слово"}).headers["Cache-Control"]
        assert set(kept.split(", ")) == {"private", "no-cache"}


# --- what it costs ---------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3, 300])
@pytest.mark.parametrize("text", ["человек", "человик", "человек свободен", "«человек 0»"])
def test_a_result_page_costs_at_most_12_queries_whatever_is_found(client, count, text):
    make_people(count)
    refresh(PrisonerPage.objects.values_list("translation_key", flat=True))
    client.get("/ru/search/", {"q": text})
    with CaptureQueriesContext(connection) as captured:
        client.get("/ru/search/", {"q": text})

    assert len(captured) <= 12
    assert not [q["sql"] for q in captured if not q["sql"].lower().startswith("select")]


# --- the index -------------------------------------------------------------------------------


def test_the_check_asks_to_rebuild_and_the_command_does(client, capsys):
    page = make_page("Незабудка")
    assert index_is_whole(["default"]) == []

    SearchDocument.objects.filter(pk=page.pk).update(version=0)
    SearchDocument.objects.exclude(pk=page.pk).delete()
    [message] = index_is_whole(["default"])
    call_command("rebuild_search")
    call_command("rebuild_search")

    assert message.hint == "Run: manage.py rebuild_search"
    assert index_is_whole(["default"]) == []
    assert capsys.readouterr().out.endswith("Search knows all.\n")
    assert urls(client, "ru", "Незабудка") == [page.url]
