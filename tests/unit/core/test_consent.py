"""The record of consent in the admin: who may keep it, and what saving it does."""

import logging
from datetime import date
from itertools import product

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import StringSegment, StringTranslation

from core.changes import shown_changed
from core.consent import is_withheld, why_not_publish
from core.models import Consent, TakeDown
from prisoners.models import PrisonerIndexPage
from tests.factories import (
    fill,
    fresh,
    give_consent,
    list_page,
    make_event,
    make_page,
    make_person,
    make_user,
    publish_translation,
    send_to,
    submit,
    translation_into,
)

pytestmark = pytest.mark.django_db

FORM = {"giver": "person", "given_on": "2017-01-01", "public_name": "full", "risk": "low"}


@pytest.fixture
def editor(client):
    """A logged-in editor."""
    client.force_login(make_user("Editors"))
    return client


def consent_url(page):
    return reverse("consent", args=[page.pk])


def record_of(page) -> Consent:
    return Consent.objects.get(translation_key=page.translation_key)


def save(client, page, **changes):
    return client.post(consent_url(page), FORM | {"name": "on"} | changes)


@pytest.mark.parametrize(
    ("role", "status"), [("Editors", 200), ("Moderators", 200), ("Translators fr", 403)]
)
def test_editors_and_moderators_keep_consents_and_translators_do_not(client, role, status):
    person = make_person("Макс Бокаев")
    french = send_to(person, "fr")[0]
    client.force_login(make_user(role))
    for page in (person, french):
        assert client.get(consent_url(page)).status_code == status
        assert client.get(reverse("mentions", args=[page.pk])).status_code == status


def test_a_translator_changes_nothing(client):
    person = make_person("Макс Бокаев")
    client.force_login(make_user("Translators fr"))
    assert save(client, person, withdrawn_on="2017-02-02").status_code == 403
    assert record_of(person).withdrawn_on is None


def test_pages_about_nobody_have_no_consent(editor):
    event = make_event()
    mentions = reverse("mentions", args=[event.pk])
    for address in (consent_url(event), mentions, "/admin/safety/99999/consent/"):
        assert editor.get(address, follow=True).status_code == 404


def test_the_record_is_one_for_all_languages(editor):
    person = make_person("Макс Бокаев")
    french = send_to(person, "fr")[0]
    save(editor, french, photo="on")
    record = record_of(person)
    assert (record.name, record.photo, record.health) == (True, True, False)


def test_a_first_record_makes_a_profile_public(editor):
    person = make_person("Макс Бокаев")
    record_of(person).delete()
    assert editor.get(person.url).status_code == 404
    assert save(editor, person).status_code == 302
    assert editor.get(person.url).status_code == 200


def test_looking_changes_nothing(editor):
    person = make_person("Макс Бокаев", publish=False)
    Consent.objects.all().delete()
    editor.get(consent_url(person))
    editor.get(reverse("mentions", args=[person.pk]))
    assert Consent.objects.count() == 0
    assert not PageLogEntry.objects.filter(action="core.consent").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"giver": ""},
        {"giver": "nobody"},
        {"given_on": "soon"},
        {"expires_on": "2016-01-01"},
        {"public_name": "initials"},
        {"public_name": "x"},
        {"risk": ""},
        {"channel": "x" * 201},
    ],
)
def test_a_wrong_form_is_shown_again_and_saves_nothing(editor, wrong):
    person = make_person("Макс Бокаев")
    response = save(editor, person, **(wrong | {"withdrawn_on": "2017-02-02"}))
    assert response.status_code == 200
    assert response.context["form"].errors.keys() & {*wrong, "real_name"}
    assert record_of(person).withdrawn_on is None


def test_the_same_form_sent_twice_is_one_change(editor):
    person = make_person("Макс Бокаев")
    save(editor, person, note="a letter")
    save(editor, person, note="a letter")
    assert Consent.objects.filter(translation_key=person.translation_key).count() == 1
    assert PageLogEntry.objects.filter(action="core.consent").count() == 1


