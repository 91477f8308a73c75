"""The people in the admin: who sees the listing, what it shows, whom it asks to verify."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import CustomRendition, TakeDown
from prisoners.models import NameVariant, PrisonerPage, Restriction
from prisoners.verification import due
from tests.factories import fresh, give_consent, make_image, make_person, make_user, send_to

pytestmark = pytest.mark.django_db
LISTING = "/admin/people/"
HELD_LONG_AGO = date(2017, 10, 31)  # today is 2017-12-01
FREE_LONG_AGO = date(2017, 6, 3)


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editors"))
    return client


def names(response) -> list[str]:
    return [page.title for page in response.context["object_list"]]


def row_of(response, name: str) -> str:
    """The row of a person in the listing."""
    text = response.content.decode()
    return next(row for row in text.split("<tr")[1:] if name in row)


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_every_person_is_listed_once_with_all_that_is_asked_of_a_profile(editor):
    portrait = make_image()
    person = make_person(
        "Айгуль", status="imprisoned", portrait=portrait, last_verified=date(2017, 11, 20)
    )
    send_to(person, "fr", "en")

    response = editor.get(LISTING)
    row = row_of(response, "Айгуль")

    assert names(response) == ["Айгуль"]
    assert "serving a sentence" in row
    assert "294" in row
    assert "November 20, 2017" in row or "20 November 2017" in row
    assert "en, fr, ru" in row
    assert "in force" in row
    assert (
        CustomRendition.objects.get(image=portrait, filter_spec__startswith="fill-240").url in row
    )


def test_a_draft_and_a_withheld_person_are_listed_and_marked(editor):
    make_person("Черновик", publish=False)
    make_person("Без согласия", portrait=make_image())
    withdrawn = PrisonerPage.objects.get(title="Без согласия")
    give_consent(withdrawn, withdrawn_on=date(2017, 11, 1))
    taken = make_person("Снята")
    TakeDown.objects.create(translation_key=taken.translation_key, reason="asked")

    response = editor.get(LISTING)

    assert "draft" in row_of(response, "Черновик")
    assert "not in force" in row_of(response, "Без согласия")
    assert "<img" not in row_of(response, "Без согласия")
    assert "taken down" in row_of(response, "Снята")


def test_a_search_without_result_says_so(editor):
    assert "No people match your query." in editor.get(f"{LISTING}?q=x").content.decode()


def test_looking_at_the_listing_makes_no_rendition(editor):
    make_person("Без размеров", portrait=make_image())
    CustomRendition.objects.all().delete()

    editor.get(LISTING)

    assert CustomRendition.objects.count() == 0


@pytest.mark.parametrize("url", ["", "results/", "choose_parent/", "export/", "import/"])
def test_a_translator_gets_nothing_of_it(client, url):
    make_person("Секрет")
    client.force_login(make_user("Translators ru"))

    response = client.get(f"{LISTING}{url}")

    assert response.status_code == 302
    assert "Секрет" not in response.content.decode()


@pytest.mark.parametrize(("group", "is_there"), [("Editors", True), ("Translators ru", False)])
def test_the_menu_and_the_panel_are_for_those_who_write(client, group, is_there):
    make_person("Никто не проверял", status="imprisoned")
    client.force_login(make_user(group))

    text = client.get("/admin/").content.decode()

    assert ("/admin/people/" in text) is is_there
    assert ("Profiles to verify" in text) is is_there


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ordering=title", ["Б", "В", "А"]),
        ("ordering=-title", ["А", "В", "Б"]),
        ("ordering=last_verified", ["А", "В", "Б"]),
        ("ordering=-last_verified", ["Б", "В", "А"]),
        ("ordering=body", ["Б", "В", "А"]),
        ("group=held", ["Б"]),
        ("group=limited", ["В"]),
        ("country=KZ", ["Б"]),
        ("country=XX", ["Б", "В", "А"]),
        ("verified=stale", ["А"]),
        ("consent=withheld", ["А"]),
        ("q=ИВАН", ["В"]),
        ("q=%00", ["Б", "В", "А"]),
        ("locale=fr", []),
    ],
)
def test_the_listing_is_ordered_and_narrowed(editor, query, expected):
    # Latin letters as first letters, so that all databases sort alike.
    make_person("b Б", status="pretrial", country="KZ", last_verified=date(2017, 11, 30))
    free = make_person("c В", status="released", country="RU", last_verified=date(2017, 11, 1))
    free.restrictions = [Restriction(kind="leaving")]
    free.spellings = [NameVariant(name="Иван Иванов")]
    free.save_revision().publish()
    make_person("d А", status="released", consent={"withdrawn_on": date(2017, 11, 1)})

    response = editor.get(f"{LISTING}?{query}")

    assert [name[2:] for name in names(response)] == expected


def test_the_listing_costs_the_same_for_one_and_for_fifty(editor):
    def add(number: int) -> None:
        for place in range(number):
            make_person(f"Человек {place}", status="detained", portrait=make_image())

    add(1)
    one = queries(editor, LISTING)
    add(2)
    three = queries(editor, LISTING)
    add(47)
    fifty = queries(editor, LISTING)

    assert one == three == fifty
    assert fifty <= 30


@pytest.mark.parametrize(
    ("facts", "is_due"),
    [
        ({"status": "imprisoned", "last_verified": date(2017, 11, 1)}, False),
        ({"status": "imprisoned", "last_verified": HELD_LONG_AGO}, True),
        ({"status": "released", "last_verified": HELD_LONG_AGO}, False),
        ({"last_verified": HELD_LONG_AGO}, False),
        ({"status": "released", "last_verified": date(2017, 6, 4)}, False),
        ({"status": "released", "last_verified": FREE_LONG_AGO}, True),
        ({"status": "released"}, True),
        ({"publish": False}, False),
    ],
)
def test_a_profile_is_due_after_a_month_in_custody_and_half_a_year_otherwise(facts, is_due):
    person = make_person(**facts)

    assert list(due(PrisonerPage.objects.all())) == ([person] if is_due else [])
    assert fresh(person).is_stale is is_due or not person.live


def test_the_panel_names_the_ten_longest_unverified_and_tells_how_many_there_are(editor):
    for day in range(1, 13):
        make_person(f"Человек {day:02}", status="detained", last_verified=date(2017, 1, day))
    make_person("Никогда", status="released")
    make_person("Недавно", status="detained", last_verified=date(2017, 11, 30))

    text = editor.get("/admin/").content.decode()
    panel = text[text.index('id="people-to-verify') :].split("</table>")[0]

    assert "13 published profiles" in panel
    named = ["Никогда", *(f"Человек {day:02}" for day in range(1, 10))]
    assert [name for name in [*named, "Человек 10", "Недавно"] if name in panel] == named
    assert names(editor.get(f"{LISTING}?verified=stale&ordering=last_verified"))[:10] == named


def test_the_panel_costs_the_same_for_one_and_for_twelve(editor):
    make_person("Один", status="detained", last_verified=HELD_LONG_AGO)
    one = queries(editor, "/admin/")
    for number in range(11):
        make_person(f"Ещё {number}", status="detained", last_verified=HELD_LONG_AGO)

    assert queries(editor, "/admin/") == one
