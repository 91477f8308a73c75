"""A profile is published by a second person, whichever way the first one tries."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    Page,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from core.models import Consent
from prisoners.models import PrisonerIndexPage, PrisonerPage, ProfileReview
from tests.factories import (
    form_of,
    fresh,
    home_page,
    list_page,
    make_event,
    make_person,
    make_user,
    send_to,
)

pytestmark = pytest.mark.django_db
ROLES = {
    "editor": lambda: make_user("Editors"),
    "moderator": lambda: make_user("Moderators"),
    "admin": lambda: make_user(is_superuser=True),
}


@pytest.fixture
def profile():
    """A person that is not published, with everybody's consent."""
    return make_person("Жанболат", publish=False)


@pytest.fixture
def writer():
    return make_user("Editors", name="writer", email="writer@example.org")


@pytest.fixture
def reviewer():
    return make_user("Editors", name="reviewer", email="reviewer@example.org")


@pytest.fixture(params=ROLES)
def anybody(request):
    return ROLES[request.param]()


def edit(client, user, page, **changes):
    """Post the page's form as a user; buttons are among the changes."""
    client.force_login(user)
    buttons = {name: changes.pop(name) for name in list(changes) if "-" in name}
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(url, form_of(fresh(page), **changes) | buttons, follow=True)
    assert response.redirect_chain, errors_of(response)
    return response.content.decode()


def errors_of(response):
    """What the form had against it."""
    form = response.context["form"]
    return form.errors, {name: formset.errors for name, formset in form.formsets.items()}


def submit_profile(client, user, page, **changes):
    return edit(client, user, page, **changes, **{"action-submit": "1"})


def approve(client, user, page, **changes):
    buttons = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    return edit(client, user, page, **changes, **buttons)


def approve_from_the_start_page(client, user, page):
    """One click on the dashboard."""
    client.force_login(user)
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    return client.post(url, follow=True).content.decode()


def save_locked(client, user, page, **changes) -> str:
    """Post the page's form as a user for whom it is locked: the form comes back."""
    client.force_login(user)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(url, form_of(fresh(page)) | changes, follow=True)
    assert response.redirect_chain == []
    return response.content.decode()


def buttons_of(client, user, page) -> set[str]:
    """The actions the editor offers."""
    client.force_login(user)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    names = ("action-publish", "action-submit")
    found = {name for name in names if f'name="{name}"' in html}
    actions = ("approve", "reject")
    return found | {name for name in actions if f'data-workflow-action-name="{name}"' in html}


def test_the_writer_is_offered_the_review_and_no_publishing(client, profile, anybody):
    assert buttons_of(client, anybody, profile) == {"action-submit"}


def test_a_second_person_publishes_with_one_click_in_the_editor(client, profile, writer, reviewer):
    submit_profile(client, writer, profile, title="Жанболат Мамай")
    assert fresh(profile).live is False
    assert buttons_of(client, reviewer, profile) == {"approve", "reject"}

    approve(client, reviewer, profile)

    assert (fresh(profile).live, fresh(profile).title) == (True, "Жанболат Мамай")


def test_a_second_person_publishes_with_one_click_on_the_start_page(
    client, profile, writer, reviewer
):
    submit_profile(client, writer, profile)
    client.force_login(reviewer)
    assert "Жанболат" in client.get("/admin/").content.decode()

    approve_from_the_start_page(client, reviewer, profile)

    assert fresh(profile).live is True


def test_a_release_of_a_published_person_takes_the_same_two_steps(client, writer, reviewer):
    person = make_person("Жанболат", status="imprisoned")
    row = {"code": "released", "since": "2017-11-30", "since_precision": "day"}
    row |= {"as_of_precision": "day"}
    submit_profile(client, writer, person, statuses=[row])
    assert fresh(person).status.code == "imprisoned"

    approve(client, reviewer, person)

    assert fresh(person).status.code == "released"


