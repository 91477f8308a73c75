from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from prisoners.publishing import is_as_submitted, is_own, why_not_approve


class ProfileReview(AbstractGroupApprovalTask):
    """The step of a workflow in which a second person approves a profile."""

    class Meta:
        verbose_name = _("review by a second person")
        verbose_name_plural = _("reviews by a second person")

    @classmethod
    def get_description(cls) -> str:
        """What Wagtail says where a step is chosen."""
        return _("Members of these groups approve what somebody else wrote and submitted")

    def locked_for_user(self, obj: Page, user: AbstractBaseUser) -> bool:
        """Also for who submitted or wrote what is under review, so that it stays what it is.

        To change anything she cancels the review, or is asked for changes.
        """
        state = obj.current_workflow_task_state
        authors = {state.workflow_state.requested_by_id, state.revision.user_id} if state else ()
        return user.pk in authors or super().locked_for_user(obj, user)

    def get_actions(self, obj: Page, user: AbstractBaseUser) -> list[tuple[str, str, bool]]:
        """Reviewers approve or ask for changes.

        Of their own words, and of what somebody changed during the review, only the latter.
        """
        actions = super().get_actions(obj, user)
        revision = obj.get_latest_revision()
        if is_own(obj, user, revision) or not is_as_submitted(obj, revision):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def get_task_states_user_can_moderate(
        self, user: AbstractBaseUser, **kwargs
    ) -> QuerySet[TaskState]:
        """What waits for the user: not what she submitted or wrote herself."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user).exclude(revision__user=user)

    def on_action(
        self, task_state: TaskState, user: AbstractBaseUser, action_name: str, **kwargs
    ) -> str | None:
        """Approve nothing that was changed in the same step, nor without a consent."""
        page = task_state.workflow_state.content_object.specific
        if action_name == "approve" and why_not_approve(page, user):
            return None
        return super().on_action(task_state, user, action_name, **kwargs)
