"""What the blocks of a story need."""

from django import template

from core.documents import private_collections

register = template.Library()


@register.simple_tag(takes_context=True)
def open_documents(context: dict, entries: list) -> list:
    """Of entries with a `document` those whose file anybody may fetch. One query a request."""
    request = context.get("request")
    private = getattr(request, "bosat_private_collections", None)
    if private is None:
        private = private_collections()
        if request is not None:
            request.bosat_private_collections = private
    found = [entry for entry in entries if entry["document"]]
    return [entry for entry in found if entry["document"].collection_id not in private]