def test_the_history_of_each_language_says_who_and_when_and_no_value(editor, caplog):
    person = make_person("Макс Бокаев")
    french = send_to(person, "fr")[0]
    with caplog.at_level(logging.INFO):
        save(editor, person, note="met the aunt", channel="Signal")
    entries = PageLogEntry.objects.filter(action="core.consent")
    assert {entry.page_id for entry in entries} == {person.pk, french.pk}
    assert {entry.user for entry in entries} == {editor_user(editor)}
    assert [entry.data for entry in entries] == [{}, {}]
    assert "aunt" not in caplog.text
    history = editor.get(reverse("wagtailadmin_pages:history", args=[person.pk]))
    assert "Consent changed" in history.content.decode()


def editor_user(client):
    return client.get("/admin/").wsgi_request.user


def test_judging_the_risk_writes_down_who_and_when(editor, settings):
    settings.BOSAT_TODAY = date(2017, 12, 1)
    person = make_person("Макс Бокаев")
    save(editor, person, risk="raised")
    record = record_of(person)
    assert record.risk_reviewed_by == editor_user(editor)
    assert record.risk_reviewed_on == date(2017, 12, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn_on": "2017-02-02"},
        {"name": ""},
        {"risk": "do_not_publish"},
        {"public_name": "initials", "real_name": "Макс Бокаев"},
        {"public_name": "pseudonym", "real_name": "Макс Бокаев"},
    ],
)
def test_what_takes_the_name_away_lists_the_pages_that_mention_it(editor, change):
    person = make_person("Макс Бокаев")
    about = make_page("О нас", summary="Письмо Бокаеву")
    other = make_page("Максим")
    response = editor.post(consent_url(person), FORM | {"name": "on"} | change, follow=True)
    assert [page.pk for page, _url in response.context["others"]] == [about.pk]
    assert [page.pk for page, _url in response.context["own"]] == [person.pk]
    html = response.content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[about.pk]) in html
    assert reverse("wagtailadmin_pages:edit", args=[other.pk]) not in html
    assert editor.get(person.url).status_code == 404


def test_mentions_in_all_languages_are_listed_by_the_titles_of_all_languages(editor):
    person = make_person("Макс Бокаев", native_name="Мақс Бөкейұлы")
    send_to(person, "fr", title="Max Bokaïev")
    french = send_to(make_page("Разное"), "fr", summary="", title="L’affaire BOKAÏEV")[0]
    kazakh = make_page("Бөкейұлының хаты")
    response = editor.get(reverse("mentions", args=[person.pk]))
    assert {page.pk for page, _url in response.context["others"]} == {french.pk, kazakh.pk}


def test_a_harmless_change_goes_back_to_the_page(editor):
    person = make_person("Макс Бокаев")
    response = save(editor, person, note="called")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[person.pk])


