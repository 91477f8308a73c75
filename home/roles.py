"""Who may do what: groups and their rights on the page tree. Safe to repeat.

Editors write and publish, and keep the consents; profiles go through a review by somebody else
(`prisoners.publishing`). Moderators also unpublish, lock and delete; the translators of a
language edit and publish its translations and open nothing else.
"""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from core.models import BasePage
from home.models import HomePage

EDITORS = "Editors"
MODERATORS = "Moderators"
PAGE_RIGHTS = {
    EDITORS: ("add_page", "change_page", "publish_page"),
    MODERATORS: (
        "add_page",
        "bulk_delete_page",
        "change_page",
        "lock_page",
        "publish_page",
        "unlock_page",
    ),
}
TRANSLATOR_RIGHTS = ("change_page", "publish_page")
OTHER_RIGHTS = {
    EDITORS: ("access_admin", "submit_translation", "change_consent"),
    MODERATORS: ("access_admin", "submit_translation", "change_consent", "change_sitesettings"),
}
FILE_RIGHTS = ("add_customimage", "change_customimage", "choose_customimage")
FILE_RIGHTS += ("add_customdocument", "change_customdocument", "choose_customdocument")


def translators(code: str) -> str:
    """The name of the group that translates into a language."""
    return f"Translators {code}"


def ensure_roles() -> None:
    """Make the groups, and give each the rights it lacks on a language that is new to it."""
    homes = list(HomePage.objects.filter(depth=2).select_related("locale"))
    for name, rights in PAGE_RIGHTS.items():
        group = ensure_group(name, homes, OTHER_RIGHTS[name])
        grant_pages(group, homes, rights)
    for home in homes:
        group = ensure_group(translators(home.locale.language_code), [home], ("access_admin",))
        grant_pages(group, [home], TRANSLATOR_RIGHTS)


def ensure_group(name: str, homes: list[HomePage], rights: tuple[str, ...]) -> Group:
    """A group; one that has no right on our pages yet gets the general rights, and only those.

    Wagtail makes Editors and Moderators with rights on the whole tree.
    """
    group, _created = Group.objects.get_or_create(name=name)
    if not GroupPagePermission.objects.filter(group=group, page__in=homes).exists():
        GroupPagePermission.objects.filter(group=group).delete()
        group.permissions.set(Permission.objects.filter(codename__in=rights))
        if name in PAGE_RIGHTS:
            grant_files(group)
    return group


def grant_pages(group: Group, pages: list[BasePage], rights: tuple[str, ...]) -> None:
    """Rights on pages, and on all below them, where the group has none so far."""
    wanted = Permission.objects.filter(codename__in=rights, content_type__model="page")
    for page in pages:
        if not GroupPagePermission.objects.filter(group=group, page=page).exists():
            GroupPagePermission.objects.bulk_create(
                GroupPagePermission(group=group, page=page, permission=permission)
                for permission in wanted
            )


def grant_files(group: Group) -> None:
    """Rights to upload and choose pictures and documents."""
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(codename__in=FILE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
