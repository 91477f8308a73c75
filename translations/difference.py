"""What was changed in a text, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

# A word, a tag, a stretch of spaces, or one other character.
TOKENS = re.compile(r"<[^>]*>|\w+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `kept`, `added` or `removed`."""

    kind: str
    text: str


def difference(former: str, now: str) -> list[Piece]:
    """The pieces of two texts in the order of reading, what was removed before what was added.

    Both are HTML, the pieces are not.
    """
    before, after = TOKENS.findall(unescape(former)), TOKENS.findall(unescape(now))
    pieces = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            pieces.append(Piece("kept", "".join(after[new_start:new_end])))
            continue
        if end > start:
            pieces.append(Piece("removed", "".join(before[start:end])))
        if new_end > new_start:
            pieces.append(Piece("added", "".join(after[new_start:new_end])))
    return pieces
