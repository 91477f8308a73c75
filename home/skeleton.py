"""What every site has from the start: languages, home pages, lists. Safe to repeat."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop, override
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from campaigns.models import AddresseeIndexPage, CampaignIndexPage, EventIndexPage
from core.models import BasePage, SiteSettings
from home.models import HomePage
from prisoners.models import PlaceIndexPage, PrisonerIndexPage

# Reached from the pages that name what is in them.
NOT_IN_MENU = (PlaceIndexPage, AddresseeIndexPage)
HOME_TITLE = gettext_noop("Release!")
LISTS = (
    (CampaignIndexPage, "campaigns", gettext_noop("Campaigns")),
    (EventIndexPage, "events", gettext_noop("Events")),
    (PrisonerIndexPage, "prisoners", gettext_noop("People")),
    (PlaceIndexPage, "places", gettext_noop("Places of detention")),
    (AddresseeIndexPage, "addressees", gettext_noop("Addressees")),
)


def ensure_skeleton() -> HomePage:
    """Locales, home pages and lists in every language; returns the first home page."""
    locales = [
        Locale.objects.get_or_create(language_code=code)[0] for code, _ in settings.LANGUAGES
    ]
    first = next(locale for locale in locales if locale.language_code == settings.LANGUAGE_CODE)
    others = [locale for locale in locales if locale != first]
    home = ensure_home(first)
    ensure_translations(home, HOME_TITLE, others)
    for model, slug, title in LISTS:
        page = ensure_list(home, model, slug, title)
        ensure_translations(page, title, others)
    return home


def ensure_home(locale: Locale) -> HomePage:
    """The home page of the first language, at the root of the default site."""
    code = locale.language_code
    home = HomePage.objects.filter(locale=locale, depth=2).first()
    if home is None:
        with override(code):
            home = HomePage(title=translated(HOME_TITLE), slug=code, locale=locale, body=[])
        Page.get_first_root_node().add_child(instance=home)
        home.save_revision().publish()
    ensure_site(home)
    return home


def ensure_site(home: HomePage) -> None:
    """The default site, at the address the settings give, with our home page as its root."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    welcome = site and site.root_page
    site = site or Site(is_default_site=True)
    if site.hostname in ("", "localhost", "127.0.0.1"):  # not what people set
        site.hostname = address.hostname
        site.port = address.port or (443 if address.scheme == "https" else 80)
    site.root_page = home
    site.site_name = site.site_name or home.title
    site.save()
    SiteSettings.objects.get_or_create(site=site)  # else a reader's request would write it
    if welcome is not None and welcome.specific_class is Page:
        welcome.delete()  # the page Wagtail's own migration makes


def ensure_list(home: HomePage, model: type[BasePage], slug: str, title: str) -> BasePage:
    """A list page below the first home page."""
    page = model.objects.child_of(home).first()
    if page is None:
        with override(home.locale.language_code):
            page = model(title=translated(title), slug=slug, locale=home.locale)
        page.show_in_menus = model not in NOT_IN_MENU
        home.add_child(instance=page)
        page.save_revision().publish()
    return page


def ensure_translations(page: BasePage, title: str, locales: list[Locale]) -> None:
    """The page in the other languages, its title from the interface's own catalogues."""
    source, _created = TranslationSource.get_or_create_from_instance(page)
    for locale in locales:
        translation, created = Translation.objects.get_or_create(
            source=source, target_locale=locale
        )
        if created:
            translate_title(translation, title)
            publish_target(translation)


def translate_title(translation: Translation, title: str) -> None:
    """Enter the title of a list page as a translator would."""
    segment = translation.source.stringsegment_set.get(context__path="title")
    with override(translation.target_locale.language_code):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": translated(title)},
        )


def publish_target(translation: Translation) -> None:
    """Make and publish the page in the target language; a home page has that as its slug."""
    translation.save_target(publish=False)
    page = translation.get_target_instance()
    if isinstance(page, HomePage):
        page.slug = translation.target_locale.language_code
    total, done = translation.get_progress()
    if done < total:  # a language added later: no words are better than another language's
        page.summary = ""
        page.body = []
    page.save()
    page.save_revision().publish()
