"""Addresses that are not pages: the front door, errors, sitemap, robots, health."""

from posixpath import normpath

from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.static import serve as serve_file
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from core.consent import is_protected, is_taken_down, is_withheld
from core.languages import is_restricted, is_translation, preference, readable
from core.models import TranslationNotice
from core.sitemap import entries, files

# Originals and documents are never served by their path: they have their own views.
OPEN_MEDIA = "images/"


def front_door(request: HttpRequest) -> HttpResponse:
    """Send a reader to the best language of her browser; no cookie remembers it."""
    language = translation.get_language_from_request(request)
    response = HttpResponseRedirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page as Wagtail does, found by its whole path; 410 for what was taken down.

    Wagtail walks down the tree, two queries a level. Our addresses are the paths in the tree,
    for the home page of a language has that language as its slug.
    """
    page = find_page(request.path)
    if page is None:
        raise Http404
    if page.is_taken_down:
        return gone(request)
    request._wagtail_route_for_request = RouteResult(page)
    return serve(request, path)


def find_page(path: str) -> Page | None:
    """The live page at a path, in its own type and with its language. Two queries.

    A page that is withheld is not found, unless it was taken down: then it says so.
    """
    open_or_gone = ~is_withheld() | is_taken_down()
    pages = Page.objects.filter(open_or_gone, slug=slug_of(path), url_path=path, live=True)
    page = pages.annotate(is_taken_down=is_taken_down()).first()
    if page is None or page.is_taken_down:
        return page
    pages = page.specific_class.objects.select_related("locale")
    found = pages.annotate(
        is_taken_down=is_taken_down(),
        is_protected=is_protected(),
        is_translation=is_translation(),
        is_restricted=is_restricted(),
        **translation_notice(),
    ).get(pk=page.pk)
    if not found.is_translation:
        found.original = found
    return found


def translation_notice() -> dict[str, Subquery]:
    """What readers are told about a translation, to be read with its page."""
    notices = TranslationNotice.objects.filter(page_id=OuterRef("pk"))
    return {name: Subquery(notices.values(name)) for name in ("older_since", "gaps")}


def slug_of(path: str) -> str:
    """The last part of a path. Asked for beside the path, for it has an index, and paths none."""
    return path.rstrip("/").rpartition("/")[2]


def health(request: HttpRequest) -> HttpResponse:
    """Whether the site can answer: 200 when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: nothing of a demo, everything public of a real site."""
    allowed = "Disallow: /\n" if settings.BOSAT_TODAY else "Disallow: /admin/\n"
    sitemap_url = request.build_absolute_uri("/sitemap.xml")
    text = f"User-agent: *\n{allowed}\nSitemap: {sitemap_url}\n"
    return HttpResponse(text, content_type="text/plain")


def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses of the files that list every public page."""
    context = {"files": files(request)}
    template = "core/sitemap_index.xml"
    return TemplateResponse(request, template, context, content_type="application/xml")


def sitemap_file(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Public pages in one language, each with its versions in others."""
    found = list(entries(request, code, number))
    if not found:
        raise Http404
    context = {"entries": found}
    return TemplateResponse(request, "core/sitemap.xml", context, content_type="application/xml")


def local_media(request: HttpRequest, path: str) -> HttpResponse:
    """Renditions of pictures, where no web server serves them; nothing else of the folder."""
    if not settings.SERVE_MEDIA or not normpath(path).startswith(OPEN_MEDIA):
        raise Http404
    return serve_file(request, path, document_root=settings.MEDIA_ROOT)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, offering the languages in which a page exists at this address."""
    return error_page(request, 404, {"elsewhere": same_address_elsewhere(request.path)})


def same_address_elsewhere(path: str) -> list[Page]:
    """Readable pages at this path in other languages, best for this reader first. One query.

    Slugs are the same in all languages, and the first part of the path is the language.
    """
    code, _slash, rest = path.removeprefix("/").partition("/")
    codes = [language for language, _name in settings.LANGUAGES]
    if code not in codes or "\0" in rest or len(rest) > 1000:
        return []
    rest = rest if rest.endswith("/") or not rest else f"{rest}/"
    order = dict.fromkeys([*preference(code), *codes])
    paths = [f"/{other}/{rest}" for other in order if other != code]
    slugs = [slug_of(other) for other in paths]
    pages = readable(Page.objects.filter(slug__in=slugs, url_path__in=paths))
    places = {other: place for place, other in enumerate(order)}
    found = pages.select_related("locale")
    return sorted(found, key=lambda page: places[page.locale.language_code])


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: an address or a form we cannot make sense of."""
    return plain_error(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: this is not for everyone."""
    return error_page(request, 403)


def gone(request: HttpRequest) -> HttpResponse:
    """410: what was here was taken down.

    A browser keeps a 410 for ever where nothing is said; a take-down may be undone.
    """
    response = error_page(request, 410)
    patch_cache_control(response, no_cache=True)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; the page asks nothing of the database, which may be the fault."""
    return plain_error(request, 500)


def error_page(request: HttpRequest, status: int, context: dict | None = None) -> HttpResponse:
    """An error with the site's menu around it."""
    return render(request, f"core/errors/{status}.html", context, status=status)


def plain_error(request: HttpRequest, status: int) -> HttpResponse:
    """An error without a menu: no query, no request context."""
    html = render(None, f"core/errors/{status}.html", {"language": translation.get_language()})
    return HttpResponse(html.content, status=status)
