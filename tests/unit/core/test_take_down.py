"""Taking a page from all readers in one action, and undoing it."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from campaigns.models import EventIndexPage
from core.models import TakeDown
from tests.factories import (
    home_page,
    list_page,
    make_campaign,
    make_event,
    make_key_date,
    make_page,
    make_person,
    make_user,
    send_to,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    """A logged-in moderator."""
    client.force_login(make_user("Moderators"))
    return client


def url(name, page):
    return reverse(name, args=[page.pk])


def take_down(client, page, reason="threats"):
    return client.post(url("take_down", page), {"reason": reason})


@pytest.mark.parametrize("make", [make_person, make_event, make_campaign, make_page, make_key_date])
def test_every_version_answers_410_and_nothing_of_the_page(moderator, make):
    page = make("Страница о ком-то")
    french = send_to(page, "fr", title="Une page")[0]
    take_down(moderator, french)
    moderator.logout()
    for version in (page, french):
        response = moderator.get(version.url)
        assert response.status_code == 410
        assert version.title not in response.content.decode()
        assert "threats" not in response.content.decode()


def test_it_asks_first_and_says_what_will_happen(moderator):
    page = make_event("Митинг")
    send_to(page, "fr", title="Rassemblement")
    response = moderator.get(url("take_down", page))
    html = response.content.decode()
    assert "in all its languages" in html
    assert "Rassemblement" in html
    assert not TakeDown.objects.exists()
    assert moderator.get(page.url).status_code == 200


@pytest.mark.parametrize("data", [{}, {"reason": ""}, {"reason": "  \n "}])
def test_no_reason_no_take_down(moderator, data):
    page = make_event("Митинг")
    response = moderator.post(url("take_down", page), data)
    assert response.status_code == 200
    assert "reason" in response.context["form"].errors
    assert not TakeDown.objects.exists()


def test_a_second_click_changes_nothing(moderator):
    page = make_event("Митинг")
    take_down(moderator, page)
    take_down(moderator, page, "again")
    record = TakeDown.objects.get()
    assert record.reason == "threats"
    assert PageLogEntry.objects.filter(action="core.take_down").count() == 1


@pytest.mark.parametrize("role", ["Editors", "Translators fr"])
def test_only_moderators_may(client, role):
    page = make_event("Митинг")
    french = send_to(page, "fr")[0]
    other = make_page("О нас")
    client.force_login(make_user("Moderators"))
    take_down(client, other)
    client.force_login(make_user(role))
    for version in (page, french):
        assert client.get(url("take_down", version)).status_code == 403
        assert take_down(client, version).status_code == 403
    assert client.get(url("undo_take_down", other)).status_code == 403
    assert client.post(url("undo_take_down", other)).status_code == 403
    assert client.get(reverse("taken_down")).status_code == 403
    assert TakeDown.objects.get().undone_at is None


def test_home_and_lists_stay(moderator):
    for page in (home_page(), list_page(EventIndexPage)):
        assert take_down(moderator, page).status_code == 403


def test_a_page_that_is_none_is_not_found(moderator):
    for number in (1, 99999):
        response = moderator.get(f"/admin/safety/{number}/take-down/", follow=True)
        assert response.status_code == 404


def test_who_took_it_down_stands_in_the_record_and_in_the_history(moderator):
    page = make_event("Митинг")
    french = send_to(page, "fr")[0]
    take_down(moderator, page)
    user = TakeDown.objects.get().taken_by
    assert user.groups.get().name == "Moderators"
    entries = PageLogEntry.objects.filter(action="core.take_down", user=user)
    assert {entry.page_id for entry in entries} == {page.pk, french.pk}
    assert not any(entry.data for entry in entries)


def test_the_editor_says_that_the_page_is_taken_down(moderator):
    page = make_event("Митинг")
    take_down(moderator, page)
    html = moderator.get(url("wagtailadmin_pages:edit", page)).content.decode()
    assert "This page is taken down" in html
    assert url("undo_take_down", page) in html


def test_the_menu_offers_what_can_be_done(moderator):
    page = make_event("Митинг")
    listing = url("wagtailadmin_explore", page.get_parent())
    assert url("take_down", page) in moderator.get(listing).content.decode()
    take_down(moderator, page)
    html = moderator.get(listing).content.decode()
    assert url("undo_take_down", page) in html
    assert url("take_down", page) not in html


def test_editors_are_offered_nothing(client):
    page = make_event("Митинг")
    client.force_login(make_user("Editors"))
    html = client.get(url("wagtailadmin_pages:edit", page)).content.decode()
    assert url("take_down", page) not in html
    assert reverse("taken_down") not in html


def test_undoing_gives_the_page_back_once(moderator):
    page = make_event("Митинг")
    take_down(moderator, page)
    assert "threats" in moderator.get(url("undo_take_down", page)).content.decode()
    assert moderator.get(page.url).status_code == 410
    moderator.post(url("undo_take_down", page))
    first = TakeDown.objects.get()
    moderator.post(url("undo_take_down", page))
    again = TakeDown.objects.get()
    assert first.undone_by == first.taken_by
    assert again.undone_at == first.undone_at
    assert PageLogEntry.objects.filter(action="core.undo_take_down").count() == 1
    assert moderator.get(page.url).status_code == 200


def test_what_was_undone_can_be_taken_down_again(moderator):
    page = make_event("Митинг")
    take_down(moderator, page)
    moderator.post(url("undo_take_down", page))
    take_down(moderator, page, "once more")
    assert moderator.get(page.url).status_code == 410
    assert TakeDown.objects.count() == 2


def test_the_list_names_title_day_user_and_reason(moderator):
    page = make_event("Митинг")
    send_to(page, "fr", title="Rassemblement")
    undone = make_page("Другая")
    take_down(moderator, page)
    take_down(moderator, undone)
    moderator.post(url("undo_take_down", undone))
    response = moderator.get(reverse("taken_down"))
    assert [row.pk for _record, row in response.context["rows"]] == [page.pk]
    html = response.content.decode()
    for words in ("Митинг", "threats", TakeDown.objects.first().taken_by.username):
        assert words in html


def test_a_deleted_page_leaves_the_list(moderator):
    page = make_event("Митинг")
    take_down(moderator, page)
    page.delete()
    assert moderator.get(reverse("taken_down")).context["rows"] == []


def test_taking_a_person_down_lists_who_mentions_her(moderator):
    person = make_person("Макс Бокаев")
    page = make_page("Письмо Бокаеву")
    response = moderator.post(url("take_down", person), {"reason": "asked"}, follow=True)
    assert [found.pk for found, _url in response.context["others"]] == [page.pk]


def test_a_reason_is_text_and_no_code(moderator):
    page = make_event("Митинг")
    take_down(moderator, page, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in moderator.get(reverse("taken_down")).content.decode()
