"""What stands on a page that is closed: its documents, and the way in for those who may."""

import json
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from core.models import CustomDocument, TakeDown
from tests.factories import fresh, make_page, make_person, make_user, paragraph

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> CustomDocument:
    file = ContentFile(b"What the court said.", name=f"{uuid4().hex}.txt")
    return CustomDocument.objects.create(title="Court", file=file)


def link_to(document: CustomDocument) -> str:
    html = f'<p><a linktype="document" id="{document.pk}">суд</a></p>'
    return json.dumps([paragraph(html)])


def status(client, document: CustomDocument) -> int:
    response = client.get(document.url)
    b"".join(response)  # closes the file
    return response.status_code


def test_a_document_of_a_page_is_served_while_the_page_can_be_read(client, document):
    person = make_person("Человек", body=link_to(document))
    assert status(client, document) == 200

    TakeDown.objects.create(translation_key=person.translation_key, reason="Просьба семьи")

    assert status(client, document) == 404


def test_a_document_another_page_shows_stays(client, document):
    person = make_person("Человек", body=link_to(document))
    make_page("О суде", body=link_to(document))

    TakeDown.objects.create(translation_key=person.translation_key, reason="Просьба семьи")

    assert status(client, document) == 200


def test_a_document_of_a_draft_is_for_editors(client, document):
    make_page("Черновик", publish=False, body=link_to(document))
    assert status(client, document) == 404

    client.force_login(make_user("Translators fr"))
    assert status(client, document) == 404
    client.force_login(make_user("Editors"))
    assert status(client, document) == 200


def test_a_document_no_page_names_is_served_to_whoever_has_its_address(client, document):
    assert status(client, document) == 200


def test_a_page_behind_a_password_opens_to_whoever_knows_it(client):
    page = make_page("Для своих")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="шесть слов"
    )
    assert "Для своих</h1>" not in client.get(page.url).content.decode()

    answer = client.post(
        f"/ru/_util/authenticate_with_password/{restriction.pk}/{page.pk}/",
        {"password": "шесть слов", "return_url": page.url},
    )

    assert (answer.status_code, answer.url) == (302, page.url)
    assert "Для своих</h1>" in client.get(fresh(page).url).content.decode()


def test_a_page_for_those_who_log_in_sends_to_the_login(client):
    page = make_page("Для команды")
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    answer = client.get(page.url, follow=True)

    assert answer.redirect_chain
    assert answer.status_code == 200
    assert "Для команды</h1>" not in answer.content.decode()
