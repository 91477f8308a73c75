"""From what somebody typed to what she finds.

First everything that has all the words, in any form, and names that sound the same. Where that is
little or nothing, names that sound nearly the same, for slips of the finger; where there is still
nothing, names and titles that begin like this, and at last whatever has some of the words. The
hundred best are put in order here, by how like the names are, so that both databases give the
same answer.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.conf import settings

from core import clock
from search import engine
from search.analysis import names
from search.analysis.languages import lemmas, stems
from search.analysis.words import fold, tidy_text, words, words_in_place
from search.index import DRAFT, EVERYTHING, of_kind, readers_of
from search.models import Kind, SearchDocument

LONGEST = 200
MOST_WORDS = 12
# How many are looked at, and how many are counted.
MOST = 100
# With fewer than these, names that sound nearly the same are looked for too.
FEW = 5
# A name is that of a query from here on; less like ones are somebody else's.
ALIKE = 0.6
# Letters of a text in which a phrase is looked for.
MOST_READ = 20_000
# From here on a name found by a slip is shown.
NEARLY = 0.75
IN_TEXT = 0.5
QUOTED = re.compile('["«“„]([^"«»“”„]+)["»”“]')
TELLING = {"kk": re.compile("[әғқңөұүһ]"), "uk": re.compile("[їєґ]")}
CYRILLIC = re.compile("[\u0400-\u04ff]")
# The language in which a word of this script is read by those who read another one.
OF_CYRILLIC = "ru"


@dataclass(frozen=True)
class Query:
    """What somebody typed, and the language in which she reads."""

    text: str
    language: str

    @classmethod
    def of(cls, text: str, language: str) -> "Query":
        """Whatever came with an address, tidied and cut."""
        return cls(tidy_text(text[: LONGEST * 2])[:LONGEST].strip(), language)

    @cached_property
    def words(self) -> list[str]:
        """What is looked for: each word once."""
        return list(dict.fromkeys(word for word in words(self.text) if fold(word)))[:MOST_WORDS]

    @cached_property
    def phrases(self) -> list[list[str]]:
        """What must stand together."""
        return [found for quoted in QUOTED.findall(self.text) if len(found := words(quoted)) > 1]

    def forms(self, word: str) -> list[str]:
        """A word and what it may be a form of."""
        found = [word, *lemmas(word, self.reading(word)), names.without_ending(word)]
        return list(dict.fromkeys(found))

    def reading(self, word: str) -> str:
        """The language a word is taken for: letters that only one language has tell it."""
        for language, letters in TELLING.items():
            if letters.search(word):
                return language
        is_foreign = CYRILLIC.search(word) and self.language not in ("ru", "uk", "kk")
        return OF_CYRILLIC if is_foreign else self.language

    def tokens(self, word: str, *, loose: bool = False) -> frozenset[str]:
        """What a document may have of a word."""
        found = set(stems(word, self.reading(word)))
        for form in self.forms(word):
            if form[0].isalpha():
                found |= names.exact_tokens(form)
                found |= names.loose_tokens(form) if loose else set()
        return frozenset(found)

    def wanted(self, *, loose: bool = False) -> list[frozenset[str]]:
        """Every word."""
        return [self.tokens(word, loose=loose) for word in self.words]

    def some_wanted(self) -> list[frozenset[str]]:
        """Any word."""
        return [frozenset().union(*self.wanted(loose=True))]

    def read_in(self, language: str) -> "Query":
        """The same for somebody who reads another language."""
        return Query(self.text, language)


@dataclass(frozen=True)
class Hit:
    """A document, and how well it fits: 1 is every word in its title or name."""

    document: SearchDocument
    fit: float


@dataclass(frozen=True)
class Answer:
    """What was found, best first."""

    query: Query
    hits: list[Hit] = field(default_factory=list)
    # What was taken for a slip of the finger, as the people found write it.
    instead: str = ""
    # Whether no document has all the words.
    is_partial: bool = False
    # Whether there is more than is looked at.
    is_cut: bool = False

    @property
    def documents(self) -> list[SearchDocument]:
        """The documents without their fit."""
        return [hit.document for hit in self.hits]

    def only(self, kind: str) -> "Answer":
        """The same, of one kind."""
        return replace(self, hits=[hit for hit in self.hits if hit.document.kind == kind])


def find(query: Query, kind: str = "") -> Answer:
    """What a visitor finds, of one kind if it is named. One to four queries."""
    if not query.words:
        return Answer(query)
    place = [frozenset({readers_of(query.language)})]
    place += [frozenset({of_kind(kind)})] if kind else []
    documents = engine.best([*place, *query.wanted()], MOST)
    hits = ranked(query, with_phrases(query, documents))
    if query.phrases or len(hits) >= FEW:
        return Answer(query, hits, is_cut=len(documents) == MOST)
    similar = [
        hit
        for hit in ranked(query, engine.best([*place, *query.wanted(loose=True)], MOST))
        if hit.fit >= NEARLY and hit.document not in documents
    ]
    if hits or similar:
        instead = "" if hits else spelled_right(query, similar[0].document)
        return Answer(query, hits + similar, instead=instead)
    if begun := [document for document in suggest(query, MOST) if kind in ("", document.kind)]:
        return Answer(query, [Hit(document, fit=1) for document in begun])
    if len(query.words) == 1:
        return Answer(query)
    documents = engine.best([*place, *query.some_wanted()], MOST)
    return Answer(query, ranked_by_rarity(query, documents), is_partial=True)


def count_elsewhere(query: Query) -> dict[str, int]:
    """How much readers of the other languages find with all the words, up to `MOST`. One query."""
    if not query.words or query.phrases:
        return {}
    others = [code for code, _name in settings.LANGUAGES if code != query.language]
    questions = {
        code: [frozenset({readers_of(code)}), *query.read_in(code).wanted()] for code in others
    }
    return {code: number for code, number in engine.count(questions, MOST).items() if number}


# --- the order --------------------------------------------------------------------------------


def ranked(query: Query, documents: Iterable[SearchDocument]) -> list[Hit]:
    """The documents that fit, in their order."""
    fits = [
        (document, [fit_of(query, word, document) for word in query.words])
        for document in documents
    ]
    hits = [Hit(document, sum(fit) / len(fit)) for document, fit in fits]
    return in_order(hits)


def ranked_by_rarity(query: Query, documents: Sequence[SearchDocument]) -> list[Hit]:
    """Documents with some of the words: the rarer a word is among them, the more it counts."""
    fits = [
        [fit_of(query, word, document, absent=0) for word in query.words] for document in documents
    ]
    having = [sum(fit >= ALIKE for fit in of_word) or 1 for of_word in zip(*fits, strict=True)]
    hits = [
        Hit(document, sum(one / number for one, number in zip(fit, having, strict=True)))
        for document, fit in zip(documents, fits, strict=True)
    ]
    return in_order(hits)


def in_order(hits: Iterable[Hit]) -> list[Hit]:
    """By fit, weight, people first, nearness in time and title."""
    today = clock.today()
    return sorted(
        hits,
        key=lambda hit: (
            -round(hit.fit, 2),
            -hit.document.weight,
            hit.document.kind != Kind.PERSON,
            nearness(hit.document.day, today),
            hit.document.title,
        ),
    )


def nearness(day: date | None, today: date) -> tuple[int, int]:
    """What is to come, the next first; then what was, the last first; then what has no day."""
    if day is None:
        return 2, 0
    return int(day < today), abs((day - today).days)


def fit_of(query: Query, word: str, document: SearchDocument, absent: float = IN_TEXT) -> float:
    """How well a word fits the title or a name; `absent` where it is in neither."""
    tokens = stems(word, query.reading(word))
    if any(tokens & stems(other, document.language) for other in words(document.title)):
        return 1.0
    like = max(
        (names.likeness(form, name) for form in query.forms(word) for name in name_words(document)),
        default=0,
    )
    return like if like >= ALIKE else absent


def name_words(document: SearchDocument) -> list[str]:
    """The words a document may be called by."""
    return list(dict.fromkeys(words(document.names)))


def spelled_right(query: Query, document: SearchDocument) -> str:
    """The words of a query as the best document writes them."""
    written = {
        word.text: document.names[word.start : word.end]
        for word in reversed(list(words_in_place(document.names)))  # the first spelling counts
    }
    found = [
        max(written, key=lambda name: max(names.likeness(form, name) for form in query.forms(word)))
        for word in query.words
    ]
    return " ".join(written[name] for name in dict.fromkeys(found))


# --- phrases ----------------------------------------------------------------------------------


def with_phrases(query: Query, documents: list[SearchDocument]) -> list[SearchDocument]:
    """Those in which quoted words stand together, in any form. One query if there are phrases."""
    if not query.phrases:
        return documents
    texts = dict(
        SearchDocument.objects.filter(pk__in=[document.pk for document in documents]).values_list(
            "pk", "text"
        )
    )
    return [
        document
        for document in documents
        if all(
            stands_in(phrase, f"{document.title} {texts[document.pk]}", query, document.language)
            for phrase in query.phrases
        )
    ]


def stands_in(phrase: list[str], text: str, query: Query, language: str) -> bool:
    """Whether the words of a phrase follow each other in a text."""
    wanted = [stems(word, query.reading(word)) for word in phrase]
    known = [stems(word, language) for word in words(text[:MOST_READ])]
    return any(
        all(one & other for one, other in zip(wanted, known[start:], strict=False))
        for start in range(len(known) - len(wanted) + 1)
    )


# --- the admin --------------------------------------------------------------------------------


def pages_for_admin(text: str, language: str, most: int) -> list[int]:
    """The ids of pages, drafts too, that have the words or begin with the last of them."""
    query = Query.of(text, language)
    if not query.words:
        return []
    *whole, last = query.words
    wanted = [frozenset({EVERYTHING})]
    wanted += [with_drafts(query.tokens(word)) for word in whole]
    wanted.append(with_drafts(query.tokens(last) | {f"{fold(last)}*"}))
    found = ranked(query, engine.best(wanted, most, drafts=True))
    return [hit.document.pk for hit in found]


def with_drafts(tokens: frozenset[str]) -> frozenset[str]:
    """The same tokens, also in the title of a draft of something published."""
    return tokens | {f"{DRAFT}{token}" for token in tokens}


def beginnings(word: str) -> frozenset[str]:
    """What a name or title has that begins like this, in any script."""
    heard = {f"s0{sound}" for sound in names.sounds(word) if len(sound) > 1}
    return frozenset(f"{token}*" for token in {fold(word), *heard})


# --- suggestions ------------------------------------------------------------------------------


def suggest(query: Query, most: int) -> list[SearchDocument]:
    """What a visitor may be about to type: names and titles that begin like this. One query."""
    if not query.words or len(query.text) < 2:
        return []
    *whole, last = query.words
    wanted = [frozenset({readers_of(query.language)}), *map(query.tokens, whole), beginnings(last)]
    found = [
        document
        for document in engine.best(wanted, MOST)
        if any(names.begins_like(word, last) for word in words(document.names))
    ]
    hits = in_order(Hit(document, fit=1) for document in found)
    return [hit.document for hit in hits[:most]]
