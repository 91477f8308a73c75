"""What is to come and what has been around a page: the pages of a type that has a time."""

from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Case, Q, QuerySet, Value, When
from wagtail.models import Page

from core import clock
from core.languages import best_versions, listed, readable

# So many of each are shown; whoever wants more goes to the list.
SHOWN = 6
EVERYTHING = Q()


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

    The type keeps `starts_at` and `ends_at`, and says with `still_to_come` and `is_still_to_come`
    what is to come. One query for both halves, and one more for the list where there are too many.
    """
    model = apps.get_model(label)
    # Asked inside: a page may be linked twice, and would be counted twice.
    fitting = Q(pk__in=model.objects.filter(fits).values("pk"))
    keys = Q(translation_key__in=to_come(model, fitting).values("translation_key")[: SHOWN + 1])
    keys |= Q(translation_key__in=past(model, fitting).values("translation_key")[: SHOWN + 1])
    wanted = model.objects.filter(keys).order_by().values("translation_key")
    return in_halves(best_versions(model, wanted, page.locale.language_code), page)


def to_come(model: type[Page], fits: Q = EVERYTHING) -> QuerySet:
    """The pages of a type that are to come, the soonest first.

    Those that wait for a new day come last: the day they had is over.
    """
    waits = Case(When(ends_at__lt=clock.now(), then=Value(1)), default=Value(0))
    found = listed(model).filter(fits, model.still_to_come())
    return found.order_by(waits, "starts_at", "pk")


def past(model: type[Page], fits: Q = EVERYTHING) -> QuerySet:
    """The pages of a type that have been, the latest first."""
    return listed(model).filter(fits).exclude(model.still_to_come()).order_by("-starts_at", "-pk")


def in_halves(pages: list[Page], seen_from: Page) -> Agenda:
    """Pages in two halves, each in its order, and cut."""
    now = clock.now()
    in_order = sorted(pages, key=lambda page: (page.original.starts_at, page.original.pk))
    coming = [page for page in in_order if page.is_still_to_come]
    coming.sort(key=lambda page: page.original.ends_at < now)
    been = [page for page in reversed(in_order) if not page.is_still_to_come]
    is_cut = max(len(coming), len(been)) > SHOWN
    rest = list_with(pages[0], seen_from) if is_cut else None
    return Agenda(coming[:SHOWN], been[:SHOWN], rest)


def list_with(page: Page, seen_from: Page) -> Page | None:
    """The list a page stands in, in the language it is seen from."""
    above = Page.objects.filter(path=page.path[: -Page.steplen]).values("translation_key")
    lists = Page.objects.filter(translation_key__in=above, locale=seen_from.locale_id)
    return readable(lists).first()
