"""The front door: languages, the address map, policies, and what home shows."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import override_settings
from wagtail.models import GroupPagePermission, Page, Site
from wagtail_localize.models import TranslationSource

from core.models import SiteSettings, User
from tests.factories import (
    fresh,
    home_page,
    make_campaign,
    make_event,
    make_page,
    make_person,
    send_to,
)

pytestmark = pytest.mark.django_db
XHTML = "{http://www.w3.org/1999/xhtml}link"
URL = "{http://www.sitemaps.org/schemas/sitemap/0.9}url"


@pytest.mark.parametrize(
    ("accepted", "address"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "/fr/"),
        ("kk", "/kk/"),
        ("zh", "/ru/"),
        ("", "/ru/"),
        ("x" * 5000, "/ru/"),
        ("de;q=nonsense", "/ru/"),
    ],
)
def test_the_front_door_leads_to_the_best_language_without_a_cookie(client, accepted, address):
    response = client.get("/", headers={"accept-language": accepted})

    assert (response.status_code, response.url) == (302, address)
    assert response.headers["Vary"] == "Accept-Language"
    assert not response.cookies


def test_a_page_names_its_real_versions_and_the_original_as_default(client):
    page = make_page("О нас")
    send_to(page, "fr", "kk")

    html = client.get("/fr/o-nas/").content.decode()

    links = [line.strip() for line in html.splitlines() if 'rel="alternate"' in line]
    base = "http://127.0.0.1:8000"
    assert links == [
        f'<link rel="alternate" hreflang="ru" href="{base}/ru/o-nas/">',
        f'<link rel="alternate" hreflang="fr" href="{base}/fr/o-nas/">',
        f'<link rel="alternate" hreflang="kk" href="{base}/kk/o-nas/">',
        f'<link rel="alternate" hreflang="x-default" href="{base}/ru/o-nas/">',
    ]
    assert f'<link rel="canonical" href="{base}/fr/o-nas/">' in html


def test_the_default_of_home_is_the_front_door(client):
    html = client.get("/pl/").content.decode()

    assert '<link rel="alternate" hreflang="x-default" href="http://127.0.0.1:8000/">' in html


def test_the_switcher_leads_to_the_nearest_page_that_exists(client):
    person = make_person("Человек")

    html = client.get(person.url).content.decode()

    assert '<a href="/de/prisoners/" lang="de"' in html


def test_the_sitemap_lists_every_version_with_its_alternates(client):
    page = make_page("О нас")
    send_to(page, "fr")

    root = ElementTree.fromstring(client.get("/sitemap-fr-1.xml").content)

    entry = next(node for node in root.iter(URL) if node[0].text.endswith("/fr/o-nas/"))
    assert [link.get("hreflang") for link in entry.iter(XHTML)] == ["ru", "fr", "x-default"]


def test_home_shows_the_chosen_campaign_and_the_next_event(client):
    campaign = make_campaign("Свободу узникам")
    make_event("Пикет", start_day=date(2017, 12, 3))
    make_person("Узник", status="imprisoned")
    home = home_page()
    home.campaign = send_to(campaign, "en")[0]  # an editor may pick any version
    home.save_revision().publish()

    html = client.get("/ru/").content.decode()

    assert fresh(home).campaign_id == campaign.pk
    for title in ("Свободу узникам", "Пикет", "Узник"):
        assert title in html


def test_home_shows_a_reader_the_facts_chosen_in_the_original(client):
    home = home_page()
    home.campaign = make_campaign("Свободу узникам")
    home.save_revision().publish()

    html = client.get("/kk/").content.decode()

    assert "Свободу узникам" in html
    assert 'lang="ru"' in html


def test_setup_can_be_repeated_and_changes_nothing():
    before = list(Page.objects.order_by("path").values_list("path", "title", "latest_revision_id"))

    call_command("setup", verbosity=0)

    after = list(Page.objects.order_by("path").values_list("path", "title", "latest_revision_id"))
    assert after == before
    assert len(after) == 1 + 7 * 6


def test_setup_leaves_what_people_changed():
    group = Group.objects.get(name="Editors")
    extra = Permission.objects.get(codename="add_user")
    group.permissions.add(extra)
    GroupPagePermission.objects.filter(group=group, permission__codename="publish_page").delete()
    Site.objects.update(hostname="release.example", port=443)

    call_command("setup", verbosity=0)

    assert extra in group.permissions.all()
    rights = GroupPagePermission.objects.filter(group=group, permission__codename="publish_page")
    assert rights.count() == 0
    assert Site.objects.get().hostname == "release.example"


def test_a_language_added_later_opens_without_the_words_of_another(client, settings):
    home = home_page()
    home.summary = "Русское вступление"
    home.save_revision().publish()
    TranslationSource.objects.get_for_instance(home).update_from_db()
    languages = [*settings.LANGUAGES, ("ar", "العربية")]
    fallbacks = settings.LANGUAGE_FALLBACKS | {"ar": ("en", "ru")}
    with override_settings(
        LANGUAGES=languages, WAGTAIL_CONTENT_LANGUAGES=languages, LANGUAGE_FALLBACKS=fallbacks
    ):
        call_command("setup", verbosity=0)
        html = client.get("/ar/").content.decode()

    assert '<html lang="ar" dir="rtl">' in html
    assert "Русское вступление" not in html


def test_the_sitemap_and_the_page_agree_on_the_default_of_home(client):
    root = ElementTree.fromstring(client.get("/sitemap-ru-1.xml").content)

    entry = next(node for node in root.iter(URL) if node[0].text.endswith(":8000/ru/"))
    defaults = [
        link.get("href") for link in entry.iter(XHTML) if link.get("hreflang") == "x-default"
    ]
    assert defaults == ["http://127.0.0.1:8000/"]


def test_a_public_page_carries_the_strict_policy(client):
    headers = client.get("/ru/").headers

    assert set(headers["Content-Security-Policy"].split("; ")) == {
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "img-src 'self'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
    }
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Vary" not in headers


def test_the_admin_has_the_measured_relaxation_and_no_more(client):
    client.force_login(User.objects.create_superuser("root", password="x"))
    headers = client.get("/admin/").headers

    policy = headers["Content-Security-Policy"].split("; ")  # in any order
    assert {"script-src 'self' 'unsafe-inline'", "default-src 'none'"} <= set(policy)
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_admin_page_names_no_other_host(client):
    client.force_login(User.objects.create_superuser("root", email="r@example.org", password="x"))
    html = client.get("/admin/").content.decode()

    assert "gravatar" not in html
    assert "releases.wagtail.org" not in html


def test_robots_are_kept_out_of_the_demo_and_let_into_a_real_site(client, settings):
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()

    settings.BOSAT_TODAY = None
    assert "Disallow: /admin/\n" in client.get("/robots.txt").content.decode()


def test_a_new_site_has_its_settings_so_that_no_reader_writes_them():
    assert SiteSettings.objects.filter(site__is_default_site=True).exists()
