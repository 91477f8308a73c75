"""Pictures that are no pictures, too large or broken: an error that says what to do."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from core.models import CustomImage
from tests.uploaded import bomb, error, photograph, stored_files, upload, upload_many

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

DAMAGED = (
    "The picture is incomplete or damaged. Open it on your computer, save it again as JPEG or "
    "PNG and upload the new file."
)
UNREADABLE = (
    "We cannot read this file as a picture. Save it as JPEG, PNG, WebP, AVIF or GIF and upload "
    "that file."
)
TOO_LARGE = (
    "The picture is too large. Reduce it to 25 million pixels or less, for example 5000 × 5000, "
    "and upload it again."
)
HOSTILE_PICTURES = {
    "truncated jpeg": (lambda: photograph("jpg")[:-900], "a.jpg", DAMAGED),
    "jpeg header only": (lambda: photograph("jpg")[:300], "a.jpg", UNREADABLE),
    "truncated png": (lambda: photograph("png")[:-900], "a.png", DAMAGED),
    "truncated webp": (lambda: photograph("webp")[:-300], "a.webp", UNREADABLE),
    "400 million pixels": (lambda: bomb(20_000), "a.png", TOO_LARGE),
    "100 million pixels": (lambda: bomb(10_000), "a.png", TOO_LARGE),
    "26 million pixels": (lambda: bomb(5_100), "a.png", TOO_LARGE),
    "html": (lambda: b"<!doctype html><script>alert(1)</script>", "a.jpg", UNREADABLE),
    "svg": (
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "a.svg",
        UNREADABLE,
    ),
    "svg as png": (lambda: b'<svg onload="alert(1)"/>', "a.png", UNREADABLE),
    "zip": (lambda: b"PK\x03\x04" + bytes(100), "a.zip", UNREADABLE),
    "png called jpg": (
        lambda: photograph("png"),
        "a.jpg",
        "The file name ends in “.jpg”, but the file is a picture in the format PNG. Let its name "
        "end in “.png” and upload it again.",
    ),
    "picture called exe": (
        lambda: photograph("jpg"),
        "a.jpg.exe",
        "The file name ends in “.exe”, but the file is a picture in the format JPEG. Let its name "
        "end in “.jpg” and upload it again.",
    ),
    "eleven megabytes": (
        lambda: photograph("jpg") + bytes(11 * 1024 * 1024),
        "a.jpg",
        "The file is too big: 11.0\xa0MB. Reduce it to 10.0\xa0MB or less and upload it again.",
    ),
}


@pytest.mark.parametrize("case", HOSTILE_PICTURES)
def test_a_hostile_picture_is_an_error_beside_the_field(admin, media, case):
    data, name, message = HOSTILE_PICTURES[case]

    response = upload(admin, data(), name)

    assert response.status_code == 200
    assert error(response) == [message]
    assert stored_files(media) == []


@pytest.mark.parametrize("case", HOSTILE_PICTURES)
def test_a_hostile_picture_is_an_error_in_the_bulk_upload(admin, media, case):
    data, name, message = HOSTILE_PICTURES[case]

    response = upload_many(admin, data(), name)

    assert response.json() == {"success": False, "error_message": message}
    assert stored_files(media) == []


@pytest.mark.parametrize("name", ["../../evil.jpg", "\u202egpj.exe.jpg", "a" * 240 + ".jpg"])
def test_a_hostile_file_name_leaves_no_mark(admin, media, name):
    upload(admin, photograph(), name)

    stored = Path(CustomImage.objects.get().file.name)
    assert (str(stored.parent), len(stored.name)) == ("original_images", 36)


def test_a_damaged_picture_is_refused_in_code_too(media):
    with pytest.raises(ValidationError) as caught:
        CustomImage.objects.create(
            title="March", file=ContentFile(photograph("jpg")[:-900], "a.jpg")
        )

    assert caught.value.messages == [DAMAGED]
    assert stored_files(media) == []
