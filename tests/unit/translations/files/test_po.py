"""PO files: ours, and what other programs make of them."""

import re
import shutil
import subprocess
from dataclasses import replace

import polib
import pytest

from tests.unit.translations.files.packages import (
    NASTY,
    TRANSLATION,
    nasty_package,
    package,
    random_package,
    unit,
)
from translations.files import po
from translations.files.units import FileProblem, State

needs_gettext = pytest.mark.skipif(not shutil.which("msgcat"), reason="GNU gettext reads PO files")
HEADER = f'msgid ""\nmsgstr "X-WagtailLocalize-TranslationID: {TRANSLATION}\\n"\n\n'
SMALL = package(
    unit("Bonjour", State.TRANSLATED, note="Title"),
    unit("", State.EMPTY, path="body.1", source="Мир"),
    unit("Ancien", State.NEEDS_WORK, path="body.2", source="Новое", former="Старое"),
)


def gettext(program, *arguments, data):
    """What a program of GNU gettext makes of a file."""
    done = subprocess.run([program, *arguments, "-"], input=data, capture_output=True, check=True)
    return done.stdout


def read_entries(text):
    """The units of a file with our header and this text."""
    return po.read((HEADER + text).encode()).units


def test_a_file_is_written_as_the_library_writes_it_with_what_it_lacks():
    assert (
        po.write(SMALL).decode()
        == f"""#
msgid ""
msgstr ""
"Project-Id-Version: Свободу!\\n"
"PO-Revision-Date: \\n"
"Last-Translator: \\n"
"Language-Team: \\n"
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Source-Language: ru\\n"
"X-WagtailLocalize-TranslationID: {TRANSLATION}\\n"

#. Title
msgctxt "title"
msgid "Привет"
msgstr "Bonjour"

msgctxt "body.1"
msgid "Мир"
msgstr ""

#, fuzzy
#| msgid "Старое"
msgctxt "body.2"
msgid "Новое"
msgstr "Ancien"
"""
    )


def test_the_library_opens_our_file(tmp_path):
    path = tmp_path / "fr.po"
    path.write_bytes(po.write(SMALL))
    found = polib.pofile(str(path))

    assert found.metadata["X-WagtailLocalize-TranslationID"] == str(TRANSLATION)
    assert [(entry.msgctxt, entry.msgid, entry.msgstr) for entry in found] == [
        ("title", "Привет", "Bonjour"),
        ("body.1", "Мир", ""),
        ("body.2", "Новое", "Ancien"),
    ]


def test_the_file_of_the_library_is_read():
    library = polib.POFile(wrapwidth=200)
    library.metadata = {
        "POT-Creation-Date": "2026-11-23",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "X-WagtailLocalize-TranslationID": str(TRANSLATION),
    }
    library.append(polib.POEntry(msgid="Привет", msgctxt="title", msgstr="Bonjour"))
    library.append(polib.POEntry(msgid="Было", msgctxt="body", msgstr="Passé", obsolete=True))
    found = po.read(str(library).encode())

    assert (found.translation, found.source_code, found.code) == (TRANSLATION, "", "")
    assert found.units == (unit("Bonjour"),)


def test_nasty_texts_come_back_byte_for_byte():
    assert len(NASTY) == 36
    assert po.read(po.write(nasty_package())) == nasty_package()


@pytest.mark.parametrize("seed", range(100))
def test_any_package_comes_back(seed):
    assert po.read(po.write(random_package(seed))) == random_package(seed)


def test_a_reviewed_text_comes_back_as_translated():
    found = po.read(po.write(package(unit(state=State.REVIEWED))))

    assert found.units == (unit(state=State.TRANSLATED),)


def test_codes_with_a_region_come_back():
    data = po.write(package(unit(), code="pt-br"))

    assert b'"Language: pt_BR\\n"' in data
    assert po.read(data).code == "pt-br"


def test_a_text_that_stands_twice_is_written_once():
    assert po.read(po.write(package(unit(), unit()))).units == (unit(),)


@needs_gettext
@pytest.mark.parametrize(
    "arguments",
    [("--width=60",), ("--no-wrap",), ("--sort-output",), ("--width=20", "--escape", "--indent")],
)
def test_msgcat_changes_nothing(arguments):
    before = nasty_package()
    after = po.read(gettext("msgcat", *arguments, data=po.write(before)))

    assert set(after.units) == set(before.units)
    assert replace(after, units=()) == replace(before, units=())


@needs_gettext
def test_msgattrib_finishes_and_removes_texts():
    cleared = gettext("msgattrib", "--clear-fuzzy", "--clear-previous", data=po.write(SMALL))
    obsolete = gettext("msgattrib", "--only-fuzzy", "--set-obsolete", data=po.write(SMALL))

    assert po.read(cleared).units[2] == unit("Ancien", path="body.2", source="Новое")
    assert b"#~ msgid" in obsolete
    assert po.read(obsolete).units == ()


