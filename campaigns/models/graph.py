"""What belongs together: people, campaigns, events and key dates, seen from each of them.

Everything is shown in the language of the page it is seen from, else the best there is.
"""

from django.db.models import Q

from core.agenda import Agenda, agenda_of
from core.languages import best_version, linked
from core.models import BasePage


def people_of(page: BasePage) -> list[BasePage]:
    """The people a campaign or event is about, in the order the editor gave them."""
    return linked(page.original.person_links.all(), "person", page.locale.language_code)


def key_dates_of(page: BasePage) -> list[BasePage]:
    """The key dates of a campaign or event, the next one first, past ones last."""
    dates = linked(page.original.key_date_links.all(), "key_date", page.locale.language_code)
    return sorted(dates, key=lambda date: (date.is_past, date.day))


def campaign_of(page: BasePage) -> BasePage | None:
    """The campaign an event belongs to."""
    model = page._meta.get_field("campaign").related_model
    return best_version(model, page.original.campaign_id, page.locale.language_code)


def events_of(page: BasePage, **lookup) -> Agenda:
    """The events that fit: those to come, then those that were."""
    return agenda_of(page, Q(**lookup))
