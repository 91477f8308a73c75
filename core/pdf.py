"""What is taken out of a PDF: its author, its programs, the place of its photographs.

Everything is overwritten where it stands, so that the file keeps its length and its table of
contents stays true. What cannot be reached that way is a reason to refuse the file.
"""

import re
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Keys of a PDF that name people or the programs they use, with their value.
PDF_NAMES = re.compile(
    rb"/(?:Author|Creator|Producer|Company|Manager|LastModifiedBy)\s*"
    rb"(?:\((?:\\.|[^\\()]|\((?:\\.|[^\\()]){0,500}\)){0,2000}\)|<[0-9A-Fa-f\s]{0,4000}>)",
    re.DOTALL,
)
PDF_AUTHOR = re.compile(rb"/Author\b|dc:creator")
PDF_LOOKED_INTO = 1024 * 1024  # bytes of each compressed part; object streams are smaller
PDF_LOOKED_INTO_ALL = 256 * 1024 * 1024
EXIF = re.compile(rb"\xff\xe1(..)Exif\0\0", re.DOTALL)


def clean_pdf(data: bytes) -> bytes:
    """A PDF of the same length, with blanks where its author and its photographs' EXIF were."""
    if not data.startswith(b"%PDF-"):
        raise ValidationError(
            _("The file is called PDF but is not one. Save the document as PDF and upload that."),
            code="not_a_pdf",
        )
    cleaned = PDF_NAMES.sub(lambda found: b" " * len(found[0]), data)
    cleaned = without_exif(without_xmp(cleaned))
    if b"/Encrypt" in cleaned or names_author(cleaned):
        raise ValidationError(
            _(
                "The PDF is locked or names its author in a way we cannot remove. Print it to a "
                "new PDF without a password and without an author, and upload that."
            ),
            code="names_author",
        )
    return cleaned


def without_xmp(data: bytes) -> bytes:
    """The file with blanks in place of its XMP packets."""
    cleaned, start = bytearray(data), 0
    while (start := cleaned.find(b"<rdf:RDF", start)) >= 0:
        end = cleaned.find(b"</rdf:RDF>", start)
        end = len(cleaned) if end < 0 else end
        cleaned[start:end] = b" " * (end - start)
    return bytes(cleaned)


def without_exif(data: bytes) -> bytes:
    """The file with zeros in place of the EXIF of the JPEG photographs in it."""
    cleaned = bytearray(data)
    for found in EXIF.finditer(data):
        start, length = found.end(1), int.from_bytes(found[1], "big") - 2
        end = min(start + length, len(cleaned))
        cleaned[start:end] = b"\0" * (end - start)
    return bytes(cleaned)


def names_author(data: bytes) -> bool:
    """Whether the file names its author, openly or in a compressed part; in doubt it does."""
    if PDF_AUTHOR.search(data):
        return True
    left = PDF_LOOKED_INTO_ALL
    for part in data.split(b"endstream"):
        compressed = part.partition(b"stream")[2].lstrip(b"\r\n")
        try:
            inflated = zlib.decompressobj().decompress(compressed, PDF_LOOKED_INTO)
        except zlib.error:
            continue
        left -= len(inflated)
        if left < 0 or PDF_AUTHOR.search(inflated):
            return True
    return False
