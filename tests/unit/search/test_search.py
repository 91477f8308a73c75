"""The search box: readable pages of the reader's language."""

from datetime import date

import pytest
from wagtail.models import PageViewRestriction

from core.models import TakeDown
from tests.factories import give_consent, make_page, make_person, send_to

pytestmark = pytest.mark.django_db


def found(client, language: str, text: str) -> str:
    response = client.get(f"/{language}/search/", {"q": text})
    assert response.status_code == 200
    return response.content.decode()


def test_a_page_is_found_in_its_language_and_not_in_another(client):
    send_to(make_page("Жанаозен"), "fr", title="Janaozen")

    assert 'href="/ru/zhanaozen/"' in found(client, "ru", "Жанаозен")
    assert 'href="/fr/zhanaozen/"' in found(client, "fr", "Janaozen")
    assert 'href="/fr/zhanaozen/"' not in found(client, "fr", "Жанаозен")


def test_a_draft_is_not_found(client):
    make_page("Секретный черновик", publish=False)

    assert "Секретный черновик" not in found(client, "ru", "Секретный")


def test_a_restricted_page_is_found_listed_and_mapped_for_nobody(client):
    person = make_person("Закрытый Человек")
    PageViewRestriction.objects.create(page=person, restriction_type="login")

    assert "Закрытый Человек" not in found(client, "ru", "Закрытый")
    assert "Закрытый Человек" not in client.get("/ru/prisoners/").content.decode()
    assert person.slug not in client.get("/sitemap-ru-1.xml").content.decode()
    assert client.get(person.url).status_code == 302


@pytest.mark.parametrize(
    "changes", [{"withdrawn_on": date(2017, 11, 1)}, {"name": False}, {"risk": "do_not_publish"}]
)
def test_a_person_whose_consent_is_gone_is_not_found(client, changes):
    person = make_person("Незабудкин")
    assert f'href="{person.url}"' in found(client, "ru", "Незабудкин")

    give_consent(person, **changes)

    assert f'href="{person.url}"' not in found(client, "ru", "Незабудкин")


def test_what_was_taken_down_is_not_found(client):
    page = make_page("Незабудка")
    assert f'href="{page.url}"' in found(client, "ru", "Незабудка")

    TakeDown.objects.create(translation_key=page.translation_key, reason="Просьба семьи")

    assert f'href="{page.url}"' not in found(client, "ru", "Незабудка")
