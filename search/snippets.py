"""The part of a text that shows best what was found, with the found words marked."""

from bisect import bisect_left
from itertools import cycle, pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search.analysis import names
from search.analysis.languages import stems
from search.analysis.words import Word, words_in_place
from search.find import Query
from search.models import SearchDocument

# Letters that are looked through, and letters shown.
MOST_READ = 4_000
SHOWN = 220


def marked(query: Query, text: str, language: str) -> SafeString:
    """A short text with the words of the query marked, in whatever form they stand there."""
    return with_marks(text, found_in(query, text, language))


def snippet(query: Query, document: SearchDocument) -> SafeString:
    """Some words of the text of a document around those found; its beginning if none is there."""
    text = document.text[:MOST_READ]
    found = found_in(query, text, document.language)
    begin, end = window(text, found)
    inside = [
        Word(word.text, word.start - begin, word.end - begin)
        for word in found
        if begin <= word.start and word.end <= end
    ]
    return format_html(
        "{}{}{}",
        "… " if begin else "",
        with_marks(text[begin:end], inside),
        " …" if end < len(document.text) else "",
    )


def found_in(query: Query, text: str, language: str) -> list[Word]:
    """The words of a text that fit a word of the query."""
    wanted = frozenset().union(*query.wanted()) if query.words else frozenset()
    return [word for word in words_in_place(text) if is_meant(word, text, wanted, language)]


def is_meant(word: Word, text: str, wanted: frozenset[str], language: str) -> bool:
    """Whether a word has the tokens of a query; names, which begin with a capital, by sound too."""
    if not wanted.isdisjoint(stems(word.text, language)):
        return True
    is_name = text[word.start].isupper()
    return is_name and not wanted.isdisjoint(names.exact_tokens(word.text))


def window(text: str, found: list[Word]) -> tuple[int, int]:
    """Where the part begins and ends that has the most different words, whole words only."""
    starts = [word.start for word in found]
    best = max(
        range(len(found)),
        key=lambda first: (
            len({word.text for word in found[first : bisect_left(starts, starts[first] + SHOWN)]}),
            -first,
        ),
        default=None,
    )
    begin = 0 if best is None else max(0, starts[best] - SHOWN // 4)
    if begin:
        begin = text.find(" ", begin, starts[best]) + 1 or starts[best]
    end = begin + SHOWN
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin) or end
    return begin, min(end, len(text))


def with_marks(text: str, found: list[Word]) -> SafeString:
    """The text, escaped, with `<mark>` around the words."""
    edges = [0, *(edge for word in found for edge in (word.start, word.end)), len(text)]
    parts = (text[start:end] for start, end in pairwise(edges))
    forms = ("{}", "<mark>{}</mark>")
    marked_up = [format_html(form, part) for form, part in zip(cycle(forms), parts, strict=False)]
    return format_html_join("", "{}", ((part,) for part in marked_up))