@needs_gettext
def test_msgmerge_marks_a_text_whose_original_changed(tmp_path):
    new = tmp_path / "new.pot"
    changed = unit("", State.EMPTY, path="body.2", source="Новое слово")
    new.write_bytes(po.write(package(changed)))
    old = tmp_path / "old.po"
    old.write_bytes(po.write(package(unit("Nouveau", path="body.2", source="Новое слова"))))
    command = ["msgmerge", "--quiet", "--previous", str(old), str(new)]
    merged = subprocess.run(command, capture_output=True, check=True).stdout

    assert po.read(merged).units == (
        unit("Nouveau", State.NEEDS_WORK, "body.2", "Новое слово", former="Новое слова"),
    )


@needs_gettext
def test_gettext_finds_no_fault_in_our_file(tmp_path):
    command = ["msgfmt", "--check", "-o", str(tmp_path / "x.mo"), "-"]
    done = subprocess.run(command, input=po.write(SMALL), capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"\n\n"),
        lambda data: data.replace(b"\n", b" \t\n"),
        lambda data: data.rstrip(b"\n"),
        lambda data: data.replace(b'"MIME', b'"X-Generator: Poedit 3.4\\n"\n"MIME'),
        lambda data: data.replace(b"X-WagtailLocalize", b"x-wagtaillocalize"),
        lambda data: re.sub(rb'("Language: fr\\n"\n)((?:".*\n)+)', rb"\2\1", data),
        lambda data: b"# A translator\n# <a@example.org>, 2026.\n#, fuzzy\n" + data,
        lambda data: data.replace(b"#, fuzzy", b"# by hand\n#: body:12\n#, c-format, fuzzy"),
        lambda data: data + b'\n#, fuzzy\n#~| msgid "z"\n#~ msgid "x"\n#~ msgstr "y"\n',
    ],
    ids=[
        "BOM", "CRLF", "blank lines", "spaces", "no last line end", "new header", "small letters",
        "order of headers", "comments before", "comments of entries", "obsolete after",
    ],
)  # fmt: skip
def test_what_programs_change_around_the_texts_does_not_matter(change):
    data = change(po.write(SMALL))

    assert data != po.write(SMALL)
    assert po.read(data) == SMALL


def test_comments_of_an_obsolete_entry_are_not_those_of_the_next():
    text = '#, fuzzy\n#. Old\n#~ msgid "x"\n#~ msgstr "y"\n\nmsgctxt "title"\nmsgid "Привет"\n'

    assert read_entries(text + 'msgstr "Bonjour"\n') == (unit("Bonjour"),)


def test_a_fuzzy_entry_without_text_is_empty():
    text = '#, fuzzy\nmsgctxt "title"\nmsgid "Привет"\nmsgstr ""\n'

    assert read_entries(text) == (unit("", State.EMPTY),)


def test_an_entry_without_context_is_read_with_an_empty_path():
    assert read_entries('msgid "Привет"\nmsgstr "Bonjour"\n') == (unit("Bonjour", path=""),)


def test_a_zero_byte_does_not_come_in_as_a_number():
    text = 'msgctxt "title"\nmsgid "Привет"\nmsgstr "a\\000b\\303\\251"\n'

    assert read_entries(text) == (unit("a\ufffdbé"),)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\nmsgstr "b" c\n', 5),
        ('msgid "a"\nmsgstr "b\n', 5),
        ('msgid "a"\nmsgstr "b"c"\n', 5),
        ('msgid "a"\nnonsense\n', 5),
        ('msgid "a"\n\n\nmsgid "b"\nmsgstr ""\n', 7),
        ('msgstr "b"\n', 4),
        ('#. note\n"b"\n', 5),
        ('msgfoo "b"\n', 4),
        ('#. note\nmsgid "a"\n', 4),
    ],
)
def test_a_line_that_is_not_right_is_named(text, line):
    with pytest.raises(FileProblem) as problem:
        read_entries(text)

    assert f"Line {line} of the file is not right" in str(problem.value)


@pytest.mark.parametrize("text", ['msgid_plural "bs"\nmsgstr[0] "x"\n', 'msgstr[0] "x"\n'])
def test_plural_forms_are_refused_with_their_line(text):
    with pytest.raises(FileProblem) as problem:
        read_entries(f'msgid "a"\n{text}')

    assert str(problem.value) == (
        "Line 5 of the file has plural forms. Texts of a page have none: remove them, then try "
        "again."
    )


def test_a_text_that_is_the_name_of_a_file_opens_nothing(tmp_path):
    path = tmp_path / "msgid.po"
    path.write_bytes(po.write(SMALL))

    with pytest.raises(FileProblem) as problem:
        po.read(str(path).encode())

    assert "Line 1 of the file is not right" in str(problem.value)
