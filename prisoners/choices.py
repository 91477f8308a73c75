"""The vocabularies of a profile. Codes are stored; words are translated when shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class StatusGroup(models.TextChoices):
    """What a reader asks first: is the person held, under restrictions, free, dead?"""

    HELD = "held", _("deprived of liberty")
    RESTRICTED = "limited", _("under restrictions or pursued")
    RELEASED = "free", _("released")
    DIED = "dead", _("died")
    UNKNOWN = "unclear", _("fate unknown")


# Every status belongs to one group. Whoever is released under conditions is not free.
GROUPS = {
    Status.WANTED_ABROAD: StatusGroup.RESTRICTED,
    Status.PROSECUTED_AT_LIBERTY: StatusGroup.RESTRICTED,
    Status.DETAINED_NOT_CHARGED: StatusGroup.HELD,
    Status.PRETRIAL: StatusGroup.HELD,
    Status.HOUSE_ARREST: StatusGroup.HELD,
    Status.ADMINISTRATIVE_ARREST: StatusGroup.HELD,
    Status.DETAINED: StatusGroup.HELD,
    Status.IMPRISONED: StatusGroup.HELD,
    Status.PSYCHIATRIC: StatusGroup.HELD,
    Status.DISAPPEARED: StatusGroup.HELD,
    Status.SUSPENDED: StatusGroup.RESTRICTED,
    Status.RESTRICTED: StatusGroup.RESTRICTED,
    Status.EXILE: StatusGroup.RESTRICTED,
    Status.RELEASED_APPEAL: StatusGroup.RESTRICTED,
    Status.RELEASED: StatusGroup.RELEASED,
    Status.ACQUITTED: StatusGroup.RELEASED,
    Status.REHABILITATED: StatusGroup.RELEASED,
    Status.DIED_IN_CUSTODY: StatusGroup.DIED,
    Status.DIED: StatusGroup.DIED,
    Status.UNKNOWN: StatusGroup.UNKNOWN,
}
DEPRIVED_OF_LIBERTY = frozenset(code for code, group in GROUPS.items() if group == StatusGroup.HELD)


class Gender(models.TextChoices):
    """For the grammar of a sentence about the person."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")


# The words that some language inflects, for a woman and for a man.
FOR_A_WOMAN = {
    Status.WANTED_ABROAD: pgettext_lazy("woman", "pursued abroad"),
    Status.PROSECUTED_AT_LIBERTY: pgettext_lazy("woman", "prosecuted, at liberty"),
    Status.DETAINED_NOT_CHARGED: pgettext_lazy("woman", "detained without charge"),
    Status.DETAINED: pgettext_lazy("woman", "deprived of liberty"),
    Status.PSYCHIATRIC: pgettext_lazy("woman", "held in a psychiatric hospital"),
    Status.SUSPENDED: pgettext_lazy("woman", "given a suspended sentence"),
    Status.RESTRICTED: pgettext_lazy("woman", "released under restrictions"),
    Status.RELEASED_APPEAL: pgettext_lazy("woman", "released, the case goes on"),
    Status.RELEASED: pgettext_lazy("woman", "released"),
    Status.ACQUITTED: pgettext_lazy("woman", "acquitted"),
    Status.REHABILITATED: pgettext_lazy("woman", "rehabilitated"),
    Status.DIED_IN_CUSTODY: pgettext_lazy("woman", "died in custody"),
    Status.DIED: pgettext_lazy("woman", "died"),
}
FOR_A_MAN = {
    Status.WANTED_ABROAD: pgettext_lazy("man", "pursued abroad"),
    Status.PROSECUTED_AT_LIBERTY: pgettext_lazy("man", "prosecuted, at liberty"),
    Status.DETAINED_NOT_CHARGED: pgettext_lazy("man", "detained without charge"),
    Status.DETAINED: pgettext_lazy("man", "deprived of liberty"),
    Status.PSYCHIATRIC: pgettext_lazy("man", "held in a psychiatric hospital"),
    Status.SUSPENDED: pgettext_lazy("man", "given a suspended sentence"),
    Status.RESTRICTED: pgettext_lazy("man", "released under restrictions"),
    Status.RELEASED_APPEAL: pgettext_lazy("man", "released, the case goes on"),
    Status.RELEASED: pgettext_lazy("man", "released"),
    Status.ACQUITTED: pgettext_lazy("man", "acquitted"),
    Status.REHABILITATED: pgettext_lazy("man", "rehabilitated"),
    Status.DIED_IN_CUSTODY: pgettext_lazy("man", "died in custody"),
    Status.DIED: pgettext_lazy("man", "died"),
}


def status_words(code: str, gender: str = "") -> str:
    """A status in the active language, in the person's gender where the language asks for it."""
    inflected = {Gender.FEMALE: FOR_A_WOMAN, Gender.MALE: FOR_A_MAN}.get(gender, {})
    return str(inflected.get(code) or Status(code).label)


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


