"""Files that rows point at: logos, and pictures and documents for the press."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model, QuerySet, Value

from core.json_rows import as_json, from_json
from core.models import CustomDocument, CustomImage, CustomRendition
from core.rows import ProseRow

FILES: dict[str, type[Model]] = {
    "logo": CustomImage,
    "picture": CustomImage,
    "document": CustomDocument,
}


def fetch_files(rows: Iterable[ProseRow]) -> None:
    """Give rows their documents, and their pictures with all sizes. One query, none for no file."""
    used = [
        (row, name, getattr(row, f"{name}_id"))
        for row in rows
        for name in FILES
        if getattr(row, f"{name}_id", None)
    ]
    found = read({(FILES[name], pk) for _row, name, pk in used}) if used else {}
    for row, name, pk in used:
        setattr(row, name, found[FILES[name]].get(pk))


def read(wanted: set[tuple[type[Model], int]]) -> dict[type[Model], dict[int, Model]]:
    """Pictures and documents by their ids; each picture knows its sizes."""
    images = {pk for model, pk in wanted if model is CustomImage}
    documents = {pk for model, pk in wanted if model is CustomDocument}
    sources: list[QuerySet] = [
        CustomImage.objects.filter(pk__in=images),
        CustomRendition.objects.filter(image__in=images),
        CustomDocument.objects.filter(pk__in=documents),
    ]
    models = {source.model._meta.label: source.model for source in sources}
    first, *others = (
        as_json(source, source.model, Value(source.model._meta.label)) for source in sources
    )
    found: dict[type[Model], dict[int, Model]] = defaultdict(dict)
    for label, values in first.union(*others, all=True):
        thing = from_json(models[label], values)
        found[models[label]][thing.pk] = thing
    sizes = defaultdict(list)
    for size in found[CustomRendition].values():
        sizes[size.image_id].append(size)
    for image in found[CustomImage].values():
        # As Django keeps what it prefetched: `find_rendition` then asks the database nothing.
        image._prefetched_objects_cache = {"renditions": sizes[image.pk]}
    return found
