"""Many events written to the tables at once, for counting queries: what readers see, no more."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

from campaigns.models import CampaignPage, EventIndexPage, EventPage
from tests.benchmark.people import write_pages
from tests.factories import list_page


def many_events(number: int, campaign: CampaignPage | None = None) -> list[EventPage]:
    """Published events in the first language; there may be no others yet."""
    moment = datetime(2017, 12, 16, 13, tzinfo=UTC)
    events = [
        EventPage(
            title=f"Событие {place}",
            slug=f"event-{place}",
            translation_key=uuid4(),
            start_day=date(2017, 12, 16),
            start_time=time(14),
            time_zone="Europe/Brussels",
            starts_at=moment,
            ends_at=moment,
            campaign=campaign,
            body=[],
        )
        for place in range(number)
    ]
    return write_pages(events, list_page(EventIndexPage))
