"""The checks before every door of wagtail-localize, and before Wagtail's own that it ignores.

A check answers `None` to let the request through, or what to answer instead.
"""

from collections.abc import Callable

from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from core import consent
from core.models import Consent
from translations.answers import closed, send_back
from translations.progress import is_original, translation_to
from translations.publishing import save_draft, why_not_publish
from translations.rights import (
    affected,
    is_locked,
    is_translator,
    may_send,
    may_unpublish,
    published_parts,
    why_not_move,
)
from translations.sources import place_on_desk
from translations.withheld import is_kept_from

Check = Callable[..., HttpResponse | None]
CLOSED_ACTIONS = ("localize-restart-translation", "localize-convert-to-alias")
# All of a page that a translator needs: the editor and its preview; and the page's past, but
# not that of a person, which has names and facts that were withheld since. Nor does she compare
# versions: Wagtail shows the facts and the people of both as they are in the database.
PRESENT = ("edit", "preview_on_edit", "view_draft")
PAST = ("history", "history_results", "revisions_index", "revisions_view")
LISTS = ("search", "search_results")
# Of the parts of the admin that show pages, what is open to translators.
FOR_TRANSLATORS = {
    "wagtailadmin_api:pages": ("listing", "detail"),
    "wagtailadmin_api:documents": (),
    "wagtailadmin_api:images": (),
    "wagtailadmin_pages": (*PRESENT, *PAST, *LISTS),
    "wagtailadmin_reports": (),
    "wagtailadmin_workflows": (),
}
# Of what lies outside these parts, what is closed to them.
NOT_FOR_TRANSLATORS = (
    "wagtail_bulk_action",
    "wagtailadmin_block_preview",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_chosen_multiple",
)
# How Wagtail's addresses call the page they are about.
PAGE_IDS = ("page_id", "page_to_move_id", "parent_page_id")


def read(request: HttpRequest, translation_id: int, **kwargs) -> HttpResponse | None:
    """The preview: those who may edit the translation."""
    translation = get_object_or_404(Translation.objects.select_related("source"), pk=translation_id)
    page = target_page(translation)
    if not hasattr(translation, "work"):
        place_on_desk(translation.source)  # it was made before there was a desk
    if not page.permissions_for_user(request.user).can_edit():
        return closed(request, _("You may not edit this translation."))
    return closed(request, withheld_message()) if is_kept_from(request.user, page) else None


def download(request: HttpRequest, translation_id: int) -> HttpResponse | None:
    """PO download: not of a protected person, whose former names are among the old texts."""
    if answer := read(request, translation_id):
        return answer
    page = target_page(Translation.objects.select_related("source").get(pk=translation_id))
    if is_translator(request.user) and Consent.of(page.translation_key).is_protected:
        return closed(request, _("The person is protected. Translate here, not in a file."))
    return None


def write(request: HttpRequest, translation_id: int, **kwargs) -> HttpResponse | None:
    """Strings and PO upload: those who may edit it while it is not locked."""
    if answer := read(request, translation_id):
        return answer
    translation = Translation.objects.select_related("source").get(pk=translation_id)
    if is_locked(target_page(translation), request.user):
        return closed(request, locked_message())
    if not translation.enabled:
        return closed(request, stopped_message())
    return None


def update(request: HttpRequest, translation_source_id: int) -> HttpResponse | None:
    """Sending the newer text again: for those who may edit the original, and never published."""
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    page = get_object_or_404(
        Page, translation_key=source.object_id, locale_id=source.locale_id
    ).specific
    if not may_send(request.user, page):
        return closed(request, _("You may not send this page for translation."))
    if request.method == "POST":
        messages.error(
            request,
            _("Nothing was published. Publish each translation on its own when it is finished."),
        )
    return redirect("wagtail_localize:submit_page_translation", page.pk)


def refuse(request: HttpRequest, **kwargs) -> HttpResponse:
    """Closed for everybody."""
    return closed(request)


def edit(request: HttpRequest, page: Page, **kwargs) -> HttpResponse | None:
    """The page editor, also of a former version; on a translation, `translations.editor`."""
    translation = translation_to(page)
    if translation is None:
        is_approval = request.POST.get("workflow-action-name") == "approve"
        return approve(request, page) if is_approval else None
    if not translation.enabled:
        return closed(request, stopped_message())
    if request.method != "POST":
        return None
    return closed(request) if any(name in request.POST for name in CLOSED_ACTIONS) else None


def workflow(request: HttpRequest, page: Page, action_name: str, **kwargs) -> HttpResponse | None:
    """A step of a workflow, the last of which publishes."""
    translation = translation_to(page)
    if translation is None:
        return approve(request, page) if action_name == "approve" else None
    if action_name != "approve":
        return None
    if reason := why_not_publish(translation):
        return send_back(request, "wagtailadmin_pages:edit", reason, page.pk)
    if request.method == "POST":
        take_latest_words(translation, page, request.user)
    return None


def take_latest_words(translation: Translation, page: Page, user: AbstractBaseUser) -> None:
    """Approve what the gate was asked about: the reviewer may have corrected what was submitted."""
    if state := page.current_workflow_task_state:
        state.revision = save_draft(translation, user)
        state.save(update_fields=["revision"])


