"""What feeds tell: events, campaigns and their updates, each in the best version there is."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext

from campaigns.announcement import facts_told, where
from campaigns.choices import CampaignState
from campaigns.models.campaign import CampaignPage
from campaigns.models.event import EventPage
from campaigns.models.rows import Update
from core.feeds import NEWEST, Entry, changed_at, newest_pages, published_at
from core.languages import best_versions, listed
from core.models import BasePage
from core.rows import fetch_rows


def of_site(root: str, code: str) -> list[Entry]:
    """All that is new: events, campaigns and their updates."""
    campaigns = newest_pages(CampaignPage, code)
    everywhere = listed(CampaignPage).values("pk")
    return [
        *of_events(root, code),
        *(campaign_entry(page, root) for page in campaigns),
        *of_updates(Update.objects.filter(page__in=everywhere), root, code),
    ]


def of_events(root: str, code: str) -> list[Entry]:
    """The events that something new is told of."""
    return [event_entry(event, root) for event in newest_pages(EventPage, code)]


def of_campaign(campaign: CampaignPage, root: str) -> list[Entry]:
    """The updates of one campaign."""
    return [update_entry(campaign, row, root) for row in Update.in_words_of(campaign, "updates")]


def of_updates(rows: QuerySet[Update], root: str, code: str) -> Iterator[Entry]:
    """The newest of these updates, with the names of their campaigns. Three queries."""
    newest = rows.order_by("-date", "-pk").values_list("pk", "page__translation_key")[:NEWEST]
    keys = dict(newest)
    pages = best_versions(CampaignPage, list(dict.fromkeys(keys.values())), code)
    if pages:
        fetch_rows({*pages, *(page.original for page in pages)}, ["updates"])
    for page in pages:
        for row in Update.in_words_of(page, "updates"):
            if row.pk in keys:
                yield update_entry(page, row, root, name=page.title)


def event_entry(event: EventPage, root: str) -> Entry:
    """An event: told anew when a fact changes in its original or words in this version."""
    return page_entry(event, event.headline, [*facts_told(event), where(event)], root)


def campaign_entry(campaign: CampaignPage, root: str) -> Entry:
    """A campaign, and how it stands if it does not simply go on."""
    facts = campaign.original
    is_running = facts.state == CampaignState.RUNNING
    state = "" if is_running else capfirst(facts.get_state_display())
    return page_entry(campaign, campaign.title, [state], root)


def page_entry(page: BasePage, title: str, lines: list[str], root: str) -> Entry:
    """A page: its title, what is told of it, its summary."""
    return Entry(
        key=page.translation_key,
        title=title,
        url=f"{root}{page.url_path}",
        language=page.locale.language_code,
        published=published_at(page),
        updated=changed_at(page),
        lines=tuple(line for line in [*lines, page.summary] if line),
    )


def update_entry(campaign: CampaignPage, row: Update, root: str, name: str = "") -> Entry:
    """An update: of its own day, however often its campaign is published."""
    day = datetime.combine(row.date, time(), UTC)
    words = {"name": name, "title": row.title}
    return Entry(
        key=row.translation_key,
        # Translators: a headline: what it is about, then what is new there.
        title=gettext("%(name)s: %(title)s") % words if name else row.title,
        url=f"{root}{campaign.url_path}",
        language=row.borrowed_from or campaign.locale.language_code,
        published=day,
        updated=day,
        lines=(row.text,) if row.text else (),
        related=row.url,
    )
