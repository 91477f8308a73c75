"""Pictures, documents and links that a translation has of its own."""

import json
from collections import defaultdict
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

# What may stand in the place of an address of the original.
SCHEMES_FOR = {"http": ("http", "https"), "https": ("https",)}


class LinkField(forms.CharField):
    """A full address; of a kind with that of the original, or safer."""

    def __init__(self, original: str, **kwargs) -> None:
        super().__init__(max_length=2000, **kwargs)
        scheme = scheme_of(original)
        self.schemes = SCHEMES_FOR.get(scheme, (scheme,))

    def validate(self, value: str) -> None:
        """Refuse what a reader could not open."""
        super().validate(value)
        if value and scheme_of(value) not in self.schemes:
            raise ValidationError(_("Write a full address, beginning with https://"))


def scheme_of(address: str) -> str:
    """How an address begins; empty if it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_empty = parts.scheme in ("http", "https") and not parts.hostname
    return "" if is_empty else parts.scheme


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

    @property
    def changed(self) -> list[str]:
        """The fields that were posted and are not as they were when the form was opened."""
        posted = {name: self.data.get(self.add_prefix(name)) for name in self.fields}
        return [
            name
            for name, value in posted.items()
            if value is not None and value != self.data.get(f"was-{self.add_prefix(name)}", "")
        ]

    def before(self) -> list[tuple[str, object]]:
        """What is kept of each field, to tell whether somebody changes it."""
        return [
            (f"was-{self.add_prefix(name)}", self.initial.get(name, "")) for name in self.fields
        ]

    def complaints(self) -> list[str]:
        """What could not be kept: the place, what was entered, why not."""
        return [
            f"{self.fields[name].label}: “{self[name].value()}”. {' '.join(errors)}"
            for name, errors in self.errors.items()
        ]

    def save(self) -> None:
        """Keep what was changed in the form; what is that of the original is not kept."""
        for name in self.changed:
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
        return LinkField(value, required=False)
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


def missing_things(translation: Translation) -> set[str]:
    """The paths of pictures and documents of its own that were deleted since."""
    chosen = overridden(translation)
    page = translation.source.specific_content_type.model_class()
    found: dict[type, dict[str, object]] = defaultdict(dict)
    for segment in segments_of(translation) if chosen else ():
        value = chosen.get(str(segment.context_id))
        if value is not None and not isinstance(segment.data, str):
            is_file = isinstance(block_of(page, segment.context), DocumentChooserBlock)
            model = get_document_model() if is_file else get_image_model()
            found[model][segment.context.path] = value
    return {
        path
        for model, wanted in found.items()
        for path, value in wanted.items()
        if not model.objects.filter(pk=value).exists()
    }
