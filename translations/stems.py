"""Under which stems a name or term is kept, and under which the words of a text look for it.

They agree whenever `translations.checks` would take one word for a form of the other; it has the
last word.
"""

from functools import lru_cache

from search.analysis.languages import stems
from search.analysis.words import fold, words
from translations.checks import CHANGING, SHORTEST_STEM


def key_tokens(name: str, code: str) -> frozenset[str]:
    """Where a name is kept: by its last word, which in names of people is the rarest."""
    found = words(name)
    spoken = [word for word in found if not word[0].isdecimal()] or found
    return base_tokens(spoken[-1], code) if spoken else frozenset()


def base_tokens(word: str, code: str) -> frozenset[str]:
    """What a word in its base form is known by: its stems, and the letters that never change."""
    folded = fold(word)
    is_changing = folded[-1:] in CHANGING and len(folded) > SHORTEST_STEM
    start = folded[:-1] if is_changing else folded
    return stems(word, code) | ({start} if len(start) >= SHORTEST_STEM else set())


def text_tokens(found: list[str], code: str) -> set[str]:
    """What any of the words of a text may be known by, in whatever form they stand there."""
    parts = {word.rpartition("'")[2] for word in found} - {""}
    return set().union(*(form_tokens(word, code) for word in {*found, *parts}))


@lru_cache(maxsize=30_000)
def form_tokens(word: str, code: str) -> frozenset[str]:
    """What a word may be known by: its stems, and its letters without any ending."""
    folded = fold(word)
    shortest = max(SHORTEST_STEM, len(folded) - SHORTEST_STEM)
    return stems(word, code).union(folded[:end] for end in range(shortest, len(folded) + 1))
