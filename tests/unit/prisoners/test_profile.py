"""What a reader sees of a person: every section only if it has something, and through the gate."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext, pgettext

from core.consent import PublicName
from prisoners.choices import status_words
from prisoners.models import (
    Charge,
    Correction,
    Finding,
    IllTreatmentRow,
    NameVariant,
    PlaceIndexPage,
    PlacePage,
    PrisonerPage,
    Recognition,
    RelatedPerson,
    Restriction,
    Source,
    StatusRow,
    TimelineEntry,
)
from prisoners.public import GATED
from tests.factories import add, fresh, give_consent, list_page, make_image, make_person, send_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day(settings):
    """The day all of this is read."""
    settings.BOSAT_TODAY = date(2017, 12, 8)


def make_place(title: str = "Colony 9", language: str = "en", **facts) -> PlacePage:
    values = {"local_name": "№ 9 мекеме", "city": "Қостанай", "region": "Қостанай облысы"}
    page = PlacePage(title=title, **({"body": [], "country": "KZ"} | values | facts))
    return add(list_page(PlaceIndexPage, language), page)


def make_jane(rows: dict | None = None, title: str = "Jane Roe", **values) -> PrisonerPage:
    """A person whose original is in English, with child rows by the name of their relation."""
    person = make_person(title, language="en", **values)
    for name, found in (rows or {}).items():
        setattr(person, name, found)
        for number, row in enumerate(found):
            row.sort_order = number
            if hasattr(row, "locale_id"):
                row.locale = person.locale
    person.save_revision().publish()
    return fresh(person)


def html_of(client, page: PrisonerPage) -> str:
    """The page as readers get it, with every run of white space as one space."""
    response = client.get(page.url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def headings(html: str) -> list[str]:
    """The headings of the page below its name."""
    return re.findall(r"<h2[^>]*>(.*?)</h2>", html)


SECTIONS = {
    "Status": {"statuses": [StatusRow(code="pretrial")]},
    "Charges": {"charges": [Charge(article="Article 174", state="pending")]},
    "Restrictions after release": {"restrictions": [Restriction(kind="oversight")]},
    "Ill-treatment": {"ill_treatment": [IllTreatmentRow(kind="torture", attribution="ngo")]},
    "Findings of the UN, courts and parliaments": {"findings": [Finding(body="wgad")]},
    "Recognition": {
        "recognitions": [Recognition(organisation="A fund", status="political_prisoner")]
    },
    "Timeline": {"timeline": [TimelineEntry(kind="arrest")]},
    "Sources": {"sources": [Source(title="An appeal")]},
    "Corrections": {"corrections": [Correction(text="The year was wrong.")]},
    "About the person": {"spellings": [NameVariant(name="Jane Row")]},
}
FACTS = {
    "Sentence": {"sentence_kind": "prison"},
    "State of health": {"health": "urgent", "health_attribution": "family"},
    "Letters": {"letters": "post"},
    "About the person": {"occupations": ["journalist"]},
}


@pytest.mark.parametrize("heading", SECTIONS)
def test_a_row_brings_its_section_and_no_other(client, heading):
    assert headings(html_of(client, make_jane(SECTIONS[heading]))) == [heading]


@pytest.mark.parametrize("heading", FACTS)
def test_a_fact_brings_its_section_and_no_other(client, heading):
    assert headings(html_of(client, make_jane(**FACTS[heading]))) == [heading]


def test_a_profile_of_nothing_but_a_name_has_no_heading_and_no_none(client):
    html = html_of(client, make_jane())

    assert headings(html) == []
    assert "None" not in html


def rich(count: int = 1) -> dict:
    """All rows a profile can have, several of each."""
    place = make_place(post_rules="Only in Russian.")
    several = range(count)
    return {
        "statuses": [
            StatusRow(code="imprisoned", since=date(2016, 5, 17 + n), place=place, source=f"S{n}")
            for n in several
        ],
        "spellings": [NameVariant(name=f"Jane Row {n}", kind="passport") for n in several],
        "charges": [
            Charge(article=f"Article {n}", state="pending", date=date(2016, 6, 1)) for n in several
        ],
        "restrictions": [
            Restriction(kind="oversight", since=date(2016, 1, 1), until=date(2021, 2, 4))
            for n in several
        ],
        "findings": [
            Finding(
                body="other",
                body_name=f"Tribunal {n}",
                outcome="category_ii",
                symbol=f"A/HRC/WGAD/2017/{n}",
                date=date(2017, 5, 1),
                date_precision="month",
                reply="no_answer",
                url="https://un.example/16",
            )
            for n in several
        ],
        "recognitions": [
            Recognition(
                organisation=f"Fund {n}", status="political_prisoner", url="https://fund.example/"
            )
            for n in several
        ],
        "ill_treatment": [
            IllTreatmentRow(
                kind="torture",
                attribution="ngo",
                likelihood="likely",
                date=date(2017, 1, 1),
                date_precision="year",
                url="https://report.example/",
            )
            for n in several
        ],
        "timeline": [
            TimelineEntry(kind="hospital", text=f"Moved {n}", date=date(2017, 2, 3))
            for n in several
        ],
        "sources": [
            Source(
                title=f"Appeal {n}",
                publisher="A fund",
                kind="ngo",
                url="https://fund.example/appeal",
                archive_url="https://archive.example/appeal",
            )
            for n in several
        ],
        "corrections": [Correction(text=f"Wrong year {n}", date=date(2017, 3, 4)) for n in several],
        "related_links": [
            RelatedPerson(person=make_person(f"Friend {n}", language="en")) for n in several
        ],
    }


RICH_FACTS = {
    "native_name": "Джейн Роу",
    "gender": "female",
    "born": date(1973, 1, 5),
    "country": "KZ",
    "occupations": ["journalist", "blogger"],
    "sentence_kind": "prison",
    "sentence_years": 5,
    "sentence_months": 1,
    "sentenced_on": date(2016, 11, 28),
    "expected_end": date(2021, 2, 4),
    "health": "urgent",
    "health_as_of": date(2017, 12, 1),
    "health_attribution": "family",
    "letters": "post",
    "letters_checked_on": date(2017, 11, 5),
    "letter_address": "PO box 11\nKostanay",
    "last_verified": date(2017, 12, 1),
    "verified_through": "family",
}


def test_a_rich_profile_says_all_that_is_known(client):
    html = html_of(client, make_jane(rich(), **RICH_FACTS, portrait=make_image()))

    for words in (
        "deprived of liberty for 570 days",
        "Colony 9</a>",
        "Article 0",
        "charge pending",
        "There is no final verdict of guilt",
        "<li>imprisonment</li> <li>5 years</li> <li>1 month</li>",
        "sentenced on 28 November 2016",
        "Expected end: 4 February 2021",
        "torture: alleged by a human rights organisation; likelihood: likely",
        "urgent, care is denied",
        "alleged by the family",
        "Tribunal 0",
        "arbitrary: for exercising rights (category II)",
        "A/HRC/WGAD/2017/0</a>",
        "The state’s reply: gave no answer",
        "Fund 0</a>",
        "Moved 0",
        "Friend 0</a>",
        "PO box 11<br>Kostanay",
        "Only in Russian.",
        "Letters are read by the prison.",
        "checked on 5 November 2017",
        'href="https://archive.example/appeal"',
        "Wrong year 0",
        "Last verified on 1 December 2017, through the family",
    ):
        assert words in html
    assert "None" not in html


def test_a_profile_carries_its_facts_for_machines(client):
    html = html_of(client, make_jane(rich(), **RICH_FACTS, portrait=make_image()))

    assert 'itemscope itemtype="https://schema.org/Person"' in html
    assert '<h1 itemprop="name">Jane Roe</h1>' in html
    assert 'itemprop="alternateName">Джейн Роу<' in html
    assert '<span itemprop="jobTitle">journalist</span>' in html
    assert '<time datetime="1973-01-05" itemprop="birthDate">5 January 1973</time>' in html
    assert '<meta itemprop="gender" content="female">' in html
    assert 'itemprop="image"' in html
    assert "nationality" not in html


@pytest.mark.parametrize(
    ("precision", "machine"), [("year", "1973"), ("month", "1973-01"), ("circa", None)]
)
def test_machines_are_told_no_more_of_a_birth_than_is_known(client, precision, machine):
    html = html_of(client, make_jane(born=date(1973, 1, 5), born_precision=precision))

    assert re.findall(r'datetime="([^"]+)" itemprop="birthDate"', html) == (
        [machine] if machine else []
    )
    assert "1973" in html
    assert "1973-01-05" not in html


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("imprisoned", date(2017, 12, 7), "day")], "deprived of liberty for 1 day<"),
        ([("imprisoned", date(2017, 2, 1), "month")], "deprived of liberty for at least 283 days<"),
        (
            [("pretrial", date(2017, 1, 1), "day"), ("released", date(2017, 1, 11), "day")],
            "spent 10 days deprived of liberty<",
        ),
        (
            [("pretrial", date(2016, 3, 1), "month"), ("released", date(2017, 1, 1), "day")],
            "spent at least 276 days deprived of liberty<",
        ),
        ([("imprisoned", date(2017, 1, 1), "year")], None),
        ([("imprisoned", None, "day")], None),
        ([("released", date(2017, 1, 1), "day")], None),
    ],
)
def test_days_are_counted_as_exactly_as_they_are_known(client, rows, words):
    statuses = [StatusRow(code=code, since=day, since_precision=p) for code, day, p in rows]

    html = html_of(client, make_jane({"statuses": statuses}))

    if words:
        assert f'<p class="days">{words}' in html
    else:
        assert 'class="days"' not in html


def test_status_words_are_asked_for_in_the_gender_of_the_person(client):
    with translation.override("ru"):
        assert status_words("released", "female") == pgettext("woman", "released")
        assert status_words("released", "male") == pgettext("man", "released")
        assert status_words("released", "other") == gettext("released")
    woman = make_jane({"statuses": [StatusRow(code="suspended")]}, gender="female")
    unstated = make_jane({"statuses": [StatusRow(code="suspended")]})

    assert woman.status_words == "given a suspended sentence"
    assert unstated.status_words == "suspended sentence"
    assert html_of(client, woman).count("given a suspended sentence") == 2  # badge and ledger


@pytest.mark.parametrize("code", ["released", "restricted", "suspended"])
def test_nobody_under_restrictions_is_shown_as_simply_free(client, code):
    running = Restriction(kind="oversight", until=date(2021, 2, 4))
    over = Restriction(kind="activity", until=date(2017, 12, 7))
    rows = {"statuses": [StatusRow(code=code)], "restrictions": [running, over]}

    person = make_jane(rows)
    badge = html_of(client, person).split('class="standing"')[1].split("</header>")[0]

    assert person.status.code in ("restricted", "suspended")
    assert "administrative oversight, until 4 February 2021" in badge
    assert "ban on public activity" not in badge


def test_whoever_has_no_running_restriction_is_released(client):
    rows = {
        "statuses": [StatusRow(code="released")],
        "restrictions": [
            Restriction(kind="activity", until=date(2017, 12, 7)),
            Restriction(kind="leaving", since=date(2017, 12, 9)),
        ],
    }

    person = make_jane(rows)

    assert person.status_words == "released"
    assert "Restrictions that still apply" not in html_of(client, person)


def test_the_restrictions_of_an_earlier_release_do_not_stand_beside_a_new_arrest(client):
    rows = {
        "statuses": [StatusRow(code="pretrial")],
        "restrictions": [Restriction(kind="activity")],
    }

    assert "Restrictions that still apply" not in html_of(client, make_jane(rows))


@pytest.mark.parametrize(
    ("states", "is_presumed"),
    [
        (["pending"], True),
        (["pending_appeal", "dropped"], True),
        (["pending", "convicted"], False),
        (["dropped"], False),
        ([], False),
    ],
)
def test_the_presumption_of_innocence_is_said_while_no_verdict_is_final(
    client, states, is_presumed
):
    charges = [Charge(article=f"Article {n}", state=state) for n, state in enumerate(states)]

    html = html_of(client, make_jane({"charges": charges}))

    assert ("presumption of innocence" in html) is is_presumed


def test_likelihood_is_left_out_when_nobody_assessed_it(client):
    rows = {"ill_treatment": [IllTreatmentRow(kind="beating", attribution="court")]}

    html = html_of(client, make_jane(rows))

    assert "<p>beating: found by a court</p>" in html
    assert "likelihood" not in html


@pytest.mark.parametrize(
    ("status", "days", "is_stale"),
    [("pretrial", 30, False), ("pretrial", 31, True), ("exile", 180, False), ("exile", 181, True)],
)
def test_readers_are_told_when_a_page_was_not_verified_lately(client, status, days, is_stale):
    person = make_jane(status=status, last_verified=date(2017, 12, 8) - timedelta(days))

    assert ("has not been verified lately" in html_of(client, person)) is is_stale


def test_an_address_for_letters_is_that_of_the_place_where_no_other_is_given(client):
    place = make_place(street="1-көше")

    def shown(letters: str) -> str:
        rows = {"statuses": [StatusRow(code="imprisoned", place=place)]}
        return html_of(client, make_jane(rows, letters=letters))

    assert "1-көше" in shown("post")
    assert "1-көше" not in shown("not_now")


@pytest.mark.parametrize(
    ("scope", "values", "gone"),
    [
        ("photo", ["fill-480x600"], []),
        ("birth_date", ["1973", "birthDate"], ["Born"]),
        (
            "health",
            ["urgent, care is denied", "torture:", "Moved 0"],
            ["State of health", "Ill-treatment", "Timeline"],
        ),
        ("address", ["PO box 11", "checked on 5 November"], ["Letters"]),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_nobody_consented_to_is_on_no_version_of_the_page(
    client, scope, values, gone, language
):
    person = make_jane(rich(), **RICH_FACTS, portrait=make_image())
    page = {"en": person, "fr": send_to(person, "fr")[0]}[language]
    shown = html_of(client, page)
    give_consent(person, **{scope: False})

    html = html_of(client, page)

    for value in values if language == "en" else [value for value in values if value in shown]:
        assert value in shown
        assert value not in html
    if language == "en":
        assert set(gone) <= set(re.findall(r"<(?:h2|dt)[^>]*>(.*?)</", shown))
        assert not set(gone) & set(re.findall(r"<(?:h2|dt)[^>]*>(.*?)</", html))


def test_every_fact_is_known_to_need_a_consent_of_its_own_or_none():
    assert set(PrisonerPage.facts) - set(GATED) == {
        "gender",
        "country",
        "occupations",
        "charges",
        "sentence_kind",
        "sentence_years",
        "sentence_months",
        "sentenced_on",
        "expected_end",
        "expected_end_precision",
        "restrictions",
        "findings",
        "related_links",
        "last_verified",
        "verified_through",
    }


def test_the_words_of_a_fact_need_the_same_consent_as_the_fact():
    derived = {
        f"{fact}_{form}": scope for fact, scope in GATED.items() for form in ("text", "machine")
    }
    there_are = {name: scope for name, scope in derived.items() if hasattr(PrisonerPage, name)}

    assert there_are == {name: GATED.get(name) for name in there_are}
    assert set(there_are) == {"born_text", "born_machine", "health_as_of_text"}


def test_other_names_need_a_consent_to_the_name(client):
    person = make_jane(rich(), **RICH_FACTS)
    french = send_to(person, "fr")[0]
    give_consent(person, name=False)

    assert [client.get(page.url).status_code for page in (person, french)] == [404, 404]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_protected_person_is_shown_with_a_rough_place_and_no_more(client, language):
    person = make_jane(rich(), title="K. N.", **RICH_FACTS, portrait=make_image())
    page = {"en": person, "fr": send_to(person, "fr")[0]}[language]
    give_consent(person, public_name=PublicName.PSEUDONYM, real_name="Somebody Else")

    html = html_of(client, page)

    assert '<meta name="robots" content="noindex">' in html
    assert "<p>Қостанай облысы</p>" in html
    for value in ("Джейн", "Jane Row ", "fill-480x600", "Colony 9", "№ 9", "PO box", ".atom"):
        assert value not in html
    head = html.split("</head>")[0]
    assert "canonical" not in head
    assert "alternate" not in head


def test_a_page_that_is_not_protected_is_for_search_engines_and_feeds(client, settings):
    settings.BOSAT_TODAY = None  # a site that pretends a day is for no search engine
    person = make_jane()

    html = html_of(client, person)

    assert 'name="robots"' not in html
    assert f'type="application/atom+xml" href="{person.url}changes.atom"' in html
    assert f'<a href="{person.url}changes.atom"' in html


def test_words_not_translated_yet_say_which_language_they_are_in(client):
    person = make_jane()
    french = send_to(person, "fr")[0]
    person.recognitions = [
        Recognition(organisation="A fund", status="disputed", locale=person.locale)
    ]
    person.timeline = [TimelineEntry(kind="arrest", text="At night", locale=person.locale)]
    person.save_revision().publish()

    html = html_of(client, french)

    assert '<span lang="en" dir="ltr">A fund</span>' in html
    assert '<p lang="en" dir="ltr">At night</p>' in html


@pytest.mark.parametrize("language", ["ru", "fr"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_profile_costs_at_most_20_queries_with_any_number_of_rows(client, language, count):
    person = make_jane(rich(count), **RICH_FACTS, portrait=make_image())
    versions = {page.locale.language_code: page for page in send_to(person, "ru", "fr", "pl")}
    url = versions[language].url
    client.get(url)

    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200

    assert len(captured) <= 20
