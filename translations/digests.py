"""What the text of an original comes down to, to see whether it has changed.

`words` changes when a translator has something to do; `form` also when a paragraph was moved,
a link leads elsewhere or another picture stands there. Facts change neither.
"""

import json
import re
from dataclasses import dataclass
from hashlib import sha1

from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments

from core.models import BasePage

# The editor names paragraphs anew where somebody only opened and saved a page.
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


@dataclass(frozen=True)
class Digests:
    """Two strings of 40 letters."""

    words: str
    form: str


def digests(page: BasePage) -> Digests:
    """The digests of a page as it is in memory."""
    segments = extract_segments(page)
    strings = (segment for segment in segments if isinstance(segment, StringSegmentValue))
    words = sorted(segment.string.data for segment in strings if not segment.is_empty())
    return Digests(words=digest(words), form=digest([form(segment) for segment in segments]))


def form(segment) -> list:
    """All of a segment that gets into a translation."""
    match segment:
        case StringSegmentValue():
            content = [segment.string.data, segment.attrs]
        case TemplateSegmentValue():
            content = BLOCK_KEY.sub("", segment.template)
        case OverridableSegmentValue():
            content = segment.data
        case RelatedObjectSegmentValue():
            content = str(segment.translation_key)
    return [segment.path, content]


def digest(content: list) -> str:
    """SHA-1 of anything JSON can hold. Nobody gains by making two texts collide."""
    data = json.dumps(content, sort_keys=True, default=str)
    return sha1(data.encode(), usedforsecurity=False).hexdigest()
