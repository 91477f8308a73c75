"""Files that rows of a campaign point at: logos, pictures and documents for the press."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model, Q, QuerySet

from campaigns.models.rows import Partner, PressItem
from core.documents import closed_collections
from core.models import BasePage, CustomDocument, CustomImage, CustomRendition

FILES = {"logo": CustomImage, "picture": CustomImage, "document": CustomDocument}


def files_of(pages: Iterable[BasePage], pictures: Iterable[CustomImage]) -> list[QuerySet]:
    """What to read for the rows of these pages, and the sizes of `pictures` in their texts.

    A document in a collection that is not for everyone is left out: nobody could fetch it.
    """
    partners = Partner.objects.filter(page__in=pages, has_agreed=True)
    items = PressItem.objects.filter(page__in=pages)
    images = Q(pk__in=partners.values("logo")) | Q(pk__in=items.values("picture"))
    images |= Q(pk__in=[image.pk for image in pictures])
    documents = CustomDocument.objects.filter(pk__in=items.values("document"))
    return [
        CustomImage.objects.filter(images),
        CustomRendition.objects.filter(image__in=CustomImage.objects.filter(images)),
        documents.exclude(collection__in=closed_collections()),
    ]


def give_files(
    rows: Iterable[Partner | PressItem], pictures: Iterable[CustomImage], files: Iterable[Model]
) -> None:
    """Give rows what was read of `files_of`, so that showing them asks the database nothing."""
    found: dict[type[Model], dict[int, Model]] = defaultdict(dict)
    for file in files:
        found[type(file)][file.pk] = file
    sizes = defaultdict(list)
    for size in found[CustomRendition].values():
        sizes[size.image_id].append(size)
    for image in [*found[CustomImage].values(), *pictures]:
        # As Django keeps what it prefetched: `find_rendition` finds it there.
        image._prefetched_objects_cache = {"renditions": sizes[image.pk]}
    for row in rows:
        for name, model in FILES.items():
            if pk := getattr(row, f"{name}_id", None):
                setattr(row, name, found[model].get(pk))
