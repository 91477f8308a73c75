"""Consent, risk and take-down in the admin: records that act in the moment they are saved."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.log_actions import LogContext, log
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from core import clock
from core.consent import Risk, Scope, is_about_a_person
from core.languages import original_first
from core.mentions import pages_naming
from core.models import Consent, TakeDown
from core.protection import hide_name

CHANGE_CONSENT = "core.change_consent"
PER_PAGE = 50


class ConsentForm(WagtailAdminModelForm):
    """A consent; a risk that was judged anew was judged today unless somebody says otherwise."""

    def clean(self) -> dict:
        """Fill in the day of a judgement."""
        cleaned = super().clean()
        is_reviewed = cleaned.get("risk") != Risk.NOT_REVIEWED
        if is_reviewed and cleaned.get("risk_reviewed_on") is None:
            known = None if "risk" in self.changed_data else self.instance.risk_reviewed_on
            cleaned["risk_reviewed_on"] = known or clock.today()
        return cleaned


class TakeDownForm(WagtailAdminModelForm):
    """The reason of a take-down."""

    class Meta:
        model = TakeDown
        fields = ("reason",)
        widgets = {"reason": AdminAutoHeightTextInput(attrs={"rows": 3})}


CONSENT_PANEL = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("giver", "channel", "given_on")],
            heading=gettext_lazy("Who agreed, and how"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel(scope.value) for scope in Scope])],
            heading=gettext_lazy("What may be published"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("expires_on"), FieldPanel("withdrawn_on")])],
            heading=gettext_lazy("Until when"),
        ),
        MultiFieldPanel(
            [FieldPanel("public_name"), FieldPanel("real_name")],
            heading=gettext_lazy("Public name"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("risk"), FieldPanel("risk_reviewed_on")])],
            heading=gettext_lazy("Risk of publication"),
        ),
        FieldPanel("note"),
    ],
    base_form_class=ConsentForm,
).bind_to_model(Consent)


def may_change_consent(user: AbstractBaseUser, page: Page) -> bool:
    """Whether the user keeps the records of the people she writes about; no translator does."""
    return user.has_perm(CHANGE_CONSENT) and page.permissions_for_user(user).can_edit()


def may_take_down(user: AbstractBaseUser, page: Page) -> bool:
    """Whether the user may take a page from all readers: moderators, who may also lock.

    Home pages and lists stay: without them nothing below would be found.
    """
    is_list = getattr(page.specific_class, "max_count_per_parent", None) is not None
    return page.depth > 2 and not is_list and page.permissions_for_user(user).can_lock()


def take_downs_of(page: Page) -> QuerySet[TakeDown]:
    """The take-down of the page that stands now: one or none."""
    return TakeDown.standing().filter(translation_key=page.translation_key)


def closed(request: HttpRequest) -> HttpResponse:
    """403, said plainly; Wagtail would lead to the start page."""
    reason = _("You have no right to do this. Ask a moderator.")
    return render(request, "core/admin/closed.html", {"reason": reason}, status=403)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form gets: an empty answer is an answer too."""
    return request.POST if request.method == "POST" else None


def page_or_404(page_id: int) -> Page:
    """A page of the tree, in its own type."""
    return get_object_or_404(Page, pk=page_id, depth__gt=1).specific


def in_all_languages(page: Page) -> list[Page]:
    """All versions of the page, the original first."""
    versions = Page.objects.filter(translation_key=page.translation_key)
    return list(original_first(versions).select_related("locale"))


def lock_versions(page: Page) -> None:
    """Let a second click wait until the first is done; to be called in a transaction.

    The first record of a page has no row to lock yet. The versions of the page have.
    """
    list(Page.objects.select_for_update().filter(translation_key=page.translation_key))


def log_for_all(page: Page, action: str, user: AbstractBaseUser) -> None:
    """Say in the history of every version that something was done, by whom and when; not what.

    Each in a context of its own: of one context a history shows the last entry alone.
    """
    for version in in_all_languages(page):
        with LogContext(user=user):
            log(instance=version.specific, action=action)


def edit_consent(request: HttpRequest, page_id: int) -> HttpResponse:
    """The record of a person: saving it acts at once."""
    page = page_or_404(page_id)
    if not is_about_a_person(page):
        raise Http404
    if not may_change_consent(request.user, page):
        return closed(request)
    with transaction.atomic():
        lock_versions(page)
        before, record = Consent.of(page.translation_key), Consent.of(page.translation_key)
        form = CONSENT_PANEL.get_form_class()(
            posted(request), instance=record, for_user=request.user
        )
        is_saved = request.method == "POST" and form.is_valid()
        if is_saved:
            save_consent(request, page, before, form)
    if not is_saved:
        if request.method == "POST":
            messages.validation_error(request, _("Nothing was saved. See what is missing."), form)
        return render(request, "core/admin/consent.html", consent_context(request, page, form))
    if lost(before, record):
        return redirect("mentions", page.pk)
    return redirect("wagtailadmin_pages:edit", page.pk)


