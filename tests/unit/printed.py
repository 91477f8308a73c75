"""What the tests of leaflets share: programs that look into a PDF, and the files made."""

import os
import re
import shutil
import subprocess
from ctypes.util import find_library
from pathlib import Path

import pytest
from django.core.management import call_command

from core.models import PrintFile, PrintOrder
from core.printed import order_outdated
from core.printer import fulfil

PROGRAMS = ("pdfinfo", "pdffonts", "pdftotext", "pdftoppm", "zbarimg")
LACKS = not find_library("pangoft2-1.0") or not all(map(shutil.which, PROGRAMS))

needs_printing = pytest.mark.skipif(
    LACKS and os.environ.get("REQUIRE_ALL") != "1",
    reason="there is no Pango, or nothing that looks into a PDF",
)


def run(*command: str | Path) -> str:
    """What a program says."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def info(path: Path) -> dict[str, str]:
    """What pdfinfo knows of a PDF."""
    lines = (line.partition(":") for line in run("pdfinfo", path).splitlines())
    return {name: value.strip() for name, _colon, value in lines}


def text(path: Path) -> str:
    """The words of a PDF, with single blanks between them."""
    return " ".join(run("pdftotext", path, "-").split())


def unembedded_fonts(path: Path) -> list[str]:
    """The fonts a PDF names and does not carry."""
    lines = run("pdffonts", path).splitlines()[2:]
    assert lines
    return [line for line in lines if not re.search(r"\byes\s+(?:yes|no)\s+(?:yes|no)\s+\d+", line)]


def codes(path: Path) -> set[str]:
    """What the QR codes of a PDF say."""
    run("pdftoppm", "-r", "120", "-png", path, path.with_suffix(""))
    pictures = sorted(path.parent.glob(f"{path.stem}-*.png"))
    options = ("-q", "--raw", "-Sdisable", "-Sqrcode.enable")
    found = subprocess.run(
        ["zbarimg", *options, *pictures], capture_output=True, text=True, check=False
    )
    return set(found.stdout.split())


def print_all() -> None:
    """Make what is ordered."""
    call_command("print_pages", verbosity=0)


def print_only(page) -> None:
    """Make what is ordered of one page, to save time."""
    order_outdated()
    if order := PrintOrder.objects.filter(translation_key=page.translation_key).first():
        fulfil(order)


def status(client, url: str) -> int:
    """What an address answers; a file is read to its end, which closes it."""
    response = client.get(url)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


def printed(page, form: str = "leaflet.pdf", language: str = "") -> Path:
    """The file that was made of a page."""
    found = PrintFile.objects.get(
        translation_key=page.translation_key,
        language=language or page.locale.language_code,
        form=form,
    )
    return Path(found.file.path)
