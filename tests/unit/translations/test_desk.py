"""The desk: what is left in each language, in which order, and who may see it."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.models import Consent
from tests.factories import (
    fill,
    fresh,
    make_event,
    make_page,
    make_person,
    make_user,
    publish_translation,
    send_to,
    submit,
    translation_into,
)
from translations import desk
from translations.models import Work
from translations.sources import update_source

pytestmark = pytest.mark.django_db
DESK = "/admin/desk/"


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


def titles(user, code: str = "fr", view: str = "") -> list[str]:
    works = desk.open_work(user).filter(translation__target_locale__language_code=code)
    return [work.title for work in desk.view_of(works, view, user)]


def work(page, code: str = "fr") -> Work:
    return translation_into(page, code).work


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def test_only_what_is_left_is_on_the_desk_and_only_in_languages_of_its_user(edit):
    new, changed, finished = make_page("Новое"), make_page("Старое"), make_page("Готовое")
    submit(new, "fr", "de")
    send_to(changed, "fr", "de")
    send_to(finished, "fr")
    edit(changed, title="Старое иначе")

    french = make_user("Translators fr")

    assert titles(french) == ["Новое", "Старое иначе"]
    assert titles(french, view="new") == ["Новое"]
    assert titles(french, view="changed") == ["Старое иначе"]
    assert titles(french, "de") == []
    assert [total.code for total in desk.totals(desk.open_work(french))] == ["fr"]


def test_what_is_near_or_was_cancelled_comes_first_and_what_is_due_before_what_is_old(edit):
    old, due = make_page("Старое"), make_page("К сроку")
    far = make_event("Далеко", start_day=in_days(60))
    near = make_event("Скоро", start_day=in_days(7))
    cancelled = make_event("Отменено", start_day=in_days(30))
    for page in (old, due, far, near, cancelled):
        submit(page, "fr")
    Work.objects.filter(pk=work(due).pk).update(due=in_days(3))
    edit(cancelled, status="cancelled", status_reason="Запрет")

    found = titles(make_user("Translators fr"))

    assert found == ["Скоро", "Отменено", "К сроку", "Старое", "Далеко"]
    assert titles(make_user("Translators fr"), view="urgent") == ["Скоро", "Отменено"]


def test_what_is_over_is_not_urgent():
    submit(make_event("Вчера", start_day=in_days(-1)), "fr")

    assert titles(make_user("Translators fr"), view="urgent") == []


def test_a_change_of_facts_puts_nothing_on_the_desk(edit):
    event = make_event("Митинг")
    send_to(event, "fr")

    edit(event, start_time=time(12, 15))

    assert titles(make_user("Translators fr")) == []


def test_a_finished_text_waits_to_be_published():
    translation = submit(make_page("Текст"), "fr")[0]
    fill(translation)

    assert titles(make_user("Translators fr"), view="ready") == ["Текст"]

    publish_translation(translation)
    assert titles(make_user("Translators fr")) == []


def test_one_takes_a_page_another_cannot_until_it_is_handed_back(client):
    page = make_page("Текст")
    submit(page, "fr")
    anna, boris = (make_user("Translators fr", name=name) for name in ("anna", "boris"))
    url = reverse("translation_take", args=[work(page).pk])

    client.force_login(anna)
    client.post(url, {"do": "take"})
    client.force_login(boris)
    html = client.post(url, {"do": "take", "next": DESK}, follow=True).content.decode()
    assert "anna has it already." in html
    client.post(url, {"do": "hand-back"})
    assert work(page).assignee == anna

    client.force_login(anna)
    client.post(url, {"do": "hand-back"})
    assert work(page).assignee is None


def test_a_coordinator_gives_a_page_to_a_translator_of_its_language_with_a_day(client):
    page = make_page("Текст")
    submit(page, "fr")
    french, german = make_user("Translators fr"), make_user("Translators de")
    client.force_login(make_user("Editors"))
    url = reverse("translation_due", args=[work(page).pk])

    html = client.post(url, {"assignee": german.pk, "due": "2017-12-05"}).content.decode()
    assert "Select a valid choice." in html
    client.post(url, {"assignee": french.pk, "due": "2017-12-05"})

    assert (work(page).assignee, work(page).due) == (french, date(2017, 12, 5))
    assert titles(french, view="mine") == ["Текст"]


@pytest.mark.parametrize("role", ["Translators de", "Translators fr"])
def test_a_translator_opens_neither_the_table_nor_work_of_another_language(client, role):
    page = make_page("Тайна")
    submit(page, "pl")
    client.force_login(make_user(role))

    desk_html = client.get(DESK + "?language=pl").content.decode()
    home_html = client.get("/admin/").content.decode()

    assert "Тайна" not in desk_html + home_html
    assert client.get(reverse("translation_overview")).status_code == 403
    assert client.get(reverse("translation_due", args=[work(page, "pl").pk])).status_code == 403
    taken = client.post(reverse("translation_take", args=[work(page, "pl").pk]), {"do": "take"})
    assert taken.status_code == 403
    assert work(page, "pl").assignee is None


def test_a_withheld_page_is_on_no_desk(client):
    person = make_person("Жанболат")
    submit(person, "fr")
    client.force_login(make_user("Translators fr"))
    assert "Жанболат" in client.get(DESK).content.decode()

    Consent.objects.filter(translation_key=person.translation_key).delete()

    assert "Жанболат" not in client.get(DESK).content.decode()
    assert "Nothing is left to do here." in client.get("/admin/").content.decode()


def test_the_table_shows_all_pages_in_all_languages(client, edit):
    page = make_page("Текст")
    send_to(page, "fr")
    submit(page, "de")
    edit(page, title="Текст иначе")
    client.force_login(make_user("Editors"))

    response = client.get(reverse("translation_overview") + "?text=Текст")

    (row,) = response.context["rows"]
    assert {cell.code: cell.state for cell in row.cells} == {
        "ru": "original",
        "en": "missing",
        "fr": "older",
        "pl": "missing",
        "uk": "missing",
        "kk": "missing",
        "de": "draft",
    }


@pytest.mark.parametrize(
    ("code", "state", "found"),
    [
        ("fr", "published", ["Готовое"]),
        ("fr", "draft", ["Новое"]),
        ("pl", "missing", ["Готовое", "Новое"]),
        ("fr", "missing", []),
        ("ru", "missing", []),
        ("xx", "nothing", ["Готовое", "Новое"]),
    ],
)
def test_the_table_can_be_narrowed(code, state, found):
    send_to(make_page("Готовое"), "fr")
    submit(make_page("Новое"), "fr")

    pages = desk.sent_pages(make_user("Editors"), code=code, state=state, kind="")

    assert [page.title for page in pages if page.title.endswith("ое")] == found


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_desk_and_the_table_cost_the_same_for_any_number_of_pages(client, count):
    for number in range(count):
        submit(make_page(f"Страница {number}"), "fr")
    client.force_login(make_user("Editors"))
    costs = {}
    for url in (DESK, reverse("translation_overview")):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        costs[url] = len(captured)

    assert costs == {DESK: 14, reverse("translation_overview"): 17}


def test_an_edit_costs_the_same_on_a_large_site():
    def cost(title: str) -> int:
        page = make_page(title)
        send_to(page, "fr", "de")
        page.title = f"{title} иначе"
        page.save_revision().publish()
        source = translation_into(page, "fr").source
        with CaptureQueriesContext(connection) as captured:
            update_source(source)
        return len(captured)

    alone = cost("Одна")
    for number in range(40):
        send_to(make_page(f"Другая {number}"), "fr")

    assert cost("Среди многих") == alone
