"""What is printed of people. Whoever is protected is not."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.signals import post_save, pre_delete
from django.utils.translation import gettext

from core.models import CustomImage
from core.printed import Card, Kind, Sheet, order, register
from core.printing import picture
from prisoners.models import PrisonerPage, StatusRow

PORTRAIT = "fill-480x600|format-webp"


def connect() -> None:
    """Have people printed, and anew when their portrait becomes another."""
    register(Kind(PrisonerPage, "print/prisoners", sheet, showing))
    for signal in (post_save, pre_delete):
        signal.connect(picture_changed, sender=CustomImage)


def sheet(page: PrisonerPage) -> Sheet:
    """A person on paper and as a card."""
    portrait = page.public.portrait
    context = {
        "portrait": picture(portrait, PORTRAIT),
        "credit": portrait.credit if portrait else "",
    }
    return Sheet(Card(page.title, status_line(page)), context, days_shown(page))


def status_line(page: PrisonerPage) -> str:
    """The status of today and since when: a day, for a count would be another tomorrow."""
    if page.status is None:
        return ""
    parts = [page.status_words]
    if day := page.status.since_text:
        parts.append(gettext("since %(day)s") % {"day": day})
    return ", ".join(filter(None, parts))


def days_shown(page: PrisonerPage) -> list[date]:
    """The days on which something ends that is shown."""
    days = [page.original.consent.expires_on, *page.days_of_change]
    return [day for day in days if day is not None]


def showing(keys: list[UUID]) -> QuerySet[PrisonerPage]:
    """The people whose files show one of these pages: their own, or that of their place."""
    places = StatusRow.objects.filter(place__translation_key__in=keys).values("page")
    return PrisonerPage.objects.filter(Q(translation_key__in=keys) | Q(pk__in=places))


def picture_changed(instance: CustomImage, **kwargs) -> None:
    """Another file, another part of it, or gone."""
    people = PrisonerPage.objects.filter(portrait=instance.pk)
    order(people.values_list("translation_key", flat=True))
