"""Files that are broken, strange or meant to harm: each is refused in words, quickly."""

from random import Random
from time import process_time

import pytest

from tests.unit.translations.files.packages import TRANSLATION, package, unit
from translations.files import po, tmx, xliff
from translations.files.units import FileProblem

MEGABYTE = 1024 * 1024
READ = {"PO": po.read, "XLIFF": xliff.read, "TMX": tmx.read}
PO_HEADER = f'msgid ""\nmsgstr "X-WagtailLocalize-TranslationID: {TRANSLATION}\\n"\n\n'
PO_TEXT = 'msgctxt "title"\nmsgid "Привет"\nmsgstr "{}"\n'
XLIFF = xliff.write(package(unit())).decode()
TMX = b"".join(tmx.write([tmx.Pair("ru", "fr", "Да", "Oui")])).decode()
GOOD = {"PO": PO_HEADER + PO_TEXT.format("Bonjour"), "XLIFF": XLIFF, "TMX": TMX}
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
    "a file of the server": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
    "another server": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "a parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>',
    "defaults of attributes": '<!DOCTYPE tmx [<!ATTLIST tu a CDATA "b">]>',
}
EMPTY = "The file is empty. Choose another file."
LARGE = "The file is larger than 5 MB. Choose a smaller file."
ENCODING = (
    "The file is not text in UTF-8. Choose another file, or save it in UTF-8 in your program."
)
NO_ID = (
    "The file does not say which translation it belongs to. Download the file of this "
    "translation again and work in that one."
)
UNSAFE = (
    "The file declares a document type or entities, which is not safe. Save it without them in "
    "your program, then try again."
)
ENDLESS = "The file is too large or nested too deep. Choose a smaller file."
TWICE = (
    "The text “Привет” is in the file twice, with different translations. Keep one of them, "
    "then try again."
)
MANY = "The file has more than 10000 texts. No page has so many: choose another."


def problem_of(kind, data):
    """What the user reads; a file must not keep the server busy."""
    start = process_time()
    with pytest.raises(FileProblem) as problem:
        READ[kind](data)
    assert process_time() - start < 5
    return str(problem.value)


def not_a(kind):
    """What the user reads when a file is of another kind."""
    name = "XLIFF 1.2, 2.0, 2.1" if kind == "XLIFF version" else kind
    return f"This is not a {name} file. Choose another file."


@pytest.mark.parametrize("kind", READ)
def test_the_files_that_are_spoilt_below_are_good(kind):
    assert READ[kind](GOOD[kind].encode())


@pytest.mark.parametrize("kind", READ)
def test_a_spoilt_file_is_read_or_refused(kind):
    outcomes = {spoilt(kind, Random(seed)) for seed in range(300)}

    assert outcomes == {"read", "refused"}


def spoilt(kind, random):
    """What becomes of a good file in which bytes were removed, doubled and moved."""
    data = bytearray(GOOD[kind].encode())
    for _ in range(random.randint(1, 3)):
        start, where = random.randrange(len(data)), random.randrange(len(data))
        piece = bytes(data[start : start + random.randint(1, 40)])
        if random.random() < 0.5:
            del data[start : start + len(piece)]
        data[where:where] = piece
    try:
        found = READ[kind](bytes(data))
    except FileProblem:
        return "refused"
    assert kind != "TMX" or len(list(found)) < 5
    return "read"


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", EMPTY),
        (b" \r\n\t", EMPTY),
        (b"\xef\xbb\xbf", EMPTY),
        (b" " * (5 * MEGABYTE + 1), LARGE),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", ENCODING),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ENCODING),
        (b"PK\x03\x04\x14\x00\x06\x00", ENCODING),
    ],
    ids=["empty", "blank", "only a BOM", "large", "PDF", "image", "archive"],
)
def test_what_is_no_text_is_refused(kind, data, message):
    assert problem_of(kind, data) == message


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "cp1251", "koi8-r"])
def test_another_encoding_is_refused(kind, encoding):
    assert problem_of(kind, GOOD[kind].replace("é", "").encode(encoding, "replace")) == ENCODING


@pytest.mark.parametrize("kind", READ)
def test_a_zero_byte_is_refused(kind):
    assert problem_of(kind, GOOD[kind].encode() + b"\0") == ENCODING


@pytest.mark.parametrize("charset", ["windows-1251", "UTF-16", "utf-7"])
def test_a_file_that_declares_another_encoding_is_refused(charset):
    header = PO_HEADER + f'"Content-Type: text/plain; charset={charset}\\n"\n'

    assert problem_of("PO", header.replace("\n\n", "\n").encode()) == ENCODING
    for kind in ("XLIFF", "TMX"):
        declared = GOOD[kind].replace("UTF-8", charset)
        assert problem_of(kind, declared.encode()) == ENCODING