def consent_context(request: HttpRequest, page: Page, form: ConsentForm) -> dict:
    """What the form's page needs."""
    panel = CONSENT_PANEL.get_bound_panel(instance=form.instance, request=request, form=form)
    return {
        "page": page,
        "page_title": _("Consent and safety"),
        "page_subtitle": page.get_admin_display_title(),
        "header_icon": "lock",
        "form": form,
        "panel": panel,
        "media": panel.media + form.media,
        "record": Consent.of(page.translation_key),
        "action_url": request.path,
        "submit_button_label": _("Save"),
        "submit_button_active_label": _("Saving…"),
    }


def save_consent(request: HttpRequest, page: Page, before: Consent, form: ConsentForm) -> None:
    """Save a record, and follow it; a form sent twice changes nothing the second time."""
    record = form.instance
    if record.pk and all(getattr(record, name) == getattr(before, name) for name in form.fields):
        messages.success(request, _("Nothing has changed."))
        return
    if "risk" in form.changed_data:
        record.risk_reviewed_by = request.user
    form.save()
    log_for_all(page, "core.consent", request.user)
    messages.success(request, _("Saved. It applies from this moment, in all languages."))
    if hide_name(record, request.user):
        messages.warning(
            request,
            _(
                "The name stood in the title or the address. The page was unpublished in all "
                "languages, and has another title and address now. Check the title and the text, "
                "publish the page again, and send it to its translators."
            ),
        )


def lost(before: Consent, after: Consent) -> bool:
    """Whether a change took the name away from readers, so that mentions of it matter."""
    return (
        (before.allows(Scope.NAME) and not after.allows(Scope.NAME))
        or (after.withdrawn_on is not None and before.withdrawn_on is None)
        or (after.is_protected and not before.is_protected)
    )


def mentions(request: HttpRequest, page_id: int) -> HttpResponse:
    """All pages whose prose names a person; nobody can take the name out of prose but people."""
    page = page_or_404(page_id)
    if not is_about_a_person(page):
        raise Http404
    if not (may_change_consent(request.user, page) or may_take_down(request.user, page)):
        return closed(request)
    own, record = in_all_languages(page), Consent.of(page.translation_key)
    found = pages_naming(record.all_names())
    others = Page.objects.filter(pk__in=found).exclude(translation_key=page.translation_key)
    context = {
        "page": page,
        "own": with_addresses(own, request.user),
        "naming": found if record.is_protected else (),
        "others": with_addresses(others.select_related("locale").order_by("path"), request.user),
    }
    return render(request, "core/admin/mentions.html", context)


def with_addresses(pages: Iterable[Page], user: AbstractBaseUser) -> list[tuple[Page, str]]:
    """Each page with the address where the user may edit it, if she may."""
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    mine = set(editable.filter(pk__in=[page.pk for page in pages]).values_list("pk", flat=True))
    return [
        (page, reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.pk in mine else "")
        for page in pages
    ]


def take_down(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take a page from readers in all languages, with a reason; asks first."""
    page = page_or_404(page_id)
    if not may_take_down(request.user, page):
        return closed(request)
    form = TakeDownForm(posted(request), for_user=request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            lock_versions(page)
            if not take_downs_of(page).exists():
                form.instance.translation_key = page.translation_key
                form.instance.taken_by = request.user
                form.save()
                log_for_all(page, "core.take_down", request.user)
        messages.success(request, _("Taken down in all languages. Readers are told it is gone."))
        if is_about_a_person(page):
            return redirect("mentions", page.pk)
        return redirect("wagtailadmin_pages:edit", page.pk)
    if take_downs_of(page).exists():
        return redirect("undo_take_down", page.pk)
    rows = with_addresses(in_all_languages(page), request.user)
    context = {"page": page, "rows": rows, "form": form}
    return render(request, "core/admin/take_down.html", context)


def undo_take_down(request: HttpRequest, page_id: int) -> HttpResponse:
    """Give a page back to readers; asks first."""
    page = page_or_404(page_id)
    if not may_take_down(request.user, page):
        return closed(request)
    if request.method == "POST":
        with transaction.atomic():
            for record in take_downs_of(page).select_for_update():
                record.undone_at, record.undone_by = timezone.now(), request.user
                record.save()
                log_for_all(page, "core.undo_take_down", request.user)
        messages.success(request, _("The take-down is undone."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    record = take_downs_of(page).first()
    if record is None:
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"page": page, "record": record}
    return render(request, "core/admin/undo_take_down.html", context)


def may_see_take_downs(user: AbstractBaseUser) -> bool:
    """Whether the user takes pages down anywhere."""
    return PagePermissionPolicy().user_has_permission(user, "lock")


def taken_down(request: HttpRequest) -> HttpResponse:
    """What is taken down now, newest first: title, when, by whom, why."""
    if not may_see_take_downs(request.user):
        return closed(request)
    lockable = PagePermissionPolicy().instances_user_has_permission_for(request.user, "lock")
    versions = Page.objects.filter(translation_key=OuterRef("translation_key"))
    records = (
        TakeDown.standing()
        .filter(translation_key__in=lockable.values("translation_key"))
        .annotate(page_id=Subquery(original_first(versions).values("pk")[:1]))
        .select_related("taken_by")
        .order_by("-taken_at", "-pk")
    )
    items = Paginator(records, PER_PAGE).get_page(request.GET.get("p"))
    pages = Page.objects.in_bulk([record.page_id for record in items])
    rows = [(record, pages[record.page_id]) for record in items]
    return render(request, "core/admin/taken_down.html", {"rows": rows, "items": items})
