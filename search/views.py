import re

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from wagtail.models import Locale, Page

from core.consent import is_withheld

PER_PAGE = 20
LONGEST = 200


def results(request: HttpRequest) -> HttpResponse:
    """Pages in the reader's language that hold the words of `?q=`."""
    text = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST]
    items = Paginator(find_pages(text), PER_PAGE).get_page(request.GET.get("page"))
    context = {"text": text, "items": items, "language": get_language()}
    return render(request, "search/results.html", context)


def find_pages(text: str):
    """Readable pages of the active language that match, best first."""
    words = re.findall(r"\w+", text)  # the rest means something to SQLite's search
    if not words:
        return Page.objects.none()
    # Wagtail's search reads the conditions of a query and knows no subquery: not readable().
    pages = Page.objects.live().public().filter(locale_id=Locale.get_active().pk)
    withheld = pages.filter(is_withheld()).values_list("pk", flat=True)
    pages = pages.exclude(pk__in=list(withheld))
    return pages.search(" ".join(words), operator="and")
