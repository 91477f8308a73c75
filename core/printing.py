"""PDF made of our own templates. What stands in them can read no file and reach no network."""

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import ModuleType

import segno
from django.contrib.staticfiles import finders
from PIL import Image, ImageFile

from core.models import CustomImage
from core.models.media import find_rendition

STYLES = "css/print_paper.css"
# Until the text fits, ever tighter than the 10.5pt of our styles; at last without what can be read
# on the page itself.
TIGHTER = (
    "",
    "html { font-size: 9.5pt }",
    "html { font-size: 8.7pt }",
    "html { font-size: 8.7pt } .spare { display: none }",
    "html { font-size: 7pt } .spare, .spare-last { display: none }",
)
# So many of them are tried to have one page where two are allowed.
STILL_EASY_TO_READ = 3
INSTALL = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@cache
def weasyprint() -> ModuleType | None:
    """The library, loaded by whoever prints and by nobody else; `None` without Pango.

    It takes a second to load, which no reader should wait for. It also tells Pillow to take
    damaged pictures for whole ones, everywhere in the process: that is undone, for an uploaded
    picture that is cut off is refused (`core.uploads`).
    """
    try:
        return import_module("weasyprint")
    except (ImportError, OSError):
        return None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def missing() -> Iterator[str]:
    """What this machine lacks to print, and what to do."""
    if weasyprint() is None:
        yield f"Leaflets need Pango. On Debian: {INSTALL}"


@cache
def fetcher() -> object:
    """What WeasyPrint asks for pictures and styles: it knows nothing but `data:`."""
    return weasyprint().urls.URLFetcher(allowed_protocols={"data"}, allow_redirects=False)


@cache
def styles(tighter: str) -> object:
    """Our styles for paper, and one of `TIGHTER`."""
    ours = Path(finders.find(STYLES)).read_text(encoding="utf-8")
    return weasyprint().CSS(string=ours + tighter, url_fetcher=fetcher())


def pdf(html: str, address: str, most_pages: int) -> bytes:
    """A tagged PDF of at most so many pages, better of one, of what is at an address."""
    return fit(html, address, most_pages).write_pdf(pdf_variant="pdf/ua-1")


def fit(html: str, address: str, most_pages: int) -> object:
    """The pages of a text: one if it is still easy to read, else as many as there may be."""
    made: list = []
    for tighter in TIGHTER:
        made.append(lay_out(html, address, tighter))
        if len(made[-1].pages) == 1:
            return made[-1]
        fitting = [document for document in made if len(document.pages) <= most_pages]
        if fitting and len(made) >= STILL_EASY_TO_READ:
            return fitting[0]
    return made[-1].copy(made[-1].pages[:most_pages])


def lay_out(html: str, address: str, tighter: str) -> object:
    """The pages of a text. Links are complete by its address; nothing is fetched from there."""
    text = weasyprint().HTML(string=html, base_url=address, url_fetcher=fetcher())
    return text.render(stylesheets=[styles(tighter)], pdf_variant="pdf/ua-1")


def qr_code(address: str) -> str:
    """An address as a picture for cameras, as a `data:` address. White is part of it."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=4, light="#fff")


def picture(image: CustomImage | None, spec: str) -> str:
    """A size of a picture that was made before, as a `data:` address; empty if there is none."""
    made = find_rendition(image, spec) if image else None
    if made is None:
        return ""
    try:
        with made.file.open() as file, Image.open(file) as pixels:
            stream = BytesIO()
            pixels.convert("RGB").save(stream, "JPEG", quality=88)
    except OSError:  # the file is gone
        return ""
    return f"data:image/jpeg;base64,{b64encode(stream.getvalue()).decode()}"
