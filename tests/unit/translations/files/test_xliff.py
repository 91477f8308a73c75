"""XLIFF: ours, and what other programs make of it."""

import re
from xml.etree.ElementTree import Element, fromstring

import pytest

from tests.unit.translations.files.packages import (
    TRANSLATION,
    nasty_package,
    package,
    random_package,
    unit,
)
from translations.files import xliff
from translations.files.units import FileProblem, State

NAMESPACE = "{urn:oasis:names:tc:xliff:document:1.2}"
# The part of the schema of XLIFF 1.2 that we use: attributes, and children in their order.
SCHEMA = {
    "xliff": (r"version", r"file "),
    "file": (r"original datatype source-language target-language", r"header body "),
    "header": (r"", r"note "),
    "body": (r"", r"(trans-unit )*"),
    "trans-unit": (r"id resname( approved)? space", r"source (target )?(note )?(alt-trans )?"),
    "alt-trans": (r"alttranstype", r"source target "),
    "source": (r"", r"(g |x )*"),
    "target": (r"(state)?", r"(g |x )*"),
    "g": (r"ctype id equiv-text", r"(g |x )*"),
    "x": (r"ctype id equiv-text", r""),
    "note": (r"from", r""),
}
OLD = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="{id}" source-language="ru" target-language="fr" datatype="html"><body>
<trans-unit id="1" resname="title"{more}>{content}</trans-unit></body></file></xliff>"""
NEW = """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="ru"
 trgLang="fr">
<file id="f1" original="{id}"><unit id="1" name="title">{content}</unit></file></xliff>"""


def read_old(content, more=""):
    """The one unit of a file of version 1.2."""
    return xliff.read(OLD.format(id=TRANSLATION, content=content, more=more).encode()).units[0]


def read_new(content):
    """The one unit of a file of version 2.0."""
    return xliff.read(NEW.format(id=TRANSLATION, content=content).encode()).units[0]


def faults(element: Element) -> list[str]:
    """Where an element is not as the schema says."""
    name = element.tag.removeprefix(NAMESPACE)
    attributes, inside = SCHEMA[name]
    names = " ".join(key.rpartition("}")[2] for key in element.attrib)
    order = "".join(f"{child.tag.removeprefix(NAMESPACE)} " for child in element)
    found = [] if re.fullmatch(attributes, names) else [f"{name} has {names}"]
    found += [] if re.fullmatch(inside, order) else [f"{name} holds {order}"]
    return found + [fault for child in element for fault in faults(child)]


def test_a_file_is_written_as_programs_expect_it():
    data = xliff.write(
        package(
            unit("Bonjour", note="Title"),
            unit("", State.EMPTY, path="body.1", source='<a id="a1">Мир</a> &amp; <b>да</b><br/>'),
            unit("Vieux", State.NEEDS_WORK, path="body.2", source="Новое", former="Старое"),
            unit("Revu", State.REVIEWED, path="body.3", source="Всё"),
        )
    )

    assert (
        data.decode()
        == f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="{TRANSLATION}" datatype="html" source-language="ru" target-language="fr">
<header><note from="title">Свободу!</note></header>
<body>
<trans-unit id="1" resname="title" xml:space="preserve">
<source>Привет</source>
<target state="translated">Bonjour</target>
<note from="place">Title</note>
</trans-unit>
<trans-unit id="2" resname="body.1" xml:space="preserve">
<source><g ctype="x-html-a" id="a1" equiv-text="&lt;a id=&quot;a1&quot;&gt;">Мир</g> &amp; \
<g ctype="x-html-b" id="b1" equiv-text="&lt;b&gt;">да</g>\
<x ctype="lb" id="br1" equiv-text="&lt;br/&gt;"/></source>
</trans-unit>
<trans-unit id="3" resname="body.2" xml:space="preserve">
<source>Новое</source>
<target state="needs-review-translation">Vieux</target>
<alt-trans alttranstype="previous-version"><source>Старое</source>\
<target>Vieux</target></alt-trans>
</trans-unit>
<trans-unit id="4" resname="body.3" approved="yes" xml:space="preserve">
<source>Всё</source>
<target state="signed-off">Revu</target>
</trans-unit>
</body>
</file>
</xliff>
"""
    )


@pytest.mark.parametrize("written", [nasty_package(), random_package(1), package()])
def test_a_file_follows_the_schema(written):
    assert faults(fromstring(xliff.write(written))) == []


def test_no_two_marks_of_a_text_have_one_id():
    root = fromstring(xliff.write(nasty_package()))
    texts = [*root.iter(f"{NAMESPACE}source"), *root.iter(f"{NAMESPACE}target")]
    ids = [[mark.get("id") for mark in text.iter() if mark.get("id")] for text in texts]

    assert ["a1", "x1", "x2"] in ids  # two links with one id
    assert [found for found in ids if len(found) != len(set(found))] == []


