"""Documents that come in: PDF and plain text, without their author, or refused with advice."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from core.models import CustomDocument
from core.uploads import clean_document
from tests.uploaded import (
    NAME,
    XMP,
    compressed,
    error,
    pdf,
    photograph,
    stored_files,
    upload_document,
    upload_many,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_a_pdf_loses_its_author_and_its_file_name(admin):
    upload_document(admin, pdf(more=XMP), f"{NAME}.pdf")

    document = CustomDocument.objects.get()
    stored = Path(document.file.path)
    data = stored.read_bytes()
    assert NAME.encode() not in data
    assert b"/Title (Letter)" in data
    assert len(data) == len(pdf(more=XMP)) == document.file_size
    assert (stored.parent.name, len(stored.name), stored.suffix) == ("documents", 36, ".pdf")


@pytest.mark.parametrize(
    "value", [rb"(Mamay \(Zhanbolat\))", b"(Mamay (Zhanbolat))", b"<4D616D6179>", b"()"]
)
def test_an_author_in_any_spelling_of_a_string_is_blanked(value):
    cleaned = clean_document(ContentFile(pdf(b"/Author " + value + b" /Title (T)")), "a.pdf").read()

    assert cleaned == pdf(b" " * len(b"/Author " + value) + b" /Title (T)")


def test_the_photographs_in_a_pdf_lose_their_place():
    photo = b"3 0 obj << /Filter /DCTDecode >> stream\n" + photograph() + b"\nendstream endobj\n"

    cleaned = clean_document(ContentFile(pdf(more=photo)), "a.pdf").read()

    assert [word for word in (b"Phonemaker", b"Model-77", NAME.encode()) if word in cleaned] == [
        NAME.encode()  # the comment of the JPEG, which no telephone writes
    ]


def test_a_document_from_the_bulk_upload_has_no_title_of_its_file(admin, media):
    answer = upload_many(admin, pdf(), f"{NAME}.pdf", kind="docs")

    assert CustomDocument.objects.get().title == "Document"
    assert NAME not in answer.content.decode()
    assert [path for path in stored_files(media) if NAME.encode() in path.read_bytes()] == []


LOCKED = (
    "The PDF is locked or names its author in a way we cannot remove. Print it to a new PDF "
    "without a password and without an author, and upload that."
)
NOT_A_PDF = "The file is called PDF but is not one. Save the document as PDF and upload that."
NOT_TEXT = "This is not plain text. Save it as plain text in UTF-8, or as PDF."
NOT_A_DOCUMENT = "Only PDF and plain text can be uploaded here. Save the document as PDF."
HOSTILE_DOCUMENTS = {
    "html called pdf": (b"<!doctype html><script>alert(1)</script>", "a.pdf", NOT_A_PDF),
    "zip called pdf": (b"PK\x03\x04" + bytes(100), "a.pdf", NOT_A_PDF),
    "pdf called exe": (pdf(), "a.pdf.exe", NOT_A_DOCUMENT),
    "docx": (b"PK\x03\x04" + bytes(100), "a.docx", NOT_A_DOCUMENT),
    "zip": (b"PK\x03\x04" + bytes(100), "a.zip", NOT_A_DOCUMENT),
    "html": (b"<!doctype html><p>Hello", "a.html", NOT_A_DOCUMENT),
    "html called text": (b"\n<html><script>alert(1)</script>", "a.txt", NOT_TEXT),
    "binary called text": (b"\x7fELF\x00\x01\xff", "a.txt", NOT_TEXT),
    "eleven megabytes": (
        pdf() + bytes(11 * 1024 * 1024),
        "a.pdf",
        "This file is too big (11.0\xa0MB). Maximum filesize 10.0\xa0MB.",
    ),
    "password": (pdf(more=b"trailer << /Encrypt 9 0 R >>"), "a.pdf", LOCKED),
    "author elsewhere": (pdf(b"/Author 7 0 R"), "a.pdf", LOCKED),
    "author compressed": (pdf(more=compressed(b"<< /Author (X) >>")), "a.pdf", LOCKED),
}


@pytest.mark.parametrize("case", HOSTILE_DOCUMENTS)
def test_a_hostile_document_is_an_error_beside_the_field(admin, media, case):
    data, name, message = HOSTILE_DOCUMENTS[case]

    response = upload_document(admin, data, name)

    assert response.status_code == 200
    assert error(response) == [message]
    assert stored_files(media) == []


@pytest.mark.parametrize("case", HOSTILE_DOCUMENTS)
def test_a_hostile_document_is_an_error_in_the_bulk_upload(admin, media, case):
    data, name, message = HOSTILE_DOCUMENTS[case]

    response = upload_many(admin, data, name, kind="docs")

    assert response.json() == {"success": False, "error_message": message}
    assert stored_files(media) == []


def test_a_pdf_that_would_inflate_without_end_is_refused():
    parts = compressed(bytes(2 * 1024 * 1024)) * 300

    with pytest.raises(ValidationError) as caught:
        clean_document(ContentFile(pdf(more=parts)), "a.pdf")

    assert caught.value.messages == [LOCKED]


def test_a_private_document_is_served_to_nobody_without_a_login(client):
    closed = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    document = CustomDocument.objects.create(
        title="Letter", file=ContentFile(b"Dear friends", "a.txt"), collection=closed
    )

    answer = client.get(document.url)

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/ru/_util/login/")


def test_a_document_is_served_so_that_nothing_in_it_can_run(client):
    document = CustomDocument.objects.create(
        title="Letter", file=ContentFile(b"Dear friends", "a.txt")
    )

    answer = client.get(document.url)

    assert b"".join(answer.streaming_content) == b"Dear friends"
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
