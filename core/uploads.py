"""What an uploaded file must be, and what is taken out of it before it is stored.

A picture keeps its pixels and its colour profile; of an animation the first frame. A PDF loses
what names its author and the place of its photographs. Neither keeps the name it came with.
"""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from core.pdf import clean_pdf

# Pillow's name of a format: the ending it is stored with, the endings it may come with, and how
# it is saved. MPO is what some cameras call a JPEG with a preview inside.
FORMATS = {
    "AVIF": ("avif", {"avif"}, {"quality": 80, "speed": 8}),
    "GIF": ("gif", {"gif"}, {}),
    "JPEG": ("jpg", {"jpg", "jpeg"}, {"quality": 90}),
    "MPO": ("jpg", {"jpg", "jpeg"}, {"quality": 90}),
    "PNG": ("png", {"png"}, {}),
    "WEBP": ("webp", {"webp"}, {"quality": 90}),
}
TEXT_STARTS_LIKE_CODE = re.compile(r"[\ufeff\s]*<")


def random_name(ending: str) -> str:
    """A file name that says nothing."""
    return f"{uuid4().hex}.{ending}"


def ending_of(name: str | None) -> str:
    """The last ending of a file name, in small letters and without the dot."""
    return Path(name or "").suffix.lower().removeprefix(".")


def check_size(file: File) -> None:
    """Refuse a file that is too big to be looked into."""
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if file.size > most:
        raise ValidationError(
            _("The file is too big: %(size)s. Reduce it to %(most)s or less and upload it again."),
            code="too_big",
            params={"size": filesizeformat(file.size), "most": filesizeformat(most)},
        )


def open_picture(file: File, name: str | None) -> Image.Image:
    """The picture in a file, read to its last byte, or an error that says what to do."""
    check_size(file)
    file.seek(0)
    picture = read_header(BytesIO(file.read()))
    file.seek(0)
    check_pixels(picture)
    check_ending(picture, name)
    try:
        picture.load()
    except Exception as error:  # Pillow's decoders raise nearly everything
        raise ValidationError(
            _(
                "The picture is incomplete or damaged. Open it on your computer, save it again "
                "as JPEG or PNG and upload the new file."
            ),
            code="damaged",
        ) from error
    return picture


def dimensions(file: File) -> tuple[int, int]:
    """Width and height as the header of a picture has them."""
    file.seek(0)
    size = read_header(file).size
    file.seek(0)
    return size


def read_header(data: BytesIO | File) -> Image.Image:
    """A picture of which only the first bytes were read."""
    try:
        return Image.open(data, formats=[name for name in FORMATS if name != "MPO"])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    except Exception as error:  # what Pillow raises depends on the format it takes the file for
        raise ValidationError(
            _(
                "We cannot read this file as a picture. Save it as JPEG, PNG, WebP, AVIF or GIF "
                "and upload that file."
            ),
            code="not_a_picture",
        ) from error


def check_pixels(picture: Image.Image) -> None:
    """Refuse a picture that would fill the memory, before it does."""
    if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise too_many_pixels()


def too_many_pixels() -> ValidationError:
    """The error for a picture that is too large to be shown by anyone."""
    return ValidationError(
        _(
            "The picture is too large. Reduce it to %(most)s million pixels or less, for example "
            "5000 × 5000, and upload it again."
        ),
        code="too_many_pixels",
        params={"most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
    )


def check_ending(picture: Image.Image, name: str | None) -> None:
    """Refuse a file whose name promises another format than it has."""
    ending = ending_of(name)
    if ending not in FORMATS[picture.format][1]:
        raise ValidationError(
            _(
                "The file name ends in “.%(ending)s”, but the file is a picture in the format "
                "%(format)s. Let its name end in “.%(right)s” and upload it again."
            ),
            code="wrong_ending",
            params={
                "ending": ending,
                "format": picture.format,
                "right": FORMATS[picture.format][0],
            },
        )


def clean_picture(file: File, name: str | None) -> ContentFile:
    """The same picture with nothing but its pixels and colour profile, under a random name."""
    picture = open_picture(file, name)
    ending, _endings, options = FORMATS[picture.format]
    colours = picture.info.get("icc_profile")
    upright = with_plain_mode(ImageOps.exif_transpose(picture))
    pixels = Image.new(upright.mode, upright.size)
    pixels.paste(upright)
    if colours and upright.mode == picture.mode:
        options = {**options, "icc_profile": colours}
    stored = BytesIO()
    format_name = "JPEG" if picture.format == "MPO" else picture.format
    pixels.save(stored, format_name, **options)
    return ContentFile(stored.getvalue(), name=random_name(ending))


def with_plain_mode(picture: Image.Image) -> Image.Image:
    """The picture as grey, RGB or RGBA: what every rendition can be made from."""
    if picture.mode.startswith("I"):  # 16 bits a pixel
        return picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")


def clean_document(file: File, name: str | None) -> ContentFile:
    """A PDF or a text without its author, under a random name."""
    check_size(file)
    file.seek(0)
    data = file.read()
    file.seek(0)
    clean = DOCUMENTS.get(ending_of(name))
    if clean is None:
        raise ValidationError(
            _("Only PDF and plain text can be uploaded here. Save the document as PDF."),
            code="not_a_document",
        )
    return ContentFile(clean(data), name=random_name(ending_of(name)))


def clean_text(data: bytes) -> bytes:
    """Plain text as it is; HTML, SVG and binary files are refused."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text or TEXT_STARTS_LIKE_CODE.match(text):
        raise ValidationError(
            _("This is not plain text. Save it as plain text in UTF-8, or as PDF."),
            code="not_text",
        )
    return data


DOCUMENTS: dict[str, Callable[[bytes], bytes]] = {"pdf": clean_pdf, "txt": clean_text}