def test_nasty_texts_come_back_byte_for_byte():
    assert xliff.read(xliff.write(nasty_package())) == nasty_package()


@pytest.mark.parametrize("seed", range(100))
def test_any_package_comes_back(seed):
    assert xliff.read(xliff.write(random_package(seed))) == random_package(seed)


def test_a_reviewed_text_comes_back_as_translated():
    found = xliff.read(xliff.write(package(unit(state=State.REVIEWED))))

    assert found.units == (unit(state=State.TRANSLATED),)


def test_characters_that_xml_cannot_hold_are_left_out():
    found = xliff.read(xliff.write(package(unit("a\x0bb\x00c\ufffe"))))

    assert found.units == (unit("abc"),)


@pytest.mark.parametrize(
    ("attributes", "state"),
    [
        (' state="new"', State.NEEDS_WORK),
        (' state="needs-translation"', State.NEEDS_WORK),
        (' state="needs-adaptation"', State.NEEDS_WORK),
        (' state="needs-l10n"', State.NEEDS_WORK),
        (' state="needs-review-translation"', State.NEEDS_WORK),
        (' state="needs-review-adaptation"', State.NEEDS_WORK),
        (' state="needs-review-l10n"', State.NEEDS_WORK),
        (' state="x-draft"', State.NEEDS_WORK),
        (' state="translated"', State.TRANSLATED),
        (' state="final"', State.TRANSLATED),
        (' state="signed-off"', State.TRANSLATED),
        ("", State.TRANSLATED),
    ],
)
def test_states_of_version_1(attributes, state):
    content = f"<source>Привет</source><target{attributes}>Bonjour</target>"

    assert read_old(content) == unit("Bonjour", state)


@pytest.mark.parametrize(
    ("approved", "given", "state"),
    [
        ("no", "", State.NEEDS_WORK),
        ("no", ' state="translated"', State.TRANSLATED),
        ("yes", "", State.TRANSLATED),
        ("yes", ' state="needs-translation"', State.NEEDS_WORK),
    ],
)
def test_approval_counts_where_there_is_no_state(approved, given, state):
    content = f"<source>Привет</source><target{given}>Bonjour</target>"

    assert read_old(content, more=f' approved="{approved}"').state == state


@pytest.mark.parametrize("target", ["", "<target/>", '<target state="translated"></target>'])
def test_no_text_is_an_empty_translation(target):
    assert read_old(f"<source>Привет</source>{target}") == unit("", State.EMPTY)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ("", State.TRANSLATED),
        (' state="initial"', State.NEEDS_WORK),
        (' state="translated"', State.TRANSLATED),
        (' state="reviewed"', State.TRANSLATED),
        (' state="final"', State.TRANSLATED),
    ],
)
def test_states_of_version_2(given, state):
    content = f"<segment{given}><source>Привет</source><target>Bonjour</target></segment>"

    assert read_new(content) == unit("Bonjour", state)


def test_the_original_in_place_of_a_translation_is_none_unless_a_state_says_so():
    copy = "<source>2017</source><target{}>2017</target>"
    segment = "<segment{}><source>2017</source><target>2017</target></segment>"
    done = ' state="translated"'

    assert read_old(copy.format("")) == unit("", State.EMPTY, source="2017")
    assert read_new(segment.format("")) == unit("", State.EMPTY, source="2017")
    assert read_old(copy.format(done)) == unit("2017", source="2017")
    assert read_new(segment.format(done)) == unit("2017", source="2017")


@pytest.mark.parametrize(
    ("marked", "html"),
    [
        ('<g id="1" ctype="x-html-em">a</g>', "<em>a</em>"),
        ('<g id="1" ctype="bold">a</g>', "<b>a</b>"),
        ('<g id="a2" ctype="x-html-a">a</g>', '<a id="a2">a</a>'),
        ('a<x id="1" ctype="lb"/>b', "a<br/>b"),
        ('<mrk mtype="seg" mid="1">a &amp; </mrk><mrk mtype="seg" mid="2">b</mrk>', "a &amp; b"),
        ('<bpt id="1">&lt;b&gt;</bpt>a<ept id="1">&lt;/b&gt;</ept>', "<b>a</b>"),
        ('<bx id="1" rid="7" ctype="x-html-b"/>a<ex id="2" rid="7"/>', "<b>a</b>"),
        ('<ph id="1">&lt;br/&gt;</ph>', "<br/>"),
        ("a<!-- a comment --> b<![CDATA[ & c]]>", "a b &amp; c"),
    ],
)
def test_marks_of_other_programs_in_version_1(marked, html):
    assert read_old(f"<source>{marked}</source>").source == html


