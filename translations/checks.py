"""What can be said of a translated text by comparing it with its original."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue, validate_translation_links


@dataclass(frozen=True)
class Problem:
    """What is wrong with a text and what to do; a blocking one keeps it from being published."""

    kind: str
    message: str
    is_blocking: bool


def problems(
    source: str, target: str, source_code: str, code: str, *, limit: int | None = None
) -> list[Problem]:
    """What is wrong with a text; nothing of one that is empty."""
    found = []
    if not target.strip():
        return found
    try:
        words = StringValue.from_translated_html(target).render_text()
        validate_translation_links(source, target)
    except ValueError as error:
        return [Problem("tags", str(error), is_blocking=True)]
    if limit and len(words) > limit:
        text = _("The text is too long: %(length)d characters where %(limit)d have room.")
        message = text % {"length": len(words), "limit": limit}
        found.append(Problem("length", message, is_blocking=True))
    return found
