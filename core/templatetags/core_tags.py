"""What every template may use; loaded everywhere."""

from dataclasses import dataclass
from datetime import date, datetime

from django import template
from django.conf import settings
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, pgettext
from wagtail.fields import StreamValue
from wagtail.models import Page, Site

from core.dates import Precision, long_date, partial_date
from core.languages import LanguageLink, language_links, readable, text_direction
from core.models.media import CustomImage, CustomRendition, find_rendition

HOME_DEPTH = 2

register = template.Library()
register.filter("direction", text_direction)
register.filter("long_date", long_date)


@dataclass(frozen=True)
class EventTime:
    """When an event is, as a clock on the wall shows it: in words and for machines.

    `hours` says so where the hour is not known; `before` is the start announced before.
    """

    day: str
    hours: str
    until: str
    zone: str
    start: str
    before: str = ""


def front_pages(context: dict) -> list[Page]:
    """Home in the language of the page shown, then what its menu names. One query a request."""
    request = context["request"]
    if not hasattr(request, "bosat_front_pages"):
        root = Page.objects.filter(pk=Site.find_for_request(request).root_page_id)
        is_home = Q(depth=HOME_DEPTH, translation_key__in=root.values("translation_key"))
        in_menu = Q(depth=HOME_DEPTH + 1, show_in_menus=True)
        pages = Page.objects.filter(is_home | in_menu, locale__language_code=page_language(context))
        found = list(readable(pages).select_related("locale").order_by("depth", "path"))
        home = found[0].path if found and found[0].depth == HOME_DEPTH else None
        request.bosat_front_pages = [page for page in found if home and page.path.startswith(home)]
    return request.bosat_front_pages


@register.simple_tag(takes_context=True)
def home_page(context: dict) -> Page | None:
    """The home page in the language of the page shown."""
    return next(iter(front_pages(context)), None)


@register.simple_tag(takes_context=True)
def menu(context: dict) -> list[tuple[Page, str]]:
    """The pages below home that editors chose for the menu, and their `aria-current`."""
    page = context.get("page")
    return [(entry, place_in_menu(page, entry)) for entry in front_pages(context)[1:]]


def place_in_menu(page: Page | None, entry: Page) -> str:
    """`page` for the page shown, `true` for the list it is in."""
    if page is None or not page.path.startswith(entry.path):
        return ""
    return "page" if page.path == entry.path else "true"


@register.simple_tag(takes_context=True)
def page_language(context: dict) -> str:
    """The language of what is shown: the page's, else the view's, else the active one."""
    if page := context.get("page"):
        return page.locale.language_code
    return context.get("language") or get_language() or settings.LANGUAGE_CODE


@register.simple_tag(takes_context=True)
def switcher(context: dict) -> list[LanguageLink]:
    """Where a reader of each language goes from here; from a view, to the home pages."""
    if page := context.get("page"):
        return page.languages
    home = home_page(context)
    return language_links(home) if home else []


@register.simple_tag(takes_context=True)
def alternates(context: dict) -> list[tuple[str, str]]:
    """`hreflang` codes and addresses of the real versions of a published page."""
    page, request = context.get("page"), context["request"]
    if not page or not page.live or getattr(request, "is_preview", False):
        return []
    versions = [link for link in page.languages if not link.is_ancestor]
    default = [link.full_url for link in versions if link.is_original]
    if page.depth == HOME_DEPTH:
        default = [f"{Site.find_for_request(request).root_url}/"]
    links = [(link.code, link.full_url) for link in versions]
    return links + [("x-default", url) for url in default]


@register.simple_tag(takes_context=True)
def has_session(context: dict) -> bool:
    """Whether the reader may be logged in, without touching the session."""
    return settings.SESSION_COOKIE_NAME in context["request"].COOKIES


@register.simple_tag
def rendition(image: CustomImage | None, spec: str) -> CustomRendition | None:
    """A picture in a size that was made when it was saved; no other is shown to readers."""
    return find_rendition(image, spec) if image else None


