"""The review that a profile goes through before it is published. Safe to repeat."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop, override
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from home.roles import EDITORS, MODERATORS
from prisoners.models import PrisonerIndexPage, ProfileReview

WORKFLOW = gettext_noop("Review of profiles")
STEP = gettext_noop("Approval by a second person")


def ensure_review() -> None:
    """Make the review, and give it to each list of people that has no workflow."""
    task = ProfileReview.objects.order_by("pk").first() or make_review()
    workflow = task.workflows.order_by("pk").first()
    for page in PrisonerIndexPage.objects.all():
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})


def make_review() -> ProfileReview:
    """The workflow with its one step, for editors and moderators."""
    with override(settings.LANGUAGE_CODE):
        task = ProfileReview.objects.create(name=translated(STEP))
        workflow = Workflow.objects.create(name=translated(WORKFLOW))
    task.groups.set(Group.objects.filter(name__in=(EDITORS, MODERATORS)))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return task
