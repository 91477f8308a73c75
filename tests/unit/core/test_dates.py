"""Days: the one clock, dates known in part, dates in seven languages, slugs."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.utils.translation import override

from core import clock
from core.dates import long_date, partial_date, span
from core.slugs import latin_slug

DAY = date(2017, 12, 8)


def test_the_clock_shows_the_day_that_was_set():
    assert clock.today() == date(2017, 12, 1)
    assert clock.now() == datetime(2017, 12, 1, tzinfo=UTC)


@time_machine.travel("2026-03-29 23:30:00 +0000", tick=False)
def test_without_a_set_day_the_clock_is_real(settings):
    settings.BOSAT_TODAY = None

    assert clock.today() == date(2026, 3, 29)
    assert clock.now().isoformat() == "2026-03-29T23:30:00+00:00"


@pytest.mark.parametrize(
    ("day", "hour", "zone", "utc"),
    [
        (date(2017, 12, 8), time(12), "Europe/Brussels", "2017-12-08T11:00:00+00:00"),
        (date(2018, 7, 1), time(0), "Europe/Brussels", "2018-06-30T22:00:00+00:00"),
        (date(2017, 12, 16), time(9, 30), "Asia/Almaty", "2017-12-16T03:30:00+00:00"),
    ],
)
def test_a_wall_clock_somewhere_is_one_moment_everywhere(day, hour, zone, utc):
    assert clock.moment(day, hour, zone).astimezone(UTC).isoformat() == utc


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "8 декабря 2017 г."),
        ("en", "8 December 2017"),
        ("fr", "8 décembre 2017"),
        ("pl", "8 grudnia 2017"),
        ("uk", "8 грудня 2017 р."),
        ("kk", "2017 жылғы 8 желтоқсан"),
        ("de", "8. Dezember 2017"),
    ],
)
def test_a_day_is_written_as_in_each_language(language, text):
    with override(language):
        assert long_date(DAY) == text


def test_the_first_of_a_month_is_an_ordinal_in_french():
    with override("fr"):
        assert long_date(date(2017, 12, 1)) == "1er décembre 2017"


@pytest.mark.parametrize(
    ("language", "precision", "text"),
    [
        ("en", "day", "8 December 2017"),
        ("en", "month", "December 2017"),
        ("ru", "month", "декабрь 2017 г."),
        ("en", "year", "2017"),
        ("ru", "year", "2017 г."),
        ("en", "circa", "about 2017"),
    ],
)
def test_only_the_known_part_of_a_date_is_shown(language, precision, text):
    with override(language):
        assert partial_date(DAY, precision) == text


def test_a_month_is_inflected_after_since():
    with override("ru"):
        assert partial_date(DAY, "month", genitive=True) == "декабря 2017 г."


def test_an_unknown_date_is_nothing():
    assert partial_date(None, "day") == ""


@pytest.mark.parametrize(
    ("value", "precision", "first", "last"),
    [
        (DAY, "day", DAY, DAY),
        (DAY, "month", date(2017, 12, 1), date(2017, 12, 31)),
        (date(2016, 2, 10), "month", date(2016, 2, 1), date(2016, 2, 29)),
        (DAY, "year", date(2017, 1, 1), date(2017, 12, 31)),
        (DAY, "circa", date(2016, 1, 1), date(2018, 12, 31)),
        (date.min, "circa", date(1, 1, 1), date(2, 12, 31)),
        (date.max, "circa", date(9998, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_partly_known_date_may_be_any_day_of_its_span(value, precision, first, last):
    assert span(value, precision) == (first, last)


@pytest.mark.parametrize(
    ("title", "language", "slug"),
    [
        ("Жанболат Мамай", "ru", "zhanbolat-mamay"),
        ("Искандер Еримбетов", "ru", "iskander-yerimbetov"),
        ("Щука и ёж: объезд", "ru", "shchuka-i-yozh-obyezd"),
        ("Наталя Уласік", "uk", "natalya-ulasik"),
        ("Мұхтар Жәкішев", "kk", "mukhtar-zhakishev"),
        ("Größe & Mut", "de", "grosse-mut"),
        ("حرية", "ar", "hryh"),
        ("!!!", "ru", ""),
    ],
)
def test_a_title_becomes_a_latin_slug(title, language, slug):
    assert latin_slug(title, language) == slug
