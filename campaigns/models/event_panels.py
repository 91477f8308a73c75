"""How an event is edited: announcement, good to know, who, what it belongs to, afterwards."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)

from core.models import BasePage

WHEN = [
    FieldPanel("kind"),
    FieldPanel("status"),
    FieldRowPanel([FieldPanel("start_day"), FieldPanel("end_day")]),
    FieldRowPanel(
        [FieldPanel("timing"), FieldPanel("start_time"), FieldPanel("end_time")],
    ),
    FieldPanel("time_zone", required_on_save=True),  # moments are kept with each draft
]
WHERE = [
    FieldRowPanel([FieldPanel("attendance"), FieldPanel("disclosure")]),
    FieldPanel("place_name"),
    FieldPanel("street"),
    FieldRowPanel([FieldPanel("postcode"), FieldPanel("city"), FieldPanel("country")]),
    FieldPanel("place_here"),
    FieldPanel("directions"),
    FieldPanel("online_url"),
]
EDITOR = TabbedInterface(
    [
        ObjectList(
            [
                *BasePage.content_panels,
                MultiFieldPanel(WHEN, heading=_("When")),
                MultiFieldPanel(WHERE, heading=_("Where")),
                FieldPanel("body"),
            ],
            heading=_("Announcement"),
        ),
        ObjectList(
            [
                MultiFieldPanel(
                    [FieldPanel("accessibility"), FieldPanel("interpretation")],
                    heading=_("Accessibility"),
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("authorisation"),
                        FieldPanel("safety"),
                        FieldPanel("photo_policy"),
                    ],
                    heading=_("Safety"),
                ),
                MultiFieldPanel(
                    [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
                    heading=_("Position on the map"),
                    classname="collapsed",
                ),
                MultiFieldPanel(
                    [FieldRowPanel([FieldPanel("previous_day"), FieldPanel("previous_time")])],
                    heading=_("Announced before"),
                    classname="collapsed",
                ),
                MultiFieldPanel(
                    [FieldPanel("languages_spoken")],
                    heading=_("Languages spoken"),
                    classname="collapsed",
                ),
            ],
            heading=_("Good to know"),
        ),
        ObjectList(
            [
                FieldPanel("organiser"),
                InlinePanel("contacts", label=_("contact"), heading=_("Contact persons")),
            ],
            heading=_("Organiser and contacts"),
        ),
        ObjectList(
            [
                PageChooserPanel("campaign"),
                InlinePanel("person_links", label=_("person"), heading=_("People")),
                InlinePanel("key_date_links", label=_("key date"), heading=_("Key dates")),
            ],
            heading=_("Campaign, people, dates"),
        ),
        ObjectList(
            [
                FieldRowPanel([FieldPanel("attended"), FieldPanel("counted_by")]),
                FieldPanel("report"),
            ],
            heading=_("Afterwards"),
        ),
        ObjectList(
            [InlinePanel("share_texts", label=_("text"), heading=_("Texts for sharing"))],
            heading=_("Sharing"),
        ),
        ObjectList(BasePage.promote_panels, heading=_("Address")),
    ]
)
