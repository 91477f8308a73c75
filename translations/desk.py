"""What is to be translated: the lists of translators, and the table of coordinators."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.languages import originals
from translations.models import Work
from translations.models.work import is_behind, is_urgent

# Condition on work: there is something to translate or correct.
IS_LEFT = Q(empty__gt=0) | Q(needs_work__gt=0)
# The ways to look at a list of work, by their names in the address.
VIEWS = {
    "": _("all"),
    "urgent": _("urgent"),
    "mine": _("mine"),
    "new": _("new"),
    "changed": _("changed"),
    "read": _("to be read"),
    "ready": _("ready to publish"),
}


def editable(user: AbstractBaseUser) -> QuerySet[Page]:
    """The pages the user may edit; for translators none that is withheld."""
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")


def work_for(user: AbstractBaseUser) -> QuerySet[Work]:
    """What the user may work on, in all her languages."""
    return Work.objects.filter(page__in=editable(user), translation__enabled=True)


def open_work(user: AbstractBaseUser) -> QuerySet[Work]:
    """What is left to do, with the title of the original; the most urgent and the oldest first."""
    original = Page.objects.filter(
        translation_key=OuterRef("page__translation_key"),
        locale_id=OuterRef("translation__source__locale_id"),
    )
    found = work_for(user).filter(Exists(original.filter(live=True))).unfinished()
    return (
        found.annotate(
            title=Subquery(original.values("title")[:1]),
            since=Coalesce("older_since", "sent_at"),
            is_urgent=Case(
                When(is_urgent(), then=True), default=False, output_field=BooleanField()
            ),
        )
        .select_related(
            "page",
            "assignee",
            "translation__target_locale",
            "translation__source__text",
            "translation__source__specific_content_type",
            "translation__source__locale",
        )
        .order_by("-is_urgent", F("due").asc(nulls_last=True), "since", "pk")
    )


def view_of(works: QuerySet[Work], view: str, user: AbstractBaseUser) -> QuerySet[Work]:
    """One of `VIEWS` of a list of work; all of it for a name that is none of them."""
    conditions = {
        "urgent": is_urgent(),
        "mine": Q(assignee=user),
        "new": IS_LEFT & Q(page__live=False),
        "changed": IS_LEFT & Q(page__live=True),
        "read": Q(done_at__isnull=False, unread__gt=0),
        "ready": ~IS_LEFT & is_behind(),
    }
    return works.filter(conditions.get(view, Q()))


@dataclass(frozen=True)
class LanguageTotal:
    """What is left in a language."""

    code: str
    name: str
    pages: int
    words: int
    urgent: int


def totals(works: QuerySet[Work]) -> list[LanguageTotal]:
    """What is left in each language there is work in, in the site's order. One query."""
    rows = (
        works.order_by()
        .values("translation__target_locale__language_code")
        .annotate(
            pages=Count("pk"), words=Sum("words_left"), urgent=Count("pk", filter=is_urgent())
        )
    )
    found = {row["translation__target_locale__language_code"]: row for row in rows}
    return [
        LanguageTotal(code, name, row["pages"], row["words"], row["urgent"])
        for code, name in settings.LANGUAGES
        if (row := found.get(code))
    ]


@dataclass(frozen=True)
class Cell:
    """A page in one language: `state` is a word for the style sheet, `label` for people."""

    code: str
    state: str
    label: str
    work: Work | None


@dataclass(frozen=True)
class Row:
    """A page in all languages."""

    page: Page
    cells: list[Cell]


def sent_pages(
    user: AbstractBaseUser, text: str = "", kind: str = "", code: str = "", state: str = ""
) -> QuerySet[Page]:
    """The published originals a coordinator may edit, narrowed by title, type and a cell."""
    found = originals(Page.objects.filter(pk__in=editable(user), live=True, depth__gt=1))
    if text:
        found = found.filter(title__icontains=text)
    if chosen := [pk for pk, _label in kinds(found) if str(pk) == kind]:
        found = found.filter(content_type__in=chosen)
    if state in STATES and code in dict(settings.LANGUAGES):
        works = Work.objects.filter(
            page__translation_key=OuterRef("translation_key"),
            page__locale__language_code=code,
        )
        here = Exists(works) if state != "missing" else ~Exists(works)
        condition = here if state == "missing" else Exists(works.filter(STATES[state][1]))
        found = found.filter(condition & ~Q(locale__language_code=code))
    return found.select_related("locale", "content_type").order_by("path")


# How a cell can be, in the order in which they are asked, and the condition on its work.
STATES = {
    "missing": (_("not sent"), Q()),
    "draft": (_("in translation"), IS_LEFT & Q(page__live=False)),
    "older": (_("older than the original"), IS_LEFT & Q(page__live=True)),
    "ready": (_("ready to publish"), ~IS_LEFT & is_behind()),
    "published": (_("published"), ~IS_LEFT & ~is_behind()),
}


def state_of(work: Work | None) -> str:
    """Which of `STATES` a page is in, in a language."""
    if work is None:
        return "missing"
    if work.left:
        return "older" if work.page.live else "draft"
    return "ready" if work.is_behind else "published"


def rows(pages: Iterable[Page]) -> list[Row]:
    """The table of some originals. One query."""
    pages = list(pages)
    works: dict[tuple[UUID, str], Work] = {
        (work.page.translation_key, work.page.locale.language_code): work
        for work in Work.objects.filter(
            page__translation_key__in=[page.translation_key for page in pages]
        ).select_related("page__locale", "translation__source__text", "assignee")
    }
    return [
        Row(page, [cell(page, code, works) for code, _name in settings.LANGUAGES]) for page in pages
    ]


def cell(page: Page, code: str, works: dict[tuple[UUID, str], Work]) -> Cell:
    """A page in one language."""
    if code == page.locale.language_code:
        return Cell(code, "original", str(_("original")), None)
    work = works.get((page.translation_key, code))
    state = state_of(work)
    return Cell(code, state, str(STATES[state][0]), work)


def kinds(pages: QuerySet[Page]) -> list[tuple[int, str]]:
    """The types of some pages, by their names."""
    types = ContentType.objects.filter(pk__in=pages.order_by().values("content_type"))
    return sorted(((kind.pk, str(kind)) for kind in types), key=lambda kind: kind[1])
