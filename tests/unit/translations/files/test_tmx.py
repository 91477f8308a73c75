"""Translation memories: ours, and those of other programs."""

from itertools import count, islice
from random import Random

import pytest

from tests.unit.translations.files.packages import NASTY, random_text
from translations.files import tmx
from translations.files.tmx import Pair

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
{doctype}<tmx version="1.4"><header srclang="{source}"/><body>{units}</body></tmx>"""


def read(units, source="ru", doctype="", codes=("ru", "fr", "de", "pt-br")):
    """The pairs in a memory of another program."""
    text = FOREIGN.format(units=units, source=source, doctype=doctype)
    return list(tmx.read(text.encode(), codes))


def unit(*variants, more=""):
    """A unit with texts by language."""
    inside = "".join(f'<tuv xml:lang="{code}"><seg>{seg}</seg></tuv>' for code, seg in variants)
    return f"<tu{more}>{inside}</tu>"


def test_a_memory_is_written_as_programs_expect_it():
    pairs = [Pair("ru", "fr", 'Да &amp; <a id="a1">нет</a><br/>', "<b>Oui &lt; non</b>")]

    assert (
        b"".join(tmx.write(pairs, "ru")).decode()
        == """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="Bosat" creationtoolversion="1" segtype="paragraph" o-tmf="Bosat"
 adminlang="en" srclang="ru" datatype="html"/>
<body>
<tu srclang="ru">
<tuv xml:lang="ru"><seg>Да &amp; <bpt i="1" type="link">&lt;a id="a1"&gt;</bpt>нет\
<ept i="1">&lt;/a&gt;</ept><ph type="lb">&lt;br/&gt;</ph></seg></tuv>
<tuv xml:lang="fr"><seg><bpt i="1" type="bold">&lt;b&gt;</bpt>Oui &lt; non\
<ept i="1">&lt;/b&gt;</ept></seg></tuv>
</tu>
</body>
</tmx>
"""
    )


def test_a_memory_is_written_as_it_is_read():
    endless = (Pair("ru", "fr", f"Раз {number}", "Un") for number in count())
    parts = list(islice(tmx.write(endless), 3))

    assert b'srclang="*all*"' in parts[0]
    assert "Раз 1<".encode() in parts[2]


def test_nasty_texts_come_back_byte_for_byte():
    pairs = [Pair("ru", "zh-hant", text, f"{text} {text}") for text in NASTY]

    assert list(tmx.read(b"".join(tmx.write(pairs)))) == pairs


@pytest.mark.parametrize("seed", range(100))
def test_any_texts_come_back(seed):
    random = Random(seed)
    pairs = [
        Pair("uk", "pl", f"{number}{random_text(random)}", f"x{random_text(random)}")
        for number in range(20)
    ]

    assert list(tmx.read(b"".join(tmx.write(pairs, "uk")))) == pairs


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("fr-FR", "fr"),
        ("FR", "fr"),
        ("fr_CA", "fr"),
        ("pt-BR", "pt-br"),
        ("pt-PT", "pt"),
        ("sr-Latn-RS", "sr-latn"),
        ("es-419", "es"),
    ],
)
def test_a_language_is_taken_without_its_region(tag, code):
    assert read(unit(("ru-RU", "Да"), (tag, "Oui"))) == [Pair("ru", code, "Да", "Oui")]


def test_a_unit_in_several_languages_is_several_pairs():
    found = read(unit(("de", "Ja"), ("ru", "Да"), ("fr", "Oui"), ("fr-CA", "Ouais")))

    assert found == [
        Pair("ru", "de", "Да", "Ja"),
        Pair("ru", "fr", "Да", "Oui"),
        Pair("ru", "fr", "Да", "Ouais"),
    ]


def test_a_unit_without_source_language_goes_both_ways():
    assert read(unit(("ru", "Да"), ("fr", "Oui")), source="*all*") == [
        Pair("ru", "fr", "Да", "Oui"),
        Pair("fr", "ru", "Oui", "Да"),
    ]


def test_the_source_language_of_a_unit_counts_more_than_that_of_the_file():
    units = unit(("ru", "Да"), ("fr", "Oui"), more=' srclang="fr-FR"')

    assert read(units) == [Pair("fr", "ru", "Oui", "Да")]


def test_empty_and_nameless_texts_are_no_pairs():
    units = unit(("ru", "Да"), ("fr", " "), ("", "Oui")) + unit(("ru", "Да")) + "<tu/>"

    assert read(units) == []


@pytest.mark.parametrize(
    ("seg", "html"),
    [
        ('<bpt i="1">&lt;cf bold="on"&gt;</bpt>Oui<ept i="1">&lt;/cf&gt;</ept>', "Oui"),
        ('<bpt i="1">{\\b </bpt>Oui<ept i="1">}</ept>', "Oui"),
        ("<hi>Oui</hi> &amp; <ut>x</ut><it pos='begin'>[1}</it>non", "Oui &amp; non"),
        ('<bpt i="1">&lt;i&gt;</bpt>Oui<ept i="1">&lt;/i&gt;</ept>', "<i>Oui</i>"),
        ("<ph>&lt;script&gt;</ph>Oui", "Oui"),
    ],
)
def test_marks_of_other_programs_are_left_out(seg, html):
    assert read(unit(("ru", "Да"), ("fr", seg))) == [Pair("ru", "fr", "Да", html)]


@pytest.mark.parametrize("doctype", ['<!DOCTYPE tmx SYSTEM "tmx14.dtd">', "<!DOCTYPE tmx>"])
def test_the_usual_document_type_is_passed_over(doctype):
    assert read(unit(("ru", "Да"), ("fr", "Oui")), doctype=doctype) == [
        Pair("ru", "fr", "Да", "Oui")
    ]
