"""Publishing a profile takes a second person: nobody publishes what she wrote last.

Editors submit a profile for review, and another member of the reviewing groups approves it.
Only people are held to this: our own code, which names no user, publishes freely.
"""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, PagePermissionTester, Revision

from core.consent import why_not_publish
from core.languages import is_translation

# Columns of pages and rows that change although nobody wrote anything.
BY_ITSELF = (
    "pk",
    "draft_title",
    "first_published_at",
    "has_unpublished_changes",
    "last_published_at",
    "latest_revision",
    "latest_revision_created_at",
    "live",
    "live_revision",
    "sort_order",
    "translation_key",
)


class ProfilePermissions(PagePermissionTester):
    """Rights on a profile: an original is published by its review alone, whoever asks."""

    @cached_property
    def is_translation(self) -> bool:
        """Whether the profile is a translation, which has a gate of its own."""
        return Page.objects.filter(is_translation(), pk=self.page.pk).exists()

    def can_publish(self) -> bool:
        """Nobody publishes an original in one step."""
        return super().can_publish() and self.is_translation

    def can_set_view_restrictions(self) -> bool:
        """As on any page; Wagtail asks for `can_publish`."""
        return super().can_publish()

    def can_unschedule(self) -> bool:
        """As on any page; Wagtail asks for `can_publish`."""
        return super().can_publish()

    def can_lock(self) -> bool:
        """Moderators, also during a review, where Wagtail asks the reviewers' groups."""
        return self.user.is_superuser or "lock" in self.permissions

    def can_unlock(self) -> bool:
        """The same for unlocking."""
        return self.user.is_superuser or self.user_has_lock() or "unlock" in self.permissions


class ProfileListPermissions(PagePermissionTester):
    """Rights on the list of people: no profile is published while it is made or copied."""

    def can_publish_subpage(self) -> bool:
        """Nobody: a new profile goes to its review."""
        return False


def check_review(page: Page, revision: Revision, user: AbstractBaseUser | None) -> bool:
    """Refuse who may not publish an original. True if a user publishes one, and may.

    It is the last door: whichever way she came, nobody publishes her own words.
    """
    if user is None or page.permissions_for_user(user).is_translation:
        return False
    if reason := why_not_approve(page, user, revision):
        raise PermissionDenied(reason)
    return True


def why_not_approve(page: Page, user: AbstractBaseUser, revision: Revision | None = None) -> str:
    """Why this user cannot approve the latest words of a profile; empty if she can."""
    revision = revision or page.get_latest_revision()
    if not PagePermissionTester(user, page).can_publish():
        return _("You may not publish here.")
    if is_own(page, user, revision):
        return _("These are your own words. Somebody else has to approve them.")
    if not is_as_submitted(page, revision):
        return _(
            "Saved as a draft. A profile is published by a second person: submit it for review."
        )
    return why_not_publish(page)


def is_own(page: Page, user: AbstractBaseUser, revision: Revision | None) -> bool:
    """Whether the user wrote the revision, or asked for the review that is under way.

    Wagtail saves a revision of who approves, also where she changed nothing: the draft's new
    rows look new to its form. One that repeats the words before it is not her own.
    """
    state = page.current_workflow_state
    if state is not None and state.requested_by_id == user.pk:
        return True
    while revision is not None and revision.user_id == user.pk:
        former = page.revisions.filter(pk__lt=revision.pk).order_by("-pk").first()
        if former is None or former.user_id is None:
            return True
        if words(former.content) != words(revision.content):
            return True
        revision = former
    return False


def is_as_submitted(page: Page, revision: Revision) -> bool:
    """Whether a revision says what was submitted for the review under way, if there is any.

    A reviewer approves what she read; what changed since goes back and is submitted anew.
    """
    state = page.current_workflow_task_state
    return state is None or words(state.revision.content) == words(revision.content)


def words(content: Any) -> Any:
    """What a revision says, without what saving changes by itself."""
    if isinstance(content, dict):
        return {name: words(value) for name, value in content.items() if name not in BY_ITSELF}
    if isinstance(content, list):
        return [words(value) for value in content]
    return content


def explain(request: HttpRequest, page: Page) -> None:
    """Say what became of a profile that somebody saved and meant to have published."""
    asked = request.POST
    if asked.get("action-publish"):
        messages.warning(
            request,
            _("Saved as a draft. A profile is published by a second person: submit it for review."),
        )
    elif asked.get("workflow-action-name") == "approve" and page.workflow_in_progress:
        messages.warning(
            request,
            _(
                "Your changes are saved, and nothing was published: they need the approval of "
                "somebody else. With “Request changes” the page goes back to who submitted it."
            ),
        )
    elif asked.get("action-submit") and (reason := why_not_publish(page)):
        messages.warning(request, reason)
