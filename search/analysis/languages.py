"""The dictionary forms of words: one function for each language, and one entry in `LEMMAS`.

A function takes a word of small letters and gives the forms it may come from, in the script of
the language. They are compared with each other and never shown.
"""

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import as_file, files

import pymorphy3
import pystempel.streams
import snowballstemmer

from search.analysis import kazakh
from search.analysis.words import fold

# How many readings of an ambiguous word count, and how likely each must be.
READINGS = 3
LIKELY = 0.1


@lru_cache
def dictionary(code: str) -> pymorphy3.MorphAnalyzer:
    """The dictionary of Russian or Ukrainian."""
    return pymorphy3.MorphAnalyzer(lang=code)


@lru_cache
def stemmer(language: str):
    """The Snowball stemmer of a language by its English name."""
    return snowballstemmer.stemmer(language)


@lru_cache
def stempel() -> pystempel.Stemmer:
    """The Polish stemmer, whose table takes a second to load."""
    pystempel.streams.DISABLE_TQDM = True  # it would draw a bar on every start
    # Not its `default()`, which opens the table in a way that Python is giving up.
    with as_file(files("pystempel.data.original") / "stemmer_20000.tbl.gz") as table:
        return pystempel.Stemmer.from_file(table)


def russian(word: str) -> list[str]:
    """«заключенных» → «заключенный», «заключить»; names it does not know are guessed."""
    return readings("ru", word)


def ukrainian(word: str) -> list[str]:
    """«в'язнів» → «в'язень»."""
    return readings("uk", word)


def readings(code: str, word: str) -> list[str]:
    """The likeliest dictionary forms of a word."""
    found = dictionary(code).parse(word)
    forms = dict.fromkeys(reading.normal_form for reading in found if reading.score >= LIKELY)
    return [form.replace("ё", "е") for form in forms][:READINGS] or [word]


def polish(word: str) -> list[str]:
    """«więźniów» → «więzień»; what is in no table (names) → what Snowball leaves."""
    forms = {stempel()(word) or word, stemmer("polish").stemWord(word)}
    return sorted(forms)


def german(word: str) -> list[str]:
    """«Journalistin» and «Journalisten» → «journalist»."""
    forms = {stemmer("german").stemWord(word)}
    for ending in ("innen", "in"):
        if word.endswith(ending) and len(word) > len(ending) + 4:
            forms.add(stemmer("german").stemWord(word.removesuffix(ending)))
    return sorted(forms)


def french(word: str) -> list[str]:
    """«grèves» → «grev»; «l'accord» → «accord»."""
    return [stemmer("french").stemWord(word.rpartition("'")[2] or word)]


def english(word: str) -> list[str]:
    """«tortured» → «tortur»."""
    return [stemmer("english").stemWord(word)]


def kazakh_forms(word: str) -> list[str]:
    """«келісімге» → «келіс»."""
    return [kazakh.stem(word)]


LEMMAS: dict[str, Callable[[str], list[str]]] = {
    "ru": russian,
    "uk": ukrainian,
    "pl": polish,
    "de": german,
    "fr": french,
    "en": english,
    "kk": kazakh_forms,
}


@lru_cache(maxsize=30_000)
def lemmas(word: str, code: str) -> tuple[str, ...]:
    """The dictionary forms of a word of small letters; the word itself in an unknown language."""
    if code not in LEMMAS or not word[0].isalpha():
        return (word,)
    return tuple(LEMMAS[code](word))


@lru_cache(maxsize=30_000)
def stems(word: str, code: str) -> frozenset[str]:
    """The tokens of all forms that a word may come from, and of the word as it is written."""
    return frozenset({fold(word), *(fold(form) for form in lemmas(word, code))} - {""})


def warm_up() -> None:
    """Load all tables, so that the first query is as quick as the second."""
    for code in LEMMAS:
        lemmas("a", code)
        lemmas("ab", code)
