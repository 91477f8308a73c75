"""PDF of our templates: it fits, it is accessible, it reads no file and reaches no network."""

import socket
from base64 import b64encode
from contextlib import closing
from time import process_time

import pytest
from PIL import ImageFile

from core import printing
from tests.unit.printed import codes, info, needs_printing, run, text, unembedded_fonts

pytestmark = needs_printing
ADDRESS = "https://bosat.example/ru/events/protest/"
SECRET = "what nobody outside may read"


def page(body: str, language: str = "en", head: str = "", form: str = "leaflet") -> str:
    direction = "rtl" if language == "ar" else "ltr"
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        f'<title>Protest</title>{head}</head><body class="{form}">{body}</body></html>'
    )


@pytest.fixture
def made(tmp_path):
    """Writes a PDF of some HTML and says where."""

    def make(html: str, most_pages: int = 2):
        path = tmp_path / "made.pdf"
        path.write_bytes(printing.pdf(html, ADDRESS, most_pages))
        return path

    return make


@pytest.fixture
def port():
    """A port of this machine that nobody may knock at."""
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        door.setblocking(False)
        yield door.getsockname()[1]
        with pytest.raises(BlockingIOError):
            door.accept()


@pytest.fixture
def secret(tmp_path):
    """A file of the server."""
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    return path.as_uri()


def hostile(address: str) -> list[str]:
    """Ways to have something fetched."""
    inner = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}"/></svg>'
    outer = b64encode(inner.encode()).decode()
    return [
        f'<img src="{address}" alt="x">',
        f'<iframe src="{address}"></iframe>',
        f'<object data="{address}"></object>',
        f'<embed src="{address}">',
        f'<a rel="attachment" href="{address}">x</a>',
        f'<link rel="attachment" href="{address}">',
        f'<link rel="stylesheet" href="{address}">',
        f'<style>@import url("{address}");</style>',
        f'<style>p::before {{ content: url("{address}") }}</style>',
        f'<style>@font-face {{ font-family: f; src: url("{address}") }}</style>'
        '<p style="font-family: f">x</p>',
        f'<p style="background: url({address})">x</p>',
        f'<svg><image href="{address}" xlink:href="{address}"/></svg>',
        f'<img alt="x" src="data:image/svg+xml;base64,{outer}">',
        f'<base href="{address}"><img alt="x" src="#">',
    ]


@pytest.mark.parametrize("way", range(len(hostile(""))))
def test_nothing_is_fetched_from_a_network(made, port, way):
    body = hostile(f"http://127.0.0.1:{port}/x")[way]

    assert info(made(page(f"<p>before</p>{body}")))["Title"] == "Protest"


@pytest.mark.parametrize("way", range(len(hostile(""))))
def test_no_file_of_the_server_is_read(made, secret, way):
    path = made(page(f"<p>before</p>{hostile(secret)[way]}"))

    assert SECRET not in text(path)
    assert run("pdfdetach", "-list", path).startswith("0 embedded files")
    assert b"EmbeddedFile" not in path.read_bytes()


def test_an_attachment_would_be_noticed(tmp_path, secret):
    """Otherwise the test above would prove nothing."""
    html = page(f'<link rel="attachment" href="{secret}">')
    path = tmp_path / "open.pdf"
    printing.weasyprint().HTML(string=html).write_pdf(path)

    assert run("pdfdetach", "-list", path).startswith("1 embedded files")


@pytest.mark.parametrize(
    ("form", "size"), [("leaflet", "595.276 x 841.89 pts (A4)"), ("handbill", "419.528 x 595.276")]
)
def test_a_pdf_is_tagged_titled_and_of_the_size_of_its_form(made, form, size):
    found = info(made(page("<h1>Protest</h1>", form=form)))

    assert found["Tagged"] == "yes"
    assert found["Title"] == "Protest"
    assert found["Page size"].startswith(size)
    assert found["Pages"] == "1"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "Остановите пытки"),
        ("kk", "Қазақстандағы азаптауды тоқтатыңыз"),
        ("pl", "Zatrzymajcie tortury: źdźbło"),
        ("uk", "Зупиніть катування, її ґанок"),
        ("ar", "أوقفوا التعذيب"),
    ],
)
def test_the_fonts_of_every_language_are_in_the_file(made, language, words):
    path = made(page(f"<h1>{words}</h1>", language))

    assert unembedded_fonts(path) == []
    # The letters of Arabic are joined, and come out in the order they are drawn in.
    assert language == "ar" or words in text(path)


def test_a_code_leads_to_the_address(made):
    code = printing.qr_code(ADDRESS)
    path = made(page(f'<img class="code" alt="QR" src="{code}">'))

    assert codes(path) == {ADDRESS}


@pytest.mark.parametrize(("form", "most_pages"), [("leaflet", 2), ("handbill", 1)])
def test_a_text_of_any_length_stays_on_its_pages(made, form, most_pages):
    body = "<h1>Title</h1>" + "<p>Word word word word word word word word word.</p>" * 900
    started = process_time()

    path = made(page(body, form=form), most_pages)

    assert info(path)["Pages"] == str(most_pages)
    assert info(path)["Tagged"] == "yes"
    assert process_time() - started < 30  # five attempts at a text no page of ours can have


def test_what_can_be_spared_goes_before_what_cannot(made):
    spare = '<p class="spare">Spare words.</p>' * 300
    path = made(page(f"<h1>Title</h1>{spare}<p>The last words.</p>"))

    assert "Spare words." not in text(path)
    assert "The last words." in text(path)


def test_a_machine_without_pango_is_told_what_to_install(monkeypatch):
    def fail(name: str):
        raise OSError("cannot load library 'libpango-1.0-0'")

    printing.weasyprint.cache_clear()
    monkeypatch.setattr(printing, "import_module", fail)
    try:
        assert list(printing.missing()) == [
            "Leaflets need Pango. On Debian: "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ]
    finally:
        printing.weasyprint.cache_clear()


def test_the_library_does_not_have_damaged_pictures_taken_for_whole_ones():
    printing.weasyprint()

    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
