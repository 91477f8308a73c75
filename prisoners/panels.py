"""The editing form of a profile, tab by tab."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from core.models import BasePage


def dated(name: str) -> FieldRowPanel:
    """A date and how much of it is known, side by side."""
    return FieldRowPanel([FieldPanel(name), FieldPanel(f"{name}_precision")])


STORY = [
    *BasePage.content_panels,
    InlinePanel("statuses", label=_("status"), heading=_("Status, a row for each change")),
    FieldPanel("body"),
]
PERSON = [
    MultiFieldPanel(
        [
            FieldPanel("gender"),
            FieldPanel("country"),
            FieldPanel("occupations"),
            FieldPanel("portrait"),
        ],
        heading=_("Person"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("native_name"),
            InlinePanel("spellings", label=_("spelling")),
        ],
        heading=_("Other spellings"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [dated("born")],
        heading=_("Birth"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [
            FieldPanel("health"),
            FieldPanel("health_attribution"),
            dated("health_as_of"),
        ],
        heading=_("Health: a level, never a diagnosis"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [
            FieldPanel("letters"),
            FieldPanel("letters_checked_on"),
            FieldPanel("letter_address"),
        ],
        heading=_("Letters"),
        classname="collapsed",
    ),
    InlinePanel("related_links", label=_("person"), heading=_("Same case"), classname="collapsed"),
]
CASE = [
    InlinePanel("charges", label=_("charge"), heading=_("Charges"), classname="collapsed"),
    MultiFieldPanel(
        [
            FieldPanel("sentence_kind"),
            FieldRowPanel([FieldPanel("sentence_years"), FieldPanel("sentence_months")]),
            FieldPanel("sentenced_on"),
            dated("expected_end"),
        ],
        heading=_("Sentence"),
        classname="collapsed",
    ),
    InlinePanel(
        "restrictions",
        label=_("restriction"),
        heading=_("Restrictions after release"),
        classname="collapsed",
    ),
    InlinePanel(
        "ill_treatment",
        label=_("ill-treatment"),
        heading=_("Ill-treatment"),
        classname="collapsed",
    ),
    InlinePanel(
        "findings",
        label=_("finding"),
        heading=_("Findings of the UN, courts and parliaments"),
        classname="collapsed",
    ),
    InlinePanel(
        "recognitions",
        label=_("recognition"),
        heading=_("Who recognises the person as what"),
        classname="collapsed",
    ),
    InlinePanel("timeline", label=_("entry"), heading=_("Timeline"), classname="collapsed"),
]
SOURCES = [
    InlinePanel("sources", label=_("source"), heading=_("Sources")),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("last_verified"), FieldPanel("verified_through")])],
        heading=_("Last verified"),
    ),
    InlinePanel(
        "corrections",
        label=_("correction"),
        heading=_("Corrections, shown to readers"),
        classname="collapsed",
    ),
]
