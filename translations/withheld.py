"""Pages that are withheld do not exist for translators, in no list and behind no address.

Editors and moderators see them: they ask for the consent, and take down and undo.
"""

from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from wagtail.admin.views.home import RecentEditsPanel
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail_localize.models import StringSegment, StringTranslation

from core.consent import is_withheld
from core.models import Consent
from translations.rights import is_translator


def is_kept_from(user: AbstractBaseUser, page: Page) -> bool:
    """Whether the user is a translator and the page, or a text of it, is withheld from her."""
    if not is_translator(user):
        return False
    pages = Page.objects.filter(pk=page.pk)
    return pages.filter(is_withheld()).exists() or names_protected(page.translation_key)


def names_protected(key: UUID) -> bool:
    """Whether texts sent to translators, or by them, still have a protected person's name."""
    record = Consent.of(key)
    if not record.is_protected:
        return False
    strings = StringSegment.objects.filter(source__object_id=key)
    texts = strings.values_list("string__data", flat=True)
    translated = StringTranslation.objects.filter(context__object_id=key)
    return record.is_named_in(*texts, *translated.values_list("data", flat=True))


class PolicyForTranslators(PagePermissionPolicy):
    """Wagtail's rights on pages, without withheld pages for translators.

    Wagtail's explorer, search, reports and menu ask it which pages there are.
    """

    def instances_user_has_any_permission_for(
        self, user: AbstractBaseUser, actions: set[str]
    ) -> QuerySet[Page]:
        """Pages on which the user may do one of these things."""
        found = super().instances_user_has_any_permission_for(user, actions)
        return found.filter(shown_to(user))

    def explorable_instances(self, user: AbstractBaseUser) -> QuerySet[Page]:
        """Pages the user may see."""
        return super().explorable_instances(user).filter(shown_to(user))


def shown_to(user: AbstractBaseUser) -> Q:
    """Condition on a page query: the page is not withheld from the user.

    By ids: Wagtail's search understands no other condition on a subquery.
    """
    if not user.is_active or not is_translator(user):
        return Q()
    return ~Q(pk__in=Page.objects.filter(is_withheld()).values("pk"))


class OwnEditsPanel(RecentEditsPanel):
    """The translator's last edits, without pages that have been withheld since."""

    def get_context_data(self, parent_context: dict) -> dict:
        """Ask once more which of the pages she may see."""
        context = super().get_context_data(parent_context)
        pages = Page.objects.filter(pk__in=[page.pk for _date, page in context["last_edits"]])
        shown = set(pages.filter(~is_withheld()).values_list("pk", flat=True))
        context["last_edits"] = [
            (date, page) for date, page in context["last_edits"] if page.pk in shown
        ]
        return context


def connect() -> None:
    """Put the policy in the place of Wagtail's; called once, when the application is ready."""
    register_permission_policy(Page, PolicyForTranslators())
