"""A translation is published when it is finished, free and its original is published."""

import pytest
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail_localize.models import StringTranslation

from tests.factories import (
    fill,
    fresh,
    make_event,
    make_user,
    paragraph,
    submit,
    translation_into,
)
from translations.sources import update_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """An event whose French draft is finished."""
    page = make_event("Митинг", body=[paragraph("<p>Приходите</p>")])
    fill(submit(page, "fr")[0])
    return page


@pytest.fixture
def publish(client, event, django_capture_on_commit_callbacks):
    """Press “Publish” as the French translator; returns the page she then sees."""
    client.force_login(make_user("Translators fr"))

    def press() -> str:
        page = translation_into(event, "fr").get_target_instance()
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, {"action": "publish"}, follow=True).content.decode()

    return press


def french(event):
    return fresh(translation_into(event, "fr").get_target_instance())


def strings(event):
    return StringTranslation.objects.filter(context__object_id=event.translation_key)


def test_a_finished_translation_is_published(publish, event):
    publish()

    assert french(event).live is True
    assert french(event).title == "fr: Митинг"


def test_an_unfinished_one_is_not_and_the_work_is_kept(publish, event):
    strings(event).get(context__path="title").delete()

    html = publish()

    assert "1 of 2 texts is missing. What you have entered is kept." in html
    assert french(event).live is False
    assert strings(event).get().data == "fr: Приходите"


@pytest.mark.parametrize("text", ["", "   "])
def test_an_emptied_text_counts_as_missing(publish, event, text):
    strings(event).filter(context__path="title").update(data=text)

    assert "1 of 2 texts is missing" in publish()
    assert french(event).live is False


def test_a_text_with_an_error_counts_as_missing(publish, event):
    broken = strings(event).exclude(context__path="title").get()
    broken.data = "<script>alert(1)</script>"
    broken.save()

    assert "In 1 text a link, a number or a mark of the original is lost." in publish()
    assert french(event).live is False


def test_a_translation_is_not_published_before_its_original(publish, event):
    event.unpublish()

    assert "The original is not published." in publish()
    assert french(event).live is False


def test_a_locked_translation_is_not_published(publish, event):
    page = french(event)
    page.locked, page.locked_by = True, make_user("Moderators")
    page.save()

    assert "The page is locked." in publish()
    assert french(event).live is False


def test_new_text_of_the_original_closes_the_gate_again(publish, event):
    publish()
    page = fresh(event)
    page.title = "Митинг отменён"
    page.save_revision().publish()
    update_source(translation_into(event, "fr").source)

    assert "1 text needs work" in publish()
    assert french(event).title == "fr: Митинг"


def test_the_way_through_a_former_version_is_closed_too(client, event):
    strings(event).get(context__path="title").delete()
    client.force_login(make_user("Editors"))
    page = french(event)
    before = page.revisions.count()
    arguments = [page.pk, page.latest_revision_id]

    client.post(
        reverse("wagtailadmin_pages:revisions_revert", args=arguments), {"action": "publish"}
    )

    assert page.revisions.count() == before


@pytest.mark.parametrize(("missing", "live"), [(True, False), (False, True)])
def test_a_workflow_ends_at_the_same_gate(client, event, missing, live):
    moderator = make_user("Moderators")
    task = GroupApprovalTask.objects.create(name="Moderators approve")
    task.groups.set(moderator.groups.all())
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page = french(event)
    workflow.start(page, moderator)
    state = page.current_workflow_task_state
    if missing:
        strings(event).get(context__path="title").delete()
    client.force_login(moderator)

    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]),
        {"comment": ""},
    )

    assert french(event).live is live


def bulk(client, action, *pages, **data):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{url}?{ids}&next=/admin/pages/", data, follow=True).content.decode()


def test_many_pages_at_once_pass_the_same_gate(client, event):
    strings(event).get(context__path="title").delete()
    client.force_login(make_user("Moderators"))

    html = bulk(client, "publish", french(event))

    assert "1 of 2 texts is missing" in html
    assert french(event).live is False


def test_pages_below_a_page_pass_the_same_gate(client, event):
    strings(event).get(context__path="title").delete()
    client.force_login(make_user("Moderators"))
    index = french(event).get_parent()

    html = bulk(client, "publish", index, include_descendants="on")

    assert "1 of 2 texts is missing" in html
    assert french(event).live is False


def test_finished_translations_are_published_at_once(client, event):
    translation_into(event, "fr").save_target(publish=False)
    client.force_login(make_user("Moderators"))

    bulk(client, "publish", french(event))

    assert french(event).live is True
