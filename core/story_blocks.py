"""Parts of a story: what happened when, questions, documents, a video on another site.

Days, files and addresses in them belong to the text: translators get them with it and cannot
change them (wagtail-localize offers strings, and a document in another language). What must never
lag behind in a language is a field of a page.
"""

from datetime import date
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from core.dates import Precision, machine_date, partial_date
from core.richtext import CleanRichTextBlock

INLINE = ["bold", "italic", "link", "document-link"]
# What a platform calls itself, where its address does not say it.
PLATFORMS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "facebook.com": "Facebook",
    "tiktok.com": "TikTok",
    "dailymotion.com": "Dailymotion",
}
# The same site under other names: `www.youtube.com`, `m.youtube.com`.
COVERS = ("www.", "m.")


class PartlyKnownDay(blocks.StructValue):
    """A day of which a part may be known."""

    @property
    def words(self) -> str:
        """The known part, in the reader's language."""
        return partial_date(self.get("day"), self.get("precision"))

    @property
    def machine(self) -> str:
        """The known part for machines."""
        return machine_date(self.get("day"), self.get("precision"))


class ChronologyEntry(blocks.StructBlock):
    """What happened on a day."""

    day = blocks.DateBlock(label=_("date"))
    precision = blocks.ChoiceBlock(
        choices=Precision.choices, default=Precision.DAY, label=_("how much of it is known")
    )
    text = CleanRichTextBlock(label=_("what happened"), features=INLINE)

    class Meta:
        value_class = PartlyKnownDay
        label = _("Entry")


class ChronologyBlock(blocks.StructBlock):
    """What happened, day by day."""

    heading = blocks.CharBlock(label=_("heading"), required=False)
    entries = blocks.ListBlock(ChronologyEntry(), label=_("entries"))

    class Meta:
        icon = "history"
        label = _("Chronology")
        template = "blocks/chronology.html"
        description = _(
            "What happened, day by day, told within the text. The timeline of a profile has its "
            "own tab."
        )
        preview_value = {
            "heading": _("How it came to this"),
            "entries": [
                {
                    "day": date(2017, 3, 2),
                    "precision": Precision.DAY,
                    "text": _("<p>The police search the newspaper.</p>"),
                },
                {
                    "day": date(2017, 9, 1),
                    "precision": Precision.MONTH,
                    "text": _("<p>The court hears the case behind closed doors.</p>"),
                },
            ],
        }


class QuestionAndAnswer(blocks.StructBlock):
    """A question and what is known about it."""

    question = blocks.CharBlock(label=_("question"), max_length=300)
    answer = CleanRichTextBlock(label=_("answer"), features=[*INLINE, "ul", "ol"])

    class Meta:
        label = _("Question")


class QuestionsBlock(blocks.StructBlock):
    """Questions people ask, each with its answer.

    Under headings and not folded away: they are found by searching in the page, by going from
    heading to heading, and on paper.
    """

    heading = blocks.CharBlock(label=_("heading"), required=False)
    questions = blocks.ListBlock(QuestionAndAnswer(), label=_("questions"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "blocks/questions.html"
        description = _("What people ask before they come or sign, with short answers.")
        preview_value = {
            "heading": _("Questions and answers"),
            "questions": [
                {
                    "question": _("Do I have to give my name?"),
                    "answer": _("<p>No. You can come without telling anybody.</p>"),
                }
            ],
        }


class DocumentEntry(blocks.StructBlock):
    """A file, under a name that says what it is."""

    document = DocumentChooserBlock(label=_("document"))
    label = blocks.CharBlock(
        label=pgettext_lazy("document", "name"),
        max_length=200,
        help_text=_("What it is, for example: resolution of 14 December 2017, in English."),
    )

    class Meta:
        label = _("Document")


class DocumentsBlock(blocks.StructBlock):
    """Files to download."""

    heading = blocks.CharBlock(label=_("heading"), required=False)
    documents = blocks.ListBlock(DocumentEntry(), label=_("documents"))

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        template = "blocks/documents.html"
        preview_template = "blocks/previews/documents.html"
        preview_value = {}
        description = _("Files to download, with their type and size. Private ones are not shown.")


class VideoLink(blocks.StructValue):
    """An address on another site."""

    @property
    def platform_name(self) -> str:
        """What the other site is called: by the editor, else by itself, else its address."""
        host = urlsplit(self.get("url") or "").hostname or ""
        for cover in COVERS:
            host = host.removeprefix(cover)
        return self.get("platform") or PLATFORMS.get(host, host)


class VideoBlock(blocks.StructBlock):
    """A link to a video: nothing of the other site is loaded before somebody goes there."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    url = blocks.URLBlock(
        label=_("address"), help_text=_("Where it can be watched. It begins with https://.")
    )
    platform = blocks.CharBlock(
        label=_("platform"),
        required=False,
        max_length=100,
        help_text=_("The name of the other site. Left empty, it is taken from the address."),
    )
    minutes = blocks.IntegerBlock(label=_("length in minutes"), required=False, min_value=1)
    still = ImageChooserBlock(
        label=_("picture"),
        required=False,
        help_text=_("A still of the video, uploaded here. It is not fetched from the other site."),
    )
    still_alt = blocks.CharBlock(
        label=_("what the picture shows"),
        required=False,
        max_length=200,
        help_text=_("For those who cannot see it."),
    )

    class Meta:
        icon = "media"
        label = _("Video on another site")
        template = "blocks/video.html"
        value_class = VideoLink
        description = _("A link with a warning. The video is not played within the page.")
        preview_value = {
            "title": _("What happened at the court"),
            "url": "https://video.example/",
            "minutes": 12,
        }

    def clean(self, value):
        """Nobody on the way may see or change what is watched; a still says what it shows."""
        cleaned = super().clean(value)
        errors = {}
        if urlsplit(cleaned["url"]).scheme != "https":
            errors["url"] = ValidationError(_("Give an address that begins with https://."))
        if cleaned["still"] and not cleaned["still_alt"].strip():
            errors["still_alt"] = ValidationError(_("Say in a few words what the picture shows."))
        if errors:
            raise blocks.StructBlockValidationError(errors)
        return cleaned