def test_a_mark_that_has_only_its_id_is_that_of_the_original():
    content = (
        '<source><g id="1" ctype="x-html-b">а</g><x id="2" ctype="lb"/>б</source>'
        '<target>b<x id="2"/><g id="1">a</g></target>'
    )

    assert read_old(content).target == "b<br/><b>a</b>"


@pytest.mark.parametrize(
    ("marked", "html"),
    [
        ('<pc id="1" type="fmt" subType="xlf:b">a</pc>', "<b>a</b>"),
        ('<pc id="1" subType="html:strong">a</pc>', "<strong>a</strong>"),
        ('<pc id="1" dataRefStart="d1" dataRefEnd="d2">a</pc>', '<a id="a1">a</a>'),
        ('<pc id="1" equivStart="&lt;i&gt;" equivEnd="&lt;/i&gt;">a</pc>', "<i>a</i>"),
        ('a<ph id="1" type="fmt" subType="xlf:lb"/>b', "a<br/>b"),
        ('a<ph id="1" dataRef="d3"/>b', "a<br/>b"),
        ('<sc id="1" subType="xlf:i"/>a<ec startRef="1"/>', "<i>a</i>"),
        ('<mrk id="m" type="term">a</mrk><sm id="n"/>b<em startRef="n"/>', "ab"),
    ],
)
def test_marks_of_version_2(marked, html):
    data = (
        '<originalData><data id="d1">&lt;a id="a1"&gt;</data><data id="d2">&lt;/a&gt;</data>'
        '<data id="d3">&lt;br/&gt;</data></originalData>'
    )

    found = read_new(f"{data}<segment><source>{marked}</source></segment>")
    assert found.source == html


def test_segments_of_version_2_are_one_text():
    content = (
        "<segment><source>Раз.</source><target>Un.</target></segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment><source>Два.</source><target>Deux.</target></segment>"
    )

    assert read_new(content) == unit("Un. Deux.", source="Раз. Два.")


def test_a_text_of_which_a_segment_is_missing_is_empty():
    content = (
        "<segment><source>Раз.</source><target>Un.</target></segment>"
        "<segment><source>Два.</source></segment>"
    )

    assert read_new(content) == unit("", State.EMPTY, source="Раз.Два.")


def test_segments_in_another_order_need_work():
    content = '<segment><source>Привет</source><target order="2">Bonjour</target></segment>'

    assert read_new(content) == unit("Bonjour", State.NEEDS_WORK)


def test_a_file_of_version_2_names_its_languages_and_translation():
    text = NEW.format(id="page.html", content="").replace('id="f1"', f'id="{TRANSLATION}"')
    found = xliff.read(text.replace('version="2.0"', 'version="2.1"').encode())

    assert (found.translation, found.source_code, found.code) == (TRANSLATION, "ru", "fr")


def test_a_converted_file_keeps_title_and_place():
    text = NEW.format(
        id=TRANSLATION,
        content='<notes><note category="place">Title</note><note>Mine</note></notes>'
        "<segment><source>Привет</source><target>Bonjour</target></segment>",
    )
    title = '<notes><note category="title">Свободу!</note></notes><unit'
    found = xliff.read(text.replace("<unit", title).encode())

    assert found == package(unit(note="Title"))


def test_groups_and_alternatives_of_a_program_are_not_texts_of_the_page():
    content = (
        "<source>Привет</source><target>Bonjour</target><note>Hm?</note>"
        '<alt-trans match-quality="80"><source>Пока</source><target>Salut</target></alt-trans>'
    )
    text = OLD.format(id=TRANSLATION, content=content, more="")
    text = text.replace("<body>", "<body><group>").replace("</body>", "</group></body>")

    assert xliff.read(text.encode()).units == (unit(),)


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ('<x id="1"/>', '<x id="1">'),
        ('<g id="9">a</g>', '<g id="9">'),
        ('<g id="2" equiv-text="&lt;br/&gt;">a</g>', '<g id="2">'),
        ('<ex id="3"/>', '<ex id="3">'),
        ('<x id="4" equiv-text="no mark"/>', '<x id="4">'),
        ("<strange/>", '<strange id="">'),
    ],
)
def test_a_mark_that_stands_for_nothing_is_refused(marked, shown):
    with pytest.raises(FileProblem) as problem:
        read_old(f"<source>a</source><target>{marked}</target>")

    assert str(problem.value) == (
        f"A text in the file has a mark that this site does not know: {shown}. Remove it in "
        "your program, then try again."
    )
