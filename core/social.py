"""The picture that networks show beside a shared link: a title, a line, who we are."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont, features

from core.languages import text_direction
from core.printed import Card

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN, TOP = 72, 54
# Letters may be a little wider than their place.
ROOM = WIDTH - 2 * MARGIN - 8
PAPER, INK, QUIET, ACCENT = "#fdfcf9", "#1b1a17", "#57534a", "#9b1c1f"
TITLE_SIZES = (76, 66, 58, 50, 44)
LINES = 5


def missing() -> Iterator[str]:
    """What this machine lacks to draw words, and what to do."""
    if not shutil.which("fc-match"):
        yield "Pictures for sharing need fontconfig. On Debian: apt-get install fontconfig"
    elif not font_file("", "en"):
        yield "Pictures for sharing need a font. On Debian: apt-get install fonts-noto-core"
    if not features.check("raqm"):
        yield "Pictures for sharing need FriBiDi. On Debian: apt-get install libfribidi0"


def draw(card: Card, signed: str, language: str) -> bytes | None:
    """A PNG; nothing where no font has the letters."""
    brush = Brush(language)
    canvas = ImageDraw.Draw(image := Image.new("RGB", SIZE, PAPER))
    canvas.rectangle((0, 0, WIDTH, 18), fill=ACCENT)
    try:
        top = TOP
        if card.alarm:
            top = brush.write(canvas, [card.alarm], 44, top, ACCENT)
        lines, size = brush.fit(card.title)
        top = brush.write(canvas, lines, size, top, INK)
        line, line_size = brush.fit(card.line, sizes=(40, 34, 30), most=2)
        brush.write(canvas, line, line_size, top + 16, QUIET)
        foot = HEIGHT - MARGIN - 34
        canvas.line((MARGIN, foot - 26, WIDTH - MARGIN, foot - 26), fill=INK, width=3)
        brush.write(canvas, [signed], 30, foot, INK)
    except NoFontError:
        return None
    stream = BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(stream, "PNG")
    return stream.getvalue()


class NoFontError(Exception):
    """There is no font, or nothing that can set it."""


class Brush:
    """Writes in one language, from the side it begins on."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.direction = text_direction(language)

    def font(self, text: str, size: int) -> ImageFont.FreeTypeFont:
        """A bold font that has the letters of the text."""
        letters = "".join(sorted(set(text) - {" "}))
        place = font_file(letters, self.language)
        if place is None or not features.check("raqm"):
            raise NoFontError
        path, index = place
        return ImageFont.truetype(path, size, index, layout_engine=ImageFont.Layout.RAQM)

    def width(self, text: str, font: ImageFont.FreeTypeFont) -> float:
        """How wide a line is."""
        return font.getlength(text, direction=self.direction, language=self.language)

    def fit(
        self, text: str, sizes: tuple[int, ...] = TITLE_SIZES, most: int = LINES
    ) -> tuple[list[str], int]:
        """A text in lines, as big as it fits; what is too long for the smallest size ends in …."""
        for size in sizes:
            lines = self.wrap(text, self.font(text, size))
            # Small letters leave room for more lines than big ones.
            if len(lines) <= most and len(lines) * size <= most * sizes[-1] * 1.2:
                return lines, size
        last = lines[:most]
        if len(lines) > most:
            last[-1] = f"{last[-1][:-1].rstrip()}…"
        return last, sizes[-1]

    def wrap(self, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
        """Words in lines; a word that is longer than a line is cut."""
        lines: list[str] = []
        for word in (part for long in text.split() for part in self.parts(long, font)):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, font) <= ROOM:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def parts(self, word: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
        """A word, in pieces that fit."""
        start = 0
        for end in range(1, len(word) + 1):
            if self.width(word[start:end], font) > ROOM:
                yield word[start : end - 1]
                start = end - 1
        yield word[start:]

    def write(
        self, canvas: ImageDraw.ImageDraw, lines: list[str], size: int, top: float, colour: str
    ) -> float:
        """Write lines from where the language begins; where the next one goes."""
        at_right = self.direction == "rtl"
        for line in filter(None, lines):
            canvas.text(
                (WIDTH - MARGIN if at_right else MARGIN, top),
                line,
                fill=colour,
                font=self.font(line, size),
                anchor="ra" if at_right else "la",
                direction=self.direction,
                language=self.language,
            )
            top += size * 1.25
        return top


@cache
def font_file(letters: str, language: str) -> tuple[str, int] | None:
    """The bold font that fontconfig finds for these letters: its file, and its place in it."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    codes = " ".join(f"{ord(letter):x}" for letter in letters)
    pattern = f"sans:bold:lang={language}" + (f":charset={codes}" if codes else "")
    found = subprocess.run(  # noqa: S603  (no shell, and nothing but numbers comes from a text)
        [program, "-f", "%{file}\n%{index}", pattern], capture_output=True, text=True, check=False
    )
    path, _line, index = found.stdout.partition("\n")
    # A face in a collection; the higher bits name an instance of a variable font.
    return (path, int(index or 0) & 0xFFFF) if path else None