class TestProtection:
    """A person public under initials or a pseudonym."""

    def protect(self, client, person, mode="initials", real_name="Макс Бокаев"):
        return client.post(
            consent_url(person), FORM | {"public_name": mode, "real_name": real_name}, follow=True
        )

    def test_the_name_leaves_titles_addresses_and_drafts_in_all_languages(self, editor):
        person = make_person("Макс Бокаев")
        send_to(person, "fr", title="Max Bokaïev")
        response = self.protect(editor, person)
        versions = Page.objects.filter(translation_key=person.translation_key)
        rows = sorted(versions.values_list("title", "draft_title", "slug", "live"))
        slug = f"person-{person.pk}"
        assert rows == [("M. B.", "M. B.", slug, False), ("М. Б.", "М. Б.", slug, False)]
        drafts = [page.get_latest_revision_as_object() for page in versions]
        assert {(draft.title, draft.slug) for draft in drafts} == {
            ("M. B.", slug),
            ("М. Б.", slug),
        }
        assert "was unpublished in all languages" in response.content.decode()

    def test_titles_in_all_languages_stay_known_as_real_names(self, editor):
        person = make_person("Макс Бокаев")
        send_to(person, "fr", title="Max Bokaïev")
        french = send_to(make_page("Разное"), "fr", summary="", title="L’affaire Bokaïev")[0]
        response = self.protect(editor, person)
        assert record_of(person).real_name.splitlines() == ["Макс Бокаев", "Max Bokaïev"]
        assert [page.pk for page, _url in response.context["others"]] == [french.pk]

    def test_the_list_marks_own_versions_whose_text_has_the_name(self, editor):
        person = make_person("Макс Бокаев", summary="Письма Бокаева")
        html = self.protect(editor, person).content.decode()
        assert "The real name stands in its text." in html
        clean = make_person("Анна Иванова")
        html = self.protect(editor, clean, real_name="Анна Иванова").content.decode()
        assert "The real name stands in its text." not in html

    def test_a_pseudonym_is_the_editors_to_write(self, editor):
        person = make_person("Макс Бокаев")
        self.protect(editor, person, "pseudonym")
        assert fresh(person).title == f"Человек {person.pk}"

    def test_translators_are_shown_no_name(self, editor):
        person = make_person("Макс Бокаев")
        submit(person, "fr")
        translation = translation_into(person, "fr")
        fill(translation, title="Max Bokaïev")
        french = publish_translation(translation)
        self.protect(editor, person)
        strings = StringSegment.objects.filter(source=translation.source)
        assert "Макс Бокаев" not in strings.values_list("string__data", flat=True)
        source = translation_into(person, "fr").source
        assert "Бокаев" not in source.object_repr + str(source.as_instance().title)
        translated = StringTranslation.objects.all()
        assert "Max Bokaïev" not in translated.values_list("data", flat=True)
        contents = french.revisions.values_list("content", "object_str")
        assert "Boka" not in str(list(contents))

    def test_it_is_public_again_under_the_new_name(self, editor):
        person = make_person("Макс Бокаев")
        self.protect(editor, person)
        person = fresh(person)
        assert why_not_publish(person) == ""
        person.get_latest_revision().publish()
        person = fresh(person)
        assert editor.get(person.url).status_code == 200

    def test_a_page_without_the_name_stays_as_it_is(self, editor):
        person = make_person("Актан", slug="aktan")
        self.protect(editor, person, "pseudonym")
        person = fresh(person)
        assert (person.title, person.slug, person.live) == ("Актан", "aktan", True)
        assert editor.get(person.url).status_code == 200

    @pytest.mark.parametrize("title", ["Макс Бокаев", "Maks", "О Бокаеве", "BOKAYEV, M."])
    def test_a_title_with_the_name_is_not_published_and_withholds_the_page(self, editor, title):
        consent = {"public_name": "pseudonym", "real_name": "Макс Бокаев"}
        person = make_person("Актан", consent=consent)
        assert editor.get(person.url).status_code == 200
        person.title = title
        assert "настоящего имени" in why_not_publish(person)  # the last page was Russian
        person.save_revision().publish()
        assert editor.get(person.url).status_code == 404
        person.title = "Актан"
        person.save_revision().publish()
        assert editor.get(person.url).status_code == 200

    def test_other_spellings_of_the_name_are_the_name_too(self, editor):
        facts = {"native_name": "Мұхтар Жәкішев"}
        consent = {"public_name": "pseudonym", "real_name": "Мухтар Джакишев"}
        person = make_person("Жакишев", consent=consent, **facts)
        assert "real name" in why_not_publish(person)
        assert editor.get(person.url).status_code == 404

    def test_publishing_gives_translators_the_new_title(self, editor):
        person = make_person("Макс Бокаев")
        submit(person, "fr")
        self.protect(editor, person, "pseudonym")
        person = fresh(person)
        person.title = "Актан"
        person.save_revision().publish()
        strings = StringSegment.objects.filter(source=translation_into(person, "fr").source)
        assert strings.get(context__path="title").string.data == "Актан"


