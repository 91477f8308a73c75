"""The geometry of the pictures: shares of a drawing as SVG takes them. No words, no queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

MOST_LINES = 5
# Paths on a tile of 8 × 8: the layers of a picture differ without colour. The styles are in
# static/css/components.css.
HATCHINGS = (
    "M-2 2L2 -2M0 8L8 0M6 10L10 6",
    "M4 0V8",
    "M0 2H8M0 6H8",
    "M3 4H5",
    "M0 4H8M4 0V8",
    "M0 0L8 8M0 8L8 0",
    "M1 2H4M5 6H8",
    "M-2 6L2 10M0 0L8 8M6 -2L10 2",
)


@dataclass(frozen=True)
class Box:
    """A rectangle within a drawing, in percent."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: how far along it, and the number it stands for."""

    at: str
    value: int


@dataclass(frozen=True)
class Stack:
    """Layers one upon the other, the lowest first, and the lines behind them."""

    layers: Mapping[str, list[Box]]
    lines: list[Tick]


@dataclass(frozen=True)
class Bar:
    """A bar: certain up to one box, possible up to the other."""

    certain: Box
    possible: Box


def percent(share: float) -> str:
    """A share of the drawing."""
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"


def box(x: float, y: float, width: float, height: float, mirrored: bool) -> Box:
    """A rectangle given in shares; a mirrored one begins at the other side."""
    start = 1 - x - width if mirrored else x
    return Box(percent(start), percent(y), percent(width), percent(height))


def scale(most: int) -> list[int]:
    """Round numbers from nought to at least `most`, no more than a few."""
    steps = (digit * 10**power for power in count() for digit in (1, 2, 5))
    step = next(step for step in steps if most <= step * (MOST_LINES - 1))
    return list(range(0, most + step, step))


def stacked(
    columns: Sequence[Mapping[str, int]], codes: Sequence[str], mirrored: bool
) -> Stack | None:
    """Columns of equal width with a layer for each code that occurs; none if nothing does."""
    occurring = [code for code in codes if any(column.get(code) for column in columns)]
    if not occurring:
        return None
    lines = scale(max(sum(column.get(code, 0) for code in codes) for column in columns))
    layers: dict[str, list[Box]] = {}
    ground = [0] * len(columns)
    for code in occurring:
        tops = [low + column.get(code, 0) for low, column in zip(ground, columns, strict=True)]
        layers[code] = [
            box(
                first / len(columns),
                1 - high / lines[-1],
                (end - first) / len(columns),
                (high - low) / lines[-1],
                mirrored,
            )
            for first, end, low, high in runs(ground, tops)
        ]
        ground = tops
    return Stack(layers, [Tick(percent(1 - line / lines[-1]), line) for line in lines])


def runs(ground: Sequence[int], tops: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """Neighbours of the same foot and height as one: first, end, foot, top; without empty ones."""
    found: list[tuple[int, int, int, int]] = []
    for place, (low, high) in enumerate(zip(ground, tops, strict=True)):
        if low == high:
            continue
        if found and found[-1][1:] == (place, low, high):
            found[-1] = (found[-1][0], place + 1, low, high)
        else:
            found.append((place, place + 1, low, high))
    return found


def bar(least: int, most: int, longest: int, mirrored: bool) -> Bar:
    """A bar that is as long as the drawing for `longest`."""
    return Bar(
        certain=box(0, 0, least / longest, 1, mirrored),
        possible=box(least / longest, 0, (most - least) / longest, 1, mirrored),
    )


def marks(number: int, most: int) -> list[int]:
    """The places of no more than `most` marks among so many, evenly and from the first."""
    return list(range(0, number, -(-number // most))) if number else []
