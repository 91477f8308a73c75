"""The vocabularies of campaigns and events. Codes are stored; words are translated when shown."""

from django.conf.global_settings import LANGUAGES
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


# Nobody comes to an event in one of these.
NOT_HELD = frozenset({EventStatus.CANCELLED, EventStatus.POSTPONED})


class EventTiming(models.TextChoices):
    """How much of the time is fixed."""

    HOURS = "hours", _("at the hours given")
    ALL_DAY = "all_day", _("all day")
    OPEN = "open", _("hour to be announced")


class Attendance(models.TextChoices):
    """How one takes part: schema.org `EventAttendanceModeEnumeration`."""

    OFFLINE = "offline", _("at the place")
    ONLINE = "online", _("online")
    MIXED = "mixed", _("at the place or online")


class Disclosure(models.TextChoices):
    """Who is told where it is."""

    PUBLIC = "public", _("shown to everyone")
    CONTACT = "contact", _("told after contact")


class Authorisation(models.TextChoices):
    """What the authorities were told of an assembly, and what they said."""

    NOTIFIED = "notified", _("authorities notified")
    AUTHORISED = "authorised", _("authorised")
    NOT_REQUIRED = "not_required", _("no authorisation required")
    REFUSED = "refused", _("authorisation refused")


class KeyDateKind(models.TextChoices):
    """What happens in the world on a key date."""

    DEBATE = "debate", _("debate")
    VOTE = "vote", _("vote")
    HEARING = "hearing", _("hearing")
    SESSION = "session", _("session")
    DIALOGUE = "dialogue", _("human-rights dialogue")
    ANNIVERSARY = "anniversary", _("anniversary")
    OTHER = "other", _("other")


class KeyDateState(models.TextChoices):
    """What became of a key date."""

    ANNOUNCED = "announced", _("announced")
    HELD = "held", _("took place")
    CANCELLED = "cancelled", pgettext_lazy("key date", "cancelled")


class CampaignState(models.TextChoices):
    """How a campaign stands."""

    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    WON = "won", _("won")
    PARTLY_WON = "partly_won", _("partly won")
    LOST = "lost", _("lost")
    CLOSED = "closed", _("closed")


# A campaign in one of these asks for nothing any more.
OVER = frozenset({CampaignState.WON, CampaignState.LOST, CampaignState.CLOSED})


class DemandState(models.TextChoices):
    """What an addressee did about a demand."""

    ASKED = "asked", pgettext_lazy("demand", "asked")
    ANSWERED = "answered", pgettext_lazy("demand", "answered")
    PROMISED = "promised", pgettext_lazy("demand", "promised")
    DONE = "done", pgettext_lazy("demand", "done")
    REFUSED = "refused", pgettext_lazy("demand", "refused")
    OVERTAKEN = "overtaken", pgettext_lazy("demand", "overtaken by events")


# In these states an addressee said or did something, so that it needs an evidence.
SAID = frozenset(
    {DemandState.ANSWERED, DemandState.PROMISED, DemandState.DONE, DemandState.REFUSED}
)
# What was done, or what time has overtaken, is asked for no more; what was refused is asked again.
SETTLED = frozenset({DemandState.DONE, DemandState.OVERTAKEN})
# In these states an answer may be overdue.
OPEN_DEMANDS = frozenset({DemandState.ASKED, DemandState.ANSWERED, DemandState.PROMISED})


class Qualifier(models.TextChoices):
    """How exact a number is."""

    EXACT = "exact", _("exactly")
    AT_LEAST = "at_least", _("at least")
    ABOUT = "about", _("about")


class Counted(models.TextChoices):
    """What of the profiles a number can be compared with."""

    CAMPAIGN_PEOPLE = "campaign_people", _("people of this campaign")
    CAMPAIGN_HELD = "campaign_held", _("people of this campaign who are deprived of liberty")
    ALL_PEOPLE = "all_people", _("all people on this site")
    ALL_HELD = "all_held", _("all people on this site who are deprived of liberty")


class Network(models.TextChoices):
    """Where a text for sharing goes."""

    ANY = "any", _("all networks")
    NEUTRAL = "neutral", _("neutral, for readers at risk")
    EMAIL = "email", _("e-mail")
    TELEGRAM = "telegram", "Telegram"
    WHATSAPP = "whatsapp", "WhatsApp"
    FACEBOOK = "facebook", "Facebook"
    X = "x", "X"
    BLUESKY = "bluesky", "Bluesky"


# Their names come translated with Django.
SPOKEN = "ar az be cs de en es fa fr hy it ja ka kk ky nl pl pt ru tg tk tr uk uz zh-hans"
SpokenLanguage = models.TextChoices(
    "SpokenLanguage",
    [(code.upper().replace("-", "_"), (code, _(dict(LANGUAGES)[code]))) for code in SPOKEN.split()],
)
