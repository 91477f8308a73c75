"""Texts that file formats stumble over, and packages made of them."""

from random import Random
from uuid import UUID

from translations.files.units import Package, State, Unit

TRANSLATION = UUID("5e0c2f6a-91d4-4d4e-8a53-0a3b6f2f7c11")
NASTY = (
    "plain",
    'He said "no"',
    "it's",
    'C:\\new\\table \\" \\\\n',
    "a\nb\n",
    "\ttab\tand carriage\rreturn\r\n",
    "  two spaces before and after  ",
    "no\u00a0break\u202fspace",
    "line\u2028separator\u2029paragraph\u0085next",
    "zero\u200bwidth\u200d\u2060\ufeff",
    "שלום \u202bעולם\u202c",
    "مرحبا <b>بالعالم</b>",
    "👩‍👩‍👧 🇰🇿 𝔘𝔫𝔦",
    "e\u0301 and \u00e9",
    '<a id="a1">«x» &amp; y</a>',
    '<a id="a1">one</a>, <a id="a2"><b>two</b></a>',
    '<a id="a1">same</a> <a id="a1">id</a>',
    '<a id="a1">outer <a id="a1">inner</a></a>',
    "first<br/>second<br/><br/>third",
    "old<br>and<br />new",
    "<b><i>nested <em>three</em></i></b> <b>again</b>",
    "<b>crossed <i>tags</b> here</i>",
    "<b>never closed",
    "closed only</b>",
    "<i></i><b></b>",
    "<abbr>EU</abbr> <acronym>UN</acronym> <code>x</code> <strong>y</strong>",
    '<B>LOUD</B> <b class="x">class</b> <span>span</span><img src="x">',
    "5 &lt; 6 &gt; 4 &amp;amp; &amp;lt;b&amp;gt;",
    "&nbsp;&quot;&#39;&#x27;&copy;&unknown;",
    "Tom & Jerry < Spike > all &",
    "]]> <!-- no comment --> <?pi?> <![CDATA[x]]>",
    "%(name)s %s {0} ${x} %",
    "#, fuzzy",
    "#~ msgid",
    'msgid "x"',
    "б" * 300 + " " + "long " * 100,
)
# A text and what may stand around it in a generated one.
PARTS = (*"aяé漢א\"'\\&<>;%#", " ", "\n", "\t", "\u00a0", "\u2028", "😀")
MARKS = ("<b>", "</b>", '<a id="a1">', '<a id="a2">', "</a>", "<br/>", "<br>", "&amp;", "&nbsp;")


def unit(target="Bonjour", state=State.TRANSLATED, path="title", source="Привет", **more):
    """A unit of which a test names only what matters."""
    return Unit(path=path, source=source, target=target, state=state, **more)


def package(*units, code="fr"):
    """The French translation of a page."""
    return Package(TRANSLATION, "ru", code, "Свободу!", units)


def nasty_package():
    """Every nasty text as original, translation, path and former original."""
    return package(
        *(
            unit(
                path=f"body.{number}.{text}",
                source=text,
                target=text[::-1] if "<" not in text else f"{text} {text}",
                state=State.NEEDS_WORK if number % 2 else State.TRANSLATED,
                note="Body, paragraph",
                former=text if number % 2 else "",
            )
            for number, text in enumerate(NASTY)
        )
    )


def random_package(seed):
    """A package of up to thirty texts; the same for the same seed."""
    random = Random(seed)
    return package(*(random_unit(random, number) for number in range(random.randint(0, 30))))


def random_unit(random, number):
    """A unit with texts of characters and marks in any order."""
    state = random.choice([State.EMPTY, State.NEEDS_WORK, State.TRANSLATED])
    return unit(
        path=f"body.{number}",
        source=f"{number}{random_text(random)}",
        target="" if state == State.EMPTY else f"x{random_text(random)}",
        state=state,
        former=random_text(random) if state == State.NEEDS_WORK else "",
    )


def random_text(random):
    """Up to twenty characters and marks."""
    return "".join(random.choices((*PARTS, *MARKS), k=random.randint(0, 20)))
