"""How long lists take with 100 and with 10,000 people: `python -m tests.benchmark.lists`.

Works on a database of its own, which it makes anew in `var/benchmark`. Prints milliseconds,
the best of four, in this process and without a cache of pages.
"""

import os
import shutil
import time
from datetime import date
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
os.environ["BOSAT_VAR"] = "var/benchmark"
os.environ["DATABASE_URL"] = ""

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from wagtail.models import Page

from prisoners.models import PrisonerIndexPage, PrisonerPage, StatusRow
from tests.factories import fresh, list_page, make_person

ADDRESSES = (
    "/fr/",
    "/fr/prisoners/",
    "/fr/prisoners/?page=400",
    "/fr/prisoners/?status=released",
    "/fr/prisoners/?name=человек+99",
    "/sitemap.xml",
)


@transaction.atomic
def add_people(start: int, end: int, first: PrisonerPage) -> None:
    """Write people to the tables at once; only for measuring, for nothing is indexed."""
    index = fresh(list_page(PrisonerIndexPage))
    people = [person(number, index, first) for number in range(start, end)]
    columns = [field for field in Page._meta.concrete_fields if not field.primary_key]
    Page.objects.bulk_create(
        Page(**{field.attname: getattr(page, field.attname) for field in columns})
        for page in people
    )
    keys = dict(Page.objects.values_list("path", "pk"))
    for page in people:
        page.pk = page.page_ptr_id = keys[page.path]
    for number in range(0, len(people), 200):
        batch = people[number : number + 200]
        PrisonerPage._base_manager._insert(batch, fields=PrisonerPage._meta.local_concrete_fields)
    StatusRow.objects.bulk_create(
        StatusRow(page=page, locale=first.locale, code=code, since=date(2015, 1, 1))
        for page, code in zip(people, ("imprisoned", "released") * len(people), strict=False)
    )
    PrisonerIndexPage.objects.filter(pk=index.pk).update(numchild=end)


def person(number: int, index: PrisonerIndexPage, first: PrisonerPage) -> PrisonerPage:
    """A person that is not saved yet."""
    title, slug = f"Человек {number}", f"person-{number}"
    return PrisonerPage(
        title=title,
        draft_title=title,
        slug=slug,
        locale=first.locale,
        body=[],
        path=PrisonerPage._get_path(index.path, index.depth + 1, number + 1),
        depth=index.depth + 1,
        url_path=f"{index.url_path}{slug}/",
        content_type=first.content_type,
    )


def measure(people: int) -> None:
    """Print how long each address takes."""
    connection.cursor().execute("ANALYZE")
    client = Client()
    for address in ADDRESSES:
        times = []
        for _attempt in range(5):
            start = time.perf_counter()
            client.get(address)
            times.append(time.perf_counter() - start)
        print(f"{people:6} people  {min(times[1:]) * 1000:5.0f} ms  {address}")


def main() -> None:
    """Measure at 100 and at 10,000."""
    shutil.rmtree("var/benchmark", ignore_errors=True)
    Path("var/benchmark").mkdir(parents=True)
    call_command("migrate", verbosity=0)
    call_command("setup", verbosity=0)
    first = make_person("Человек 0", status="imprisoned")
    add_people(1, 100, first)
    measure(100)
    add_people(100, 10_000, first)
    measure(10_000)


if __name__ == "__main__":
    main()
