"""Templates: facts are read from the original; no other host, no script in the page."""

import re
from pathlib import Path

import pytest

from campaigns.models import AddresseePage, CampaignPage, EventPage, KeyDatePage
from prisoners.models import PlacePage, PrisonerPage

ROOT = Path(__file__).parents[2] / "templates"
TEMPLATES = sorted(
    path
    for path in ROOT.rglob("*.html")
    if not {"admin", "wagtailadmin", "wagtailcore"} & set(path.parts)
)
PAGES = {
    "addressee": AddresseePage,
    "campaign": CampaignPage,
    "date": KeyDatePage,
    "event": EventPage,
    "person": PrisonerPage,
    "place": PlacePage,
}
# Templates that are about one person and call her `page`.
ABOUT_A_PERSON = [
    path for path in TEMPLATES if path.parent.name == "prisoners" and "place" not in path.name
]


def direct_facts(text: str) -> list[str]:
    """What is read from a version itself and not from its original."""
    found = []
    for name, model in PAGES.items():
        facts = "|".join(fact for fact in model.facts)
        pattern = rf"\b(?:{name}|page)\.(?:get_)?(?:{facts})(?:_display)?\b(?!_)"
        readers = (name, "page") if name != "date" else (name,)
        for match in re.findall(pattern, text):
            if match.split(".")[0] in readers:
                found.append(match)
    return [match for match in found if match not in ("page.campaign_page", "page.status")]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_reads_facts_from_the_original(path):
    assert direct_facts(path.read_text("utf-8")) == []


def test_a_stale_column_in_a_template_would_be_noticed():
    assert direct_facts("{{ page.start_day }} {{ event.get_kind_display }}") != []
    assert direct_facts("{{ page.original.start_day }} {{ person.status.code }}") == []


def past_the_gate(text: str, about_a_person: bool) -> list[str]:
    """What is read of a person without asking for a consent."""
    names = "person|page" if about_a_person else "person"
    return re.findall(rf"\b(?:{names})\.original\b\S*", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_reads_of_a_person_only_what_is_public(path):
    assert past_the_gate(path.read_text("utf-8"), path in ABOUT_A_PERSON) == []


def test_a_way_past_the_gate_would_be_noticed():
    assert past_the_gate("{{ person.original.native_name }}", about_a_person=False) != []
    assert past_the_gate("{% with facts=page.original %}", about_a_person=True) != []
    assert past_the_gate("{{ page.public.native_name }}", about_a_person=True) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_public_template_carries_no_script_style_or_other_host(path):
    text = path.read_text("utf-8")

    assert (
        re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|(?:src|href)=\"https?:", text)
        == []
    )
