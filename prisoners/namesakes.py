"""Who may be the same person under another spelling: for a warning before somebody is added."""

from collections import Counter, defaultdict

from search.analysis.names import exact_tokens, likeness, loose_tokens
from search.analysis.words import words

# From here on each word of a name may be that of the other.
ALIKE = 0.85


class Namesakes:
    """Names as they are told one after the other, and which of them is most like a new one."""

    def __init__(self) -> None:
        self.names: list[tuple[str, int]] = []
        self.heard: dict[str, set[int]] = defaultdict(set)

    def add(self, name: str, row: int = 0) -> None:
        """Remember a name, and the row of the sheet it stands in; 0 for somebody there is."""
        for word in words(name):
            for token in tokens(word):
                self.heard[token].add(len(self.names))
        self.names.append((name, row))

    def find(self, name: str) -> tuple[str, int] | None:
        """The name most like this one, if it may be the same person's, and its row."""
        parts = words(name)
        near = Counter(
            place
            for part in parts
            for place in set().union(*(self.heard.get(token, ()) for token in tokens(part)))
        )
        enough = min(2, len(parts))
        found = [
            (same_person(parts, words(self.names[place][0])), place)
            for place, shared in near.items()
            if shared >= enough
        ]
        best, place = max(found, key=lambda pair: (pair[0], -pair[1]), default=(0, 0))
        return self.names[place] if best >= ALIKE else None


def tokens(word: str) -> set[str]:
    """What two spellings of a name share: the sound, or the consonants."""
    return exact_tokens(word) | {token for token in loose_tokens(word) if token.startswith("k0")}


def same_person(one: list[str], other: list[str]) -> float:
    """How like the words of two names are, in any order: that of the pair least alike.

    One word is nobody's whole name, save where the other is one word too.
    """
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < min(2, len(longer)):
        return 0
    return min(max(likeness(word, name) for name in longer) for word in shorter)
