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
    """Make the review, and give it to each list of people that has no workflow in use."""
    steps = ProfileReview.objects.filter(active=True).order_by("pk")
    reviews = Workflow.objects.active().filter(workflow_tasks__task__in=steps.values("pk"))
    workflow = reviews.order_by("pk").first() or make_review(steps.first() or make_step())
    in_use = WorkflowPage.objects.filter(
        workflow__active=True, workflow__workflow_tasks__task__active=True
    )
    for page in PrisonerIndexPage.objects.exclude(pk__in=in_use.values("page")):
        WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})


def make_step() -> ProfileReview:
    """The step, for editors and moderators."""
    with override(settings.LANGUAGE_CODE):
        step = ProfileReview.objects.create(name=translated(STEP))
    step.groups.set(Group.objects.filter(name__in=(EDITORS, MODERATORS)))
    return step


def make_review(step: ProfileReview) -> Workflow:
    """A workflow with this one step."""
    with override(settings.LANGUAGE_CODE):
        workflow = Workflow.objects.create(name=translated(WORKFLOW))
    WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=0)
    return workflow
