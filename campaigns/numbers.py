"""Whether the numbers a campaign states agree with the profiles of this site."""

from collections.abc import Iterator

from django.apps import apps
from django.utils.translation import gettext as _

from campaigns.choices import Counted, Qualifier
from campaigns.models import CampaignPage, NumberClaim
from core import clock
from core.dates import long_date

# As the directory of people calls those who are deprived of liberty.
HELD = "held"
# A number that is "about" may be off by this part of it.
TOLERANCE = 5


def objections(campaign: CampaignPage) -> Iterator[str]:
    """For each number that the profiles contradict today a sentence for the editor."""
    for claim in campaign.numbers.all():
        if claim.counted and contradicts(claim, found := count(campaign, claim.counted)):
            yield objection(claim, found)


def contradicts(claim: NumberClaim, found: int) -> bool:
    """Whether a number and what was counted cannot both be true."""
    if claim.qualifier == Qualifier.AT_LEAST:
        return found < claim.number
    if claim.qualifier == Qualifier.ABOUT:
        return abs(found - claim.number) * TOLERANCE > claim.number
    return found != claim.number


def count(campaign: CampaignPage, counted: str) -> int:
    """What the profiles say today, to a reader of the campaign's language."""
    if counted == Counted.CAMPAIGN_PEOPLE:
        return len(campaign.people)
    if counted == Counted.CAMPAIGN_HELD:
        return sum(person.is_deprived_of_liberty for person in campaign.people)
    everybody = apps.get_model("prisoners.DirectoryEntry").shown(campaign.locale.language_code)
    held = everybody.filter(group=HELD)
    return (held if counted == Counted.ALL_HELD else everybody).count()


def objection(claim: NumberClaim, found: int) -> str:
    """What the page says, what the profiles say, and on which days."""
    return _(
        "This page says: “%(claim)s” (as of %(as_of)s). The profiles say: %(found)s "
        "(%(counted)s, on %(today)s). Check the number, or the profiles."
    ) % {
        "claim": f"{claim.get_qualifier_display()} {claim.number} {claim.text}",
        "as_of": claim.as_of_text,
        "found": found,
        "counted": claim.get_counted_display(),
        "today": long_date(clock.today()),
    }
