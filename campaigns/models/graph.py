"""What belongs together: people, campaigns, events and key dates, seen from each of them.

An editor maintains one end of each connection; the other end is found by asking. Everything is
shown in the language of the page it is seen from, else the best there is, and what lies between
two pages must be readable itself: a draft must not give away what it connects.
"""

from django.apps import apps
from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Coalesce

from campaigns.models.links import (
    CampaignKeyDate,
    CampaignPerson,
    EventKeyDate,
    EventPerson,
    KeyDateLink,
    PersonLink,
)
from core import clock
from core.agenda import SHOWN, Agenda, agenda_of
from core.languages import best_version, best_versions, linked, listed
from core.models import BasePage

PEOPLE_SHOWN = 12


def people_of(page: BasePage) -> list[BasePage]:
    """The people a campaign or event is about, in the order the editor gave them."""
    return linked(page.original.person_links.all(), "person", page.locale.language_code)


def key_dates_of(page: BasePage, owner: BasePage | None = None) -> list[BasePage]:
    """The key dates of a campaign or event, the next one first, past ones last.

    Those of another `owner` are shown in the language of `page`, too.
    """
    links = (owner or page).original.key_date_links.all()
    dates = linked(links, "key_date", page.locale.language_code)
    return sorted(dates, key=lambda date: (date.is_past, date.day))


def key_dates_of_event(page: BasePage) -> list[BasePage]:
    """The key dates of an event; where it has none, those of its campaign."""
    campaign = page.campaign_page
    return key_dates_of(page) or (key_dates_of(page, campaign) if campaign else [])


def campaign_of(page: BasePage) -> BasePage | None:
    """The campaign an event belongs to."""
    model = page._meta.get_field("campaign").related_model
    return best_version(model, page.original.campaign_id, page.locale.language_code)


def events_of(page: BasePage, **lookup) -> Agenda:
    """The events that fit: those to come, then those that were."""
    return agenda_of(page, Q(**lookup))


def more_events_of(event: BasePage) -> Agenda:
    """The other events of the campaign of an event."""
    if event.campaign_page is None:
        return Agenda()
    others = Q(campaign=event.original.campaign_id) & ~Q(pk=event.original.pk)
    return agenda_of(event, others)


def campaigns_around_day(date: BasePage) -> QuerySet:
    """The campaigns a key date matters for."""
    links = CampaignKeyDate.objects.filter(key_date=date.original.pk)
    return listed(apps.get_model("campaigns.CampaignPage")).filter(pk__in=links.values("page"))


def events_around_day(date: BasePage) -> Q:
    """Condition: the events that show a key date, their own or that of their campaign."""
    own = EventKeyDate.objects.filter(key_date=date.original.pk)
    through = Q(key_date_links=None, campaign__in=campaigns_around_day(date).values("pk"))
    return Q(pk__in=own.values("page")) | through


def people_around_day(date: BasePage) -> tuple[list[BasePage], int]:
    """The people of the events and campaigns around a key date, and how many more there are."""
    campaigns = campaigns_around_day(date)
    events = listed(apps.get_model("campaigns.EventPage")).filter(events_around_day(date))
    people = apps.get_model("prisoners.PrisonerPage")
    of_campaigns = CampaignPerson.objects.filter(page__in=campaigns.values("pk"))
    of_events = EventPerson.objects.filter(page__in=events.values("pk"))
    found = listed(people).filter(
        Q(pk__in=of_campaigns.values("person")) | Q(pk__in=of_events.values("person"))
    )
    keys = found.order_by("title", "pk").values("translation_key")[: PEOPLE_SHOWN + 1]
    shown = best_versions(people, keys, date.locale.language_code)
    shown.sort(key=lambda person: (person.original.title, person.original.pk))
    left = found.count() - PEOPLE_SHOWN if len(shown) > PEOPLE_SHOWN else 0
    return shown[:PEOPLE_SHOWN], left


def key_dates_of_person(person: BasePage) -> list[BasePage]:
    """The key dates of the events and campaigns for a person: the next first, then past ones."""
    model = apps.get_model("campaigns.KeyDatePage")
    of_campaigns = days_through("campaigns.CampaignPage", CampaignPerson, CampaignKeyDate, person)
    of_events = days_through("campaigns.EventPage", EventPerson, EventKeyDate, person)
    days = listed(model).filter(Q(pk__in=of_campaigns) | Q(pk__in=of_events))
    keys = model.objects.filter(next_days(days, SHOWN) | past_days(days, SHOWN))
    code = person.locale.language_code
    dates = best_versions(model, keys.order_by().values("translation_key"), code)
    in_order = sorted(dates, key=lambda date: date.day)
    to_come = [date for date in in_order if not date.is_past]
    return to_come[:SHOWN] + [date for date in reversed(in_order) if date.is_past]


def days_through(
    label: str, people: type[PersonLink], days: type[KeyDateLink], person: BasePage
) -> QuerySet:
    """The ids of the key dates of all pages of type `label` that are for a person."""
    links = people.objects.filter(person=person.original.pk)
    pages = listed(apps.get_model(label)).filter(pk__in=links.values("page"))
    return days.objects.filter(page__in=pages.values("pk")).values("key_date")


def with_day(dates: QuerySet) -> QuerySet:
    """Key dates with the day that counts as `on`."""
    return dates.annotate(on=Coalesce("actual_day", "announced_day"))


def next_days(dates: QuerySet, limit: int) -> Q:
    """Condition: the next of some key dates, and of the yearly ones the next to return."""
    today, days = clock.today(), with_day(dates)
    this_year = Q(on__month__gt=today.month) | Q(on__month=today.month, on__day__gte=today.day)
    is_next_year = Case(When(this_year, then=0), default=1)
    yearly = days.filter(yearly=True).order_by(is_next_year, "on__month", "on__day", "pk")
    single = days.filter(yearly=False, on__gte=today).order_by("on", "pk")
    wanted = Q(translation_key__in=yearly.values("translation_key")[:limit])
    return wanted | Q(translation_key__in=single.values("translation_key")[:limit])


def past_days(dates: QuerySet, limit: int) -> Q:
    """Condition: the latest of some key dates that are over."""
    past = with_day(dates).filter(yearly=False, on__lt=clock.today()).order_by("-on", "-pk")
    return Q(translation_key__in=past.values("translation_key")[:limit])