@register.simple_tag
def demo_day() -> date | None:
    """The day the whole site pretends it is, if it does."""
    return settings.BOSAT_TODAY


@register.simple_tag
def words_of(thing: object) -> str:
    """`lang` and `dir` for the words of a row or page that are not in the reader's language."""
    code = getattr(thing, "borrowed_from", "")
    if getattr(thing, "is_borrowed", False):
        code = thing.locale.language_code
    return format_html(' lang="{}" dir="{}"', code, text_direction(code)) if code else ""


@register.simple_tag(takes_context=True)
def gap(context: dict, words: object) -> str:
    """`lang` and `dir` for words of a translation that still are those of its original."""
    page = context.get("page")
    if not words or str(words) not in (getattr(page, "gaps", None) or ()):
        return ""
    code = page.original.locale.language_code
    return format_html(' lang="{}" dir="{}"', code, text_direction(code))


@register.simple_tag
def original_link(page: Page) -> LanguageLink | None:
    """Where the original of a page can be read; nothing if it cannot."""
    found = (link for link in page.languages if link.is_original and not link.is_ancestor)
    return next(found, None)


@register.filter
def own_name(code: str) -> str:
    """What its speakers call a language."""
    return dict(settings.LANGUAGES).get(code, code)


@register.filter
def has_block(body: StreamValue, name: str) -> bool:
    """Whether an editor put a block of that kind into the text."""
    return any(block["type"] == name for block in body.raw_data)


@register.filter
def number_held(people: list[Page]) -> int:
    """How many of the people shown are deprived of liberty today."""
    return sum(person.is_deprived_of_liberty for person in people)


@register.filter
def weekday_date(day: date | None) -> str:
    """A day with its weekday, in the reader's language."""
    if day is None:
        return ""
    parts = {"weekday": date_format(day, "l"), "date": long_date(day)}
    # Translators: for example “Friday, 8 December 2017”.
    return pgettext("day", "%(weekday)s, %(date)s") % parts


@register.filter
def month_and_year(day: date) -> str:
    """The month of a day, in the reader's language."""
    return capfirst(partial_date(day, Precision.MONTH))


@register.simple_tag
def event_time(page: Page) -> EventTime:
    """When an event is, by its own time zone; only the end an editor gave is shown."""
    facts = page.original
    start, end = facts.start, facts.end
    hours, until = f"{start:%H:%M}" if facts.has_hours else facts.get_timing_display(), ""
    ends_at = f"{end:%H:%M}" if facts.has_hours and facts.end_time else ""
    if facts.end_day and facts.end_day != facts.start_day:
        until = ", ".join(filter(None, (long_date(facts.end_day), ends_at)))
    elif ends_at:
        hours += f"–{ends_at}"
    return EventTime(
        day=weekday_date(facts.start_day),
        hours=hours,
        until=until,
        zone=zone_of(facts) if facts.has_hours else "",
        start=start.isoformat() if facts.has_hours else facts.start_day.isoformat(),
        before=announced_before(facts) if facts.was_moved else "",
    )


def announced_before(facts: Page) -> str:
    """The start an event was announced for before it was moved."""
    hour = f", {facts.previous_time:%H:%M}" if facts.previous_time else ""
    return f"{weekday_date(facts.previous_day)}{hour}"


def zone_of(facts: Page) -> str:
    """Whose clock shows the hours of an event; its distance to UTC may change meanwhile."""
    first, last = offset(facts.start), offset(facts.end)
    if facts.is_only_online:
        # Nobody who takes part stands beside a clock there.
        return f"{facts.time_zone}, {first}"
    if first != last:
        words = gettext("local time, first %(first)s, then %(last)s")
        return words % {"first": first, "last": last}
    return gettext("local time, %(offset)s") % {"offset": first}


def offset(moment: datetime) -> str:
    """The distance to UTC: `UTC+1`, `UTC−3:30`, `UTC`."""
    minutes = round(moment.utcoffset().total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    distance = f"{sign}{hours}" + (f":{rest:02}" if rest else "")
    return f"UTC{distance}" if minutes else "UTC"