class ChargeState(models.TextChoices):
    """What became of a charge: the codes of the U.S. Press Freedom Tracker, and later ends."""

    UNKNOWN = "unknown", _("state unknown")
    PENDING = "pending", _("charge pending")
    DROPPED = "dropped", _("charge dropped")
    CONVICTED = "convicted", _("convicted")
    ACQUITTED = "acquitted", _("acquitted")
    PENDING_APPEAL = "pending_appeal", _("appeal pending")
    QUASHED = "quashed", _("conviction quashed")
    PARDONED = "pardoned", _("amnesty or pardon")
    EXPIRED = "expired", _("limitation expired")


class SentenceKind(models.TextChoices):
    """What a court imposed."""

    PRISON = "prison", _("imprisonment")
    SUSPENDED = "suspended", _("suspended sentence")
    RESTRICTION = "restriction", _("restriction of liberty")
    TREATMENT = "treatment", _("compulsory treatment")
    FINE = "fine", _("fine")
    DEATH = "death", _("death penalty")
    OTHER = "other", _("other")


class RestrictionKind(models.TextChoices):
    """What a released person is still forbidden or made to do."""

    ACTIVITY = "activity", _("ban on public activity")
    LEAVING = "leaving", _("ban on leaving the country")
    OVERSIGHT = "oversight", _("administrative oversight")
    EXTREMIST_LIST = "extremist_list", _("on a list of “extremists”")
    FROZEN_ACCOUNTS = "frozen_accounts", _("frozen accounts")
    PROFESSION = "profession", _("ban on practising a profession")
    OTHER = "other", _("other restriction")


class PlaceKind(models.TextChoices):
    """Where people are held: HURIDOCS microthesaurus 5."""

    PRISON = "prison", _("prison")
    POLICE = "police", _("police cell")
    PRETRIAL = "pretrial", _("pre-trial detention centre")
    MILITARY = "military", _("military camp")
    PSYCHIATRIC = "psychiatric", _("psychiatric institution")
    LABOUR = "labour", _("labour camp")
    UNLAWFUL = "unlawful", _("facility without legal authorisation")
    HOSPITAL = "hospital", _("hospital, under guard")
    UNKNOWN = "unknown", _("kind of place unknown")


class Body(models.TextChoices):
    """Who made a finding."""

    WGAD = "wgad", _("UN Working Group on Arbitrary Detention")
    HRC = "hrc", _("UN Human Rights Committee")
    CAT = "cat", _("UN Committee against Torture")
    WGEID = "wgeid", _("UN Working Group on Enforced or Involuntary Disappearances")
    SPECIAL_RAPPORTEUR = "special_rapporteur", _("UN Special Rapporteur")
    UN_OTHER = "un_other", _("a UN human rights body")
    ECTHR = "ecthr", _("European Court of Human Rights")
    EP = "ep", _("European Parliament")
    PACE = "pace", _("Parliamentary Assembly of the Council of Europe")
    OSCE = "osce", _("OSCE/ODIHR")
    NATIONAL_COURT = "national_court", _("national court")
    OTHER = "other", _("other body")


class Outcome(models.TextChoices):
    """What was found; the categories are those of the Working Group on Arbitrary Detention."""

    CATEGORY_I = "category_i", _("arbitrary: no legal basis (category I)")
    CATEGORY_II = "category_ii", _("arbitrary: for exercising rights (category II)")
    CATEGORY_III = "category_iii", _("arbitrary: unfair trial (category III)")
    CATEGORY_IV = "category_iv", _("arbitrary: migrants’ custody (category IV)")
    CATEGORY_V = "category_v", _("arbitrary: discrimination (category V)")
    ARBITRARY = "arbitrary", _("arbitrary detention")
    VIOLATION = "violation", _("violation of rights found")
    RELEASE_DEMANDED = "release_demanded", _("violations found, release demanded")
    CONCERN = "concern", _("concern expressed")
    NOT_ARBITRARY = "not_arbitrary", _("not arbitrary")
    NO_VIOLATION = "no_violation", _("no violation found")
    FILED = "filed", _("case filed")
    PENDING = "pending", _("decision pending")


class Reply(models.TextChoices):
    """What the state answered."""

    COMPLIED = "complied", _("complied")
    PARTLY = "partly", _("complied in part")
    PROMISED = "promised", _("promised")
    DENIED = "denied", _("denied")
    NO_ANSWER = "no_answer", _("gave no answer")
    TOKEN = "token", _("token measures only")


class Recognised(models.TextChoices):
    """What an organisation calls the person."""

    POLITICAL_PRISONER = "political_prisoner", _("political prisoner")
    PRISONER_OF_CONSCIENCE = "prisoner_of_conscience", _("prisoner of conscience")
    ARBITRARILY_DETAINED = "arbitrarily_detained", _("arbitrarily detained")
    POLITICALLY_MOTIVATED = "politically_motivated", _("victim of a politically motivated case")
    DISPUTED = "disputed", _("recognition disputed")


