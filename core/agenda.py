"""What is to come and what has been around a page: the pages of a type that has a time."""

from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Q
from wagtail.models import Page

from core import clock
from core.languages import best_versions, listed, readable

# So many of each are shown; whoever wants more goes to the list.
SHOWN = 6


@dataclass(frozen=True)
class Agenda:
    """Pages with a time, each in the best version for the reader.

    `whole_list` is where the rest is found, if anything was left out.
    """

    to_come: list[Page] = field(default_factory=list)
    past: list[Page] = field(default_factory=list)
    whole_list: Page | None = None

    @property
    def all(self) -> list[Page]:
        """What is to come, the soonest first, then what has been, the latest first."""
        return self.to_come + self.past


def agenda_of(page: Page, fits: Q, label: str = "campaigns.EventPage") -> Agenda:
    """The pages of type `label` ("app.Model") that fit, as `page` shows them.

    The type keeps `starts_at` and `ends_at`. One query for both halves, and one more for the
    list where there are too many.
    """
    model = apps.get_model(label)
    # Asked inside: a page may be linked twice, and would be counted twice.
    found = listed(model).filter(pk__in=model.objects.filter(fits).values("pk"))
    to_come = found.filter(ends_at__gte=clock.now()).order_by("starts_at", "pk")
    past = found.filter(ends_at__lt=clock.now()).order_by("-starts_at", "-pk")
    keys = Q(translation_key__in=to_come.values("translation_key")[: SHOWN + 1])
    keys |= Q(translation_key__in=past.values("translation_key")[: SHOWN + 1])
    wanted = model.objects.filter(keys).order_by().values("translation_key")
    return in_halves(best_versions(model, wanted, page.locale.language_code), page)


def in_halves(pages: list[Page], seen_from: Page) -> Agenda:
    """Pages in two halves, each in its order, and cut."""
    now = clock.now()
    in_order = sorted(pages, key=lambda page: (page.original.starts_at, page.original.pk))
    to_come = [page for page in in_order if page.original.ends_at >= now]
    past = [page for page in reversed(in_order) if page.original.ends_at < now]
    is_cut = max(len(to_come), len(past)) > SHOWN
    rest = list_with(pages[0], seen_from) if is_cut else None
    return Agenda(to_come[:SHOWN], past[:SHOWN], rest)


def list_with(page: Page, seen_from: Page) -> Page | None:
    """The list a page stands in, in the language it is seen from."""
    above = Page.objects.filter(path=page.path[: -Page.steplen]).values("translation_key")
    lists = Page.objects.filter(translation_key__in=above, locale=seen_from.locale_id)
    return readable(lists).first()
