"""The editor of translations: what is written is kept, and what state it is in."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail_localize.models import StringTranslation

from core.models import SiteSettings
from tests.factories import (
    fill,
    fresh,
    home_page,
    make_event,
    make_user,
    paragraph,
    send_to,
    submit,
    translation_into,
)
from translations.editor import box_of
from translations.models import Work
from translations.sources import update_source
from translations.texts import Status, texts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """An event whose French draft is finished but not published."""
    page = make_event("Митинг & концерт", body=[paragraph("<p>Начало в <b>19:00</b></p>")])
    fill(submit(page, "fr")[0], title="Rassemblement &amp; concert")
    return page


@pytest.fixture
def translator(client):
    user = make_user("Translators fr")
    client.force_login(user)
    return user


def french(event):
    return fresh(translation_into(event, "fr").get_target_instance())


def address(event) -> str:
    return reverse("wagtailadmin_pages:edit", args=[french(event).pk])


def text(event, path: str = "title"):
    return next(
        text
        for text in texts_of(translation_into(event, "fr"))
        if (text.place.path == "title") == (path == "title")
    )


def key(event, path: str = "title") -> str:
    segment = text(event, path).segment
    return f"{segment.string_id}-{segment.context_id}"


def written(event, words: str, before: str, path: str = "title", **more) -> dict:
    name = key(event, path)
    return {f"text-{name}": words, f"was-{name}": before, **more}


def seen(event, action: str) -> dict:
    """What a form posts whose boxes nobody touched."""
    form = {"action": action}
    for found in texts_of(translation_into(event, "fr")):
        box = box_of(found)
        form |= {f"text-{box.key}": box.words, f"was-{box.key}": box.words}
    return form


def test_plain_texts_are_shown_and_written_without_marks(client, translator, event):
    html = client.get(address(event)).content.decode()
    client.post(address(event), written(event, "Réunion <3 & fête", "Rassemblement & concert"))

    assert ">Rassemblement &amp; concert</textarea>" in html
    assert text(event).target == "Réunion &lt;3 &amp; fête"


def test_what_was_not_touched_is_not_written(client, translator, event):
    before = text(event).record.updated_at

    client.post(
        address(event), written(event, "Rassemblement & concert", "Rassemblement & concert")
    )

    assert text(event).record.updated_at == before


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_and_nothing_is_lost(
    client, translator, event
):
    StringTranslation.objects.filter(pk=text(event).record.pk).update(data="Autre")

    html = client.post(address(event), written(event, "Réunion", "Rassemblement & concert"))

    assert text(event).target == "Autre"
    assert ">Réunion</textarea>" in html.content.decode()
    assert "Somebody else wrote meanwhile: “Autre”" in html.content.decode()


def test_what_was_written_for_a_text_that_changed_meanwhile_comes_back_as_a_proposal(
    client, translator, event
):
    form = written(event, "Réunion", "Rassemblement & concert")
    event.title = "Митинг, концерт"
    event.save_revision().publish()
    update_source(translation_into(event, "fr").source)

    client.post(address(event), form)

    assert text(event).source == "Митинг, концерт"
    assert (text(event).target, text(event).status) == ("Réunion", Status.NEEDS_WORK)


def test_words_for_a_page_of_others_are_not_taken(client, translator, event):
    other = make_event("Другое")
    submit(other, "fr")
    name = key(other)

    client.post(address(event), {f"text-{name}": "Autre chose", f"was-{name}": ""})

    assert text(other).status == Status.EMPTY


def test_a_proposal_is_accepted_as_it_is(client, translator, event):
    event.title = "Митинг и концерт"
    event.save_revision().publish()
    update_source(translation_into(event, "fr").source)
    assert text(event).status == Status.NEEDS_WORK

    html = client.get(address(event)).content.decode()
    words = "Rassemblement & concert"
    client.post(address(event), written(event, words, words, **{f"right-{key(event)}": "on"}))

    assert "<del>&amp;</del>" in html
    assert "<ins>и</ins>" in html
    assert text(event).status == Status.UNREAD


def test_a_lost_number_keeps_the_page_from_being_published(client, translator, event):
    form = written(event, "Début à <b>18:00</b>", "fr: Начало в <b>19:00</b>", "body")

    html = client.post(address(event), form | {"action": "publish"}, follow=True)

    assert "In 1 text a link, a number or a mark of the original is lost." in html.content.decode()
    assert french(event).live is False
    assert text(event, "body").status == Status.NEEDS_WORK
    assert text(event, "body").target == "Début à <b>18:00</b>"


def test_a_text_is_reviewed_by_somebody_else_until_it_changes(client, event):
    writer, reader = make_user("Translators fr"), make_user("Translators fr")
    client.force_login(writer)
    client.post(address(event), written(event, "Réunion", "Rassemblement & concert"))
    client.post(address(event), seen(event, "approve"))
    assert text(event).status == Status.UNREAD

    client.force_login(reader)
    client.post(address(event), seen(event, "approve"))
    assert text(event).status == Status.REVIEWED
    assert text(event).state.approved_by == reader

    client.force_login(writer)
    client.post(address(event), written(event, "Réunions", "Réunion"))
    assert text(event).status == Status.UNREAD


def test_a_site_may_ask_for_a_second_person(client, event):
    SiteSettings.objects.update(review_translations=True)
    StringTranslation.objects.update(last_translated_by=make_user("Translators fr"))
    client.force_login(make_user("Translators fr"))

    html = client.post(address(event), {"action": "publish"}, follow=True).content.decode()
    assert "A second person reads each translation" in html
    assert french(event).live is False

    client.post(address(event), seen(event, "approve"))
    client.post(address(event), {"action": "publish"})
    assert french(event).live is True


def test_done_tells_that_it_can_be_read(client, translator, event):
    client.post(address(event), {"action": "done"})

    assert Work.objects.get(page=french(event)).done_at is not None


def test_what_is_not_finished_is_not_done(client, translator, event):
    text(event).record.delete()

    html = client.post(address(event), {"action": "done"}, follow=True).content.decode()

    assert "1 of 2 texts is missing. What you have entered is kept." in html
    assert Work.objects.get(page=french(event)).done_at is None


@pytest.mark.parametrize(("role", "live"), [("Editors", True), ("Translators fr", False)])
def test_only_a_coordinator_publishes_with_gaps(client, event, role, live):
    text(event, "body").record.delete()
    client.force_login(make_user(role))

    client.post(address(event), {"action": "publish-with-gaps"})

    assert french(event).live is live


def test_a_gap_is_marked_for_readers(client, event):
    text(event, "body").record.delete()
    client.force_login(make_user("Editors"))

    client.post(address(event), {"action": "publish-with-gaps"})
    html = client.get(french(event).url).content.decode()

    print(french(event).body.raw_data, html[html.find("Начало") - 100 :][:300])
    assert '<span dir="ltr" lang="ru">Начало в <b>19:00</b></span>' in html


def test_a_page_without_its_title_is_not_published_even_with_gaps(client, event):
    text(event).record.delete()
    client.force_login(make_user("Editors"))

    client.post(address(event), {"action": "publish-with-gaps"})

    assert french(event).live is False


def test_a_draft_does_not_touch_what_readers_see(client, translator):
    event = make_event("Митинг")
    send_to(event, "fr", title="Rassemblement")

    client.post(address(event), written(event, "Réunion", "Rassemblement"))

    assert french(event).title == "Rassemblement"


def test_a_text_of_a_block_that_was_renamed_does_not_close_the_editor(client, translator, event):
    context = text(event, "body").segment.context
    context.field_path = "body.former_name"
    context.save()

    assert "<legend>Text <span" in client.get(address(event)).content.decode()
    client.post(address(event), {"action": "publish"})
    assert french(event).body[0].value.source == "<p>fr: Начало в <b>19:00</b></p>"


def test_a_translator_who_may_not_publish_asks_for_approval(client, event):
    task = GroupApprovalTask.objects.create(name="Lecture")
    task.groups.set(Group.objects.filter(name="Moderators"))
    workflow = Workflow.objects.create(name="Lecture")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=home_page("fr"))
    group = Group.objects.get(name="Translators fr")
    GroupPagePermission.objects.filter(group=group, permission__codename="publish_page").delete()
    client.force_login(make_user("Translators fr"))

    assert "Send for approval" in client.get(address(event)).content.decode()
    client.post(address(event), {"action": "publish"})
    assert french(event).live is False
    client.post(address(event), {"action": "submit"})
    assert french(event).workflow_in_progress is True
    client.post(address(event), written(event, "Trop tard", "Rassemblement & concert"))
    assert text(event).target == "Rassemblement &amp; concert"

    moderator = make_user("Moderators")
    state = french(event).current_workflow_task_state
    state.approve(user=moderator)
    assert french(event).live is True
    assert french(event).title == "Rassemblement & concert"
    assert Work.objects.get(page=french(event)).older_since is None


@pytest.mark.parametrize("count", [1, 3, 30])
def test_opening_costs_the_same_for_any_number_of_texts(
    client, translator, django_assert_num_queries, count
):
    blocks = [paragraph(f"<p>Абзац {n}</p>", f"{n:08}") for n in range(count)]
    event = make_event("Митинг", body=blocks)
    submit(event, "fr")
    url = address(event)
    client.get(url)

    with django_assert_num_queries(54):
        client.get(url)