def test_nobody_approves_what_she_submitted(client, profile, anybody):
    submit_profile(client, anybody, profile)
    assert buttons_of(client, anybody, profile) == set()

    buttons = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    save_locked(client, anybody, profile, **buttons)
    approve_from_the_start_page(client, anybody, profile)

    assert fresh(profile).live is False


def test_nobody_approves_what_she_wrote_although_somebody_else_submitted_it(
    client, profile, writer, reviewer
):
    submit_profile(client, writer, profile)
    edit(client, reviewer, profile, title="Другой человек")
    assert buttons_of(client, reviewer, profile) == {"reject"}

    approve(client, reviewer, profile)
    approve_from_the_start_page(client, reviewer, profile)
    approve_from_the_start_page(client, writer, profile)

    assert fresh(profile).live is False


def test_who_submitted_a_page_does_not_change_it_during_the_review(client, profile, anybody):
    submit_profile(client, anybody, profile)

    html = save_locked(client, anybody, profile, title="Другой человек")

    assert "could not be saved as it is locked" in html
    assert fresh(profile).get_latest_revision_as_object().title == "Жанболат"


def test_who_wrote_what_is_reviewed_does_not_change_it_either(client, profile, writer, reviewer):
    submit_profile(client, writer, profile)
    TaskState.objects.update(revision=profile.save_revision(user=reviewer))

    save_locked(client, reviewer, profile, title="Другой человек")

    assert fresh(profile).get_latest_revision_as_object().title == "Жанболат"


def test_who_cancels_the_review_may_change_the_page_again(client, profile, writer, reviewer):
    submit_profile(client, writer, profile)
    save_locked(client, writer, profile, **{"action-cancel-workflow": "1"})
    assert fresh(profile).workflow_in_progress is False

    submit_profile(client, writer, profile, title="Другой человек")
    approve(client, reviewer, profile)

    assert fresh(profile).title == "Другой человек"


def test_nothing_is_approved_that_was_not_submitted(client, profile, writer, reviewer):
    """Somebody else changed the page after the reviewer read what was submitted."""
    submit_profile(client, writer, profile)
    edit(client, make_user("Moderators"), profile, title="Другой человек")
    assert buttons_of(client, reviewer, profile) == {"reject"}

    approve_from_the_start_page(client, reviewer, profile)
    approve(client, reviewer, profile)

    assert fresh(profile).live is False


def test_approving_with_changes_saves_them_and_publishes_nothing(client, profile, writer, reviewer):
    submit_profile(client, writer, profile)

    html = approve(client, reviewer, profile, title="Другой человек")

    assert "nothing was published" in html
    assert fresh(profile).live is False
    assert fresh(profile).get_latest_revision_as_object().title == "Другой человек"


def test_what_a_reviewer_changed_goes_round_again(client, profile, writer, reviewer):
    submit_profile(client, writer, profile)
    approve(client, reviewer, profile, title="Другой человек")
    buttons = {"action-workflow-action": "1", "workflow-action-name": "reject"}
    edit(client, reviewer, profile, **buttons)
    submit_profile(client, writer, profile)

    approve(client, reviewer, profile)

    assert (fresh(profile).live, fresh(profile).title) == (True, "Другой человек")


def test_publish_in_the_editor_only_saves_and_says_so(client, anybody):
    person = make_person("Жанболат")

    html = edit(client, anybody, person, title="Другой", **{"action-publish": "1"})

    assert "Saved as a draft. A profile is published by a second person" in html
    assert fresh(person).title == "Жанболат"


def test_a_date_for_publishing_needs_the_second_person_too(client, profile, writer, reviewer):
    profile.go_live_at = timezone.now() + timedelta(hours=1)
    profile.save_revision(user=writer)
    edit(client, reviewer, profile, **{"action-publish": "1"})
    assert fresh(profile).scheduled_revision is None

    submit_profile(client, writer, profile)
    approve(client, reviewer, profile)

    assert fresh(profile).scheduled_revision is not None
    assert fresh(profile).live is False


