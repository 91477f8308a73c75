"""Who comes through which door of wagtail-localize: one row a door, one column a role."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import get_resolver, reverse
from wagtail.models import Page
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

from tests.factories import (
    fill,
    fresh,
    make_event,
    make_image,
    make_user,
    paragraph,
    publish_translation,
    send_to,
    submit,
    translation_into,
)
from translations.doors import LOCALIZE

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
ROLES = ("submitter", "translator-pl", "translator-fr", "editor", "moderator", "admin")


@pytest.fixture
def event():
    """A published event, sent to French and Polish translators; nothing is translated."""
    image = make_image()
    picture = {
        "type": "picture",
        "id": "0f7f3a8e-6f33-4d2a-a2a0-35a1c8a3c001",
        "value": {
            "image": {"image": image.pk, "alt_text": "Портрет", "decorative": False},
            "credit": "Фото",
            "caption": "",
        },
    }
    link = paragraph('<p>Смотрите <a href="https://example.org/">здесь</a></p>')
    page = make_event("Митинг", body=[])
    page.body.raw_data.extend([picture, link])
    page.save_revision().publish()
    submit(page, "fr", "pl")
    return page


def make_role(role):
    """A user; the submitter has the right to submit and none on any page."""
    if role == "submitter":
        group = Group.objects.create(name="Submitters")
        rights = ("access_admin", "submit_translation")
        group.permissions.set(Permission.objects.filter(codename__in=rights))
        return make_user("Submitters")
    if role.startswith("translator-"):
        return make_user(f"Translators {role[-2:]}")
    if role == "admin":
        return make_user(is_superuser=True)
    return make_user({"editor": "Editors", "moderator": "Moderators"}[role])


def french_segment(event, path="title"):
    return translation_into(event, "fr").source.stringsegment_set.get(context__path=path)


def address(event, name) -> str:
    french = translation_into(event, "fr")
    page = french.get_target_instance()
    override = french.source.overridablesegment_set.first()
    arguments = {
        "submit_page_translation": [event.pk],
        "submit_snippet_translation": ["core", "customimage", "1"],
        "update_translations": [french.source_id],
        "edit_string_translation": [french.pk, french_segment(event).pk],
        "edit_override": [french.pk, override.pk],
        "convert_to_alias": [page.pk],
        "snippets_api_listing": ["core", "customimage"],
        "snippets_api_detail": ["core", "customimage", "1"],
        "javascript_catalog": [],
        "translations_report": [],
        "translations_report_results": [],
    }
    return reverse(f"wagtail_localize:{name}", args=arguments.get(name, [french.pk]))


# What each role gets, in the order of ROLES.
DOORS = {
    ("submit_page_translation", "get"): (403, 403, 403, 200, 200, 200),
    ("submit_page_translation", "post"): (403, 403, 403, 302, 302, 302),
    ("submit_snippet_translation", "get"): (403,) * 6,
    ("submit_snippet_translation", "post"): (403,) * 6,
    ("update_translations", "get"): (403, 403, 403, 302, 302, 302),
    ("update_translations", "post"): (403, 403, 403, 302, 302, 302),
    ("edit_string_translation", "put"): (403, 403, 200, 200, 200, 200),
    ("edit_string_translation", "delete"): (403, 403, 200, 200, 200, 200),
    ("edit_override", "put"): (403,) * 6,
    ("edit_override", "delete"): (403,) * 6,
    ("download_pofile", "get"): (403, 403, 200, 200, 200, 200),
    ("upload_pofile", "post"): (403, 403, 302, 302, 302, 302),
    ("machine_translate", "post"): (403,) * 6,
    ("preview_translation", "get"): (403, 403, 200, 200, 200, 200),
    ("stop_translation", "post"): (403,) * 6,
    ("convert_to_alias", "get"): (403,) * 6,
    ("convert_to_alias", "post"): (403,) * 6,
    ("snippets_api_listing", "get"): (403,) * 6,
    ("snippets_api_detail", "get"): (403,) * 6,
    ("javascript_catalog", "get"): (403,) * 6,
}


def body(event, name, method):
    """A valid body for a door."""
    if method == "put":
        return {"data": "value=Rassemblement", "content_type": FORM}
    if name == "upload_pofile":
        file = BytesIO(str(translation_into(event, "fr").export_po()).encode())
        file.name = "fr.po"
        return {"data": {"file": file}}
    return {}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_comes_through_its_doors_and_no_other(client, event, role):
    client.force_login(make_role(role))
    expected = {door: statuses[ROLES.index(role)] for door, statuses in DOORS.items()}

    statuses = {
        (name, method): getattr(client, method)(
            address(event, name), **body(event, name, method)
        ).status_code
        for name, method in DOORS
    }

    assert statuses == expected


def test_every_door_of_wagtail_localize_is_in_the_table_or_shown_to_everybody():
    urls = get_resolver("wagtail.admin.urls").namespace_dict["wagtail_localize"][1]
    names = {name for name in urls.reverse_dict if isinstance(name, str)}
    shown = {"translations_report", "translations_report_results"}

    assert names == {name for name, _method in DOORS} | shown
    assert set(LOCALIZE) <= names


@pytest.mark.parametrize("role", ["submitter", "translator-pl"])
def test_the_right_to_submit_neither_makes_nor_publishes_a_page(client, event, role):
    fill(translation_into(event, "fr"))
    client.force_login(make_role(role))
    pages = Page.objects.count()

    client.post(address(event, "submit_page_translation"))
    client.post(address(event, "update_translations"), {"publish_translations": "on"})
    client.post(edit_url(event, "fr"), {"action": "publish"})

    assert Page.objects.count() == pages
    assert event.get_translations().filter(live=True).count() == 0


def edit_url(event, code):
    page = translation_into(event, code).get_target_instance()
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_translator_opens_the_editor_of_her_language_only(client, event):
    client.force_login(make_role("translator-fr"))

    assert client.get(edit_url(event, "fr")).status_code == 200
    assert client.get(edit_url(event, "pl")).status_code == 302  # Wagtail: to the start page
    assert client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).status_code == 403


@pytest.mark.parametrize(
    "door", ["edit", "delete", "unpublish", "move", "copy", "history", "set_privacy", "view_draft"]
)
def test_a_translator_opens_no_original_even_in_her_language(client, door):
    original = make_event("Veillée", language="fr")
    client.force_login(make_role("translator-fr"))
    url = reverse(f"wagtailadmin_pages:{door}", args=[original.pk])

    assert client.get(url).status_code == 403
    assert client.post(url).status_code == 403


@pytest.mark.parametrize("door", ["delete", "unpublish", "move", "copy", "set_privacy"])
def test_a_translator_translates_and_nothing_else(client, event, door):
    client.force_login(make_role("translator-fr"))
    page = translation_into(event, "fr").get_target_instance()

    assert client.post(reverse(f"wagtailadmin_pages:{door}", args=[page.pk])).status_code == 403
    assert Page.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("action", ["localize-restart-translation", "localize-convert-to-alias"])
def test_closed_actions_of_the_editor_do_nothing(client, event, action):
    client.force_login(make_role("admin"))

    assert client.post(edit_url(event, "fr"), {action: "1"}).status_code == 403
    assert not Page.objects.exclude(alias_of=None).exists()


def test_a_stopped_translation_does_not_open_as_an_ordinary_page(client, event):
    Translation.objects.update(enabled=False)
    client.force_login(make_role("translator-fr"))

    response = client.get(edit_url(event, "fr"))

    assert response.status_code == 403
    assert "This translation was stopped." in response.content.decode()


def test_sending_again_takes_up_a_stopped_translation(client, event):
    Translation.objects.update(enabled=False)
    client.force_login(make_role("editor"))

    client.post(address(event, "submit_page_translation"))

    assert translation_into(event, "fr").enabled is True


def test_sync_never_publishes(client, event, django_capture_on_commit_callbacks):
    client.force_login(make_role("editor"))

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            address(event, "update_translations"), {"publish_translations": "on"}, follow=True
        )

    assert "Nothing was published." in response.content.decode()
    assert event.get_translations().filter(live=True).count() == 0


def own_form(event, **values) -> dict:
    """What the editor posts: a picture or a link of the translation's own."""
    french = translation_into(event, "fr")
    segments = french.source.overridablesegment_set
    picture = segments.exclude(data_json__startswith='"').get()
    link = segments.get(data_json='"https://example.org/"')
    names = {"picture": picture.context_id, "link": link.context_id}
    before = {str(row.context_id): row.data for row in own_rows(event)}
    form = {f"own-{names[name]}": value for name, value in values.items()}
    return form | {f"was-own-{key}": value for key, value in before.items()}


