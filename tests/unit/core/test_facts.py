"""Facts are the same in every language in the same moment; prose waits for its translator."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Locale, Workflow, WorkflowTask

from campaigns.models import EventContact, EventPerson
from prisoners.models import StatusRow
from tests.factories import (
    fill,
    form_of,
    fresh,
    make_event,
    make_person,
    make_user,
    paragraph,
    publish_translation,
    send_to,
    submit,
    translation_into,
)

pytestmark = pytest.mark.django_db

CANCELLED = "event-status--changed"
BODY_ID = "6f1b0c1e-7a55-4cbb-b0d7-0d6f6d1a9d10"


@pytest.fixture
def event():
    """An event in Russian, published in French and Polish."""
    page = make_event("Митинг в Брюсселе", body=[paragraph("<p>Приходите</p>", BODY_ID)])
    send_to(page, "fr", "pl", title="Rassemblement")
    return page


@pytest.fixture
def editor(client):
    """A client that is logged in as an editor."""
    client.force_login(make_user("Editors"))
    return client


def save_in_admin(editor, page, **changes):
    data = form_of(page, **changes) | {"action-publish": "yes"}
    response = editor.post(f"/admin/pages/{page.pk}/edit/", data)
    assert response.status_code == 302, errors_of(response.context["form"])


def errors_of(form):
    return form.errors, {name: formset.errors for name, formset in form.formsets.items()}


def publish(page, **changes):
    page = fresh(page)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def read(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def version(page, code):
    return page.get_translations().get(locale__language_code=code).specific


def test_a_cancellation_in_the_editor_shows_in_all_languages_at_once(client, editor, event):
    assert CANCELLED not in read(client, version(event, "fr"))

    save_in_admin(editor, event, status="cancelled")

    assert CANCELLED in read(client, fresh(event))
    assert CANCELLED in read(client, version(event, "fr"))
    assert CANCELLED in read(client, version(event, "pl"))


def test_a_scheduled_change_shows_in_all_languages_when_its_time_comes(client, event):
    publish(event, start_time=time(15), end_time=time(16), go_live_at=timezone.now() + timedelta(1))
    assert "2017-12-16T14:00" in read(client, version(event, "fr"))

    with time_machine.travel(timezone.now() + timedelta(2)):
        call_command("publish_scheduled")

    assert "2017-12-16T15:00" in read(client, version(event, "fr"))
    assert "2017-12-16T14:00" not in read(client, version(event, "pl"))


def test_a_draft_of_the_original_changes_nothing_for_readers(client, editor, event):
    data = form_of(event, status="cancelled")
    editor.post(f"/admin/pages/{event.pk}/edit/", data)

    assert fresh(event).get_latest_revision_as_object().status == "cancelled"
    assert CANCELLED not in read(client, event)
    assert CANCELLED not in read(client, version(event, "fr"))


def old_draft(page):
    """A draft somebody made before, published now."""
    return fresh(page).save_revision().publish


def old_revision(page):
    """A former version of the translation, reverted to."""
    former = page.live_revision
    page.save_revision().publish()
    return former.publish


def old_schedule(page):
    """A revision scheduled before, published by the schedule."""
    page = fresh(page)
    page.go_live_at = timezone.now() + timedelta(1)
    page.save_revision().publish()

    def come_to_light():
        with time_machine.travel(timezone.now() + timedelta(2)):
            call_command("publish_scheduled")

    return come_to_light


def old_workflow(page):
    """A revision submitted to moderators before, approved now."""
    moderator = make_user("Moderators")
    task = GroupApprovalTask.objects.create(name="Moderators approve")
    task.groups.set(moderator.groups.all())
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page = fresh(page)
    page.save_revision()
    workflow.start(page, moderator)
    return lambda: page.current_workflow_task_state.approve(user=moderator)


def old_snapshot(page):
    """The text as it was sent to the translators before, published now."""
    return lambda: publish_translation(translation_into(page, "fr"))


@pytest.mark.parametrize(
    "prepare", [old_draft, old_revision, old_schedule, old_workflow, old_snapshot]
)
def test_what_was_prepared_before_shows_the_new_facts_and_no_new_prose(client, event, prepare):
    come_to_light = prepare(version(event, "fr"))
    publish(
        event,
        status="cancelled",
        start_time=time(17),
        end_time=time(18),
        body=[("paragraph", "<p>Новые слова</p>")],
    )

    come_to_light()

    html = read(client, version(event, "fr"))
    assert CANCELLED in html
    assert "2017-12-16T17:00" in html
    assert "2017-12-16T14:00" not in html
    assert "fr: Приходите" in html
    assert "Новые слова" not in html


@pytest.mark.parametrize("door", ["view_draft", "preview"])
def test_previews_of_a_translation_show_the_facts_of_the_original(client, editor, event, door):
    french = version(event, "fr")
    french.save_revision()
    publish(event, status="cancelled", body=[("paragraph", "<p>Новые слова</p>")])
    urls = {
        "view_draft": f"/admin/pages/{french.pk}/view_draft/",
        "preview": f"/admin/localize/translate/{translation_into(event, 'fr').pk}/preview/",
    }

    html = editor.get(urls[door]).content.decode()

    assert CANCELLED in html
    assert "fr: Приходите" in html
    assert "Новые слова" not in html


def test_a_translation_published_for_the_first_time_shows_the_facts_of_now(client, event):
    german = submit(event, "de")[0]
    fill(german)
    publish(event, status="cancelled")

    assert CANCELLED in read(client, publish_translation(german))


def test_an_invalid_draft_of_a_translation_does_not_stop_a_cancellation(client, event):
    polish = version(event, "pl")
    revision = polish.save_revision()
    revision.content["title"] = ""
    revision.save()

    publish(event, status="cancelled")

    assert CANCELLED in read(client, version(event, "pl"))


def test_people_replaced_in_the_editor_are_replaced_in_all_languages(client, editor, event):
    first, second = make_person("Жанболат Мамай"), make_person("Макс Бокаев")
    send_to(second, "fr", title="Max Bokaïev")
    event.person_links = [EventPerson(person=first)]
    event.body = [("people", {"heading": "Люди"})]
    event.save_revision().publish()
    event = fresh(event)
    event.body = [("paragraph", "<p>Приходите</p>")]
    event.save_revision().publish()
    french = version(event, "fr")
    assert [page.title for page in french.people] == ["Жанболат Мамай"]

    save_in_admin(editor, event, person_links=[{"person": second.pk}])

    assert [page.title for page in version(event, "fr").people] == ["Max Bokaïev"]
    assert [page.title for page in version(event, "pl").people] == ["Макс Бокаев"]


def test_a_link_to_a_translation_points_at_its_original(editor, event):
    person = make_person("Макс Бокаев")
    french = send_to(person, "fr")[0]

    save_in_admin(editor, event, person_links=[{"person": french.pk}])

    assert [row.person_id for row in fresh(event).person_links.all()] == [person.pk]


def test_a_new_contact_shows_everywhere_in_the_words_of_the_original(client, editor, event):
    contact = {"name": "Анна", "role": "организатор", "email": "anna@example.org"}

    save_in_admin(editor, event, contacts=[contact])

    html = read(client, version(event, "fr"))
    assert '<p lang="ru" dir="ltr"><strong>Анна</strong>, организатор</p>' in html
    assert "mailto:anna@example.org" in html


def test_a_translated_contact_keeps_its_words_and_takes_the_new_address(client):
    event = make_event("Митинг", contacts=[contact_row("Анна", "организатор", "old@example.org")])
    send_to(event, "fr")
    event = fresh(event)
    row = event.contacts.get()
    row.email, row.role = "new@example.org", "новая роль"
    event.contacts = [row]

    event.save_revision().publish()

    html = read(client, version(event, "fr"))
    assert "<strong>fr: Анна</strong>, fr: организатор" in html
    assert "mailto:new@example.org" in html
    assert "old@example.org" not in html
    assert "новая роль" not in html


def test_a_contact_removed_from_the_original_is_gone_in_all_languages(client, editor):
    event = make_event("Митинг", contacts=[contact_row("Анна", "организатор", "anna@example.org")])
    send_to(event, "fr")
    assert "fr: Анна" in read(client, version(event, "fr"))

    save_in_admin(editor, event, contacts=[])

    assert "Анна" not in read(client, version(event, "fr"))


def contact_row(name, role, email):
    locale = Locale.objects.get(language_code="ru")
    return EventContact(name=name, role=role, email=email, locale=locale)


def test_a_release_shows_in_all_languages_at_once(client):
    person = make_person("Наталья Уласик", status="psychiatric")
    send_to(person, "fr", "kk")
    assert version(person, "fr").is_deprived_of_liberty

    person = fresh(person)
    locale = Locale.objects.get(language_code="ru")
    released = StatusRow(code="released", since=date(2017, 11, 1), locale=locale, sort_order=1)
    person.statuses = [*person.statuses.all(), released]
    person.save_revision().publish()

    for code in ("fr", "kk"):
        page = version(person, code)
        assert [row.code for row in page.status_rows] == ["released", "psychiatric"]
        assert page.is_deprived_of_liberty is False


def test_an_event_first_written_in_english_rules_its_russian_version(client):
    event = make_event("Vigil", language="en")
    send_to(event, "ru")

    publish(event, status="cancelled")

    russian = version(event, "ru")
    assert russian.original == event
    assert CANCELLED in read(client, russian)
