"""The sitemap: an index of files, each of bounded length."""

from xml.etree import ElementTree

import pytest

from core import sitemap
from tests.factories import make_page, send_to

pytestmark = pytest.mark.django_db
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
BASE = "http://127.0.0.1:8000"


def locations(client, address: str) -> list[str]:
    """The addresses an index or a file names, without the host."""
    root = ElementTree.fromstring(client.get(address).content)
    return [node.text.removeprefix(BASE) for node in root.iter(LOCATION)]


def test_the_index_names_a_file_for_each_language(client):
    codes = ("de", "en", "fr", "kk", "pl", "ru", "uk")

    assert locations(client, "/sitemap.xml") == [f"/sitemap-{code}-1.xml" for code in codes]


def test_a_file_holds_the_pages_of_its_language_with_their_versions_in_others(client):
    send_to(make_page("О нас"), "fr")

    assert "/ru/o-nas/" in locations(client, "/sitemap-ru-1.xml")
    french = locations(client, "/sitemap-fr-1.xml")
    assert "/fr/o-nas/" in french
    assert [path for path in french if not path.startswith("/fr/")] == []
    assert (
        f'hreflang="ru" href="{BASE}/ru/o-nas/"' in client.get("/sitemap-fr-1.xml").content.decode()
    )


def test_no_file_grows_beyond_its_length_and_no_page_is_lost_between_two(client, monkeypatch):
    whole = locations(client, "/sitemap-ru-1.xml")
    monkeypatch.setattr(sitemap, "PER_FILE", 2)

    files = [path for path in locations(client, "/sitemap.xml") if path.startswith("/sitemap-ru-")]
    parts = [locations(client, path) for path in files]

    assert files[:2] == ["/sitemap-ru-1.xml", "/sitemap-ru-2.xml"]
    assert {len(part) for part in parts[:-1]} == {2}
    assert sorted(path for part in parts for path in part) == sorted(whole)


@pytest.mark.parametrize("name", ["ru-2", "ru-0", "xx-1", "ru-99999999999999999999"])
def test_there_is_no_file_without_pages(client, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404