def own_rows(event):
    return SegmentOverride.objects.filter(context__object_id=event.translation_key)


def own_things(event) -> list:
    return [override.data for override in own_rows(event)]


def edit_address(event) -> str:
    return reverse(
        "wagtailadmin_pages:edit", args=[translation_into(event, "fr").get_target_instance().pk]
    )


@pytest.mark.parametrize("value", ["999999", "no number", "-1"])
def test_a_picture_that_does_not_exist_is_refused(client, event, value):
    client.force_login(make_role("translator-fr"))

    response = client.post(edit_address(event), own_form(event, picture=value))

    assert "Select a valid choice." in response.content.decode()
    assert own_things(event) == []


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("https://example.org/fr", ["https://example.org/fr"]),
        ("javascript:alert(1)", []),
        ("//example.org", []),
    ],
)
def test_a_link_of_its_own_is_a_full_address(client, event, value, kept):
    client.force_login(make_role("translator-fr"))

    client.post(edit_address(event), own_form(event, link=value))

    assert own_things(event) == kept


def test_a_picture_of_its_own_is_published_and_can_be_taken_back(client, event):
    client.force_login(make_role("translator-fr"))
    picture = make_image().pk
    client.post(edit_address(event), own_form(event, picture=picture))
    french = translation_into(event, "fr")
    fill(french)

    client.post(edit_address(event), {"action": "publish", **own_form(event, picture=picture)})
    page = fresh(french.get_target_instance())
    client.post(edit_address(event), own_form(event, picture=""))

    assert page.body[0].value["image"].pk == picture
    assert own_things(event) == []


