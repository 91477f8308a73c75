from campaigns.models.campaign import CampaignContact, CampaignPage, Demand
from campaigns.models.event import EventContact, EventPage
from campaigns.models.indexes import CampaignIndexPage, EventIndexPage
from campaigns.models.key_date import KeyDatePage
from campaigns.models.links import (
    CampaignKeyDate,
    CampaignPerson,
    EventKeyDate,
    EventPerson,
)

__all__ = [
    "CampaignContact",
    "CampaignIndexPage",
    "CampaignKeyDate",
    "CampaignPage",
    "CampaignPerson",
    "Demand",
    "EventContact",
    "EventIndexPage",
    "EventKeyDate",
    "EventPage",
    "EventPerson",
    "KeyDatePage",
]
