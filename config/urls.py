"""Every address of the site. Pages come last: they take what is left."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from core import views as core_views
from search import views as search_views

urlpatterns = [
    path("", core_views.front_door),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("health/", core_views.health),
    path("robots.txt", core_views.robots),
    path("sitemap.xml", core_views.sitemap, name="sitemap"),
    path("sitemap-<slug:code>-<int:number>.xml", core_views.sitemap_file, name="sitemap_file"),
    path("media/<path:path>", core_views.local_media),
    *i18n_patterns(
        path("search/", search_views.results, name="search"),
        path("search/suggest/", search_views.suggestions, name="search_suggestions"),
        path("", include("campaigns.urls")),
        path("", include("prisoners.urls")),
        path("", include("core.urls")),
        path("", include([url for url in wagtail_urls.urlpatterns if url.name != "wagtail_serve"])),
        re_path(serve_pattern, core_views.serve_page, name="wagtail_serve"),
    ),
]

handler400 = core_views.bad_request
handler403 = core_views.forbidden
handler404 = core_views.not_found
handler500 = core_views.server_error
