"""The blocks editors compose pages from. The classes at the end are what may stand on a page."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock

from core.richtext import CleanRichTextBlock
from core.story_blocks import ChronologyBlock, DocumentsBlock, QuestionsBlock, VideoBlock

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class PictureBlock(blocks.StructBlock):
    """A picture that says what it shows and whose it is."""

    image = ImageBlock(label=_("picture"))
    credit = blocks.CharBlock(
        label=_("credit"), max_length=200, help_text=_("Who made it, and under which licence.")
    )
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"
        preview_template = "blocks/previews/picture.html"
        preview_value = {}
        description = _("A photograph or drawing with a text for those who cannot see it.")

    def clean(self, value):
        """A picture in a story is never decoration: the text for it is obligatory."""
        cleaned = super().clean(value)
        image = cleaned.get("image")
        if image and not (image.contextual_alt_text or "").strip():
            missing = ValidationError(_("Say in a few words what the picture shows."))
            raise blocks.StructBlockValidationError({"image": missing})
        return cleaned


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, and whose they are."""

    text = blocks.TextBlock(label=_("words"), required=False)
    attribution = blocks.CharBlock(
        label=_("who said it"), required=False, help_text=_("Name, role and where it was said.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"
        description = _("The words of a prisoner, a witness or an official, with their source.")
        preview_value = {
            "text": _("I write so that I am not forgotten."),
            "attribution": _("From a letter"),
        }


class FactBoxBlock(blocks.StructBlock):
    """A few facts a reader must not miss, set apart from the text."""

    heading = blocks.CharBlock(label=_("heading"), required=False)
    text = CleanRichTextBlock(
        label=_("text"), required=False, features=["bold", "italic", "ul", "ol", "link"]
    )

    class Meta:
        icon = "info-circle"
        label = _("Fact box")
        template = "blocks/fact_box.html"
        description = _("Numbers, dates or background in a box beside the story.")
        preview_value = {
            "heading": _("In short"),
            "text": _("<p>When, where, how many: one line for each.</p>"),
        }


class RowsBlock(blocks.StructBlock):
    """A heading over rows that the page keeps in its own fields."""

    heading = blocks.CharBlock(label=_("heading"), required=False)


class DemandsBlock(RowsBlock):
    """The campaign's demands."""

    class Meta:
        icon = "list-ol"
        label = _("Demands")
        template = "blocks/demands.html"
        preview_template = "blocks/previews/demands.html"
        description = _("Shows the demands of this page, which are kept in its “Demands” tab.")
        preview_value = {"heading": _("What we demand")}


class NumbersBlock(RowsBlock):
    """The numbers the campaign states."""

    class Meta:
        icon = "info-circle"
        label = _("Numbers")
        template = "blocks/numbers.html"
        preview_template = "blocks/previews/numbers.html"
        description = _("Shows the numbers of this page, each with its day and its source.")
        preview_value = {"heading": _("In numbers")}


class PeopleBlock(RowsBlock):
    """The people the page is about."""

    text = blocks.TextBlock(label=_("introduction"), required=False, rows=2)

    class Meta:
        icon = "group"
        label = _("People")
        template = "blocks/people.html"
        preview_template = "blocks/previews/people.html"
        description = _("Shows the people of this page with their present status.")
        preview_value = {"heading": _("The people concerned")}


class KeyDatesBlock(RowsBlock):
    """The days that matter."""

    class Meta:
        icon = "calendar-alt"
        label = _("Key dates")
        template = "blocks/key_dates.html"
        preview_template = "blocks/previews/key_dates.html"
        description = _("Shows the debates, votes and anniversaries chosen for this page.")
        preview_value = {"heading": _("Days to remember")}


class PetitionBlock(RowsBlock):
    """The petition on another site."""

    class Meta:
        icon = "edit"
        label = _("Petition")
        template = "blocks/petition.html"
        preview_template = "blocks/previews/petition.html"
        description = _("Shows the petition of the campaign, with a warning about the other site.")
        preview_value = {"heading": _("Sign the petition")}


class StoryBlock(blocks.StreamBlock):
    """What may stand on any page."""

    paragraph = CleanRichTextBlock(
        required=False,
        features=RICH_TEXT,
        icon="pilcrow",
        label=_("Text"),
        template="blocks/paragraph.html",
        description=_("Paragraphs, headings, lists and links."),
        preview_value=_("<h2>A heading</h2><p>A paragraph of two or three sentences.</p>"),
    )
    picture = PictureBlock()
    quote = QuoteBlock()
    fact_box = FactBoxBlock()
    chronology = ChronologyBlock()
    questions = QuestionsBlock()
    documents = DocumentsBlock()
    video = VideoBlock()


class CallBlock(StoryBlock):
    """What may stand on a page that calls for something: also the rows it keeps."""

    people = PeopleBlock()
    key_dates = KeyDatesBlock()
    petition = PetitionBlock()


class CampaignBlock(CallBlock):
    """What may stand on a campaign, which also has demands and numbers."""

    demands = DemandsBlock()
    numbers = NumbersBlock()


# What an empty block holds: the editor's scripts show a missing value as "undefined".
EMPTY = {
    "paragraph": "",
    "quote": {"text": "", "attribution": ""},
    "fact_box": {"heading": "", "text": ""},
    "demands": {"heading": ""},
    "numbers": {"heading": ""},
    "people": {"heading": "", "text": ""},
    "key_dates": {"heading": ""},
    "petition": {"heading": ""},
}


def story_field(*layout: str, help_text: str) -> StreamField:
    """A text that opens with empty blocks of the named kinds, as a guide for the editor."""
    return guided_field(StoryBlock, layout, help_text)


def call_field(*layout: str, help_text: str) -> StreamField:
    """The same for a page that calls for something, with the blocks that show its rows."""
    return guided_field(CallBlock, layout, help_text)


def campaign_field(*layout: str, help_text: str) -> StreamField:
    """The same for a campaign."""
    return guided_field(CampaignBlock, layout, help_text)


def guided_field(
    block: type[blocks.StreamBlock], layout: tuple[str, ...], help_text: str
) -> StreamField:
    """A StreamField with empty blocks to start from."""
    return StreamField(
        block(required=False),
        blank=True,
        default=[(kind, EMPTY[kind]) for kind in layout],
        verbose_name=_("text"),
        help_text=help_text,
    )
