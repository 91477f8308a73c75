"""The Russian originals of the demo, read from `demo/content/ru/`."""

import tomllib
from pathlib import Path
from uuid import UUID, uuid5

CONTENT = Path(__file__).parent / "content"
ORIGINAL = "ru"
# All ids are made from the readable ones in the files, so that they are the same everywhere.
NAMESPACE = UUID("2b6d3c1e-8f5a-4d0e-9a56-16122011b05a")
# A page comes after those it points at.
ORDER = (
    "home.StandardPage",
    "campaigns.CampaignIndexPage",
    "campaigns.EventIndexPage",
    "prisoners.PrisonerIndexPage",
    "prisoners.PlaceIndexPage",
    "campaigns.AddresseeIndexPage",
    "campaigns.AddresseePage",
    "campaigns.KeyDatePage",
    "prisoners.PrisonerPage",
    "campaigns.CampaignPage",
    "campaigns.EventPage",
    "home.HomePage",
)


def fixed_id(*names: str) -> UUID:
    """The id of a page, block or row, given the readable names that lead to it."""
    return uuid5(NAMESPACE, "/".join(names))


def read_entries() -> dict[str, dict]:
    """What the files say of each page by its key (the file's name), in the order of loading."""
    files = sorted((CONTENT / ORIGINAL).glob("*.toml"))
    entries = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}
    return dict(sorted(entries.items(), key=lambda item: ORDER.index(item[1]["type"])))


def body_blocks(key: str, blocks: list[dict]) -> list[dict]:
    """The blocks of a page in the form StreamField stores, each with a fixed id."""
    return [
        {"type": block["type"], "value": block["value"], "id": str(fixed_id(key, block["id"]))}
        for block in blocks
    ]