@pytest.mark.parametrize(
    ("kind", "text", "named"),
    [
        ("PO", "<!DOCTYPE html><html><body>Hello</body></html>", "PO"),
        ("PO", "/etc/passwd", "PO"),
        ("XLIFF", "<html><body>Hello</body></html>", "XLIFF"),
        ("XLIFF", GOOD["PO"], "XLIFF"),
        ("XLIFF", TMX, "XLIFF"),
        ("XLIFF", "<xliff version='1.2'/>", "XLIFF version"),
        ("XLIFF", XLIFF.replace('<xliff version="1.2"', '<xliff version="3"'), "XLIFF version"),
        ("TMX", XLIFF, "TMX"),
        ("TMX", "just words", "TMX"),
    ],
)
def test_a_file_of_another_kind_is_refused(kind, text, named):
    assert problem_of(kind, text.encode()) == not_a(named)


@pytest.mark.parametrize("name", ["", "title.po", "5e0c2f6a-91d4-4d4e-8a53", "../../etc/passwd"])
def test_a_file_without_the_id_of_a_translation_is_refused(name):
    for kind in ("PO", "XLIFF"):
        text = GOOD[kind].replace(str(TRANSLATION), name)
        assert problem_of(kind, text.encode()) == NO_ID


def test_a_po_without_any_header_is_refused():
    assert problem_of("PO", PO_TEXT.format("Bonjour").encode()) == NO_ID


def test_one_file_for_two_translations_is_refused():
    file = XLIFF[XLIFF.index("<file") : XLIFF.index("</xliff>")]
    other = file.replace(str(TRANSLATION), "00000000-0000-0000-0000-000000000005")

    assert problem_of("XLIFF", XLIFF.replace("</xliff>", f"{other}</xliff>").encode()) == NO_ID


def test_one_text_with_two_translations_is_refused():
    twice = GOOD["PO"] + "\n" + PO_TEXT.format("Salut")
    start, end = XLIFF.index("<trans-unit"), XLIFF.index("</body>")
    other = XLIFF[start:end].replace("Bonjour", "Salut")

    assert problem_of("PO", twice.encode()) == TWICE
    assert problem_of("XLIFF", f"{XLIFF[:end]}{other}{XLIFF[end:]}".encode()) == TWICE


@pytest.mark.parametrize("kind", ["XLIFF", "TMX"])
@pytest.mark.parametrize("doctype", DOCTYPES)
def test_declarations_in_xml_are_refused(kind, doctype):
    text = GOOD[kind].replace("?>\n", f"?>\n{DOCTYPES[doctype]}\n")

    assert problem_of(kind, text.replace("Да", "&l9;").encode()) == UNSAFE


@pytest.mark.parametrize("kind", ["XLIFF", "TMX"])
def test_an_entity_that_nobody_declared_is_refused(kind):
    text = GOOD[kind].replace("</body>", "\n&nbsp;</body>")

    assert "its XML breaks at line" in problem_of(kind, text.encode())


@pytest.mark.parametrize("kind", ["XLIFF", "TMX"])
@pytest.mark.parametrize("tag", ["g", "group", "file"])
def test_elements_nested_too_deep_are_refused(kind, tag):
    deep = f"<{tag}>" * 100_000 + f"</{tag}>" * 100_000
    text = GOOD[kind].replace("</body>", f"{deep}</body>")

    assert problem_of(kind, text.encode()) == ENDLESS


@pytest.mark.parametrize("kind", ["XLIFF", "TMX"])
def test_very_many_elements_are_refused(kind):
    text = GOOD[kind].replace("</body>", "<tu/>" * 300_000 + "</body>")

    assert problem_of(kind, text.encode()) == ENDLESS


def test_very_many_texts_are_refused():
    entries = "".join(f'msgid "{number}"\nmsgstr ""\n' for number in range(200_000))
    units = "".join(
        f'<trans-unit id="{number}"><source>x</source></trans-unit>' for number in range(10_001)
    )

    assert problem_of("PO", (PO_HEADER + entries).encode()) == MANY
    assert problem_of("XLIFF", XLIFF.replace("</body>", f"{units}</body>").encode()) == MANY


def test_a_text_of_very_many_lines_is_read_at_once():
    lines = '"x"\n' * 1_000_000
    start = process_time()
    found = po.read((GOOD["PO"] + lines).encode())

    assert found.units == (unit("Bonjour" + "x" * 1_000_000),)
    assert process_time() - start < 10


@pytest.mark.parametrize(
    ("kind", "text", "line"),
    [
        ("XLIFF", XLIFF.replace("</source>", ""), 9),
        ("XLIFF", XLIFF[:300], 6),
        ("TMX", TMX.replace("</tuv>", ""), 9),
        ("TMX", TMX + "<tmx/>", 12),
        ("TMX", TMX.replace("Да", "\x01"), 7),
        ("TMX", TMX.replace('<tu srclang="ru">', '<tu srclang="ru" srclang="fr">'), 6),
    ],
)
def test_broken_xml_is_refused_with_its_line(kind, text, line):
    assert problem_of(kind, text.encode()) == (
        f"The file is not right: its XML breaks at line {line}. Save the file again in your "
        "program, then try again."
    )


def test_a_unit_in_very_many_languages_is_read_at_once():
    variants = "".join(f'<tuv xml:lang="x{number}"><seg>a</seg></tuv>' for number in range(20_000))
    start = process_time()
    found = list(tmx.read(TMX.replace("</tuv>\n</tu>", f"</tuv>{variants}</tu>").encode()))

    assert len(found) == 49
    assert process_time() - start < 10
