"""Error pages: in the reader's language, with a way on, and without asking the database in vain."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from core import views
from tests.factories import make_person, send_to

LANGUAGES = ("ru", "en", "fr", "pl", "uk", "kk", "de")


def heading(html: str) -> str:
    return html.split("<h1>")[1].split("</h1>", maxsplit=1)[0].strip()


@pytest.mark.django_db
@pytest.mark.parametrize("status", [403, 404, 410])
def test_an_error_is_told_in_each_of_the_seven_languages(rf, status):
    view = {
        403: lambda request: views.forbidden(request, PermissionDenied()),
        404: lambda request: views.not_found(request, Exception()),
        410: views.gone,
    }[status]
    headings = set()
    for code in LANGUAGES:
        with override(code):
            response = view(rf.get(f"/{code}/nothing/"))
        assert response.status_code == status
        headings.add(heading(response.content.decode()))

    assert len(headings) == 7


@pytest.mark.django_db
def test_a_browser_asks_again_for_what_was_taken_down_as_that_may_be_undone(rf):
    assert views.gone(rf.get("/ru/nothing/")).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(("view", "status"), [(views.server_error, 500), (views.bad_request, 400)])
def test_an_error_of_ours_needs_no_database(rf, view, status):
    headings = set()
    for code in LANGUAGES:
        with override(code):
            arguments = [rf.get("/")] if status == 500 else [rf.get("/"), Exception()]
            response = view(*arguments)
        assert response.status_code == status
        headings.add(heading(response.content.decode()))

    assert len(headings) == 7


def test_the_maintenance_page_is_written_in_every_language(tmp_path):
    call_command("maintenance_pages", tmp_path / "pages", verbosity=0)

    pages = {path.stem: path.read_text("utf-8") for path in (tmp_path / "pages").iterdir()}
    assert set(pages) == set(LANGUAGES)
    assert all(f'<html lang="{code}" dir="ltr">' in html for code, html in pages.items())
    assert len({heading(html) for html in pages.values()}) == 7


@pytest.mark.django_db
def test_a_page_missing_in_a_language_offers_those_it_exists_in_best_first(client):
    person = make_person("Человек")
    send_to(person, "en", "pl", title="Someone")

    response = client.get(person.url.replace("/ru/", "/kk/"))

    html = response.content.decode()
    main = html.split("<main")[1].split("</main>")[0]
    assert response.status_code == 404
    assert '<html lang="kk"' in html
    assert [main.index(f'hreflang="{code}"') for code in ("ru", "en", "pl")] == sorted(
        main.index(f'hreflang="{code}"') for code in ("ru", "en", "pl")
    )
    assert 'hreflang="de"' not in main


@pytest.mark.django_db
def test_a_draft_is_offered_to_nobody(client):
    person = make_person("Человек", publish=False)

    response = client.get(f"/fr/prisoners/{person.slug}/")

    assert response.status_code == 404
    assert "Человек" not in response.content.decode()


@pytest.mark.django_db
def test_health_asks_the_database_once_and_says_ok(client):
    with CaptureQueriesContext(connection) as captured:
        response = client.get("/health/")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert len(captured) == 1
