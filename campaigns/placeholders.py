"""Words in braces that are filled in when a letter is opened."""

import re
from collections.abc import Mapping

NAME, DAYS, DEMAND = "name", "days", "demand"
KNOWN = (NAME, DAYS, DEMAND)
FILLED = re.compile(rf"\{{({'|'.join(KNOWN)})\}}")
# A pair of braces with what is in it, else a brace alone and the word behind or before it.
BRACES = re.compile(r"\{[^{}\n]*\}|\{\w*|\w*\}")


def used(*texts: str) -> set[str]:
    """The known placeholders in texts."""
    return {name for text in texts for name in FILLED.findall(text)}


def unknown(text: str) -> list[str]:
    """What stands in or beside braces and cannot be filled in."""
    return [found for found in BRACES.findall(text) if not FILLED.fullmatch(found)]


def fill(text: str, values: Mapping[str, str]) -> str:
    """A text with its placeholders filled in.

    What has no value stays as it stands, whatever a translator wrote: opening a letter never fails.
    """
    return FILLED.sub(lambda found: values.get(found[1], found[0]), text)
