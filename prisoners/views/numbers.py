"""People in numbers: on a day, over time, and the longest in custody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from core import clock
from core.dates import Precision, partial_date
from core.languages import best_versions, text_direction
from prisoners import charts, history
from prisoners.choices import DEPRIVED_OF_LIBERTY, Status, StatusGroup
from prisoners.ledger import Days
from prisoners.models import PrisonerPage

# What fits under the picture on a phone: some languages write a word beside the year, and the
# name of a month takes half the width.
MOST_YEARS = 4
MOST_MONTHS = 2
# From the ground up, each with its own hatching.
HELD = [code for code in Status.values if code in DEPRIVED_OF_LIBERTY]
HATCHES = dict(zip(HELD, charts.HATCHINGS, strict=True))


@dataclass(frozen=True)
class Layer:
    """A status in the picture, its shapes there, and how many people have it today."""

    code: str
    label: str
    hatching: str
    boxes: list[charts.Box]
    number: int


@dataclass(frozen=True)
class Mark:
    """A point of time on the axis, and its words."""

    at: str
    text: str


@dataclass(frozen=True)
class Custody:
    """A person, her days, and the bar drawn for them."""

    person: PrisonerPage
    days: Days
    bar: charts.Bar


def numbers(request: HttpRequest) -> HttpResponse:
    """How many people are held, free and dead today or on the day `?on=`."""
    code, today = get_language(), clock.today()
    day = asked_day(request.GET.get("on", ""), today)
    everybody = history.of_everybody()
    context = {
        "language": code,
        "day": day,
        "today": today,
        "groups": group_numbers(everybody, day),
        "unknown": everybody.unknown_on(day),
        "silence": everybody.silence.total(),
        "picture": picture(everybody, today, text_direction(code) == "rtl"),
        "longest": longest(everybody, code),
    }
    return render(request, "prisoners/numbers.html", context)


def asked_day(text: str, today: date) -> date:
    """The day in `YYYY-MM-DD`, if it is one and has come; otherwise today."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        return today
    return min(day, today)


def group_numbers(everybody: history.History, day: date) -> list[tuple[str, int]]:
    """Each group and how many people it had; those whose fate is unknown only if there are any."""
    found = everybody.groups_on(day)
    return [
        (StatusGroup(group).label, number)
        for group, number in found.items()
        if number or group != StatusGroup.UNKNOWN
    ]


def picture(everybody: history.History, today: date, mirrored: bool) -> dict | None:
    """What the picture of people held over time is drawn from; none if there is nothing."""
    days = everybody.points(today)
    columns = everybody.over_time(days)
    stack = charts.stacked(columns, HELD, mirrored)
    if stack is None:
        return None
    return {
        "lines": stack.lines,
        "edge": "100%" if mirrored else "0",
        "outward": "0.5em" if mirrored else "-0.5em",
        "layers": layers(stack, columns[-1]),
        "marks": marks(days, mirrored),
        "rows": rows(days, columns, list(stack.layers)),
        "first": days[0],
        "last": days[-1],
        "number": sum(columns[-1][code] for code in HELD),
        "most": max(sum(column[code] for code in HELD) for column in columns),
    }


def layers(stack: charts.Stack, last: Counter[str]) -> list[Layer]:
    """The layers of the picture, from the ground up."""
    return [
        Layer(code, Status(code).label, HATCHES[code], boxes, last[code])
        for code, boxes in stack.layers.items()
    ]


def rows(
    days: Sequence[date], columns: Sequence[Counter[str]], codes: Sequence[str]
) -> list[tuple[date, list[int], int]]:
    """The table behind the picture, latest first: day, number of each status, all together."""
    found = [
        (day, [column[code] for code in codes]) for day, column in zip(days, columns, strict=True)
    ]
    return [(day, numbers, sum(numbers)) for day, numbers in reversed(found)]


def marks(days: Sequence[date], mirrored: bool) -> list[Mark]:
    """A few years under the picture; months where it is shorter than two years."""
    years = [place for place, day in enumerate(days[:-1]) if (day.month, day.day) == (1, 1)]
    places, most, precision = years, MOST_YEARS, Precision.YEAR
    if len(years) < 2:
        places, most, precision = range(len(days)), MOST_MONTHS, Precision.MONTH
    chosen = [places[mark] for mark in charts.marks(len(places), most)]
    return [
        Mark(
            at=charts.box(place / len(days), 0, 0, 0, mirrored).x,
            text=partial_date(days[place], precision),
        )
        for place in chosen
    ]


def longest(everybody: history.History, code: str) -> list[Custody]:
    """The people with the most days in custody, whichever language their page is in."""
    days = dict(everybody.longest)
    people = best_versions(PrisonerPage, list(days), code)
    most = max((days[person.translation_key].most for person in people), default=0)
    mirrored = text_direction(code) == "rtl"
    return [
        Custody(person, found, charts.bar(found.least, found.most, most, mirrored))
        for person in people
        if most and (found := days[person.translation_key])
    ]
