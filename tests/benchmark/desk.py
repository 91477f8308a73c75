"""`python -m tests.benchmark.desk [PAGES]`: what the translators' desk costs on a large site.

So many originals, each in translation into all other languages of the site, on the database of
`DATABASE_URL` (else SQLite). The rows are written to the tables at once; only what the desk reads
is there. Trust the queries: milliseconds depend on what else the machine does.
"""

import os
import sys
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.test.utils import setup_test_environment as set_up
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslatableObject, Translation, TranslationSource

from campaigns.models import EventIndexPage, EventPage
from tests.benchmark.people import write_pages
from tests.factories import list_page, make_user
from tests.many import many_events
from translations.models import SourceText, Work

PAGES = 1_000
ROUNDS = 5
ADDRESSES = {
    "Translators fr": ("/admin/desk/", "/admin/desk/?view=urgent", "/admin/"),
    "Editors": ("/admin/desk/", "/admin/desk/all/", "/admin/desk/all/?code=fr&state=draft&p=7"),
}


def build(number: int) -> None:
    """The originals and what is known of their translations; every second is half done."""
    call_command("migrate", verbosity=0)
    call_command("setup", verbosity=0)
    originals = many_events(number)
    base = ContentType.objects.get_for_model(Page)
    kind = ContentType.objects.get_for_model(EventPage)
    TranslatableObject.objects.bulk_create(
        TranslatableObject(translation_key=page.translation_key, content_type=base)
        for page in originals
    )
    sources = TranslationSource.objects.bulk_create(
        TranslationSource(
            object_id=page.translation_key,
            specific_content_type=kind,
            locale=page.locale,
            object_repr=page.title,
            content_json="{}",
            last_updated_at=timezone.now(),
        )
        for page in originals
    )
    SourceText.objects.bulk_create(
        SourceText(source=source, words="w" * 40, form="f" * 40, day=page.start_day)
        for source, page in zip(sources, originals, strict=True)
    )
    codes = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    for locale in Locale.objects.filter(language_code__in=codes):
        translate(originals, sources, locale)


def translate(originals: list[EventPage], sources: list[TranslationSource], locale: Locale) -> None:
    """The pages, the records and the work of one language."""
    copies = [
        EventPage(
            title=page.title,
            slug=page.slug,
            translation_key=page.translation_key,
            start_day=page.start_day,
            start_time=page.start_time,
            time_zone=page.time_zone,
            starts_at=page.starts_at,
            ends_at=page.ends_at,
            body=[],
        )
        for page in originals
    ]
    pages = write_pages(copies, list_page(EventIndexPage, locale.language_code))
    translations = Translation.objects.bulk_create(
        Translation(source=source, target_locale=locale) for source in sources
    )
    Work.objects.bulk_create(
        Work(translation=into, page_id=page.pk, empty=14 * (place % 2), unread=14, words_left=200)
        for place, (into, page) in enumerate(zip(translations, pages, strict=True))
    )


def main(number: int = PAGES) -> None:
    """Print a line for each address."""
    set_up()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    build(number)
    print(f"{Work.objects.count():,} pages in translation on {connection.vendor}")
    for group, addresses in ADDRESSES.items():
        client = Client()
        client.force_login(make_user(group))
        for address in addresses:
            print(measured(client, address) + f"  {group}", flush=True)


def measured(client: Client, address: str) -> str:
    """The queries of an address and its quickest time."""
    client.get(address)
    times = []
    for _round in range(ROUNDS):
        with CaptureQueriesContext(connection) as captured:
            start = time.perf_counter()
            answer = client.get(address)
            times.append(time.perf_counter() - start)
    return f"{len(captured):4} queries {min(times) * 1000:7.0f} ms {answer.status_code}  {address}"


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
