"""When somebody should check again that a profile is still true."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from core import clock
from prisoners import ledger
from prisoners.choices import DEPRIVED_OF_LIBERTY
from prisoners.models.prisoner import PrisonerPage
from prisoners.models.rows import StatusRow

VERIFY_HELD_DAYS = 30
VERIFY_OTHER_DAYS = 180


def is_due(last_verified: date | None, is_held: bool) -> bool:
    """Whether a profile was never verified, or not within its time."""
    days = VERIFY_HELD_DAYS if is_held else VERIFY_OTHER_DAYS
    return last_verified is None or last_verified < clock.today() - timedelta(days)


def due(pages: QuerySet[PrisonerPage]) -> QuerySet[PrisonerPage]:
    """The published among these originals that are due. One query more, for their statuses.

    Statuses are read only where they decide.
    """
    published = pages.filter(live=True)
    soon, late = (clock.today() - timedelta(days) for days in (VERIFY_HELD_DAYS, VERIFY_OTHER_DAYS))
    between = published.filter(last_verified__lt=soon, last_verified__gte=late)
    statuses = codes_today(between)
    held = [pk for pk, code in statuses.items() if code in DEPRIVED_OF_LIBERTY]
    return published.filter(Q(last_verified=None) | Q(last_verified__lt=late) | Q(pk__in=held))


def codes_today(pages: QuerySet[PrisonerPage]) -> dict[int, str]:
    """The status code of today of each of these originals that has one, by id. One query."""
    names = ("page_id", "code", "since", "since_precision", "as_of", "as_of_precision")
    of_pages = StatusRow.objects.filter(page__in=pages.order_by().values("pk")).order_by()
    rows = defaultdict(list)
    for row in of_pages.values_list(*names, "sort_order", named=True):
        rows[row.page_id].append(row)
    statuses = {pk: ledger.status_on(group, clock.today()) for pk, group in rows.items()}
    return {pk: status.code for pk, status in statuses.items() if status}
