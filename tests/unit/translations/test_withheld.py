"""Translators find no page that is withheld; editors find it, to ask for the consent."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from core.models import Consent, TakeDown
from tests.factories import (
    fresh,
    home_page,
    make_event,
    make_person,
    make_user,
    send_to,
    translation_into,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    """A person published in Russian and French."""
    page = make_person("Жанболат", body=[])
    send_to(page, "fr", title="Janbolat Mamaï")
    return page


@pytest.fixture
def translator(client):
    user = make_user("Translators fr")
    client.force_login(user)
    return client


def withdraw(page):
    record = Consent.of(page.translation_key)
    record.withdrawn_on = "2017-11-01"
    record.save()


def take_down(page):
    TakeDown.objects.create(translation_key=page.translation_key, reason="a threat")


def doors(page) -> list[str]:
    """The addresses at which a translator works on a page."""
    french = translation_into(page, "fr")
    own = french.get_target_instance()
    segment = french.source.stringsegment_set.get(context__path="title")
    pages = ("edit", "view_draft", "preview_on_edit")
    return [
        *(reverse(f"wagtailadmin_pages:{name}", args=[own.pk]) for name in pages),
        reverse("wagtailadmin_explore", args=[own.pk]),
        reverse("wagtail_localize:preview_translation", args=[french.pk]),
        reverse("wagtail_localize:download_pofile", args=[french.pk]),
        reverse("wagtail_localize:edit_string_translation", args=[french.pk, segment.pk]),
    ]


LISTS = (
    "/admin/",
    "/admin/pages/search/?q=janbolat",
    "/admin/pages/search/results/?q=janbolat",
    "/admin/api/main/pages/?search=janbolat",
    "/admin/localize/reports/translations/",
)


@pytest.mark.parametrize("withhold", [withdraw, take_down])
def test_the_doors_of_a_withheld_page_are_closed_and_say_so(translator, person, withhold):
    open_before = {translator.get(url).status_code for url in doors(person)[:3]}

    withhold(person)
    answers = [translator.get(url) for url in doors(person)]

    assert open_before == {200}
    assert {answer.status_code for answer in answers} == {403}
    assert "This page is withheld at the moment." in answers[0].content.decode()
    assert not any("Janbolat" in answer.content.decode() for answer in answers)


@pytest.mark.parametrize("withhold", [withdraw, take_down])
def test_no_list_names_a_withheld_page(translator, person, withhold):
    lists = [*LISTS, f"/admin/pages/{page_list().pk}/"]
    named = [url for url in lists if "Janbolat" in translator.get(url).content.decode()]

    withhold(person)

    assert f"/admin/pages/{page_list().pk}/" in named
    assert "/admin/localize/reports/translations/" in named
    assert [url for url in lists if "Janbolat" in translator.get(url).content.decode()] == []


def page_list():
    return home_page("fr").get_children().get(slug="prisoners")


def test_editors_find_a_withheld_page(client, person):
    withdraw(person)
    client.force_login(make_user("Editors"))
    french = person.get_translations().get()

    assert "Janbolat" in client.get("/admin/pages/search/?q=janbolat").content.decode()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[french.pk])).status_code == 200


def test_old_texts_of_a_protected_person_are_closed_until_the_name_is_gone(translator, person):
    record = Consent.of(person.translation_key)
    record.public_name, record.real_name = "initials", "Janbolat Mamaï"
    record.save()
    for page in Page.objects.filter(translation_key=person.translation_key):
        specific = page.specific
        specific.title, specific.slug = "J. M.", "j-m"
        specific.save()
    french = translation_into(person, "fr").get_target_instance()

    response = translator.get(reverse("wagtailadmin_pages:edit", args=[french.pk]))

    assert "Janbolat" not in response.content.decode()
    assert response.status_code == 403


def test_the_past_of_a_profile_is_closed_to_translators_and_that_of_others_is_not(
    translator, person
):
    event = make_event("Митинг")
    [protest] = send_to(event, "fr", title="Rassemblement")
    profile = person.get_translations().get()
    name = "wagtailadmin_pages:history"

    assert translator.get(reverse(name, args=[profile.pk])).status_code == 403
    assert translator.get(reverse(name, args=[protest.pk])).status_code == 200


def test_translators_compare_no_versions(translator):
    [protest] = send_to(make_event("Митинг"), "fr", title="Rassemblement")
    url = reverse("wagtailadmin_pages:revisions_compare", args=[protest.pk, "earliest", "latest"])

    assert translator.get(url).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/admin/reports/site-history/",
        "/admin/reports/aging-pages/",
        "/admin/reports/workflow/",
        "/admin/choose-page/",
        "/admin/choose-page/search/?q=a",
        "/admin/api/main/images/",
        "/admin/bulk/wagtailcore/page/publish/?id=1",
    ],
)
def test_parts_of_the_admin_that_show_pages_of_others_are_closed(translator, path):
    assert translator.get(path).status_code == 403


def test_the_explorer_of_a_translator_works(translator, person):
    french = fresh(person).get_translations().get()
    listing = f"/admin/api/main/pages/?child_of={french.get_parent().pk}&for_explorer=1"

    assert [row["id"] for row in translator.get(listing).json()["items"]] == [french.pk]
    withdraw(person)
    assert translator.get(listing).json()["items"] == []
