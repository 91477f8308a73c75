"""What happens to an original happens to its translations; what happens to one stays there."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision

from campaigns.models import EventPage
from tests.factories import (
    fresh,
    home_page,
    make_event,
    make_page,
    make_person,
    make_user,
    send_to,
    submit,
    translation_into,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """An event published in Russian, French and Polish, with a German draft."""
    page = make_event("Митинг")
    send_to(page, "fr", "pl")
    submit(page, "de")
    return fresh(page)


@pytest.fixture
def moderator(client):
    client.force_login(make_user("Moderators"))
    return client


def live_in(page) -> set[str]:
    versions = Page.objects.filter(translation_key=page.translation_key, live=True)
    return set(versions.values_list("locale__language_code", flat=True))


def exists_in(page) -> set[str]:
    versions = Page.objects.filter(translation_key=page.translation_key)
    return set(versions.values_list("locale__language_code", flat=True))


def version(page, code):
    return fresh(translation_into(page, code).get_target_instance())


def url(name, *args) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


# Unpublishing


def test_unpublishing_an_original_unpublishes_all_languages(moderator, event):
    moderator.post(url("unpublish", event.pk))

    assert live_in(event) == set()


def test_unpublishing_a_translation_touches_only_it(moderator, event):
    moderator.post(url("unpublish", version(event, "fr").pk))

    assert live_in(event) == {"ru", "pl"}


def test_an_original_that_expires_takes_its_translations_along(event):
    event.expire_at = timezone.now() + timedelta(1)
    event.save_revision().publish()

    with time_machine.travel(timezone.now() + timedelta(2)):
        call_command("publish_scheduled")

    assert live_in(event) == set()
    assert version(event, "fr").expired is True


def test_a_scheduled_translation_does_not_appear_after_its_original_is_gone(event):
    german = version(event, "de")
    german.go_live_at = timezone.now() + timedelta(1)
    german.save_revision().publish()
    event.unpublish()

    with time_machine.travel(timezone.now() + timedelta(2)):
        call_command("publish_scheduled")

    assert live_in(event) == set()
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_unpublishing_a_list_with_its_pages_reaches_all_languages(moderator, event):
    moderator.post(url("unpublish", event.get_parent().pk), {"include_descendants": "on"})

    assert live_in(event) == set()
    assert live_in(event.get_parent()) == set()


def test_the_confirmation_names_the_languages_that_follow(moderator, event):
    html = moderator.get(url("unpublish", event.pk)).content.decode()

    assert "This also unpublishes the page in: Français, Polski." in html


@pytest.mark.parametrize("group", ["Editors", "Translators fr"])
def test_only_moderators_unpublish(client, event, group):
    client.force_login(make_user(group))

    response = client.post(url("unpublish", version(event, "fr").pk))

    assert response.status_code == 403
    assert live_in(event) == {"ru", "fr", "pl"}


def bulk(client, action, page, **data):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return client.post(f"{address}?id={page.pk}&next=/admin/pages/", data)


@pytest.mark.parametrize("group", ["Editors", "Translators fr"])
@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_only_moderators_take_down_many_pages_at_once(client, event, group, action):
    client.force_login(make_user(group))

    bulk(client, action, version(event, "fr"))

    assert live_in(event) == {"ru", "fr", "pl"}


def test_moderators_unpublish_many_pages_at_once(moderator, event):
    bulk(moderator, "unpublish", event)

    assert live_in(event) == set()


# Deleting


def test_deleting_an_original_deletes_all_languages_and_keeps_the_tree_whole(moderator, event):
    moderator.post(url("delete", event.pk))

    assert exists_in(event) == set()
    assert EventPage.objects.count() == 0
    assert Page.find_problems() == ([], [], [], [], [])


def test_deleting_a_translation_deletes_only_it(moderator, event):
    moderator.post(url("delete", version(event, "fr").pk))

    assert exists_in(event) == {"ru", "pl", "de"}
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_deleted_translation_is_made_again_with_its_strings(moderator, event):
    version(event, "fr").delete()

    moderator.post(reverse("wagtail_localize:submit_page_translation", args=[event.pk]))

    assert version(event, "fr").title == "fr: Митинг"
    assert version(event, "fr").live is False


@pytest.mark.parametrize("order", ["parent first", "language by language"])
def test_deleting_a_page_with_pages_below_deletes_them_in_all_languages(moderator, order):
    parent = make_page("О нас")
    child = make_page("Команда", parent=parent)
    if order == "parent first":
        send_to(parent, "fr", "pl")
        send_to(child, "fr", "pl")
    else:
        for code in ("fr", "pl"):
            send_to(parent, code)
            send_to(child, code)
    elsewhere = make_page("Équipe", parent=version(parent, "fr"))
    send_to(elsewhere, "ru")

    moderator.post(url("delete", parent.pk))

    assert [exists_in(page) for page in (parent, child, elsewhere)] == [set(), set(), set()]
    assert Page.find_problems() == ([], [], [], [], [])
    assert home_page().numchild == 5


def test_the_confirmation_of_a_deletion_names_the_languages(moderator, event):
    html = moderator.get(url("delete", event.pk)).content.decode()

    assert "This also deletes the page in: Deutsch, Français, Polski." in html


def test_an_editor_deletes_drafts_and_nothing_published(client, event):
    draft = make_event("Черновик", publish=False)
    client.force_login(make_user("Editors"))

    assert client.post(url("delete", event.pk)).status_code == 403
    assert client.post(url("delete", draft.pk)).status_code == 302
    assert exists_in(event) == {"ru", "fr", "pl", "de"}
    assert exists_in(draft) == set()


def test_an_editor_does_not_delete_a_draft_whose_translation_is_published(client, event):
    Page.objects.filter(pk=event.pk).update(live=False)
    client.force_login(make_user("Editors"))

    assert client.post(url("delete", event.pk)).status_code == 403
    assert exists_in(event) == {"ru", "fr", "pl", "de"}


# Moving


@pytest.fixture
def pages():
    """Two pages in Russian and French, and a page below the first."""
    first, second = make_page("О нас"), make_page("Проекты")
    send_to(first, "fr")
    send_to(second, "fr")
    child = make_page("Команда", parent=fresh(first))
    send_to(child, "fr")
    return first, second, fresh(child)


def test_moving_an_original_moves_its_translations(moderator, pages):
    _first, second, child = pages

    moderator.post(url("move_confirm", child.pk, second.pk))

    assert fresh(child).get_parent().pk == second.pk
    assert version(child, "fr").get_parent().pk == version(second, "fr").pk
    assert version(child, "fr").url_path == "/fr/proyekty/komanda/"
    assert Page.find_problems() == ([], [], [], [], [])


def test_moving_many_pages_moves_their_translations(moderator, pages):
    _first, second, child = pages

    bulk(moderator, "move", child, chooser=second.pk)

    assert version(child, "fr").get_parent().pk == version(second, "fr").pk


def test_reordering_an_original_leaves_its_translations_where_they_are(pages):
    first, second, _child = pages
    before = list(home_page("fr").get_children().values_list("pk", flat=True))

    fresh(second).move(fresh(first), pos="left")

    assert list(home_page("fr").get_children().values_list("pk", flat=True)) == before


def refused(moderator, page, place) -> str:
    parents = list(
        Page.objects.filter(translation_key=page.translation_key).values_list("path", flat=True)
    )
    response = moderator.post(url("move_confirm", page.pk, place.pk), follow=True)
    versions = Page.objects.filter(translation_key=page.translation_key)
    assert list(versions.values_list("path", flat=True)) == parents
    return response.content.decode()


def test_a_page_does_not_move_below_one_that_lacks_its_languages(moderator, pages):
    place = make_page("Архив")

    html = refused(moderator, pages[2], place)

    assert "The new place has no version in “Français”." in html


def test_a_translation_does_not_move_by_itself(moderator, pages):
    _first, second, child = pages

    html = refused(moderator, version(child, "fr"), version(second, "fr"))

    assert "This is a translation. Move its original" in html


def test_a_page_does_not_move_into_another_language(moderator, pages):
    _first, second, child = pages

    assert "Choose a place in the language of the page" in refused(
        moderator, child, version(second, "fr")
    )


def test_a_page_does_not_move_to_where_its_address_is_taken_in_another_language(moderator, pages):
    _first, second, child = pages
    make_page("Équipe", parent=version(second, "fr"), slug="komanda")

    html = refused(moderator, child, second)

    assert "Another page has this address at the new place in “Français”." in html


def test_the_confirmation_of_a_move_names_the_languages(moderator, pages):
    _first, second, child = pages

    html = moderator.get(url("move_confirm", child.pk, second.pk)).content.decode()

    assert "This also moves the page in: Français." in html


def test_a_restriction_on_an_original_closes_its_translations_at_once(client):
    person = make_person("Человек")
    french = send_to(person, "fr", title="Quelqu’un")[0]
    restriction = PageViewRestriction.objects.create(page=person, restriction_type="groups")
    group = Group.objects.get(name="Editors")
    restriction.groups.add(group)

    copied = PageViewRestriction.objects.get(page=french)
    assert list(copied.groups.all()) == [group]
    assert client.get(french.url).status_code == 302
    assert "Quelqu’un" not in client.get("/fr/prisoners/").content.decode()

    restriction.delete()

    assert not PageViewRestriction.objects.filter(page=french).exists()
    assert client.get(french.url).status_code == 200


def test_a_page_cannot_be_copied_as_an_alias(client):
    client.force_login(make_user(is_superuser=True))

    html = client.get(reverse("wagtailadmin_pages:copy", args=[make_person().pk])).content.decode()

    assert 'name="new_title"' in html
    assert 'name="alias"' not in html
