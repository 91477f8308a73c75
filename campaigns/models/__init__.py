from campaigns.models.addressee import AddresseeIndexPage, AddresseePage
from campaigns.models.campaign import CampaignContact, CampaignPage
from campaigns.models.demands import Demand, LetterText
from campaigns.models.event import EventContact, EventPage
from campaigns.models.indexes import CampaignIndexPage, EventIndexPage
from campaigns.models.key_date import KeyDatePage
from campaigns.models.links import (
    CampaignKeyDate,
    CampaignPerson,
    EventKeyDate,
    EventPerson,
)
from campaigns.models.rows import (
    NumberClaim,
    Partner,
    PressItem,
    Result,
    Update,
)
from campaigns.models.share_text import CampaignShareText, EventShareText

__all__ = [
    "AddresseeIndexPage",
    "AddresseePage",
    "CampaignContact",
    "CampaignIndexPage",
    "CampaignKeyDate",
    "CampaignPage",
    "CampaignPerson",
    "CampaignShareText",
    "Demand",
    "EventContact",
    "EventIndexPage",
    "EventKeyDate",
    "EventPage",
    "EventPerson",
    "EventShareText",
    "KeyDatePage",
    "LetterText",
    "NumberClaim",
    "Partner",
    "PressItem",
    "Result",
    "Update",
]
