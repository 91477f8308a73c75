"""The picture for sharing: it fits in every language, and begins on the right side."""

from io import BytesIO

import pytest
from PIL import Image, features

from core import social
from core.printed import Card
from tests.unit.printed import needs_printing

pytestmark = needs_printing
PAPER, INK = (253, 252, 249), (27, 26, 23)
WORDS = {
    "ru": "Остановите пытки",
    "en": "Stop torture",
    "fr": "Arrêtez la torture",
    "pl": "Zatrzymajcie tortury",
    "uk": "Зупиніть катування",
    "kk": "Азаптауды тоқтатыңыз",
    "de": "Stoppt die Folter",
}


def drawn(title: str, language: str = "en", line: str = "", alarm: str = "") -> Image.Image:
    picture = social.draw(Card(title, line, alarm), "Foundation", language)
    return Image.open(BytesIO(picture)).convert("RGB")


def inked(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many points of a part are not paper."""
    return sum(count for count, colour in picture.crop(box).getcolors(10**6) if colour != PAPER)


@pytest.mark.parametrize("language", WORDS)
def test_a_title_is_drawn_from_the_left(language):
    picture = drawn(WORDS[language], language)

    assert picture.size == (1200, 630)
    assert inked(picture, (72, 45, 300, 145)) > 1000
    assert inked(picture, (1130, 45, 1200, 145)) == 0


def test_arabic_is_drawn_from_the_right():
    picture = drawn("أوقفوا التعذيب", "ar")

    assert inked(picture, (900, 45, 1128, 145)) > 1000
    assert inked(picture, (0, 45, 300, 145)) == 0


@pytest.mark.parametrize("title", ["Word " * 60, "w" * 255, "Слово" * 50])
def test_what_is_long_stays_above_the_line_and_inside_the_margins(title):
    picture = drawn(title.strip(), line="On a day that takes many words. " * 9, alarm="Cancelled")

    assert inked(picture, (0, 19, 71, 465)) == 0
    assert inked(picture, (1130, 19, 1200, 465)) == 0
    assert inked(picture, (0, 494, 1200, 497)) == 0  # the line of the foot is below


def test_what_changed_comes_first_and_in_red():
    plain, cancelled = drawn("Protest"), drawn("Protest", alarm="Cancelled")
    red = Image.new("RGB", (1, 1), social.ACCENT).getpixel((0, 0))

    colours = {colour for _count, colour in cancelled.crop((0, 45, 600, 105)).getcolors(10**6)}
    assert red in colours
    assert red not in {colour for _count, colour in plain.crop((0, 45, 600, 105)).getcolors(10**6)}


def test_without_a_font_nothing_is_drawn_and_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setattr(social.shutil, "which", lambda name: None)
    social.font_file.cache_clear()
    try:
        assert social.draw(Card("Protest"), "Foundation", "en") is None
        assert list(social.missing()) == [
            "Pictures for sharing need fontconfig. On Debian: apt-get install fontconfig"
        ]
    finally:
        social.font_file.cache_clear()


def test_letters_that_join_need_what_this_machine_has():
    assert features.check("raqm")
    assert list(social.missing()) == []
