"""The vocabularies of a profile. Codes are stored; words are translated when shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """What has become of a person. Codes of HURIDOCS microthesauri and of published lists."""

    WANTED_ABROAD = "wanted_abroad", _("pursued abroad")
    PROSECUTED_AT_LIBERTY = "prosecuted_at_liberty", _("prosecuted, at liberty")
    DETAINED_NOT_CHARGED = "detained_not_charged", _("detained without charge")
    PRETRIAL = "pretrial", _("in pre-trial detention")
    HOUSE_ARREST = "house_arrest", _("under house arrest")
    ADMINISTRATIVE_ARREST = "administrative_arrest", _("under administrative arrest")
    DETAINED = "detained", _("deprived of liberty")
    IMPRISONED = "imprisoned", _("serving a sentence")
    PSYCHIATRIC = "psychiatric", _("held in a psychiatric hospital")
    DISAPPEARED = "disappeared", _("whereabouts unknown")
    SUSPENDED = "suspended", _("suspended sentence")
    RESTRICTED = "restricted", _("released under restrictions")
    EXILE = "exile", _("in exile")
    RELEASED_APPEAL = "released_appeal", _("released, the case goes on")
    RELEASED = "released", _("released")
    ACQUITTED = "acquitted", _("acquitted")
    REHABILITATED = "rehabilitated", _("rehabilitated")
    DIED_IN_CUSTODY = "died_in_custody", _("died in custody")
    DIED = "died", _("died")
    UNKNOWN = "unknown", _("fate unknown")


DEPRIVED_OF_LIBERTY = frozenset(
    {
        Status.DETAINED_NOT_CHARGED,
        Status.PRETRIAL,
        Status.HOUSE_ARREST,
        Status.ADMINISTRATIVE_ARREST,
        Status.DETAINED,
        Status.IMPRISONED,
        Status.PSYCHIATRIC,
        Status.DISAPPEARED,
    }
)


class Occupation(models.TextChoices):
    """What a person does, in the groups of the Open Dialogue Foundation's lists."""

    JOURNALIST = "journalist", _("journalist")
    BLOGGER = "blogger", _("blogger")
    ACTIVIST = "activist", _("civil-society activist")
    TRADE_UNIONIST = "trade_unionist", _("trade unionist")
    LAWYER = "lawyer", _("lawyer")
    POLITICIAN = "politician", _("opposition politician")
    BELIEVER = "believer", _("religious believer")
    ARTIST = "artist", _("artist")
    ACADEMIC = "academic", _("academic")
    ENTREPRENEUR = "entrepreneur", _("entrepreneur or former official")
    RELATIVE = "relative", _("relative of a person pursued")
    OTHER = "other", _("other")
