"""Numbers, times and dates as texts of any language write them.

A figure may be read in several ways: 9/11/2017 is a day in November or in September, 1.000 is a
thousand or one, 19.30 is a time or a decimal. Each way is a tuple of atoms: "19" (also for 19:00
and 19 h), "19:30", "3.5", "m11" for November.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import decimal, normalize

from translations.numerals import MULTIPLE

Atoms = tuple[str, ...]

FIGURE = re.compile(
    r"""
    (?P<iso>\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d))
    | (?P<day>\d{1,2}(?:\.\ ?\d{1,2}\.\ ?|/\d{1,2}/|-\d{1,2}-)(?:\d{4}|\d{2})(?![\d:]))
    | (?P<month>\d{1,2}[./]\d{4}(?!\d))
    | (?P<years>\d{4}\ ?[-–—/]\ ?\d{2}(?![\d:]))
    | (?P<stroke>\d{1,2}/\d{1,2}(?![\d/]))
    | (?P<dashed>\d{1,2}-(?:00|15|30|45)(?![\d-]))
    | (?P<half>\d{1,2}(?:[:.]\d{2})?\ ?[ap]\.?\ ?m\b)
    | (?P<time>\d{1,2}(?::|\ ?h\ ?|\ ?uhr\ )\d{2}(?!\d))
    | (?P<hours>\d{1,2}\ ?(?:ч|час\w{0,2}|год|годин\w?|сағат\w{0,3})\.?\ \d{1,2}\ ?(?:м|хв))
    | (?P<thousands>\d{1,3}(?P<mark>[\ ,.'’])\d{3}(?:(?P=mark)\d{3})*(?:[.,]\d{1,2})?(?!\d))
    | (?P<decimal>\d++[.,]\d++)
    | (?P<whole>\d++)
    """,
    re.VERBOSE | re.IGNORECASE,
)
DIGITS = re.compile(r"\d+")
FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
MINUTES = re.compile(rf"(?<=\d)([{RAISED}]{{2}})(?![{RAISED}])")
RAISED_NUMBER = re.compile(rf"(?<=\d)([{RAISED}]+)")
RAISED_MARK = re.compile(rf"[{RAISED}]+")
EVENING = re.compile(
    r"вечера|часа дня|часов дня|вечора|кеш|soir|après-midi|wiecz|po południu|abends|nachmittag"
    r"|\b[0-9:.]{1,5} ?p\.? ?m\b|evening|afternoon",
    re.IGNORECASE,
)


# An atom that is only one part of an unlikely way to read something answers less well.
UNLIKELY = 0.9


@dataclass(frozen=True)
class Figure:
    """What stands in a text, and the ways to read it, the likeliest first."""

    text: str
    ways: tuple[Atoms, ...]

    def offers(self) -> Iterator[tuple[str, float]]:
        """Its atoms, and how well each would answer to another text."""
        for place, way in enumerate(self.ways):
            for atom in way:
                yield atom, UNLIKELY if place and len(way) > 1 else 1.0

    def way_for(self, answers: Mapping[str, float]) -> Atoms:
        """The way whose atoms are best answered."""
        return max(self.ways, key=lambda way: sum(answers.get(atom, 0) for atom in way) / len(way))


def tidy(text: str) -> str:
    """One kind of space and of digits; ² of m² goes, 174¹ is 174 1 and 19⁰⁰ is 19:00."""
    text = MINUTES.sub(lambda raised: ":" + normalize("NFKC", raised[1]), text)
    text = RAISED_NUMBER.sub(lambda raised: " " + normalize("NFKC", raised[1]), text)
    text = normalize("NFKC", RAISED_MARK.sub("", text))
    text = FOREIGN_DIGIT.sub(lambda sign: str(decimal(sign[0], sign[0])), text)
    return re.sub(r"\s+", " ", text.replace("٫", ".").replace("٬", ",").replace("’", "'"))


def figures(text: str) -> list[Figure]:
    """All figures of a text in order."""
    hours = 12 if EVENING.search(text) else 0
    return [
        figure(found[0], found.lastgroup or "", power(found), hours)
        for found in FIGURE.finditer(text)
    ]


def power(found: re.Match) -> int:
    """How many zeros the word behind a number adds to it: 5 тыс., 2 million."""
    multiple = MULTIPLE.match(found.string, found.end())
    return int(multiple.lastgroup[1:]) if multiple and multiple.lastgroup else 0


@lru_cache(maxsize=10_000)
def figure(text: str, kind: str, power: int, hours: int) -> Figure:
    """A figure with the ways to read it; in the evening an hour may be meant 12 hours later."""
    parts = DIGITS.findall(text)
    ways = READERS[kind](parts, text)
    if power and kind in ("thousands", "decimal", "whole"):
        ways += [(scaled(way[0], power),) for way in ways if len(way) == 1]
    if hours and kind in ("time", "decimal", "whole") and as_int(parts[0]) < 12:
        ways.append(clock(as_int(parts[0]) + hours, parts[1] if len(parts) > 1 else "00"))
    return Figure(text.strip(), tuple(dict.fromkeys(ways)))


def read_iso(parts: list[str], _text: str) -> list[Atoms]:
    """2017-11-09"""
    year, month, day = parts
    return date_ways(day, month, year)


def read_day(parts: list[str], text: str) -> list[Atoms]:
    """9.11.2017, 09/11/17; with strokes the month may come first."""
    day, month, year = parts
    full = year if len(year) == 4 else f"{20 if year < '50' else 19}{year}"
    ways = date_ways(day, month, full)
    if "." not in text:
        ways = [*ways[:-1], *date_ways(month, day, full)]
    return [*ways, plain(parts)]


def date_ways(day: str, month: str, year: str) -> list[Atoms]:
    """A date as such, if there is such a month, and as three numbers."""
    three = plain([day, month, year])
    if not 0 < as_int(month) < 13:
        return [three]
    return [(number(day), f"m{number(month)}", number(year)), three]


def read_month(parts: list[str], text: str) -> list[Atoms]:
    """12/2017, which may be two numbers or a decimal as well."""
    month, year = parts
    ways = [(f"m{number(month)}", number(year))] if 0 < as_int(month) < 13 else []
    return [*ways, plain(parts), *([(fraction(*parts),)] if "." in text else [])]


def read_years(parts: list[str], _text: str) -> list[Atoms]:
    """2016–17, which may be 2016 and 2017, or November in 2017-11."""
    year, rest = parts
    ways = [plain(parts), (year, year[:2] + rest)]
    return [*ways, (year, f"m{number(rest)}")] if 0 < as_int(rest) < 13 else ways


def read_half(parts: list[str], text: str) -> list[Atoms]:
    """7 p.m., 7:30 am"""
    minutes = parts[1] if len(parts) > 1 else "00"
    hour = as_int(parts[0])
    return [clock(hour % 12 + (12 if "p" in text.lower() else 0), minutes)]


def read_time(parts: list[str], _text: str) -> list[Atoms]:
    """19:30, 19 h 30, 19 Uhr 30; 53:12 is no time."""
    hour, minutes = parts
    if is_time(hour, minutes):
        return [clock(as_int(hour), minutes.zfill(2)), plain(parts)]
    return [plain(parts)]


def read_stroke(parts: list[str], _text: str) -> list[Atoms]:
    """09/11, which may be two numbers or a day, the month first or last."""
    one, other = parts
    days = [(day, month) for day, month in ((one, other), (other, one)) if 0 < as_int(month) < 13]
    return [plain(parts), *((number(day), f"m{number(month)}") for day, month in days)]


def read_dashed(parts: list[str], _text: str) -> list[Atoms]:
    """14-00, which may be 14 to 0 as well."""
    return [*reversed(read_time(parts, ""))]


def read_thousands(parts: list[str], text: str) -> list[Atoms]:
    """1 000, 1,000 or 1.000,50; the last two signs may begin a fraction."""
    tail = parts[-1] if len(parts[-1]) < 3 else ""
    groups = parts[:-1] if tail else parts
    ways = [(fraction("".join(groups), tail),)]
    if len(parts) == 2 and text[len(parts[0])] in ".,":
        ways.append((f"{number(parts[0])}.{parts[1]}",))
    return [*ways, plain(parts)]


def read_decimal(parts: list[str], text: str) -> list[Atoms]:
    """3,5; with a point also a time or a day: 19.30, 9.11; and 1,2 may be two numbers."""
    whole, rest = parts
    ways = [(fraction(whole, rest),)]
    if "." in text and len(rest) == 2 and is_time(whole, rest):
        ways.append(clock(as_int(whole), rest))
    if "." in text and len(rest) < 3 and 0 < as_int(rest) < 13:
        ways.append((number(whole), f"m{number(rest)}"))
    return [*ways, plain(parts)]


def read_whole(parts: list[str], _text: str) -> list[Atoms]:
    """35; 90 may be the nineties."""
    digits = number(parts[0])
    decade = len(digits) == 2 and digits[1] == "0" and digits > "10"
    return [(digits,), (f"19{digits}",)] if decade else [(digits,)]


READERS: dict[str, Callable[[list[str], str], list[Atoms]]] = {
    "iso": read_iso,
    "day": read_day,
    "month": read_month,
    "years": read_years,
    "half": read_half,
    "stroke": read_stroke,
    "dashed": read_dashed,
    "time": read_time,
    "hours": read_time,
    "thousands": read_thousands,
    "decimal": read_decimal,
    "whole": read_whole,
}


def plain(parts: list[str]) -> Atoms:
    """Digits as that many numbers."""
    return tuple(number(part) for part in parts)


def number(digits: str) -> str:
    """09 → 9; as text, for there is no longest number."""
    return digits.lstrip("0") or "0"


def as_int(digits: str) -> int:
    """A number of few digits; a long one is as good as any that is no hour, day or month."""
    return int(digits) if len(digits) < 5 else 9999


def fraction(whole: str, rest: str) -> str:
    """3 and 50 → 3.5; 19 and 00 → 19."""
    rest = rest.rstrip("0")
    return f"{number(whole)}.{rest}" if rest else number(whole)


def scaled(atom: str, power: int) -> str:
    """1.5 and 3 → 1500"""
    whole, _point, rest = atom.partition(".")
    return fraction(whole + rest[:power].ljust(power, "0"), rest[power:])


def is_time(hour: str, minutes: str) -> bool:
    """Whether there is such a time."""
    return as_int(hour) < 25 and as_int(minutes) < 60


def clock(hour: int, minutes: str) -> Atoms:
    """A time; the full hour is the number of the hour, for many write only that."""
    return (str(hour),) if minutes == "00" else (f"{hour}:{minutes}",)
