"""Rich text that cannot carry a script, whichever way it came in.

Draftail cleans what an editor types. Imports, PO files, translators' strings and code do not go
through it, so the block itself keeps only the marks an editor could have made.
"""

import nh3
from django.utils.encoding import force_str
from wagtail import blocks
from wagtail.rich_text import RichText
from wagtail_localize.segments.ingest import organise_template_segments
from wagtail_localize.strings import restore_strings

CLEANER = nh3.Cleaner(
    tags={"a", "b", "br", "em", "h2", "h3", "hr", "i", "li", "ol", "p", "span", "strong", "ul"},
    clean_content_tags={"script", "style"},
    # Pages and documents are linked by linktype and id; comments hang on block keys.
    # A `span` says in which language words of the original stand in a translation.
    attributes={
        "*": {"data-block-key"},
        "a": {"href", "id", "linktype"},
        "span": {"dir", "lang"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def clean_html(html: str) -> str:
    """The HTML with nothing in it but what the site's rich text may contain."""
    return CLEANER.clean(html)


class CleanRichTextBlock(blocks.RichTextBlock):
    """A rich text block whose value is clean when read, when set and when stored."""

    def to_python(self, value):
        return self.normalize(value)

    def normalize(self, value):
        source = value.source if isinstance(value, RichText) else force_str(value or "")
        return RichText(clean_html(source))

    def get_prep_value(self, value):
        return clean_html(value.source)

    def value_from_form(self, value):
        return self.normalize(value)

    def restore_translated_segments(self, value, segments):
        """The block in another language, put together by wagtail-localize."""
        _format, template, strings = organise_template_segments(segments)
        return self.normalize(restore_strings(template, strings))
