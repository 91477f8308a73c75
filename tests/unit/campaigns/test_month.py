"""The calendar of a month: right days, a real table, and a month whatever is asked for."""

from datetime import date, time

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from campaigns.month import Month, month_of, wanted_month
from tests.factories import make_event, make_key_date, send_to
from tests.many import many_events

pytestmark = pytest.mark.django_db

TODAY = date(2017, 12, 1)


def shown(month: Month) -> dict[str, list[str]]:
    """What is on each day, as day and titles."""
    days = [day for week in month.weeks for day in week if day.entries]
    return {
        f"{day.day:%m-%d}": [" ".join(filter(None, (e.hour, e.page.title))) for e in day.entries]
        for day in days
    }


def test_an_event_stands_on_its_day_with_its_hour():
    make_event("Протест")

    assert shown(month_of("2017-12", "ru")) == {"12-16": ["14:00 Протест"]}
    assert shown(month_of("2017-11", "ru")) == {}


def test_an_event_of_many_days_stands_on_each_of_them_in_both_months():
    make_event("Лагерь", start_day=date(2017, 12, 30), end_day=date(2018, 1, 2), timing="all_day")

    assert list(shown(month_of("2017-12", "ru"))) == ["12-30", "12-31"]
    assert shown(month_of("2018-01", "ru")) == {"01-01": ["Лагерь"], "01-02": ["Лагерь"]}


def test_an_event_longer_than_the_month_stands_on_all_its_days():
    make_event("Лагерь", start_day=date(2017, 1, 1), end_day=date(2018, 12, 31), timing="all_day")

    assert len(shown(month_of("2017-02", "ru"))) == 28


@pytest.mark.parametrize(
    ("hours", "days"),
    [
        ({"start_time": time(0), "end_time": time(1)}, ["12-16"]),
        ({"end_day": date(2017, 12, 17), "end_time": time(0)}, ["12-16"]),
        ({"end_day": date(2017, 12, 17), "end_time": time(0, 30)}, ["12-16", "12-17"]),
        ({"start_time": time(23, 30), "end_time": None}, ["12-16"]),
    ],
)
def test_midnight_ends_a_day(hours, days):
    make_event("Протест", **hours)

    assert list(shown(month_of("2017-12", "ru"))) == days


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Almaty"])
@pytest.mark.parametrize(("start", "end"), [(time(0), time(0, 30)), (time(23), time(23, 59))])
def test_page_list_and_month_agree_on_the_day_wherever_the_event_is(client, zone, start, end):
    page = make_event(
        "Event",
        language="en",
        start_day=date(2017, 12, 31),
        start_time=start,
        end_time=end,
        time_zone=zone,
    )

    for url in (page.url, "/en/events/"):
        assert "Sunday, 31 December 2017" in client.get(url).content.decode()
    assert list(shown(month_of("2017-12", "en"))) == ["12-31"]
    assert shown(month_of("2018-01", "en")) == {}


def test_the_night_the_clocks_change_has_both_days(client):
    page = make_event(
        "Night",
        language="en",
        start_day=date(2018, 3, 24),
        start_time=time(23),
        end_day=date(2018, 3, 25),
        end_time=time(4),
    )

    assert shown(month_of("2018-03", "en")) == {"03-24": ["23:00 Night"], "03-25": ["Night"]}
    for url in (page.url, "/en/events/"):
        html = client.get(url).content.decode()
        assert "(local time, first UTC+1, then UTC+2)" in html
        assert 'datetime="2018-03-24T23:00:00+01:00"' in html


def test_a_key_date_stands_on_its_actual_day():
    make_key_date("Дебаты", announced_day=date(2017, 12, 13), actual_day=date(2017, 12, 11))

    assert shown(month_of("2017-12", "ru")) == {"12-11": ["Дебаты"]}


def yearly(day: date) -> None:
    make_key_date("Годовщина", announced_day=None, actual_day=day, yearly=True)


def test_an_anniversary_returns_each_year_from_the_one_it_recalls():
    yearly(date(2011, 12, 16))

    assert shown(month_of("2010-12", "ru")) == {}
    assert shown(month_of("2011-12", "ru")) == {"12-16": ["Годовщина"]}
    assert shown(month_of("2019-12", "ru")) == {"12-16": ["Годовщина"]}
    assert shown(month_of("2019-11", "ru")) == {}


def test_an_anniversary_of_29_february_falls_on_1_march_in_most_years():
    yearly(date(2012, 2, 29))

    assert shown(month_of("2016-02", "ru")) == {"02-29": ["Годовщина"]}
    assert shown(month_of("2016-03", "ru")) == {}
    assert shown(month_of("2017-02", "ru")) == {}
    assert shown(month_of("2017-03", "ru")) == {"03-01": ["Годовщина"]}


def test_a_day_begins_with_what_takes_all_of_it_and_goes_on_by_the_hour():
    make_event("Вечер", start_time=time(19), end_time=None)
    make_event("Утро", start_time=time(9), end_time=None)
    make_event("Весь день", timing="all_day")
    make_key_date("Дебаты", announced_day=date(2017, 12, 16))

    assert shown(month_of("2017-12", "ru")) == {
        "12-16": ["Дебаты", "Весь день", "09:00 Утро", "19:00 Вечер"]
    }


