"""Which documents a reader may fetch: those of pages she may read."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex

from core.languages import readable
from core.models import CustomDocument


def is_on_closed_pages_only(document: CustomDocument) -> bool:
    """Whether pages name the document, and none of them can be read. Two queries.

    One that no page names is nobody's secret: its address was given to somebody on purpose.
    """
    types = ContentType.objects.get_for_models(Page, CustomDocument)
    found = ReferenceIndex.objects.filter(
        base_content_type=types[Page],
        to_content_type=types[CustomDocument],
        to_object_id=str(document.pk),
    )
    pages = [int(pk) for pk in found.values_list("object_id", flat=True).distinct()]
    return bool(pages) and not readable(Page.objects.filter(pk__in=pages)).exists()


def private_collections() -> set[int]:
    """The collections that are not for everyone. One query."""
    return set(closed_collections().values_list("pk", flat=True))


def closed_collections() -> QuerySet[Collection]:
    """Those that are not for everyone, or below one that is not."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    closed = CollectionViewRestriction.objects.annotate(path=path)
    above = closed.filter(path__startswith=F("collection__path"))
    return Collection.objects.filter(Exists(above))