def test_a_new_profile_is_not_published_while_it_is_made(client, anybody):
    client.force_login(anybody)
    parent = list_page(PrisonerIndexPage)
    url = reverse("wagtailadmin_pages:add", args=["prisoners", "prisonerpage", parent.pk])
    data = form_of(make_person("Образец")) | {"title": "Новый", "slug": "novyi"}

    assert 'name="action-publish"' not in client.get(url).content.decode()
    client.post(url, data | {"action-publish": "1"})

    assert PrisonerPage.objects.get(title="Новый").live is False


def test_former_words_are_not_published_by_one_person(client, anybody):
    person = make_person("Жанболат")
    former = person.live_revision
    edit(client, anybody, person, title="Другой")
    url = reverse("wagtailadmin_pages:revisions_revert", args=[person.pk, former.pk])
    data = form_of(fresh(person)) | {"action-publish": "1", "revision": former.pk}

    assert 'name="action-publish"' not in client.get(url).content.decode()
    client.post(reverse("wagtailadmin_pages:edit", args=[person.pk]), data)

    assert fresh(person).live_revision == former


@pytest.mark.parametrize("of", ["itself", "list", "home"])
def test_publishing_many_pages_at_once_leaves_profiles_out(client, profile, anybody, of):
    page = {"itself": profile, "list": list_page(PrisonerIndexPage), "home": home_page()}[of]
    client.force_login(anybody)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    client.post(f"{url}?id={page.pk}", {"include_descendants": "on"})

    assert fresh(profile).live is False


def copy_of(client, page, parent, **values):
    data = {"new_title": "Копия", "new_slug": "copy", "new_parent_page": parent.pk}
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    return client.post(url, data | {"publish_copies": "on"} | values, follow=True)


def test_a_copy_is_not_published(client, anybody):
    person = make_person("Жанболат")
    client.force_login(anybody)

    copy_of(client, person, person.get_parent())

    assert not PrisonerPage.objects.filter(live=True).exclude(pk=person.pk).exists()


def test_a_copy_of_a_whole_language_publishes_no_profile(client):
    make_person("Жанболат")
    client.force_login(ROLES["admin"]())

    response = copy_of(client, home_page(), Page.get_first_root_node(), copy_subpages="on")

    assert response.status_code == 403
    assert "A profile is published by a second person" in response.content.decode()
    assert PrisonerPage.objects.filter(live=True).count() == 1


def test_another_workflow_does_not_help_a_lonely_writer(client, profile, writer):
    """An administrator may hang another workflow on the page."""
    workflow = Workflow.objects.create(name="Quick")
    task = GroupApprovalTask.objects.create(name="Quick")
    task.groups.set(writer.groups.all())
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(page=profile, workflow=workflow)
    submit_profile(client, writer, profile)

    approve_from_the_start_page(client, writer, profile)

    assert fresh(profile).live is False


def test_a_revision_is_never_published_in_the_name_of_its_writer(profile, writer):
    revision = profile.save_revision(user=writer)

    with pytest.raises(PermissionDenied):
        revision.publish(user=writer)

    assert fresh(profile).live is False


@pytest.mark.parametrize(
    "change", [{"name": False}, {"risk": "do_not_publish"}, {"withdrawn_on": "2017-11-01"}]
)
def test_without_consent_nothing_is_approved(client, profile, writer, reviewer, change):
    Consent.objects.update(**change)
    warned = submit_profile(client, writer, profile)
    in_editor = approve(client, reviewer, profile)
    on_start_page = approve_from_the_start_page(client, reviewer, profile)

    assert fresh(profile).live is False
    for html in (warned, in_editor, on_start_page):
        assert 'class="messages"' in html
        assert "onsent" in html or "not be published" in html or "agreed" in html


def test_a_translator_approves_nothing(client, writer):
    person = make_person("Quelqu’un", language="fr", publish=False)
    submit_profile(client, writer, person)
    translator = make_user("Translators fr")

    approve_from_the_start_page(client, translator, person)

    assert fresh(person).live is False