@pytest.mark.parametrize(
    ("day", "rest"), [(date(2017, 12, 16), "/en/events/"), (date(2017, 11, 30), "?when=past")]
)
def test_a_day_shows_eight_lines_and_leads_to_the_rest(client, day, rest):
    make_key_date("Дебаты", announced_day=day)
    for number in range(9):
        make_event(f"Пикет {number}", start_day=day, start_time=time(9), end_time=None)

    [found] = [each for week in month_of(f"{day:%Y-%m}", "en").weeks for each in week if each.left]

    assert [entry.page.title for entry in found.entries] == [
        "Дебаты",
        *(f"Пикет {number}" for number in range(7)),
    ]
    assert (found.day, found.left) == (day, 2)
    html = client.get(f"/en/events/?month={day:%Y-%m}").content.decode()
    assert html.count("Пикет") == 7
    assert f'{rest}">and 2 more</a>' in html


def test_a_day_with_a_thousand_events_is_as_short(client):
    many_events(1200)

    response = client.get("/en/events/?month=2017-12")

    assert "and 1,192 more</a>" in response.content.decode()
    assert response.content.decode().count("Событие") == 8


def test_a_month_shows_each_thing_once_in_the_best_language():
    send_to(make_event("Протест"), "fr", title="Rassemblement")

    assert shown(month_of("2017-12", "fr")) == {"12-16": ["14:00 Rassemblement"]}
    assert shown(month_of("2017-12", "pl")) == {"12-16": ["14:00 Протест"]}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2017-11", date(2017, 11, 1)),
        ("2018-1", date(2018, 1, 1)),
        ("", TODAY),
        ("2017-13", TODAY),
        ("2017-00", TODAY),
        ("2017-12-24", TODAY),
        ("tomorrow", TODAY),
        ("٢٠١٧-١٢", TODAY),
        ("2017-11\n", TODAY),
        ("0000-01", date(1997, 1, 1)),
        ("1996-12", date(1997, 1, 1)),
        ("9999-12", date(2022, 12, 1)),
    ],
)
def test_a_month_that_makes_no_sense_is_mended(client, text, first):
    assert wanted_month(text, TODAY) == first
    assert client.get("/en/events/", {"month": text}).status_code == 200


def test_the_calendar_has_an_end_on_both_sides():
    assert month_of("1997-01", "en").before is None
    assert month_of("2022-12", "en").after is None
    month = month_of("2017-12", "en")
    assert (month.before, month.after) == (date(2017, 11, 1), date(2018, 1, 1))


@pytest.mark.parametrize(
    ("language", "weekday"), [("en", "Monday"), ("el", "Sunday"), ("fa", "Saturday")]
)
def test_a_week_begins_as_the_language_has_it(language, weekday):
    with override(language):
        first = month_of("2017-12", "en").weeks[0][0].day

    assert f"{first:%A}" == weekday


def table(client, url: str):
    tree = html5lib.parse(client.get(url).content, namespaceHTMLElements=False)
    return tree.find(".//table")


def test_a_month_is_a_table_with_headings_and_says_which_day_is_today(client):
    make_event("Event", language="en", status="cancelled")

    found = table(client, "/en/events/?month=2017-12")

    assert [(cell.get("scope"), "".join(cell.itertext())) for cell in found.iter("th")] == [
        ("col", day) for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    ]
    assert [len(row.findall("td")) for row in found.find("tbody")] == [7, 7, 7, 7, 7]
    (today,) = [cell for cell in found.iter("td") if cell.get("aria-current") == "date"]
    assert today.find("time").get("datetime") == "2017-12-01"
    (entry,) = found.iter("li")
    assert " ".join("".join(entry.itertext()).split()) == "14:00 Event cancelled"


def test_tabs_lead_from_each_view_to_the_others_and_say_where_one_is(client):
    addresses = {"": "To come", "?when=past": "Past", "?month=2017-12": "Calendar"}

    for query, name in addresses.items():
        html = client.get(f"/en/events/{query}").content.decode()
        tabs = html.split('<nav class="tabs"')[1].split("</nav>")[0]
        assert [f'href="/en/events/{other}"' in tabs for other in addresses] == [True] * 3
        assert tabs.count("aria-current") == 1
        assert f'aria-current="page">{name}</a>' in tabs


def test_a_month_without_anything_says_so(client):
    assert "Nothing is announced for this month." in (
        client.get("/en/events/?month=2018-05").content.decode()
    )


def queries(client, url: str) -> int:
    """The statements of a second visit."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "url", ["/fr/events/?month=2017-12", "/fr/events/", "/fr/events/?when=past"]
)
def test_a_view_of_the_events_costs_the_same_for_any_number(client, url):
    costs = {}
    made = 0
    for count in (1, 3, 30):
        while made < count:
            past = {"start_day": date(2017, 11, 3)} if made % 2 else {}
            make_event(f"Протест {made}", **past)
            make_key_date(f"Дебаты {made}")
            made += 1
        make_event(f"Прошло {count}", start_day=date(2017, 11, 2))
        costs[count] = queries(client, url)

    assert len(set(costs.values())) == 1
    assert costs[1] <= 16
