"""The numbers, times and dates of two texts in different languages, compared.

A figure that may be read in several ways is read as the other text answers to it. What remains
without an answer is told.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from translations.figures import figures, number, tidy
from translations.numerals import MONTH_PATTERNS, spelled

BEFORE = re.compile(
    r"(?<!\d)(\d{1,4})(?:\.|-?[^\W\d_]{1,3}\.?| г\.)?(?: ?жыл\w*)? (?:of |de |the |d')?$"
)
AFTER = re.compile(r"\.?,? (?:of |de |the )?(\d{1,4})(?:st|nd|rd|th)?(?![\d:]|[.,]\d)")


@dataclass(frozen=True)
class Months:
    """The months a text names: beside a number, anywhere, and of each day; as they stand there."""

    dated: dict[str, str]
    named: set[str]
    of_days: dict[str, dict[str, str]]


@dataclass(frozen=True)
class Differences:
    """What only one of two texts has, as it stands there."""

    missing: list[str]
    extra: list[str]


def differences(source: str, target: str, source_code: str, code: str) -> Differences:
    """The numbers, times and dates that only one of two plain texts has."""
    knows_months = source_code in MONTH_PATTERNS and code in MONTH_PATTERNS
    ours, theirs = (
        Side(tidy(text), language, knows_months)
        for text, language in ((source, source_code), (target, code))
    )
    ours.read(theirs.offers())
    theirs.read(dict.fromkeys((atom for atom, _text in ours.atoms), 1.0) | ours.named())
    return Differences(ours.without(theirs), theirs.without(ours))


class Side:
    """One of two texts: its figures and its months."""

    def __init__(self, text: str, code: str, knows_months: bool) -> None:
        self.text, self.code, self.knows_months = text, code, knows_months
        self.figures = figures(text)
        self.months = months(text, code if knows_months else "")
        self.atoms: list[tuple[str, str]] = []

    def named(self) -> dict[str, float]:
        """The months it names, as answers."""
        return dict.fromkeys(self.months.named, 1.0)

    def offers(self) -> dict[str, float]:
        """All atoms it may have, and how well they would answer."""
        found = self.named()
        for figure in set(self.figures):
            for atom, worth in figure.offers():
                found[atom] = max(worth, found.get(atom, 0))
        return found

    def read(self, answers: Mapping[str, float]) -> None:
        """Decide how each figure is meant, given what the other text has."""
        ways = {figure: figure.way_for(answers) for figure in set(self.figures)}
        self.atoms = [
            (atom, figure.text)
            for figure in self.figures
            for atom in ways[figure]
            if self.knows_months or not is_month(atom)
        ]

    def without(self, other: "Side") -> list[str]:
        """What this text has and the other one lacks."""
        there = {atom for atom, _text in other.atoms}
        lacking = [(a, text) for a, text in self.atoms if not is_month(a) and a not in there]
        words = spelled(other.text, other.code) if lacking else set()
        found = [text for atom, text in lacking if atom not in words]
        found += repeated(self.atoms, other.atoms)
        found += [text for month, text in self.dated().items() if not other.has_month(month)]
        return list(dict.fromkeys([*found, *self.days_elsewhere(other)]))

    def dated(self) -> dict[str, str]:
        """The months of its dates, in words and in digits."""
        return {atom: text for atom, text in self.atoms if is_month(atom)} | self.months.dated

    def has_month(self, month: str) -> bool:
        """Whether it names a month, or has a date in it."""
        return month in self.months.named or month in self.dated()

    def days_elsewhere(self, other: "Side") -> list[str]:
        """Days that both texts have, but the other one in another month."""
        return [
            text
            for day, here in self.months.of_days.items()
            if (there := other.months.of_days.get(day)) and not here.keys() & there.keys()
            for month, text in here.items()
        ]


def repeated(ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> list[str]:
    """Numbers that stand here more often than there, while others stand there more often.

    A year or a number said twice may be said once in another language. Where one is said less
    and another more, the one was written instead of the other.
    """
    here, there = (
        Counter(atom for atom, _text in atoms if not is_year(atom) and not is_month(atom))
        for atoms in (ours, theirs)
    )
    more = {atom for atom in here if 0 < there[atom] < here[atom]}
    less = {atom for atom in there if 0 < here[atom] < there[atom]}
    if less:
        return [text for atom, text in ours if atom in more]
    # On the 19th at 19:00: either may not be left out.
    days = {atom for atom, text in ours if text == atom}
    times = [(atom, text) for atom, text in ours if text.endswith(":00") and atom in days]
    return [text for atom, text in times if atom in more and there[atom] == 1]


def is_month(atom: str) -> bool:
    """Whether an atom is a month."""
    return atom.startswith("m")


def is_year(atom: str) -> bool:
    """Whether a number may be a year."""
    return len(atom) == 4 and atom.isdecimal() and atom[0] in "12"


def months(text: str, code: str) -> Months:
    """The months that a text names."""
    found = Months({}, set(), {})
    if code not in MONTH_PATTERNS:
        return found
    for name in MONTH_PATTERNS[code].finditer(text):
        month = name.lastgroup or ""
        found.named.add(month)
        day, words = beside(name, MONTH_PATTERNS[code])
        if day:
            found.dated.setdefault(month, words)
        if day and len(day) < 3:
            found.of_days.setdefault(number(day), {}).setdefault(month, words)
    return found


def beside(name: re.Match, pattern: re.Pattern) -> tuple[str, str]:
    """The day or year beside the name of a month, and both as they stand there.

    9 ноября, November 9, 2017 жылғы қараша
    """
    text, start, end = name.string, *name.span()
    before = BEFORE.search(text[max(0, start - 24) : start])
    after = AFTER.match(text, end)
    # In "the March, 8 December" the 8 is of December.
    if after and pattern.match(text, after.end() + 1):
        after = None
    if before and (len(before[1]) < 3 or not after):
        return before[1], before[0] + name[0]
    return (after[1], text[start : after.end()]) if after else ("", "")
