"""Uploads in the admin: errors beside the file, and no title made of a file's name."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from wagtail.documents.forms import BaseDocumentForm
from wagtail.documents.views.multiple import AddView as AddDocumentsView
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.views.multiple import AddView as AddPicturesView

from core.uploads import ending_of, open_picture, random_name


class PictureFormField(WagtailImageField):
    """Reads the whole picture before Wagtail reads its header, so that damage is an error."""

    def to_python(self, data):
        if data:
            open_picture(data, data.name)
        return super().to_python(data)


class PictureForm(BaseImageForm):
    """The form of a picture, wherever one is uploaded in the admin."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            file = self.fields["file"]
            self.fields["file"] = PictureFormField(
                label=file.label,
                required=file.required,
                widget=forms.FileInput(),  # Wagtail's own copies the file's name into the title
            )

    def save(self, commit: bool = True):
        """Wagtail removes all renditions after it replaced a file; those of the new one stay."""
        image = super().save(commit)
        if commit and "file" in self.changed_data:
            image.make_renditions()
        return image


class DocumentForm(BaseDocumentForm):
    """The form of a document, wherever one is uploaded in the admin."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].widget = forms.FileInput()


class NamelessUpload:
    """The bulk upload names a thing after its file; a file's name may be somebody's name."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Forget the file's name before anything is made of it."""
        request.POST = request.POST.copy()
        request.POST["title"] = self.generic_title()
        for file in request.FILES.values():
            file.name = random_name(ending_of(file.name))
        return super().post(request)


class AddPictures(NamelessUpload, AddPicturesView):
    """Upload many pictures."""

    def generic_title(self) -> str:
        return gettext("Picture")


class AddDocuments(NamelessUpload, AddDocumentsView):
    """Upload many documents."""

    def generic_title(self) -> str:
        return gettext("Document")