class TestWhyNot:
    """Why a profile may not be published, in words."""

    @pytest.mark.parametrize(
        ("consent", "words"),
        [
            ({}, ""),
            ({"withdrawn_on": date(2017, 2, 2)}, "withdrawn"),
            ({"expires_on": date(2017, 2, 2)}, "expired"),
            ({"risk": "do_not_publish"}, "do not publish"),
            ({"name": False}, "name published"),
        ],
    )
    def test_the_reason_names_what_is_missing(self, consent, words, settings):
        settings.BOSAT_TODAY = date(2017, 12, 1)
        reason = why_not_publish(make_person("Макс Бокаев", consent=consent))
        assert words in reason
        assert bool(words) == bool(reason)

    def test_without_a_record_nothing_is_published(self):
        person = make_person("Макс Бокаев")
        Consent.objects.all().delete()
        assert "Record the consent" in why_not_publish(person)

    def test_other_pages_need_none(self):
        assert why_not_publish(make_event()) == ""

    def test_the_editor_says_so_above_the_page(self, editor):
        person = make_person("Макс Бокаев", consent={"name": False, "photo": True})
        html = editor.get(reverse("wagtailadmin_pages:edit", args=[person.pk])).content.decode()
        assert "Nobody agreed to have the name published" in html
        assert consent_url(person) in html
        assert "Covers:" in html

    def test_the_menu_offers_the_record(self, editor):
        person = make_person("Макс Бокаев")
        listing = editor.get(reverse("wagtailadmin_explore", args=[person.get_parent().pk]))
        assert consent_url(person) in listing.content.decode()


def test_expired_consents_are_announced_again_and_again(settings, capsys):
    settings.BOSAT_TODAY = date(2017, 12, 1)
    gone = make_person("Макс", consent={"expires_on": date(2017, 11, 30)})
    make_person("Анна", consent={"expires_on": date(2017, 12, 1)})
    make_person("Иван")
    told = []

    def listen(keys, **kwargs):
        told.append(keys)

    shown_changed.connect(listen)
    call_command("withhold_expired")
    call_command("withhold_expired")
    shown_changed.disconnect(listen)
    assert told == [{gone.translation_key}] * 2
    assert capsys.readouterr().out == "Expired consents: 1\n" * 2


def test_the_record_and_the_query_withhold_the_same_page(settings):
    settings.BOSAT_TODAY = date(2017, 12, 1)
    page = make_person("Макс Бокаев")
    found = Consent.objects.filter(translation_key=page.translation_key)
    states = product(
        ("full", "initials", "pseudonym"),
        (True, False),
        (True, False),
        (None, date(2017, 2, 2)),
        (None, date(2017, 12, 1), date(2017, 11, 30)),
        ("not_reviewed", "low", "raised", "high", "do_not_publish"),
    )
    answers = []
    for public_name, name, is_hidden, withdrawn_on, expires_on, risk in states:
        found.update(
            public_name=public_name,
            name=name,
            name_is_hidden=is_hidden,
            withdrawn_on=withdrawn_on,
            expires_on=expires_on,
            risk=risk,
        )
        record = record_of(page)
        is_kept = Page.objects.filter(is_withheld(), pk=page.pk).exists()
        assert record.allows_page is not is_kept, vars(record)
        answers.append(is_kept)
    # Of 360 those may be public: unexpired in 2 ways, 4 risks, and 2 states for each public name.
    assert answers.count(False) == 2 * 4 * (2 + 2 + 2)
    found.delete()
    assert Consent.of(page.translation_key).allows_page is False
    assert Page.objects.filter(is_withheld(), pk=page.pk).exists()


def test_a_changed_record_of_a_protected_person_looks_for_the_name_itself():
    person = make_person("Макс Бокаев")
    record = give_consent(person, public_name="initials", real_name="Бокаев")
    assert record.name_is_hidden is False
    assert record_of(person).name_is_hidden is False


def test_the_record_goes_with_the_last_version_of_the_page_and_a_take_down_stays():
    person = make_person("Макс Бокаев")
    other = make_person("Другой")
    english, french = send_to(person, "en", "fr")
    TakeDown.objects.create(translation_key=person.translation_key, reason="Просьба")
    english.delete()
    assert Consent.objects.filter(translation_key=person.translation_key).exists()

    fresh(person).delete()

    assert not Page.objects.filter(pk=french.pk).exists()
    assert [record.translation_key for record in Consent.objects.all()] == [other.translation_key]
    assert TakeDown.objects.filter(translation_key=person.translation_key).exists()


def test_the_records_of_all_people_go_with_their_list():
    send_to(make_person("Макс Бокаев"), "fr")
    make_person("Другой", publish=False)

    list_page(PrisonerIndexPage, "ru").delete()

    assert not Consent.objects.exists()
