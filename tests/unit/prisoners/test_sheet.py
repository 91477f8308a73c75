"""The sheet of people: out and in again, its mistakes, and that it imports all or nothing."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import PageLogEntry

from core.models import Consent
from prisoners import sheet
from prisoners.export import defuse
from prisoners.models import (
    Charge,
    NameVariant,
    PlaceIndexPage,
    PlacePage,
    PrisonerIndexPage,
    PrisonerPage,
    StatusRow,
)
from prisoners.sheet_columns import read_date, restore, write_date
from tests.factories import add, fresh, home_page, make_person, make_user, paragraph, send_to

pytestmark = pytest.mark.django_db
IMPORT = "/admin/people/import/"
CONFIRM = "/admin/people/import/check/"


@pytest.fixture
def user():
    return make_user("Editors")


@pytest.fixture
def editor(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def place():
    parent = PlaceIndexPage.objects.filter(locale__language_code="ru").first()
    parent = parent or add(home_page(), PlaceIndexPage(title="Места"))
    return add(parent, PlacePage(title="Колония", slug="colony-1", body=[]))


@pytest.fixture
def full(place):
    """A person about whom every column says something."""
    person = make_person(
        "Айгуль, «Ай»",
        summary='=cmd|"/c calc"',
        native_name="Ай\nгүл",
        gender="female",
        born=date(1970, 1, 1),
        born_precision="circa",
        country="KZ",
        occupations=["journalist", "lawyer"],
        sentence_kind="prison",
        sentence_years=7,
        sentence_months=0,
        sentenced_on=date(2017, 3, 1),
        expected_end=date(2024, 2, 10),
        expected_end_precision="month",
        health="concern",
        health_attribution="family",
        health_as_of=date(2017, 5, 1),
        health_as_of_precision="year",
        letters="post",
        letters_checked_on=date(2017, 6, 1),
        letter_address="+7 улица\nдом 1",
        last_verified=date(2017, 11, 1),
        verified_through="lawyer",
        publish=False,
        body=[paragraph("Рассказ")],
    )
    person.spellings = [
        NameVariant(name="Aigul | (Ai)", kind="passport", sort_order=0),
        NameVariant(name="'=Ай", sort_order=1),
    ]
    person.charges = [Charge(article="ст. 1")]
    person.statuses = [
        StatusRow(
            code="pretrial",
            since=date(2017, 1, 9),
            since_precision="month",
            place_id=place.pk,
            source="@семья",
            locale=person.locale,
            sort_order=0,
        ),
        StatusRow(
            code="imprisoned",
            since=date(2017, 3, 1),
            as_of=date(2017, 11, 1),
            locale=person.locale,
            sort_order=1,
        ),
    ]
    person.save_revision().publish()
    return fresh(person)


def sheet_of(*rows: dict, delimiter: str = ",") -> str:
    """A sheet of these rows, with the columns of the first."""
    out = StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def row(person: PrisonerPage | None = None, **cells) -> dict:
    """A row about a person, or about a new one."""
    known = {"id": "", "language": "ru", "title": "Новый"}
    if person:
        known = {"id": person.translation_key, "language": "ru", "title": person.title}
    return known | cells


def upload(client, content: str | bytes):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(IMPORT, {"file": SimpleUploadedFile("people.csv", data)})


def confirm(client, response):
    return client.post(CONFIRM, {"token": response.context["token"]}, follow=True)


def mistakes(text: str, user) -> list[tuple[int, str]]:
    return [(wrong.row, wrong.column) for wrong in sheet.check(text, user).mistakes]


def draft(person: PrisonerPage) -> PrisonerPage:
    return fresh(person).get_latest_revision_as_object()


def exported(client, query: str = "") -> list[dict]:
    text = client.get(f"/admin/people/export/{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_the_export_comes_back_unchanged(editor, full):
    make_person("Другой", publish=False)
    send_to(make_person("Третья", status="released"), "fr")
    data = editor.get("/admin/people/export/").content

    response = upload(editor, data)
    report = response.context["report"]

    assert (report.mistakes, report.added, report.changed) == ([], [], [])
    assert report.unchanged == 3
    assert response.context["token"] == ""


def test_the_export_of_somebody_with_many_statuses_comes_back_unchanged(editor):
    person = make_person("Макс Бокаев")
    person.statuses = [
        StatusRow(code="pretrial", since=date(1980 + n, 1, 1), locale=person.locale, sort_order=n)
        for n in range(32)
    ]
    person.save_revision().publish()
    make_person("Другой", status="released")
    data = editor.get("/admin/people/export/").content

    report = upload(editor, data).context["report"]

    assert (report.mistakes, report.changed, report.unchanged) == ([], [], 2)
    header = data.decode().splitlines()[0]
    assert "status_32_source" in header
    assert "status_33_code" not in header


def test_a_spreadsheet_may_save_with_semicolons_quotes_and_other_line_ends(editor, full):
    rows = exported(editor)
    out = StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    text = out.getvalue().replace("\r\n", "\n") + "\n" + ";" * (len(rows[0]) - 1)

    assert upload(editor, text).context["report"].unchanged == 1


def test_each_fact_has_its_cell_and_no_consent_is_in_the_sheet(editor, full):
    Consent.objects.update(real_name="Настоящее имя", note="тайна")

    (cells,) = exported(editor)

    assert {name: text for name, text in cells.items() if text} == {
        "id": str(full.translation_key),
        "language": "ru",
        "title": "Айгуль, «Ай»",
        "summary": '\'=cmd|"/c calc"',
        "native_name": "Ай\nгүл",
        "spellings": "Aigul | (Ai) (passport) | '=Ай",
        "gender": "female",
        "born": "~1970",
        "country": "KZ",
        "occupations": "journalist | lawyer",
        "sentence_kind": "prison",
        "sentence_years": "7",
        "sentence_months": "0",
        "sentenced_on": "2017-03-01",
        "expected_end": "2024-02",
        "health": "concern",
        "health_attribution": "family",
        "health_as_of": "2017",
        "letters": "post",
        "letters_checked_on": "2017-06-01",
        "letter_address": "'+7 улица\nдом 1",
        "last_verified": "2017-11-01",
        "verified_through": "lawyer",
        "status_1_code": "pretrial",
        "status_1_since": "2017-01",
        "status_1_place": "colony-1",
        "status_1_source": "'@семья",
        "status_2_code": "imprisoned",
        "status_2_since": "2017-03-01",
        "status_2_as_of": "2017-11-01",
    }


def test_the_export_has_originals_once_and_those_of_the_filters(editor):
    send_to(make_person("Русская", country="KZ"), "fr")
    make_person("Française", language="fr")

    assert {cells["title"] for cells in exported(editor)} == {"Русская", "Française"}
    assert [cells["title"] for cells in exported(editor, "?locale=fr")] == ["Française"]
    assert [cells["title"] for cells in exported(editor, "?country=KZ")] == ["Русская"]


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", "'=1", "''=1", "'", "'a", "a=1", "", "＝1"]
)
def test_a_formula_is_defused_and_restored(text):
    cell = defuse(text)

    assert not cell.startswith(("=", "+", "-", "@", "＝"))
    assert restore(cell) == text


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2017-02-10", date(2017, 2, 10), "day"),
        ("2017-02", date(2017, 2, 1), "month"),
        ("2017", date(2017, 1, 1), "year"),
        ("~2017", date(2017, 1, 1), "circa"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(text, value, precision):
    assert read_date(text) == (value, precision)
    assert write_date(value, precision) == text


def test_what_would_change_is_shown_and_nothing_is_done_before_it_is_confirmed(editor, full):
    response = upload(editor, sheet_of(row(full, country="RU", born="1971-05")))
    text = response.content.decode()
    (line,) = response.context["report"].changed

    assert [(made.column.name, made.old, made.new) for made in line.changes] == [
        ("country", "KZ", "RU"),
        ("born", "~1970", "1971-05"),
    ]
    assert "1 person would be changed" in text
    assert "<del>~1970</del>" in text
    assert "<ins>1971-05</ins>" in text
    assert draft(full).country == "KZ"


def test_a_confirmed_sheet_is_saved_as_a_draft_by_its_user_and_not_published(editor, user, full):
    cells = {
        "country": "RU",
        "spellings": "Aygul (nickname) | Айгуль",
        "status_1_code": "pretrial",
        "status_1_since": "2017-01",
        "status_2_code": "imprisoned",
        "status_2_since": "2017-03-02",
        "status_3_code": "released",
        "status_3_since": "2017-11-20",
    }
    before = list(full.statuses.values_list("translation_key", flat=True))

    response = confirm(editor, upload(editor, sheet_of(row(full, **cells))))
    saved = draft(full)

    assert "1 draft was saved" in response.content.decode()
    assert fresh(full).country == "KZ"
    assert saved.latest_revision.user == user
    assert fresh(full).has_unpublished_changes
    assert saved.country == "RU"
    assert [(name.name, name.kind) for name in saved.spellings.all()] == [
        ("Aygul", "nickname"),
        ("Айгуль", ""),
    ]
    assert [(r.code, r.since, r.since_precision) for r in saved.statuses.all()] == [
        ("pretrial", date(2017, 1, 9), "month"),
        ("imprisoned", date(2017, 3, 2), "day"),
        ("released", date(2017, 11, 20), "day"),
    ]
    # What the sheet did not carry is as it was, and rows keep their translations.
    assert [r.source for r in saved.statuses.all()] == ["@семья", "", ""]
    assert [r.translation_key for r in saved.statuses.all()][:2] == before
    assert saved.statuses.first().place.slug == "colony-1"
    assert saved.health == "concern"
    assert [charge.article for charge in saved.charges.all()] == ["ст. 1"]
    assert "Рассказ" in str(saved.body)


def test_an_empty_cell_empties_the_fact_and_an_empty_status_goes(editor, full):
    empty = {f"status_1_{part}": "" for part in ("code", "since", "as_of", "place", "source")}

    confirm(editor, upload(editor, sheet_of(row(full, born="", occupations="", **empty))))
    saved = draft(full)
    saved.latest_revision.publish()

    assert (saved.born, saved.occupations) == (None, [])
    assert [r.code for r in fresh(full).statuses.all()] == ["imprisoned"]


def test_the_sheet_speaks_of_the_latest_draft_and_keeps_it(editor, full):
    full.country = "UZ"
    full.gender = "other"
    full.save_revision()

    assert exported(editor)[0]["country"] == "UZ"
    confirm(editor, upload(editor, sheet_of(row(full, country="KG"))))

    assert (draft(full).country, draft(full).gender) == ("KG", "other")


def test_a_new_person_is_a_draft_that_nobody_consented_to(editor, user, client):
    response = upload(editor, sheet_of(row(title="Жанна", country="kz", status_1_code="pretrial")))
    assert "Жанна" in response.content.decode()

    confirm(editor, response)
    person = PrisonerPage.objects.get(title="Жанна")

    assert (person.live, person.owner, person.slug) == (False, user, "zhanna")
    assert person.get_parent().specific == PrisonerIndexPage.objects.get(locale=person.locale)
    assert draft(person).country == "KZ"
    assert draft(person).latest_revision.user == user
    assert not Consent.of(person.translation_key).pk
    assert PageLogEntry.objects.filter(page=person.pk, action="wagtail.create", user=user).exists()
    client.logout()
    assert client.get(f"/ru/prisoners/{person.slug}/").status_code == 404


def test_two_new_people_of_one_name_get_two_addresses_and_a_warning(editor):
    make_person("Анна")
    response = upload(editor, sheet_of(row(title="Анна"), row(title="Иван"), row(title="иван")))
    report = response.context["report"]

    confirm(editor, response)

    assert [(note.row, note.column) for note in report.warnings] == [(2, "title"), (4, "title")]
    assert "Анна" in report.warnings[0].text
    slugs = set(PrisonerPage.objects.values_list("slug", flat=True))
    assert slugs == {"anna", "anna-2", "ivan", "ivan-2"}


def test_a_name_that_is_longer_in_latin_letters_gets_an_address_all_the_same(editor):
    confirm(editor, upload(editor, sheet_of(row(title="Щ" * 255))))

    assert PrisonerPage.objects.get(title="Щ" * 255).slug == "shch" * 50


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        ("id,language,title\n,ru,Имя\n".encode("cp1251"), "The file is not UTF-8 (line 2)"),
        ("id,language,title\n,ru,Имя\n".encode("utf-16"), "The file is not UTF-8 (line 1)"),
        (b"PK\x03\x04\xff\xfe", "The file is not UTF-8"),
        (b'id,language,title\n,ru,"A\n', "The file is not CSV"),
        (b'id,language,title\n,ru,"A"b\n', "The file is not CSV"),
        (b"id,language,title\n", "no rows"),
        (b"id,language,title\n" + b",ru,A\n" * 5001, "more than 5000 rows"),
        (b"id,language,title\n" + b"x" * (2 * 1024 * 1024), "larger than 2 MB"),
    ],
)
def test_what_is_no_sheet_is_refused_with_a_reason(editor, content, reason):
    response = upload(editor, content)

    assert response.status_code == 200
    assert reason in response.content.decode() or "empty" in reason
    assert "report" not in response.context
    assert response.context["form"].errors


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("id,language,title,colour", [(1, "colour")]),
        ("id,language,title,", [(1, "(4)")]),
        ("id,language,title,title", [(1, "title")]),
        ("language,gender", [(1, "id"), (1, "title")]),
        ("id,language,title,status_1_since", [(1, "status_1_code")]),
        ("id,language,title,status_0_code", [(1, "status_0_code")]),
        ("id,language,title,real_name", [(1, "real_name")]),
        ("id,language,title,status_1001_code", [(1, "status_1001_code")]),
        (" ID ,Language,TITLE", []),
    ],
)
def test_each_wrong_column_is_named(user, header, expected):
    cells = ["", "ru", "A", ""][: header.count(",") + 1]

    assert mistakes(f"{header}\n{','.join(cells)}\n", user) == expected


# What a cell of each kind must not say.
WRONG_CELLS = [
    ("language", "xx"),
    ("language", ""),
    ("id", "abc"),
    ("id", "00000000-0000-4000-8000-000000000000"),
    ("title", ""),
    ("title", "х" * 256),
    ("title", "а\0б"),
    ("gender", "woman"),
    ("born", "10.02.2017"),
    ("born", "2017-13"),
    ("born", "2017-02-30"),
    ("born", "~2017-02"),
    ("born", "0000"),
    ("born", "2017-12-02"),
    ("country", "Kazakhstan"),
    ("country", "XX"),
    ("native_name", "х" * 201),
    ("native_name", "\x1b[31m"),
    ("spellings", "х" * 201),
    ("occupations", "journalist | spy"),
    ("sentence_kind", "jail"),
    ("sentence_years", "семь"),
    ("sentence_years", "-1"),
    ("sentence_years", "99999"),
    ("sentence_months", "1.5"),
    ("sentenced_on", "2017"),
    ("sentenced_on", "2018-01-01"),
    ("expected_end", "soon"),
    ("health", "ill"),
    ("health_attribution", "rumour"),
    ("health_as_of", "2018"),
    ("letters", "yes"),
    ("letters_checked_on", "2017-11"),
    ("letter_address", "х" * 501),
    ("last_verified", "2017-12-02"),
    ("verified_through", "me"),
    ("status_1_code", "in prison"),
    ("status_1_since", "February 2017"),
    ("status_1_since", "2018-01"),
    ("status_1_as_of", "2017-12-02"),
    ("status_1_place", "nowhere"),
    ("status_1_source", "х" * 301),
]


@pytest.mark.parametrize(("column", "text"), WRONG_CELLS)
def test_a_wrong_cell_is_named_by_row_and_column(user, column, text):
    good = {"title": "А", "status_1_code": "pretrial", "status_1_source": ""}

    assert mistakes(sheet_of(row(**(good | {column: text}))), user) == [(2, column)]


def test_a_status_without_its_code_and_a_grave_state_without_a_witness_are_mistakes(user):
    text = sheet_of(row(health="urgent", status_1_code="", status_1_since="2017"))

    assert sorted(mistakes(text, user)) == [(2, "health_attribution"), (2, "status_1_code")]


def test_two_hundred_malformed_rows_are_each_named_and_nothing_is_imported(editor):
    names = list(dict.fromkeys(column for column, _text in WRONG_CELLS))
    good = row(**dict.fromkeys([n for n in names if n not in row()], ""))
    good |= {"status_1_code": "pretrial"}
    wrong = [WRONG_CELLS[number % len(WRONG_CELLS)] for number in range(200)]
    rows = [
        good | {"title": f"Человек {n}", column: text} for n, (column, text) in enumerate(wrong)
    ]

    with translation.override("ru"):
        response = upload(editor, sheet_of(*rows, good | {"title": "Верная строка"}))
    found = response.context["report"].mistakes

    assert response.status_code == 422
    assert [(note.row, note.column) for note in found] == [
        (number, column) for number, (column, _text) in enumerate(wrong, 2)
    ]
    assert response.content.decode().count("<tr><td>") == 200
    assert "200 mistakes. Nothing was imported." in response.content.decode()
    assert response.context["token"] == ""
    assert not PrisonerPage.objects.exists()


def test_mistakes_are_told_in_the_editors_language(client):
    user = make_user("Editors")
    user.wagtail_userprofile.preferred_language = "fr"
    user.wagtail_userprofile.save()
    client.force_login(user)

    response = upload(client, sheet_of(row(title="")))

    assert response.context["report"].mistakes[0].text == "Ce champ ne peut pas être vide."


@pytest.mark.parametrize(
    ("line", "column"), [(",ru", "title"), (",ru,A,,", "(5)"), (",ru,A,RU,x,y", "(5)")]
)
def test_a_row_with_too_few_or_too_many_cells_is_named(user, line, column):
    assert mistakes(f"id,language,title,country\n{line}\n", user) == [(2, column)]


def test_an_id_stands_once_and_is_that_of_a_person_the_user_may_edit(user, full, place):
    translated = make_person("Переведённая")
    send_to(translated, "fr")
    text = sheet_of(
        row(full),
        row(full, title="Другая"),
        row(place),
        row(translated, language="fr"),
    )

    assert mistakes(text, user) == [(3, "id"), (4, "id"), (5, "language")]
    nobody = make_user("Translators fr")
    assert mistakes(sheet_of(row(full)), nobody) == [(2, "id")]
    assert mistakes(sheet_of(row()), nobody) == [(2, "language")]


def test_a_page_that_somebody_else_locked_is_not_changed(user, full):
    full.locked, full.locked_by = True, make_user("Moderators")
    full.save()

    assert mistakes(sheet_of(row(full, country="RU")), user) == [(2, "id")]
    assert mistakes(sheet_of(row(full)), user) == []


def test_a_change_between_check_and_confirmation_is_noticed_and_nothing_is_imported(editor, full):
    response = upload(editor, sheet_of(row(full, country="RU"), row(title="Новая")))
    full.gender = "other"
    full.save_revision()

    response = confirm(editor, response)

    assert "Somebody changed one of these pages after the check" in response.content.decode()
    assert not PrisonerPage.objects.filter(title="Новая").exists()
    assert draft(full).country == "KZ"
    confirm(editor, response)
    assert (draft(full).country, draft(full).gender) == ("RU", "other")


def test_what_became_a_mistake_before_the_confirmation_lets_nothing_in(editor, place):
    cells = {"status_1_code": "pretrial", "status_1_place": ""}
    rows = [
        row(title="Одна", **cells),
        row(title="Две", **(cells | {"status_1_place": "colony-1"})),
    ]
    response = upload(editor, sheet_of(*rows))
    place.delete()

    response = confirm(editor, response)

    (wrong,) = response.context["report"].mistakes
    assert (wrong.row, wrong.column) == (3, "status_1_place")
    assert not PrisonerPage.objects.exists()


def test_a_sheet_is_imported_once_and_only_by_who_uploaded_it(editor, user, client):
    response = upload(editor, sheet_of(row(title="Одна")))
    client.force_login(make_user("Editors"))
    assert "no longer here" in confirm(client, response).content.decode()
    assert not PrisonerPage.objects.exists()

    client.force_login(user)
    confirm(client, response)

    assert "no longer here" in confirm(client, response).content.decode()
    assert PrisonerPage.objects.filter(title="Одна").count() == 1


def test_an_older_sheet_is_not_imported_in_place_of_the_last(editor):
    first = upload(editor, sheet_of(row(title="Первая")))
    second = upload(editor, sheet_of(row(title="Вторая")))

    assert "no longer here" in confirm(editor, first).content.decode()
    confirm(editor, second)
    assert list(PrisonerPage.objects.values_list("title", flat=True)) == ["Вторая"]


def test_when_one_page_cannot_be_saved_none_is(editor, full, monkeypatch):
    response = upload(editor, sheet_of(row(full, country="RU"), row(title="Новая")))

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(sheet, "save_added", fail)
    with pytest.raises(RuntimeError, match="the disk is full"):
        confirm(editor, response)

    assert draft(full).country == "KZ"


def test_what_a_sheet_says_is_shown_as_text(editor):
    response = upload(editor, sheet_of(row(title="<script>alert(1)</script>")))

    assert "<script>alert(1)" not in response.content.decode()


@pytest.mark.parametrize("url", [IMPORT, CONFIRM])
def test_a_translator_cannot_import(client, url):
    client.force_login(make_user("Translators ru"))
    data = {"file": SimpleUploadedFile("a.csv", sheet_of(row()).encode()), "token": "x"}

    assert client.post(url, data).status_code == 302
    assert not PrisonerPage.objects.exists()


def test_checking_costs_the_same_for_three_and_for_thirty_unchanged_rows(user):
    def cost(number: int) -> int:
        people = [make_person(f"Человек {place}", publish=False) for place in range(number)]
        text = sheet_of(*(row(person) for person in people))
        sheet.check(text, user)
        with CaptureQueriesContext(connection) as captured:
            sheet.check(text, user)
        return len(captured)

    assert cost(3) == cost(30)
