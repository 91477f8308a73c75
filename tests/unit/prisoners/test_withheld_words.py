"""What hangs on a consent beside the fields: words for translators, documents, connections."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail_localize.models import StringSegment

from core.models import Consent
from prisoners.models import (
    Finding,
    NameVariant,
    RelatedPerson,
    Restriction,
    Source,
    TimelineEntry,
)
from tests.factories import fresh, give_consent, make_person, send_to, submit

pytestmark = pytest.mark.django_db


def with_timeline(**consent):
    person = make_person("Человек", consent=consent)
    person.timeline = [
        TimelineEntry(kind="hospital", text="Увезён в больницу", locale=person.locale),
        TimelineEntry(kind="hearing", text="Суд отложен", locale=person.locale),
    ]
    person.save_revision().publish()
    return fresh(person)


def words_for_translators(person) -> set[str]:
    segments = StringSegment.objects.filter(source__object_id=person.translation_key)
    return set(segments.values_list("string__data", flat=True))


def test_words_about_health_go_to_translators_with_the_consent_and_leave_with_it():
    person = with_timeline(health=False)
    submit(person, "fr")
    assert words_for_translators(person) == {"Человек", "Суд отложен"}

    give_consent(person, health=True)
    assert words_for_translators(person) == {"Человек", "Суд отложен", "Увезён в больницу"}

    give_consent(person, health=False)
    assert words_for_translators(person) == {"Человек", "Суд отложен"}


def test_what_leads_to_the_name_of_a_protected_person_is_not_shown(client):
    person = make_person("М. Б.", slug="m-b", consent={})
    person.findings = [Finding(body="wgad", symbol="A/HRC/WGAD/2017/16")]
    person.sources = [Source(title="Письмо Бокаева", locale=person.locale)]
    person.timeline = [
        TimelineEntry(kind="hearing", url="https://court.example/bokayev", locale=person.locale)
    ]
    person.save_revision().publish()
    open_page = client.get(person.url).content.decode()
    give_consent(person, public_name="initials", real_name="Макс Бокаев")
    closed_page = client.get(person.url).content.decode()

    for value in ("A/HRC/WGAD/2017/16", "Письмо Бокаева", "court.example"):
        assert value in open_page
        assert value not in closed_page


def test_a_protected_person_is_connected_with_nobody(client):
    known, hidden = make_person("Анна Иванова"), make_person("М. Б.")
    known.related_links = [RelatedPerson(person=hidden, kind="same_case")]
    known.save_revision().publish()
    assert [page.title for _kind, page in fresh(hidden).related] == ["Анна Иванова"]

    give_consent(hidden, public_name="initials", real_name="Макс Бокаев")

    assert fresh(known).related == []
    assert fresh(hidden).related == []


def test_two_connections_show_both_and_a_missing_consent_hides_only_the_family():
    first, second = make_person("Анна"), make_person("Борис")
    first.related_links = [RelatedPerson(person=second, kind="same_case")]
    first.save_revision().publish()
    second.related_links = [RelatedPerson(person=first, kind="relative")]
    second.save_revision().publish()

    with override("en"):
        assert [kind for kind, _page in fresh(first).related] == ["relative, same case"]
        give_consent(first, family=False)
        assert [kind for kind, _page in fresh(first).related] == ["same case"]
        assert [kind for kind, _page in fresh(second).related] == ["same case"]


def found(client, language: str, text: str) -> bool:
    return "/aktan/" in client.get(f"/{language}/search/", {"q": text}).content.decode()


def test_search_finds_a_person_by_another_spelling_while_the_name_may_be_known(client):
    person = make_person("Актан", slug="aktan", native_name="Бөкеев")
    send_to(person, "fr", title="Aktan")
    person = fresh(person)
    person.spellings = [NameVariant(name="Maks Bokajew")]
    person.save_revision().publish()

    for language in ("ru", "fr"):
        assert found(client, language, "Bokajew")
        assert found(client, language, "Бөкеев")

    give_consent(person, public_name="pseudonym", real_name="Макс Бокаев")
    assert client.get(person.url).status_code == 200
    for language in ("ru", "fr"):
        assert not found(client, language, "Bokajew")
        assert not found(client, language, "Бөкеев")


@pytest.mark.parametrize("name", ["Ли Ан", "Li Yu", "Ü Li"])
def test_a_name_of_short_words_is_found_in_a_title(client, name):
    person = make_person(name)

    give_consent(person, public_name="pseudonym", real_name=name)

    assert client.get(person.url).status_code == 404


def test_a_consent_is_not_given_tomorrow():
    record = give_consent(make_person("Человек"))
    record.given_on = date(2017, 12, 2)

    with pytest.raises(ValidationError) as refused:
        record.full_clean()

    assert set(refused.value.message_dict) == {"given_on"}
    assert Consent.objects.get(pk=record.pk).given_on == date(2017, 1, 1)


def test_a_restriction_for_life_breaks_no_numbers(client):
    person = make_person("Человек", status="released")
    person.restrictions = [Restriction(kind="activity", until=date.max)]
    person.save_revision().publish()

    assert client.get("/ru/numbers/").status_code == 200
