"""Pictures and files. Whatever way a file comes in, it is cleaned before it is stored."""

import logging
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    SourceImageIOError,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.models import UploadedFile
from wagtail.search import index

from core.uploads import clean_document, clean_picture, dimensions

logger = logging.getLogger(__name__)

# What readers' pages show: made when a picture is saved, only looked up when a page is read.
RENDITIONS = (
    "fill-240x300|format-webp",
    "fill-480x600|format-webp",
    "width-480|format-webp",
    "width-960|format-webp",
)


class CleanedFile:
    """Cleans what is stored, names it anew, and keeps the size and hash in step with it."""

    clean: Callable[[File, str | None], ContentFile]

    def save(self, name: str, content: File, save: bool = True) -> None:
        cleaned = self.clean(content, name)
        super().save(cleaned.name, cleaned, save=False)
        self.instance.file_size = cleaned.size
        self.instance._set_file_hash()
        self.instance.has_new_file = True
        if save:
            self.instance.save()


class PictureFile(CleanedFile, WagtailImageFieldFile):
    """A stored picture."""

    clean = staticmethod(clean_picture)

    def get_image_dimensions(self) -> tuple[int, int]:
        """Those in the header of a file not stored yet, which Wagtail would read whole."""
        return super().get_image_dimensions() if self._committed else dimensions(self.file)


class PictureField(WagtailImageField):
    """A picture without what the camera wrote into it."""

    attr_class = PictureFile


class DocumentFile(CleanedFile, models.fields.files.FieldFile):
    """A stored document."""

    clean = staticmethod(clean_document)


class DocumentField(models.FileField):
    """A PDF or a text without its author."""

    attr_class = DocumentFile


class StoresFileFirst:
    """Stores a new file before the row, whose size, hash and dimensions are those of the file."""

    has_new_file = False

    def save(self, *args, **kwargs):
        if kwargs.get("update_fields") is None and self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
        super().save(*args, **kwargs)


class CustomImage(StoresFileFirst, AbstractImage):
    """A picture."""

    file = PictureField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    # Set by what knows who is in the picture (`prisoners.portraits`): it exists in no size.
    is_withheld = models.BooleanField(default=False, editable=False)

    admin_form_fields = (*Image.admin_form_fields, "credit")
    search_fields = [*AbstractImage.search_fields, index.FilterField("is_withheld")]

    @property
    def default_alt_text(self) -> str:
        """What the picture shows; a title is for finding it and says nothing to a reader."""
        return self.description

    def save(self, *args, **kwargs):
        """Store the picture, and make what readers will be shown of it."""
        super().save(*args, **kwargs)
        if self.has_new_file:
            self.renditions.all().delete()
            self.has_new_file = False
        if kwargs.get("update_fields") is None:
            self.make_renditions()

    def withhold(self) -> None:
        """Take all sizes away, those of the admin too; none is made while it lasts."""
        self.is_withheld = True
        self.save(update_fields=["is_withheld"])
        self.renditions.all().delete()

    def release(self) -> None:
        """Make again what readers are shown."""
        self.is_withheld = False
        self.save(update_fields=["is_withheld"])
        self.make_renditions()

    def find_existing_renditions(self, *filters: Filter) -> dict[Filter, "CustomRendition"]:
        """None of a withheld picture: Wagtail shows its sign for a missing one."""
        if self.is_withheld:
            raise SourceImageIOError("withheld")
        return super().find_existing_renditions(*filters)

    def make_renditions(self) -> None:
        """Make those of the fixed list that are missing, one after another to spare the memory."""
        if self.is_withheld:
            return
        if not self.file.storage.exists(self.file.name):
            logger.warning("Picture %s has no file any more: no renditions made", self.pk)
            return
        made = set(self.renditions.values_list("filter_spec", "focal_point_key"))
        for size in (Filter(spec=spec) for spec in RENDITIONS):
            if (size.spec, size.get_cache_key(self)) not in made:
                self.create_rendition(size)

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """The rendition in memory: Wagtail would leave a temporary file open.

        The database is asked whether it may exist: this picture may have been read before.
        """
        if type(self).objects.filter(pk=self.pk, is_withheld=True).exists():
            raise SourceImageIOError("withheld")
        made = super().generate_rendition_file(filter, source=source)
        with made.file as temporary:
            temporary.seek(0)
            return ContentFile(temporary.read(), name=made.name)


class CustomRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]


def find_rendition(image: CustomImage, spec: str) -> CustomRendition | None:
    """A rendition that was made before; nothing is made in a reader's request.

    No query where `renditions` of the picture were prefetched, else one for all of its sizes.
    """
    if image.is_withheld:
        return None
    models.prefetch_related_objects([image], "renditions")
    place = Filter(spec=spec).get_cache_key(image)
    for rendition in image.renditions.all():
        if (rendition.filter_spec, rendition.focal_point_key) == (spec, place):
            return rendition
    return None


class CustomDocument(StoresFileFirst, AbstractDocument):
    """A file to download."""

    file = DocumentField(upload_to="documents", verbose_name=_("file"))

    admin_form_fields = Document.admin_form_fields

    def clean(self):
        """Refuse what is not a document or cannot be cleaned; Wagtail looks at the name only."""
        if self.file and not self.file._committed:
            try:
                clean_document(self.file.file, self.file.name)
            except ValidationError as error:
                raise ValidationError({"file": error}) from error


@receiver(pre_save, sender=UploadedFile)
def clean_waiting_file(instance: UploadedFile, **kwargs) -> None:
    """A file that waits in the bulk upload for its form to be filled in is cleaned as well."""
    if instance.file and not instance.file._committed:
        model = instance.for_content_type.model_class()
        clean = clean_picture if issubclass(model, CustomImage) else clean_document
        instance.file = clean(instance.file.file, instance.file.name)