def test_editors_do_not_take_down_during_a_review(client, writer, reviewer):
    person = make_person("Жанболат")
    submit_profile(client, writer, person)
    client.force_login(reviewer)

    response = client.post(reverse("wagtailadmin_pages:unpublish", args=[person.pk]))

    assert response.status_code == 403
    assert fresh(person).live is True


def test_moderators_take_down_during_a_review(client, writer):
    person = make_person("Жанболат")
    submit_profile(client, writer, person)
    client.force_login(ROLES["moderator"]())

    client.post(reverse("wagtailadmin_pages:unpublish", args=[person.pk]))

    assert fresh(person).live is False


def test_mail_about_a_review_names_nobody(client, profile, writer, reviewer):
    make_user("Moderators", email="moderator@example.org")
    make_user(is_superuser=True, email="admin@example.org")
    mail.outbox.clear()
    submit_profile(client, writer, profile)
    buttons = {"action-workflow-action": "1", "workflow-action-name": "reject"}
    comment = {"workflow-action-extra-data": '{"comment": "Жанболат?"}'}
    edit(client, reviewer, profile, **buttons, **comment)
    submit_profile(client, writer, profile)
    approve(client, reviewer, profile)

    assert fresh(profile).live is True
    assert len(mail.outbox) >= 5
    for message in mail.outbox:
        text = f"{message.subject} {message.body}"
        assert "Жанболат" not in text
        assert "zhanbolat" not in text
        assert message.subject
        assert f"/admin/pages/{profile.pk}/edit/" in message.body


def test_other_pages_are_published_by_one_person(client, writer):
    event = make_event("Митинг")

    edit(client, writer, event, title="Другой митинг", **{"action-publish": "1"})

    assert fresh(event).title == "Другой митинг"


def test_a_translation_of_a_profile_keeps_its_own_gate(client):
    french = send_to(make_person("Жанболат"), "fr", title="Janbolat")[0]
    client.force_login(make_user("Translators fr"))
    url = reverse("wagtailadmin_pages:edit", args=[french.pk])

    client.post(url, {"action": "publish"})

    assert french.permissions_for_user(make_user("Translators fr")).can_publish() is True


def test_every_list_of_people_has_the_review_and_setup_repeats_nothing():
    call_command("setup", verbosity=0)

    task = ProfileReview.objects.get()
    assert set(task.groups.values_list("name", flat=True)) == {"Editors", "Moderators"}
    assert_reviewed_by(task)


def assert_reviewed_by(task):
    """Every list of people has a workflow with this one step."""
    assert PrisonerIndexPage.objects.exists()
    for page in PrisonerIndexPage.objects.all():
        assert [step.specific for step in page.get_workflow().tasks] == [task]


def test_setup_gives_the_step_a_workflow_after_it_was_taken_out_of_its_own():
    WorkflowTask.objects.all().delete()
    WorkflowPage.objects.first().delete()

    call_command("setup", verbosity=0)

    assert_reviewed_by(ProfileReview.objects.get())


@pytest.mark.parametrize("disable", ["in the admin", "by hand"])
def test_setup_makes_a_review_in_place_of_a_disabled_one(disable):
    if disable == "in the admin":
        Workflow.objects.get(workflow_tasks__task=ProfileReview.objects.get()).deactivate()
    else:
        Workflow.objects.update(active=False)

    call_command("setup", verbosity=0)

    assert_reviewed_by(ProfileReview.objects.get())


def test_setup_makes_a_step_in_place_of_a_disabled_one():
    ProfileReview.objects.get().deactivate()

    call_command("setup", verbosity=0)

    assert_reviewed_by(ProfileReview.objects.get(active=True))


def test_setup_leaves_a_list_the_workflow_somebody_gave_it():
    workflow = Workflow.objects.create(name="Other")
    WorkflowTask.objects.create(
        workflow=workflow, task=GroupApprovalTask.objects.create(name="Other")
    )
    page = PrisonerIndexPage.objects.first()
    WorkflowPage.objects.filter(page=page).update(workflow=workflow)

    call_command("setup", verbosity=0)

    assert page.get_workflow() == workflow
