"""The vocabularies of events and key dates. Codes are stored; words are translated when shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What people are asked to come to."""

    PROTEST = "protest", _("protest")
    PICKET = "picket", _("picket")
    VIGIL = "vigil", _("vigil")
    LETTERS = "letters", _("letter evening")
    CONFERENCE = "conference", _("hearing or conference")
    TRIAL = "trial", _("trial observation")
    PRESS = "press", _("press briefing")
    SCREENING = "screening", _("film or exhibition")
    ONLINE = "online", _("online action")
    COMMEMORATION = "commemoration", _("commemoration")


class EventStatus(models.TextChoices):
    """Whether it takes place as announced: schema.org `EventStatusType`."""

    SCHEDULED = "scheduled", _("takes place as announced")
    RESCHEDULED = "rescheduled", _("moved to another time")
    POSTPONED = "postponed", _("postponed, new day to be announced")
    MOVED_ONLINE = "moved_online", _("moved online")
    CANCELLED = "cancelled", _("cancelled")


class KeyDateKind(models.TextChoices):
    """What happens in the world on a key date."""

    DEBATE = "debate", _("debate")
    VOTE = "vote", _("vote")
    HEARING = "hearing", _("hearing")
    SESSION = "session", _("session")
    DIALOGUE = "dialogue", _("human-rights dialogue")
    ANNIVERSARY = "anniversary", _("anniversary")
    OTHER = "other", _("other")
