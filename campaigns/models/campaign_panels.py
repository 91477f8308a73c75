"""The form of a campaign, by tabs."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from core.models import BasePage

PETITION = [
    FieldPanel("petition_title"),
    FieldPanel("petition_platform"),
    FieldPanel("petition_url"),
    FieldPanel("petition_is_closed"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("petition_count"), FieldPanel("petition_counted_on")]),
            FieldPanel("petition_goal"),
        ],
        heading=_("Last known count"),
    ),
]

TABS = TabbedInterface(
    [
        ObjectList(
            [
                *BasePage.content_panels,
                FieldRowPanel(
                    [FieldPanel("state"), FieldPanel("starts_on"), FieldPanel("ends_on")]
                ),
                FieldPanel("body"),
            ],
            heading=_("Story"),
        ),
        ObjectList(
            [
                InlinePanel("demands", label=_("demand"), heading=_("Demands")),
                InlinePanel("numbers", label=_("number"), heading=_("Numbers")),
            ],
            heading=_("Demands and numbers"),
        ),
        ObjectList(
            [
                InlinePanel("person_links", label=_("person"), heading=_("People")),
                InlinePanel("key_date_links", label=_("key date"), heading=_("Key dates")),
            ],
            heading=_("People and dates"),
        ),
        ObjectList(
            [
                MultiFieldPanel(PETITION, heading=_("Petition on another site")),
                InlinePanel("letters", label=_("letter"), heading=_("Letters")),
                InlinePanel("share_texts", label=_("text"), heading=_("Texts for sharing")),
            ],
            heading=_("Actions"),
        ),
        ObjectList(
            [
                InlinePanel("updates", label=_("update"), heading=_("Updates")),
                InlinePanel("results", label=_("result"), heading=_("Results")),
            ],
            heading=_("News and results"),
        ),
        ObjectList(
            [
                InlinePanel("contacts", label=_("contact"), heading=_("Contact persons")),
                InlinePanel("partners", label=_("partner"), heading=_("Partners")),
                InlinePanel("press_items", label=_("item"), heading=_("For the press")),
            ],
            heading=_("Contacts and press"),
        ),
        ObjectList(BasePage.promote_panels, heading=_("Address")),
    ]
)
