"""`manage.py doctor` finds what should never be in the page tree."""

from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization, Translation

from core.models import Consent, TakeDown
from tests.factories import (
    home_page,
    make_event,
    make_page,
    make_person,
    send_to,
    submit,
)
from translations.models import RevisionText, Work

pytestmark = pytest.mark.django_db


def doctor() -> str:
    """What the doctor complains about; empty if all is well."""
    errors = StringIO()
    with suppress(CommandError):
        call_command("doctor", stdout=StringIO(), stderr=errors)
    return errors.getvalue()


def test_a_problem_ends_the_command_with_1():
    Page.objects.filter(pk=home_page().pk).update(numchild=7)

    with pytest.raises(CommandError, match="1 problems") as error:
        call_command("doctor", stdout=StringIO(), stderr=StringIO())

    assert error.value.returncode == 1


def test_a_new_site_is_well():
    assert doctor() == ""


def test_a_site_with_finished_translations_and_drafts_is_well():
    event = make_event("Митинг")
    send_to(event, "fr")
    submit(event, "pl")

    assert doctor() == ""


def test_an_alias_is_found():
    event = make_event("Митинг")
    event.copy_for_translation(Locale.objects.get(language_code="fr"), alias=True)

    assert "“Митинг” (/fr/events/miting/) is an alias." in doctor()


def test_a_language_filled_with_aliases_is_found():
    russian, french = (Locale.objects.get(language_code=code) for code in ("ru", "fr"))
    LocaleSynchronization.objects.bulk_create(
        [LocaleSynchronization(locale=french, sync_from=russian)]
    )

    assert doctor().count("\n") == 1


def test_a_broken_tree_is_found_with_its_remedy():
    Page.objects.filter(pk=home_page().pk).update(numchild=7)

    assert doctor().endswith("has a wrong number of children. Run: manage.py fixtree\n")


def test_a_language_without_a_home_page_is_found(settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]

    assert doctor() == "العربية has no home page. Run: manage.py setup\n"


def test_a_translation_that_was_published_past_the_desk_is_found():
    event = make_event("Митинг")
    french = submit(event, "fr")[0].get_target_instance()
    RevisionText.objects.all().delete()
    french.get_latest_revision().publish()

    assert doctor() == (
        "“Митинг” (/fr/events/miting/) was published past the translators’ desk. "
        "Publish it again there.\n"
    )


def test_a_translation_without_a_place_on_the_desk_is_found_with_its_remedy():
    submit(make_event("Митинг"), "fr")
    Work.objects.filter(page__url_path="/fr/events/miting/").delete()

    assert doctor() == ("Translations that are not on the desk: 1. Run: manage.py rebuild_desk\n")
    call_command("rebuild_desk", verbosity=0)
    assert doctor() == ""


def test_a_translation_published_without_its_original_is_found():
    event = make_event("Митинг")
    send_to(event, "fr")
    Page.objects.filter(pk=event.pk).update(live=False)

    assert doctor() == (
        "“fr: Митинг” (/fr/events/miting/) is published and its original is not. Unpublish it.\n"
    )


def test_a_translation_that_lost_its_original_is_found():
    page = make_page("О нас")
    french = send_to(page, "fr")[0]
    french.unpublish()
    Page.objects.filter(pk=page.pk).update(translation_key="6f1b0c1e-7a55-4cbb-b0d7-0d6f6d1a9d10")

    assert "“fr: О нас” (/fr/o-nas/) has lost its original. Delete it." in doctor()


def test_two_originals_of_one_page_are_found():
    page = make_page("О нас")
    send_to(page, "fr")
    Translation.objects.filter(source__object_id=page.translation_key).delete()

    assert "More than one original: “О нас” (/ru/o-nas/), “fr: О нас” (/fr/o-nas/)." in doctor()


def test_a_stopped_translation_is_found():
    event = make_event("Митинг")
    submit(event, "fr")
    Translation.objects.filter(source__object_id=event.translation_key).update(enabled=False)

    assert "“Митинг” is stopped in" in doctor()


def test_a_published_profile_that_no_consent_allows_is_found_and_not_named():
    person = make_person("Макс Бокаев")
    taken_down = make_person("Анна Иванова", consent={"name": False})
    TakeDown.objects.create(translation_key=taken_down.translation_key, reason="asked")
    make_person("Иван Петров", publish=False, consent={"name": False})
    assert doctor() == ""

    Consent.objects.filter(translation_key=person.translation_key).update(name=False)

    assert doctor() == (
        f"Page {person.pk} is published, and no consent allows it: readers do not get it. "
        "See its record, or unpublish it.\n"
    )
