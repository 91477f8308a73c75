"""The numbers of a campaign are derived from the profiles."""

import json

import pytest

from campaigns.models import CampaignPerson
from tests.factories import fresh, give_consent, make_campaign, make_person

pytestmark = pytest.mark.django_db


def test_a_campaign_counts_its_people_and_those_held(client):
    people = [make_person("Один", status="imprisoned"), make_person("Два", status="released")]
    block = [{"type": "people", "value": {"heading": "", "text": ""}}]
    campaign = make_campaign(body=json.dumps(block))
    campaign.person_links = [CampaignPerson(person=person) for person in people]
    campaign.save_revision().publish()
    url = fresh(campaign).url

    assert counts(client, url) == "2 человека · <strong>лишены свободы: 1</strong>"
    give_consent(people[0], name=False)
    assert counts(client, url) == "1 человек"


def counts(client, url: str) -> str:
    html = client.get(url).content.decode()
    return html.split('<p class="counts">')[1].split("</p>")[0]
