from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.views.decorators.cache import cache_control

from search import engine
from search.find import MOST, Answer, Query, count_elsewhere, find, suggest
from search.index import of_kind, readers_of
from search.models import Kind, SearchDocument
from search.snippets import marked, snippet

PER_PAGE = 20
MOST_SUGGESTED = 8


@dataclass(frozen=True)
class Result:
    """A document as the list shows it."""

    document: SearchDocument
    url: str
    title: SafeString
    snippet: SafeString


@dataclass(frozen=True)
class Choice:
    """Something a reader may choose, how much there is of it, and its address."""

    name: str
    number: int
    is_more: bool
    url: str
    code: str = ""
    is_chosen: bool = False


@cache_control(private=True, no_cache=True)
def results(request: HttpRequest) -> HttpResponse:
    """What readers of the active language find of `?q=`; `kind` narrows it, `page` goes on."""
    query = Query.of(request.GET.get("q", ""), get_language())
    asked = request.GET.get("kind", "")
    kind = asked if asked in Kind.values else ""
    everything = find(query)
    answer = narrowed(everything, kind)
    items = Paginator(answer.documents, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "text": query.text,
        "query": query,
        "answer": answer,
        "items": items,
        "results": shown(query, items.object_list),
        "kind": kind,
        "kinds": kinds(everything, kind),
        "elsewhere": elsewhere(query),
    }
    return render(request, "search/results.html", context)


def narrowed(answer: Answer, kind: str) -> Answer:
    """The same of one kind; asked again where there is more than was looked at."""
    if not kind:
        return answer
    if answer.is_cut:
        return find(answer.query, kind)
    return answer.only(kind)


def shown(query: Query, documents: list[SearchDocument]) -> list[Result]:
    """What the list shows of documents, in their order, with their texts. One query."""
    keys = [document.pk for document in documents]
    found = SearchDocument.objects.select_related("page__locale").in_bulk(keys)
    return [result_of(query, found[key]) for key in keys]


def result_of(query: Query, document: SearchDocument) -> Result:
    """A document as the list shows it."""
    title = marked(query, document.title, document.language)
    return Result(document, document.page.url, title, snippet(query, document))


def kinds(answer: Answer, chosen: str) -> list[Choice]:
    """The kinds there are among what was found, with everything first."""
    numbers = Counter(document.kind for document in answer.documents)
    if answer.is_cut and not answer.query.phrases:
        query = answer.query
        place = frozenset({readers_of(query.language)})
        questions = {
            kind: [place, frozenset({of_kind(kind)}), *query.wanted()] for kind in Kind.values
        }
        numbers = engine.count(questions, MOST)
    if sum(map(bool, numbers.values())) < 2 and not chosen:
        return []
    return [
        choice(str(Kind(kind).label), numbers[kind], address(answer.query, kind), chosen == kind)
        for kind in Kind.values
        if numbers.get(kind)
    ]


def elsewhere(query: Query) -> list[Choice]:
    """The other languages in which something is found."""
    names = dict(settings.LANGUAGES)
    found = []
    for code, number in count_elsewhere(query).items():
        with override(code):
            found.append(choice(names[code], number, address(query), code=code))
    return found


def choice(name: str, number: int, url: str, is_chosen: bool = False, code: str = "") -> Choice:
    """Of what is counted no further than `MOST` there may be more."""
    return Choice(name, number, number >= MOST, url, code, is_chosen)


def address(query: Query, kind: str = "") -> str:
    """The address of a query in the active language."""
    asked = {"q": query.text} | ({"kind": kind} if kind else {})
    return f"{reverse('search')}?{urlencode(asked)}"


@cache_control(private=True, no_cache=True)
def suggestions(request: HttpRequest) -> JsonResponse:
    """Names and titles that begin like `?q=`, for the box: `[{"title", "url", "lang"}]`."""
    query = Query.of(request.GET.get("q", ""), get_language())
    found = shown(query, suggest(query, MOST_SUGGESTED))
    rows = [
        {"title": hit.document.title, "url": hit.url, "lang": hit.document.language}
        for hit in found
    ]
    return JsonResponse({"suggestions": rows})
