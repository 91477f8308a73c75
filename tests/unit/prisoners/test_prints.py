"""Leaflets, handbills and cards of people: what may be shown, and nothing that counts days."""

from datetime import date

import pytest
from django.core.files.images import ImageFile
from wagtail.images.tests.utils import get_test_image_file

from core.models import PrintFile, PrintOrder
from prisoners.models import PlaceIndexPage, PlacePage, Restriction, StatusRow
from prisoners.printed import sheet
from tests.factories import add, fresh, give_consent, home_page, make_image, make_person, send_to
from tests.unit.printed import needs_printing, print_only, printed, run, status, text

pytestmark = [pytest.mark.django_db, needs_printing]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of uploads for each test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def has_files(page) -> bool:
    return PrintFile.objects.filter(translation_key=page.translation_key).exists()


def is_ordered(page) -> bool:
    return PrintOrder.objects.filter(translation_key=page.translation_key).exists()


def pictures(path) -> int:
    """How many photographs are in a PDF; a code is drawn with lines."""
    return len(run("pdfimages", "-list", path).splitlines()) - 2


def test_a_leaflet_tells_status_since_when_and_where_to_write():
    person = make_person(
        "Макс Бокаев",
        status="imprisoned",
        native_name="Бөкаев Мақс",
        summary="Журналист",
        letters="post",
        letter_address="Атырау, ул. 1",
    )
    print_only(person)
    words = text(printed(person))

    for said in ("Макс Бокаев", "Бөкаев Мақс", "10 февраля 2017", "Журналист", "Атырау, ул. 1"):
        assert said in words, said
    # 294 days: a number that would be wrong tomorrow.
    assert "294" not in words
    assert "294" not in sheet(person).card.line


def test_a_profile_leads_to_its_leaflet_and_handbill(client):
    person = make_person("Макс")
    assert "leaflet.pdf" not in client.get(person.url).content.decode()

    print_only(person)
    html = client.get(person.url).content.decode()

    for form in ("leaflet.pdf", "handbill.pdf"):
        assert f'<a href="{person.url}{form}" type="application/pdf">' in html
        assert status(client, f"{person.url}{form}") == 200


def test_a_new_status_is_on_a_new_leaflet():
    person = make_person("Макс", status="detained")
    [english] = send_to(person, "en")
    print_only(person)
    assert "10 February 2017" in text(printed(english))

    person.statuses.add(StatusRow(code="released", since=date(2017, 11, 20), locale=person.locale))
    person.save_revision().publish()

    assert not has_files(person)
    print_only(person)
    assert "20 November 2017" in text(printed(english))


@pytest.mark.parametrize(
    ("change", "gone"),
    [({"address": False}, "Атырау"), ({"withdrawn_on": date(2017, 11, 30)}, "")],
)
def test_what_is_no_longer_agreed_to_leaves_the_leaflet(client, change, gone):
    person = make_person("Макс", letters="post", letter_address="Атырау, ул. 1")
    print_only(person)
    assert "Атырау" in text(printed(person))

    give_consent(person, **change)

    assert not has_files(person)
    print_only(person)
    if gone:
        assert gone not in text(printed(person))
    else:
        assert not has_files(person)
        assert status(client, f"{person.url}leaflet.pdf") == 404


def test_a_photograph_leaves_the_leaflet_with_its_consent():
    person = make_person("Макс", portrait=make_image())
    print_only(person)
    assert pictures(printed(person)) == 1
    assert pictures(printed(person, "handbill.pdf")) == 1

    give_consent(person, photo=False)
    print_only(person)

    assert pictures(printed(person)) == 0
    assert pictures(printed(person, "handbill.pdf")) == 0


def test_another_photograph_makes_another_leaflet():
    person = make_person("Макс", portrait=make_image())
    print_only(person)

    image = person.portrait
    image.file = ImageFile(get_test_image_file(filename="other.png", colour="red"))
    image.save()
    assert is_ordered(person)
    assert not has_files(person)

    print_only(person)
    image.delete()
    assert not has_files(person)


def test_nothing_is_printed_of_a_protected_person(client):
    person = make_person("Макс")
    print_only(person)
    assert status(client, f"{person.url}leaflet.pdf") == 200

    give_consent(person, public_name="pseudonym", real_name="Реальное Имя")

    assert status(client, f"{person.url}leaflet.pdf") == 404
    print_only(person)
    assert not has_files(person)
    assert "og:image" not in client.get(person.url).content.decode()


def test_the_place_changes_the_leaflets_of_those_held_there():
    places = PlaceIndexPage.objects.filter(locale__language_code="ru").first()
    places = places or add(home_page(), PlaceIndexPage(title="Места"))
    place = add(places, PlacePage(title="Колония", street="Старая улица", body=[]))
    person = make_person("Макс", letters="post")
    person.statuses = [StatusRow(code="imprisoned", place=place, locale=person.locale)]
    person.save_revision().publish()
    print_only(person)
    assert "Старая улица" in text(printed(person))

    place = fresh(place)
    place.street = "Новая улица"
    place.save_revision().publish()

    assert not has_files(person)
    print_only(person)
    assert "Новая улица" in text(printed(person))


def test_a_restriction_that_begins_makes_another_leaflet(client, settings):
    person = make_person("Макс", status="released")
    person.restrictions = [Restriction(kind="travel_ban", since=date(2017, 12, 5))]
    person.save_revision().publish()
    print_only(person)
    url = f"{person.url}leaflet.pdf"

    settings.BOSAT_TODAY = date(2017, 12, 4)
    assert status(client, url) == 200
    settings.BOSAT_TODAY = date(2017, 12, 5)
    assert status(client, url) == 404


def test_a_restriction_that_ends_makes_another_leaflet(client, settings):
    person = make_person("Макс", status="released")
    person.restrictions = [Restriction(kind="travel_ban", until=date(2017, 12, 3))]
    person.save_revision().publish()
    print_only(person)
    url = f"{person.url}leaflet.pdf"

    settings.BOSAT_TODAY = date(2017, 12, 3)
    assert status(client, url) == 200
    settings.BOSAT_TODAY = date(2017, 12, 4)
    assert status(client, url) == 404
    print_only(person)
    assert status(client, url) == 200
