"""Files for translation programs: out, through a program, and in again."""

import shutil
import subprocess
from io import BytesIO

import polib
import pytest
from django.urls import reverse

from tests.factories import fill, fresh, make_event, make_user, paragraph, submit, translation_into
from translations.editor import box_of
from translations.exchange import package_of
from translations.files import po, xliff
from translations.models import Reason
from translations.texts import Status, texts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    body = [paragraph('<p>Смотрите <a href="https://example.org/">здесь</a></p><p>Второй</p>')]
    page = make_event("Митинг", body=body)
    submit(page, "fr")
    return page


@pytest.fixture
def translator(client):
    user = make_user("Translators fr")
    client.force_login(user)
    return user


def french(event):
    return translation_into(event, "fr")


def texts(event) -> dict:
    return {text.source: text for text in texts_of(french(event))}


def downloaded(client, event, kind: str = "po") -> bytes:
    return client.get(reverse("download_file", args=[french(event).pk, kind])).content


def uploaded(client, event, data: bytes, name: str = "fr.po") -> str:
    file = BytesIO(data)
    file.name = name
    url = reverse("upload_file", args=[french(event).pk])
    return client.post(url, {"file": file}, follow=True).content.decode()


def translated(data: bytes, **words: str) -> polib.POFile:
    """A PO file in which a program has translated all, or some as given."""
    file = polib.pofile(data.decode())
    for entry in file:
        entry.msgstr = words.get(entry.msgid, f"fr: {entry.msgid}")
        entry.flags = []
    return file


def test_a_file_edited_with_a_program_comes_back_whole(client, translator, event, tmp_path):
    path = tmp_path / "fr.po"
    translated(downloaded(client, event)).save(path)
    if shutil.which("msgcat"):
        subprocess.run(["msgcat", "--width=40", "-o", path, path], check=True)

    html = uploaded(client, event, path.read_bytes())

    assert "3 texts were taken in, 0 were the same already." in html
    assert {text.status for text in texts(event).values()} == {Status.UNREAD}
    assert texts(event)["Митинг"].target == "fr: Митинг"
    assert texts(event)["Митинг"].record.last_translated_by == translator
    assert "0 texts were taken in, 3 were the same already." in uploaded(
        client, event, downloaded(client, event)
    )


def test_xliff_goes_both_ways(client, translator, event):
    fill(french(event))
    before = downloaded(client, event, "xlf")
    for text in texts(event).values():
        text.record.delete()

    html = uploaded(client, event, before, "fr.xlf")

    assert "3 texts were taken in" in html
    assert texts(event)["Второй"].target == "fr: Второй"
    assert [
        (unit.path, unit.source, unit.target, unit.state) for unit in xliff.read(before).units
    ] == [
        (unit.path, unit.source, unit.target, unit.state)
        for unit in package_of(french(event)).units
    ]


def test_what_is_unsure_in_a_file_needs_work(client, translator, event):
    file = translated(downloaded(client, event))
    next(entry for entry in file if entry.msgid == "Второй").flags = ["fuzzy"]

    html = uploaded(client, event, str(file).encode())

    text = texts(event)["Второй"]
    assert (text.status, text.reason) == (Status.NEEDS_WORK, Reason.FILE)
    assert "1 of them needs work." in html
    assert b"#, fuzzy" in downloaded(client, event)


def test_what_has_no_place_any_more_is_told(client, translator, event):
    file = translated(downloaded(client, event))
    file.append(polib.POEntry(msgctxt="title", msgid="Старое", msgstr="Vieux"))

    html = uploaded(client, event, str(file).encode())

    assert "1 text was left out:" in html
    assert "The original of this text is not the one in the file." in html
    assert "3 texts were taken in" in html


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Второй", "<script>alert(1)</script>"),
        ("Второй", '<a href="https://evil.example/">ici</a>'),
        ("Второй", "<b>gras"),
        ('Смотрите <a id="a1">здесь</a>', "Regardez ici"),
        ('Смотрите <a id="a1">здесь</a>', 'Regardez <a id="a2">ici</a>'),
    ],
)
def test_a_spoilt_file_changes_nothing_and_says_why(client, translator, event, source, words):
    file = translated(downloaded(client, event), **{source: words})

    html = uploaded(client, event, str(file).encode())

    assert "Nothing was changed: the file is spoilt." in html
    assert "<script>alert(1)" not in html
    assert {text.status for text in texts(event).values()} == {Status.EMPTY}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"msgid 'broken", "PO"),
        (b"%PDF-1.7 \xff\xfe", "The file is not text in UTF-8."),
        (b"x" * (51 * 1024 * 1024), "The file is larger than 5 MB."),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "XLIFF"),
    ],
    ids=["empty", "broken", "PDF", "51 MB", "entities"],
)
def test_a_hostile_file_gives_a_clear_error(client, translator, event, data, words):
    html = uploaded(client, event, data)

    assert words in html
    assert {text.status for text in texts(event).values()} == {Status.EMPTY}


def test_a_file_of_another_page_or_without_its_header_is_refused(client, translator, event):
    other = make_event("Другое")
    submit(other, "fr")
    foreign = po.write(package_of(french(other)))
    nameless = translated(downloaded(client, event))
    del nameless.metadata["X-WagtailLocalize-TranslationID"]

    assert "The file belongs to another translation: “Другое”" in uploaded(client, event, foreign)
    html = uploaded(client, event, str(nameless).encode())
    assert "The file does not say which translation it belongs to." in html


def test_a_file_takes_no_review_back_and_gives_none(client, translator, event):
    fill(french(event))
    client.force_login(make_user("Editors"))
    url = reverse("wagtailadmin_pages:edit", args=[french(event).get_target_instance().pk])
    before = {f"was-{box.key}": box.words for box in map(box_of, texts(event).values())}
    client.post(url, {"action": "approve", **before})
    data = downloaded(client, event)

    uploaded(client, event, data)
    assert {text.status for text in texts(event).values()} == {Status.REVIEWED}

    uploaded(client, event, str(translated(data, Второй="Deuxième")).encode())
    assert texts(event)["Второй"].status == Status.UNREAD


def test_nothing_is_published_by_a_file(client, translator, event):
    uploaded(client, event, str(translated(downloaded(client, event))).encode())

    assert fresh(french(event).get_target_instance()).live is False


@pytest.mark.parametrize("method", ["get", "post"])
def test_files_of_another_language_are_closed(client, event, method):
    client.force_login(make_user("Translators pl"))
    name = "download_file" if method == "get" else "upload_file"
    arguments = [french(event).pk, "po"] if method == "get" else [french(event).pk]

    response = getattr(client, method)(reverse(name, args=arguments))

    assert response.status_code == 403
