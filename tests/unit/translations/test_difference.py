"""What was changed in a text is shown word by word."""

import pytest

from translations.difference import Piece, difference


@pytest.mark.parametrize(
    ("former", "now", "pieces"),
    [
        ("Суд 5 мая.", "Суд 6 мая.", "Суд -5-+6+ мая."),
        ("Суд завтра", "Суд", "Суд- завтра-"),
        ("", "Суд", "+Суд+"),
        ("A &amp; B", "A и B", "A -&-+и+ B"),
        ("<b>Суд</b>", "<i>Суд</i>", "-<b>-+<i>+Суд-</b>-+</i>+"),
        ("одно и то же", "одно и то же", "одно и то же"),
    ],
)
def test_words_that_went_and_came_are_told_from_those_that_stayed(former, now, pieces):
    marks = {"kept": "", "removed": "-", "added": "+"}

    found = difference(former, now)

    assert "".join(f"{marks[p.kind]}{p.text}{marks[p.kind]}" for p in found) == pieces


def test_a_piece_is_one_stretch_of_words():
    assert difference("нет", "нет слов") == [Piece("kept", "нет"), Piece("added", " слов")]