class IllTreatment(models.TextChoices):
    """What was done to the person: HURIDOCS microthesaurus on methods, shortened."""

    TORTURE = "torture", _("torture")
    BEATING = "beating", _("beating")
    THREATS = "threats", _("threats")
    FORCED_CONFESSION = "forced_confession", _("pressure to testify or confess")
    SOLITARY = "solitary", _("solitary confinement")
    SLEEP = "sleep", _("sleep deprivation")
    SEXUAL = "sexual", _("sexual violence")
    MEDICAL_DENIED = "medical_denied", _("medical care denied")
    FORCED_TREATMENT = "forced_treatment", _("forced psychiatric treatment")
    CONDITIONS = "conditions", _("inhuman conditions")
    OTHER = "other", _("other ill-treatment")


class Attribution(models.TextChoices):
    """Who says so. The words stand after what was done: “beating: alleged by the family”."""

    PERSON = "person", _("alleged by the person")
    FAMILY = "family", _("alleged by the family")
    LAWYER = "lawyer", _("alleged by the lawyer")
    NGO = "ngo", _("alleged by a human rights organisation")
    DOCTOR = "doctor", _("seen by an independent doctor or monitor")
    UN = "un", _("found by a UN body")
    COURT = "court", _("found by a court")


class Likelihood(models.TextChoices):
    """How sure one can be: HURIDOCS microthesaurus 42."""

    CONFIRMED = "confirmed", _("confirmed")
    LIKELY = "likely", _("likely")
    POSSIBLE = "possible", _("possible")
    UNLIKELY = "unlikely", _("unlikely")
    UNKNOWN = "unknown", _("not assessed")


class Health(models.TextChoices):
    """How worried one must be, and never a diagnosis."""

    NONE = "none", _("no known concern")
    CONCERN = "concern", _("cause for concern")
    SERIOUS = "serious", _("serious, care is limited")
    URGENT = "urgent", _("urgent, care is denied")
    HUNGER_STRIKE = "hunger_strike", _("on hunger strike")
    UNKNOWN = "unknown", _("state of health unknown")


class Letters(models.TextChoices):
    """Whether it helps to write."""

    POST = "post", _("yes, by post")
    ELECTRONIC = "electronic", _("yes, electronically")
    THROUGH_LAWYER = "through_lawyer", _("only through the lawyer or the family")
    NOT_NOW = "not_now", _("not now: it would do harm")
    REFUSED = "refused", _("the prison refuses letters")
    UNKNOWN = "unknown", _("not known")


LETTERS_POSSIBLE = (Letters.POST, Letters.ELECTRONIC)


class Moment(models.TextChoices):
    """What happened, in a timeline."""

    ARREST = "arrest", _("arrest")
    CHARGE = "charge", _("charge")
    HEARING = "hearing", _("hearing")
    VERDICT = "verdict", _("verdict")
    APPEAL = "appeal", _("appeal")
    TRANSFER = "transfer", _("transfer")
    HUNGER_STRIKE = "hunger_strike", _("hunger strike")
    TORTURE_REPORT = "torture_report", _("report of torture")
    HOSPITAL = "hospital", _("hospital")
    UN_FINDING = "un_finding", _("UN finding")
    PARLIAMENT = "parliament", _("act of a parliament")
    RELEASE = "release", _("release")
    DEATH = "death", _("death")
    OTHER = "other", _("other")


class Related(models.TextChoices):
    """How two people are connected."""

    SAME_CASE = "same_case", _("same case")
    RELATIVE = "relative", _("relative")
    SAME_EVENT = "same_event", _("same event")


class SourceKind(models.TextChoices):
    """What kind of document a source is: HURIDOCS microthesaurus 16, shortened."""

    COURT = "court", _("court record")
    NGO = "ngo", _("appeal or report of an organisation")
    UN = "un", _("UN document")
    PRESS = "press", _("press")
    TESTIMONY = "testimony", _("testimony")
    PHOTOGRAPH = "photograph", _("photograph")
    OTHER = "other", _("other")


class VariantKind(models.TextChoices):
    """What another way of writing a name is."""

    NATIVE = "native", _("in own script")
    PASSPORT = "passport", _("as in the passport")
    TRANSLITERATION = "transliteration", _("transliteration")
    NICKNAME = "nickname", _("nickname")
    FORMER = "former", _("former name")
    PSEUDONYM = "pseudonym", _("pseudonym")


class Verified(models.TextChoices):
    """Through whom somebody checked that a page is still true."""

    PERSON = "person", _("through the person")
    FAMILY = "family", _("through the family")
    LAWYER = "lawyer", _("through the lawyer")
    ORGANISATION = "organisation", _("through an organisation")
    OFFICIAL = "official", _("in official records")
    PRESS = "press", _("in the press")