def approve(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Approving an original, which publishes it: with the consent of the person it is about."""
    reason = consent.why_not_publish(page)
    return send_back(request, "wagtailadmin_pages:edit", reason, page.pk) if reason else None


def unpublish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Unpublishing: moderators only, and the translations of an original follow."""
    if not may_unpublish(request.user, page):
        return closed(request, _("Only moderators take pages down. Ask one of them."))
    live = [version for version in affected(page) if version.live]
    warn(request, _("This also unpublishes the page in: %(languages)s."), live)
    return None


def delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Deleting: what is published only by moderators, and translations of an original follow."""
    if published_parts(page) and not may_unpublish(request.user, page):
        return closed(request, _("Only moderators delete what is published. Ask one of them."))
    warn(request, _("This also deletes the page in: %(languages)s."), affected(page))
    return None


def move(request: HttpRequest, page: Page, **kwargs) -> HttpResponse | None:
    """Moving: only originals, to a place that exists in all their languages."""
    destination_id = kwargs.get("destination_id")
    if destination_id is None:
        if is_original(page):
            return None
        reason = _("This is a translation. Move its original: the translations follow.")
        return send_back(request, "wagtailadmin_explore", reason, page.get_parent().pk)
    if reason := why_not_move(page, get_object_or_404(Page, pk=destination_id)):
        return send_back(request, "wagtailadmin_pages:move", reason, page.pk)
    warn(request, _("This also moves the page in: %(languages)s."), affected(page))
    return None


def copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Copying: never as an alias, which would show one language under another."""
    if request.POST.get("alias"):
        reason = _("This site has no aliases. Make a copy, or send the page for translation.")
        return closed(request, reason)
    if request.POST.get("publish_copies") and has_people(page):
        reason = _("A profile is published by a second person. Copy without publishing.")
        return closed(request, reason)
    return None


def has_people(page: Page) -> bool:
    """Whether the page, or one below it, is about a person."""
    pages = page.get_descendants(inclusive=True)
    return pages.filter(content_type__in=consent.types_about_people()).exists()


def warn(request: HttpRequest, text: str, pages: list[Page]) -> None:
    """Say on a confirmation page which languages are affected."""
    if pages and request.method == "GET":
        languages = sorted(page.locale.get_display_name() for page in pages)
        messages.warning(request, text % {"languages": ", ".join(languages)})


def target_page(translation: Translation) -> Page:
    """The page a translation makes; 404 if it was deleted."""
    return get_object_or_404(
        Page,
        translation_key=translation.source.object_id,
        locale_id=translation.target_locale_id,
    )


def locked_message() -> str:
    """Why nothing can be changed now."""
    return _("The page is locked. Ask the person who locked it, or a moderator.")


def withheld_message() -> str:
    """Why a translator cannot open a page about a person now."""
    return _("This page is withheld at the moment. An editor can tell you when it is open again.")


def stopped_message() -> str:
    """What to do about a translation that is no longer kept up with its original."""
    return _("This translation was stopped. Send its original for translation again.")


# Of each view of wagtail-localize; one that is not named here is closed.
LOCALIZE: dict[str, Check] = {
    "preview_translation": read,
    "update_translations": update,
}
# Of views of Wagtail's pages; one that is not named here is as Wagtail has it.
PAGES: dict[str, Check] = {
    "edit": edit,
    "revisions_revert": edit,
    "workflow_action": workflow,
    "convert_alias": refuse,
    "unpublish": unpublish,
    "delete": delete,
    "move": move,
    "move_confirm": move,
    "copy": copy,
}


def localize_door(request: HttpRequest, name: str, kwargs: dict) -> HttpResponse | None:
    """Check a view of wagtail-localize."""
    return LOCALIZE.get(name, refuse)(request, **kwargs)


def page_door(request: HttpRequest, name: str, kwargs: dict) -> HttpResponse | None:
    """Check one of Wagtail's views of a page; Wagtail's own checks come after it."""
    kwargs = dict(kwargs)
    page_id = kwargs.pop("page_to_move_id", None) or kwargs.pop("page_id", None)
    page = Page.objects.filter(pk=page_id, depth__gt=1).first()
    if page is None:
        return None
    if is_translator(request.user) and (name not in PRESENT + PAST or is_original(page)):
        return closed(request, not_for_translators())
    if is_translator(request.user) and name in PAST and consent.is_about_a_person(page):
        return closed(request, _("The past of a profile is open to editors only."))
    check = PAGES.get(name)
    if check is None or not page.permissions_for_user(request.user).can_edit():
        return None
    return check(request, page=page.specific, **kwargs)


def translators_door(request: HttpRequest) -> HttpResponse | None:
    """What translators find closed: parts of the admin, and pages that are withheld."""
    match = request.resolver_match
    name = match.url_name
    open_names = FOR_TRANSLATORS.get(match.namespace)
    if name in NOT_FOR_TRANSLATORS if open_names is None else name not in open_names:
        return closed(request, not_for_translators())
    ids = [match.kwargs[name] for name in PAGE_IDS if name in match.kwargs]
    for page in Page.objects.filter(pk__in=ids, depth__gt=1):
        if is_kept_from(request.user, page):
            return closed(request, withheld_message())
    return None


def not_for_translators() -> str:
    """What translators do not do here."""
    return _("Translators open translations and nothing else.")


API_ACTION = ("wagtailadmin_api:pages", "action")
NAMESPACES = {"wagtail_localize": localize_door, "wagtailadmin_pages": page_door}


def knock(request: HttpRequest) -> HttpResponse | None:
    """Whether the request may go through the door it came to."""
    match = request.resolver_match
    check = NAMESPACES.get(match.namespace)
    if (match.namespace, match.url_name) == API_ACTION:
        # Publishing, deleting and aliases past everything that is asked elsewhere.
        return closed(request)
    if not request.user.has_perm("wagtailadmin.access_admin"):
        return None  # Wagtail sends those without access to its login
    if is_translator(request.user) and (answer := translators_door(request)):
        return answer
    try:
        return check(request, match.url_name, match.kwargs) if check else None
    except Http404 as error:
        return closed(request, str(error), 404)
