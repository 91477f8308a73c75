"""The card for other sites: what it shows, and that it alone may be framed."""

import re
from datetime import date
from pathlib import Path

import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from core.models import TakeDown
from prisoners.models import StatusRow
from tests.factories import fresh, give_consent, home_page, make_image, make_person, send_to

pytestmark = pytest.mark.django_db
CARD = "/ru/prisoners/maks-bokayev/card/"


def make_held(**facts):
    """Somebody held for 30 days, until the day of the tests."""
    person = make_person("Макс Бокаев", gender="male", **facts)
    person.statuses = [StatusRow(code="imprisoned", since=date(2017, 11, 1), locale=person.locale)]
    person.save_revision().publish()
    return fresh(person)


def html(client, url: str = CARD) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_card_says_who_what_and_for_how_many_days_today(client):
    person = make_held()

    text = html(client, "/en/prisoners/maks-bokayev/card/")

    assert "Макс Бокаев</a>" in text
    assert "serving a sentence" in text
    assert "since 1 November 2017" in text
    assert "deprived of liberty for 30 days" in text
    assert f'href="{person.full_url}" target="_blank" rel="noopener"' in text
    assert home_page("en").title in text


def test_the_days_are_those_of_the_day_somebody_looks(client, settings):
    make_held()
    settings.BOSAT_TODAY = date(2017, 12, 11)

    assert "deprived of liberty for 40 days" in html(client, "/en/prisoners/maks-bokayev/card/")


def test_a_card_is_small_static_valid_and_asks_no_other_host(client):
    make_held(portrait=make_image())
    response = client.get(CARD)
    text = response.content.decode()

    html5lib.HTMLParser(strict=True).parse(text)
    assert len(response.content) < 3000
    assert response.cookies == {}
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=|<form", text) == []
    loaded = re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', text)
    assert len(loaded) == 3
    assert all(re.match(r"/(static|media)/", url) for url in loaded)


def test_the_styles_of_a_card_weigh_little():
    assert Path(finders.find("css/card.css")).stat().st_size < 2000


def test_a_card_may_be_framed_anywhere_even_by_a_page_that_isolates_itself(client):
    make_held()
    headers = client.get(CARD).headers

    assert "X-Frame-Options" not in headers
    assert "frame-ancestors *;" in f"{headers['Content-Security-Policy']};"
    assert "frame-ancestors 'self'" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "url",
    [
        "/ru/",
        "/ru/prisoners/",
        "/ru/prisoners/maks-bokayev/",
        "/ru/prisoners/maks-bokayev/changes.atom",
        "/ru/prisoners/changes.atom",
        "/ru/prisoners/directory.csv",
        "/ru/prisoners/directory.json",
        "/ru/prisoners/nobody/card/",
        "/ru/prisoners/snyata/card/",
        "/ru/search/",
    ],
)
def test_no_other_address_may_be_framed(client, url):
    make_held()
    TakeDown.objects.create(translation_key=make_person("Снята").translation_key, reason="x")
    headers = client.get(url).headers

    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_portrait_needs_consent_and_is_otherwise_initials(client):
    person = make_held(portrait=make_image())
    assert "<img" in html(client)

    give_consent(person, photo=False)
    person.portrait.make_renditions()

    text = html(client)
    assert "<img" not in text
    assert '<span class="card__portrait" aria-hidden="true">МБ</span>' in text


@pytest.mark.parametrize("consent", [{"name": False}, {"withdrawn_on": date(2017, 11, 1)}])
def test_withheld_people_have_no_card(client, consent):
    give_consent(make_held(), **consent)

    assert client.get(CARD).status_code == 404


def test_protected_people_have_no_card(client):
    person = make_person("М. Б.", slug="case-1")
    give_consent(person, public_name="initials", real_name="Макс Бокаев")

    assert client.get("/ru/prisoners/case-1/").status_code == 200
    assert client.get("/ru/prisoners/case-1/card/").status_code == 404


def test_the_card_of_somebody_taken_down_is_gone(client):
    TakeDown.objects.create(translation_key=make_held().translation_key, reason="x")

    assert client.get(CARD).status_code == 410


@pytest.mark.parametrize("slug", ["nobody", "maks-bokayev"])
def test_nobody_and_a_draft_have_no_card(client, slug):
    make_person("Макс Бокаев", publish=False)

    assert client.get(f"/ru/prisoners/{slug}/card/").status_code == 404


def test_a_language_without_a_translation_shows_the_name_there_is_with_its_language(client):
    make_held()

    text = html(client, "/fr/prisoners/maks-bokayev/card/")

    assert '<html lang="fr" dir="ltr">' in text
    assert 'rel="noopener" lang="ru" dir="ltr">Макс Бокаев</a>' in text
    assert "/ru/prisoners/maks-bokayev/" in text


def test_a_translation_shows_its_own_name_and_leads_to_its_page(client):
    send_to(make_held(), "fr", title="Maks Bokaïev")

    text = html(client, "/fr/prisoners/maks-bokayev/card/")

    assert 'rel="noopener">Maks Bokaïev</a>' in text
    assert "/fr/prisoners/maks-bokayev/" in text


def test_a_card_costs_few_queries_and_writes_nothing(client):
    send_to(make_held(portrait=make_image()), "fr")
    client.get(CARD)
    with CaptureQueriesContext(connection) as captured:
        client.get("/fr/prisoners/maks-bokayev/card/")

    assert [query for query in captured if not query["sql"].lstrip("(").startswith("SELECT")] == []
    assert len(captured) <= 10


def test_the_code_to_copy_survives_a_name_with_quotes():
    person = make_person('Макс "М" <Бокаев>')
    request = RequestFactory().get("/", headers={"host": "testserver"})

    text = render_to_string("prisoners/card_code.html", {"page": person, "request": request})
    code = html5lib.parseFragment(text, namespaceHTMLElements=False).find(".//code").text

    [frame] = html5lib.parseFragment(code, namespaceHTMLElements=False).iter("iframe")
    assert frame.get("title") == 'Макс "М" <Бокаев>'
    assert frame.get("src") == "http://127.0.0.1:8000/en/prisoners/maks-m-bokayev/card/"


def test_there_is_no_code_to_copy_for_a_protected_person():
    person = make_person("М. Б.")
    give_consent(person, public_name="initials", real_name="Макс Бокаев")

    assert render_to_string("prisoners/card_code.html", {"page": fresh(person)}).strip() == ""
