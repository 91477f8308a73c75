"""Pictures that come in keep their pixels and lose all else, whatever way they come."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from core.models import CustomDocument, CustomImage
from core.models.media import RENDITIONS, find_rendition
from core.uploads import clean_picture
from tests.uploaded import (
    KINDS,
    NAME,
    multi_picture,
    photograph,
    stored_files,
    traces,
    upload,
    upload_many,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_from_the_form_keeps_only_its_pixels(admin, media, kind):
    upload(admin, photograph(kind), f"{NAME}.{kind}")

    image = CustomImage.objects.get()
    assert image.title == "March"
    assert {path: traces(path) for path in stored_files(media) if traces(path)} == {}
    assert [path for path in stored_files(media) if NAME in path.name] == []
    assert len(stored_files(media)) == 1 + len(RENDITIONS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_from_the_bulk_upload_keeps_only_its_pixels(admin, media, kind):
    answer = upload_many(admin, photograph(kind), f"{NAME}.{kind}")

    image = CustomImage.objects.get()
    assert answer.json()["success"] is True
    assert image.title == "Picture"
    assert NAME not in answer.content.decode()
    assert {path: traces(path) for path in stored_files(media) if traces(path)} == {}
    assert [path for path in stored_files(media) if NAME in path.name] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_from_code_keeps_only_its_pixels(media, kind):
    file = ContentFile(photograph(kind), name=f"{NAME}.{kind}")

    CustomImage.objects.create(title="March", file=file)

    assert {path: traces(path) for path in stored_files(media) if traces(path)} == {}
    assert [path for path in stored_files(media) if NAME in path.name] == []


def test_a_picture_from_the_chooser_keeps_only_its_pixels(admin, media):
    fields = {"title": "March", "file": SimpleUploadedFile(f"{NAME}.jpg", photograph())}
    prefixed = {f"image-chooser-upload-{name}": value for name, value in fields.items()}

    admin.post(reverse("wagtailimages_chooser:create"), prefixed)

    assert CustomImage.objects.get().title == "March"
    assert {path: traces(path) for path in stored_files(media) if traces(path)} == {}


def test_the_photographs_of_this_test_do_carry_traces(tmp_path):
    found = {}
    for kind in KINDS:
        path = tmp_path / f"raw.{kind}"
        path.write_bytes(photograph(kind))
        found[kind] = bool(traces(path))

    assert found == dict.fromkeys(KINDS, True)


def test_a_file_saved_directly_is_cleaned_and_measured_as_stored(media):
    image = CustomImage(title="March")

    image.file.save(f"{NAME}.jpg", ContentFile(photograph()), save=True)

    image = CustomImage.objects.get()
    path = Path(image.file.path)
    assert traces(path) == []
    assert image.file_size == path.stat().st_size
    assert len(image.file_hash) == 40


def test_size_hash_and_dimensions_are_those_of_the_stored_file(admin):
    upload(admin, photograph(orientation=6), "march.jpg")

    image = CustomImage.objects.get()
    data = Path(image.file.path).read_bytes()
    assert (image.width, image.height) == (480, 640)
    assert (image.file_size, image.file_hash) == (len(data), hashlib.sha1(data).hexdigest())


def test_the_colour_profile_stays():
    cleaned = clean_picture(ContentFile(photograph("jpg")), "march.jpg")

    assert b"acspAPPL" in Image.open(cleaned).info["icc_profile"]


def test_transparency_stays():
    stored = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(stored, "PNG")

    cleaned = clean_picture(ContentFile(stored.getvalue()), "logo.png")

    assert Image.open(cleaned).getpixel((5, 5)) == (0, 0, 0, 0)


@pytest.mark.parametrize(("mode", "kind"), [("1", "png"), ("CMYK", "jpeg"), ("P", "png")])
def test_odd_colour_modes_become_plain(mode, kind):
    stored = BytesIO()
    Image.new(mode, (10, 10)).save(stored, kind)

    cleaned = clean_picture(ContentFile(stored.getvalue()), f"odd.{kind}")

    assert Image.open(cleaned).mode == "RGB"


def test_grey_of_sixteen_bits_keeps_its_tones():
    stored = BytesIO()
    Image.new("I;16", (10, 10), 0x8000).save(stored, "PNG")

    cleaned = clean_picture(ContentFile(stored.getvalue()), "scan.png")

    assert Image.open(cleaned).getpixel((5, 5)) == 128


def test_an_animation_keeps_its_first_frame():
    stored = BytesIO()
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    frames[0].save(stored, "GIF", save_all=True, append_images=frames[1:])

    cleaned = Image.open(clean_picture(ContentFile(stored.getvalue()), "wave.gif"))

    assert cleaned.n_frames == 1
    assert cleaned.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_a_new_file_replaces_the_renditions_of_the_old_one(admin):
    upload(admin, photograph(), "march.jpg")
    image = CustomImage.objects.get()
    before = set(image.renditions.values_list("file", flat=True))
    file = SimpleUploadedFile("square.jpg", photograph(size=(500, 500)))

    admin.post(reverse("wagtailimages:edit", args=[image.pk]), {"title": "Square", "file": file})

    image = CustomImage.objects.get()
    made = image.renditions.filter(filter_spec__in=RENDITIONS)
    assert before.isdisjoint(made.values_list("file", flat=True))
    assert sorted(made.values_list("filter_spec", "width", "height")) == [
        ("fill-240x300|format-webp", 240, 300),
        ("fill-480x600|format-webp", 400, 500),
        ("width-480|format-webp", 480, 480),
        ("width-960|format-webp", 500, 500),
    ]


def test_a_new_file_in_code_replaces_the_renditions_of_the_old_one():
    image = CustomImage.objects.create(title="March", file=ContentFile(photograph(), "a.jpg"))
    before = set(image.renditions.values_list("file", flat=True))

    image.file = ContentFile(photograph(size=(500, 500)), "b.jpg")
    image.save()

    after = set(image.renditions.values_list("file", flat=True))
    assert (len(before), len(after), before & after) == (4, 4, set())


def test_finding_a_rendition_makes_none_and_asks_nothing_where_they_are_prefetched(
    django_assert_num_queries,
):
    CustomImage.objects.create(title="March", file=ContentFile(photograph(), "a.jpg"))
    image = CustomImage.objects.prefetch_related("renditions").get()

    with django_assert_num_queries(0):
        found = find_rendition(image, RENDITIONS[0])
        missing = find_rendition(image, "width-111|format-webp")

    assert (found.width, found.height, missing) == (240, 300, None)


def test_a_rendition_that_was_deleted_is_not_made_by_looking_for_it():
    image = CustomImage.objects.create(title="March", file=ContentFile(photograph(), "a.jpg"))
    image.renditions.all().delete()

    assert find_rendition(image, RENDITIONS[0]) is None
    assert image.renditions.count() == 0


def test_a_picture_whose_file_is_gone_can_still_be_renamed(caplog):
    image = CustomImage.objects.create(title="March", file=ContentFile(photograph(), "a.jpg"))
    Path(image.file.path).unlink()
    image.renditions.all().delete()
    image = CustomImage.objects.get()

    image.title = "Protest"
    image.save()

    assert CustomImage.objects.get().title == "Protest"
    assert "has no file any more" in caplog.text


def test_the_alternative_text_is_never_the_title():
    image = CustomImage.objects.create(title="IMG 1", file=ContentFile(photograph(), "a.jpg"))

    assert image.default_alt_text == ""


def test_a_jpeg_with_a_preview_inside_is_a_jpeg(media):
    CustomImage.objects.create(title="March", file=ContentFile(multi_picture(), "a.jpg"))

    path = Path(CustomImage.objects.get().file.path)
    with Image.open(path) as stored:
        assert (stored.format, traces(path)) == ("JPEG", [])


def test_a_file_that_waits_for_its_form_is_clean_as_well(media):
    waiting = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(CustomImage),
        file=SimpleUploadedFile(f"{NAME}.jpg", photograph()),
    )

    assert NAME not in waiting.file.name
    assert traces(waiting.file.path) == []


def test_nobody_is_asked_for_a_photograph_of_herself(admin):
    html = admin.get(reverse("wagtailadmin_account")).content.decode()

    assert 'name="avatar-avatar"' not in html
    assert 'type="file"' not in html


def test_the_form_does_not_copy_the_file_name_into_the_title(admin):
    html = admin.get(reverse("wagtailimages:add")).content.decode()

    assert 'type="file"' in html
    assert "wagtail:images-upload" not in html


def test_only_renditions_are_served_by_their_path(client):
    image = CustomImage.objects.create(title="March", file=ContentFile(photograph(), "a.jpg"))
    document = CustomDocument.objects.create(
        title="Letter", file=ContentFile(b"Dear friends", "a.txt")
    )
    rendition = find_rendition(image, RENDITIONS[0])

    answers = [client.get(file.url).status_code for file in (image.file, document.file)]
    shown = client.get(rendition.url)

    assert answers == [404, 404]
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/webp")
    assert len(b"".join(shown.streaming_content)) > 100


@pytest.mark.parametrize("up", ["..", "%2e%2e", "x/../.."])
def test_nobody_climbs_from_the_renditions_to_the_originals(client, up):
    image = CustomImage.objects.create(title="March", file=ContentFile(photograph(), "a.jpg"))

    answer = client.get(f"/media/images/{up}/{image.file.name}")

    assert answer.status_code == 404


def test_every_rendition_of_the_list_is_made_when_a_picture_is_saved():
    image = CustomImage.objects.create(title="March", file=ContentFile(photograph(), "a.jpg"))

    made = sorted(image.renditions.values_list("filter_spec", flat=True))
    assert made == [
        "fill-240x300|format-webp",
        "fill-480x600|format-webp",
        "width-480|format-webp",
        "width-960|format-webp",
    ]
