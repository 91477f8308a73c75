"""Files as people send them, and the ways they send them."""

import shutil
import subprocess
import zlib
from io import BytesIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageCms, PngImagePlugin

NAME = "Zhanbolat-Mamay"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>{NAME}</rdf:RDF></x:xmpmeta>'.encode()
KINDS = ["avif", "gif", "jpg", "png", "webp"]


def exif(orientation=1):
    """What a telephone writes: whose it is, which it is, where it was held."""
    data = Image.Exif()
    data[0x010F], data[0x0110], data[0x013B] = "Phonemaker", "Model-77", NAME
    data[0x0112] = orientation
    gps = data.get_ifd(0x8825)
    gps.update({1: "N", 2: (43.0, 14.0, 15.0), 3: "E", 4: (76.0, 56.0, 44.0)})
    return data.tobytes()


def photograph(kind="jpg", size=(640, 480), orientation=1):
    """The bytes of a picture that says more than it shows."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", NAME)
    colours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {
        "avif": {"exif": exif(orientation), "xmp": XMP},
        "gif": {"comment": NAME},
        "jpg": {"exif": exif(orientation), "xmp": XMP, "comment": NAME, "icc_profile": colours},
        "png": {"exif": exif(orientation), "pnginfo": text},
        "webp": {"exif": exif(orientation), "xmp": XMP},
    }
    stored = BytesIO()
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture.save(stored, {"jpg": "JPEG"}.get(kind, kind), **options[kind])
    return stored.getvalue()


def traces(path):
    """What can still be read in a stored picture apart from its pixels."""
    data = Path(path).read_bytes()
    found = [word for word in (NAME, "Phonemaker", "Model-77") if word.encode() in data]
    with Image.open(path) as picture:
        found += [*picture.getexif(), *picture.getexif().get_ifd(0x8825)]
        found += picture.info.keys() & {"exif", "xmp", "comment", "Author", "photoshop"}
    if tool := shutil.which("exiftool"):
        groups = ["-EXIF:all", "-GPS:all", "-XMP:all", "-IPTC:all", "-Comment", "-Author"]
        run = subprocess.run([tool, "-s", *groups, path], capture_output=True, check=True)
        found += run.stdout.decode().splitlines()
    return found


def stored_files(media):
    """Every file below the folder of uploads."""
    return [path for path in media.rglob("*") if path.is_file()]


def upload(admin, data, name, **fields):
    """Send a picture through the admin's form."""
    file = SimpleUploadedFile(name, data)
    return admin.post(reverse("wagtailimages:add"), {"title": "March", "file": file, **fields})


def upload_many(admin, data, name, kind="images", title=NAME):
    """Send a file through the bulk upload, which proposes the file's name as a title."""
    return admin.post(
        reverse(f"wagtail{kind}:add_multiple"),
        {"title": title, "files[]": SimpleUploadedFile(name, data)},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )


def error(response):
    """The errors beside the file field."""
    return response.context["form"].errors["file"]


def bomb(side):
    """A small PNG of many pixels."""
    stored = BytesIO()
    Image.new("1", (side, side)).save(stored, "PNG")
    return stored.getvalue()


def multi_picture():
    """A JPEG as some cameras write it, with a second picture inside."""
    stored = BytesIO()
    picture = Image.new("RGB", (40, 30), "red")
    picture.save(stored, "MPO", save_all=True, append_images=[picture], exif=exif())
    return stored.getvalue()


def pdf(info=b"/Author (Zhanbolat-Mamay) /Title (Letter)", more=b""):
    """A small PDF with an author."""
    return b"%PDF-1.4\n1 0 obj << " + info + b" >> endobj\n" + more + b"trailer << /Info 1 0 R >>"


def compressed(content):
    """A compressed stream of a PDF."""
    data = zlib.compress(content)
    return b"2 0 obj << /Type /ObjStm >> stream\n" + data + b"\nendstream endobj\n"


def upload_document(admin, data, name):
    """Send a document through the admin's form."""
    file = SimpleUploadedFile(name, data)
    return admin.post(reverse("wagtaildocs:add"), {"title": "Letter", "file": file})