def test_a_json_body_is_a_bad_request_and_no_failure(client, event):
    client.force_login(make_role("translator-fr"))

    response = client.put(
        address(event, "edit_string_translation"),
        data='{"value": "1"}',
        content_type="application/json",
    )

    assert response.status_code == 400


def put_as_the_editor_does(client, url: str, value: str):
    data = f"--x\r\nContent-Disposition: form-data; name=value\r\n\r\n{value}\r\n--x--\r\n"
    return client.put(url, data, "multipart/form-data; boundary=x")


def test_a_string_the_editor_sends_is_understood(client, event):
    client.force_login(make_role("translator-fr"))

    response = put_as_the_editor_does(client, address(event, "edit_string_translation"), "Titre")

    assert response.status_code == 200
    assert StringTranslation.objects.get(locale__language_code="fr", data="Titre")


def test_nobody_writes_strings_of_a_page_that_somebody_locked(client, event):
    page = translation_into(event, "fr").get_target_instance()
    page.locked, page.locked_by = True, make_role("moderator")
    page.save()
    client.force_login(make_role("translator-fr"))

    response = client.put(
        address(event, "edit_string_translation"), data="value=Titre", content_type=FORM
    )

    assert response.status_code == 403
    assert response.json()["detail"].startswith("The page is locked.")
    assert not StringTranslation.objects.filter(locale__language_code="fr", data="Titre").exists()


def test_someone_without_the_admin_is_sent_to_its_login(client, event):
    client.force_login(make_user())

    response = client.post(address(event, "stop_translation"))

    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


@pytest.mark.parametrize("code", ["fr", "ru"])
def test_an_alias_cannot_be_copied_into_being(client, event, code):
    send_to(event, "fr")
    client.force_login(make_role("admin"))
    page = event if code == "ru" else translation_into(event, "fr").get_target_instance()
    data = {
        "new_title": "Copy",
        "new_slug": "copy",
        "new_parent_page": page.get_parent().pk,
        "alias": "on",
    }

    response = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)

    assert response.status_code == 403
    assert not Page.objects.exclude(alias_of=None).exists()


def test_the_form_that_fills_a_language_with_aliases_is_gone(client):
    client.force_login(make_role("admin"))

    response = client.get("/admin/locales/new/")

    assert response.status_code == 200
    assert "Synchronise content" not in response.content.decode()


def test_a_finished_translation_is_published_by_its_translator(
    client, event, django_capture_on_commit_callbacks
):
    fill(translation_into(event, "fr"), title="Rassemblement")
    client.force_login(make_role("translator-fr"))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit_url(event, "fr"), {"action": "publish"})

    page = translation_into(event, "fr").get_target_instance()
    assert (page.live, page.title) == (True, "Rassemblement")
    assert publish_translation(translation_into(event, "fr")).slug == event.slug
