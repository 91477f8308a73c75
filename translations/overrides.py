"""Pictures, documents and links that a translation has of its own."""

import json
from urllib.parse import urlsplit

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation

from translations.places import block_of, place_of

LINK_SCHEMES = ("http", "https", "mailto", "tel")


class LinkField(forms.CharField):
    """A full address."""

    def validate(self, value: str) -> None:
        """Refuse what a reader could not open."""
        super().validate(value)
        if value and urlsplit(value).scheme not in LINK_SCHEMES:
            raise ValidationError(_("Write a full address, beginning with https://"))


class OverridesForm(forms.Form):
    """A field for each thing that may differ; empty takes that of the original."""

    def __init__(self, translation: Translation, user: AbstractBaseUser, data=None) -> None:
        super().__init__(data, prefix="own")
        self.translation, self.user = translation, user
        self.segments = {str(segment.context_id): segment for segment in segments_of(translation)}
        page = translation.source.specific_content_type.model_class()
        for name, segment in self.segments.items():
            field = field_for(block_of(page, segment.context), segment.data)
            field.label = f"{place_of(page, segment.context).label}: {segment.data}"
            self.fields[name] = field
        self.initial = overridden(translation)

    def complaints(self) -> list[str]:
        """What could not be kept: the place, what was entered, why not."""
        return [
            f"{self.fields[name].label}: “{self[name].value()}”. {' '.join(errors)}"
            for name, errors in self.errors.items()
        ]

    def save(self) -> None:
        """Keep what differs from the original, delete the rest."""
        for name in self.changed_data:
            value = self.cleaned_data[name]
            value = getattr(value, "pk", value)
            segment = self.segments[name]
            rows = SegmentOverride.objects.filter(
                context_id=segment.context_id, locale=self.translation.target_locale
            )
            rows.delete()
            if value and value != segment.data:
                SegmentOverride.objects.create(
                    context_id=segment.context_id,
                    locale=self.translation.target_locale,
                    data_json=json.dumps(value),
                    last_translated_by=self.user,
                )


def field_for(block, value) -> forms.Field:
    """A chooser for a picture or a document, an input for an address."""
    if isinstance(value, str):
        return LinkField(required=False, max_length=2000)
    if isinstance(block, DocumentChooserBlock):
        documents = get_document_model().objects.all()
        return forms.ModelChoiceField(documents, required=False, widget=AdminDocumentChooser)
    pictures = get_image_model().objects.filter(is_withheld=False)
    return forms.ModelChoiceField(pictures, required=False, widget=AdminImageChooser)


def segments_of(translation: Translation) -> list[OverridableSegment]:
    """What may be overridden on the page, in its order."""
    found = OverridableSegment.objects.filter(source=translation.source)
    return list(found.select_related("context").order_by("order"))


def overridden(translation: Translation) -> dict[str, object]:
    """What is overridden, by the id of its context."""
    found = SegmentOverride.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    )
    return {str(override.context_id): override.data for override in found}
