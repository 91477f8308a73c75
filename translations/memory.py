"""The memory: how the same text, or one like it, was translated elsewhere.

Texts alike are found by min-hashing: each text has eight numbers, and two texts that share half
of their words share one of them in all but four of a thousand cases. So looking for a text costs
the same however many there are, on any database.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from django.db import transaction
from django.db.models import F, Q, QuerySet
from rapidfuzz.distance import Levenshtein
from wagtail.models import Locale, Page
from wagtail_localize.models import String, StringTranslation, Translation

from core.consent import is_protected, is_withheld
from search.analysis.words import fold, words
from translations.checks import problems
from translations.files.tmx import Pair
from translations.models import MemoryKey
from translations.texts import Status, Text, plain

HASHES = 8
# Words shorter than this are in every text.
LEAST_LETTERS = 3
# How like a text must be to be offered, in percent, and how many are.
LEAST_PERCENT, MOST_OFFERED = 60, 3
# How many texts are compared in full for one.
MOST_COMPARED = 30
# How many rows a query may bring: a key that thousands share says nothing.
MOST_ROWS = 5_000
AT_ONCE = 500


@dataclass(frozen=True)
class Suggestion:
    """A translation from elsewhere: `percent` is how like its original is, 100 for the same."""

    record: StringTranslation
    percent: int
    is_reviewed: bool

    @property
    def source(self) -> str:
        """The original it was made for."""
        return self.record.translation_of.data

    @property
    def words(self) -> str:
        """The translation, as a reader sees it."""
        return plain(self.record.data)


def keys_of(html: str) -> list[int]:
    """The numbers of a text; none of one that has only short words."""
    found = {fold(word) for word in words(plain(html)) if len(word) >= LEAST_LETTERS}
    if not found:
        return []
    return [min(number_of(place, word) for word in found) for place in range(HASHES)]


def number_of(place: int, word: str) -> int:
    """A number of 63 bits that only this word has at this place."""
    data = blake2b(f"{place}:{word}".encode(), digest_size=8).digest()
    return int.from_bytes(data) >> 1


def learn(strings: Iterable[String]) -> None:
    """Make texts findable; safe to repeat."""
    fresh = {string.pk: string for string in strings}
    known = MemoryKey.objects.filter(string__in=fresh).values_list("string_id", flat=True)
    for pk in set(known):
        del fresh[pk]
    MemoryKey.objects.bulk_create(
        MemoryKey(string=string, key=key)
        for string in fresh.values()
        for key in keys_of(string.data)
    )


def learn_all() -> None:
    """Make all texts findable that are not yet."""
    unknown = String.objects.filter(memory_keys=None).order_by("pk")
    last = 0
    while batch := list(unknown.filter(pk__gt=last)[:AT_ONCE]):
        learn(batch)
        last = batch[-1].pk


def suggestions(translation: Translation, texts: list[Text]) -> dict[int, list[Suggestion]]:
    """What the memory offers for texts that are left, by the id of their string. Three queries."""
    left = [text for text in texts if text.status in (Status.EMPTY, Status.NEEDS_WORK)]
    wanted = {text.segment.string_id: text.source for text in left}
    written = {text.segment.string_id: text.target for text in left}
    if not wanted:
        return {}
    alike = alike_to(wanted, translation.source.locale_id)
    own = {(text.segment.string_id, text.segment.context_id) for text in texts}
    ids = {*wanted, *(pk for pks in alike.values() for pk in pks)}
    records: dict[int, list[StringTranslation]] = defaultdict(list)
    for record in offered(translation).filter(translation_of__in=ids):
        is_elsewhere = (record.translation_of_id, record.context_id) not in own
        if is_elsewhere or record.context_id is None:
            records[record.translation_of_id].append(record)
    offers = {}
    for pk, source in wanted.items():
        near = [record for other in (pk, *alike[pk]) for record in records[other]]
        # What stands in the box already is no news.
        offers[pk] = best(source, [record for record in near if record.data != written[pk]])
    return {pk: found for pk, found in offers.items() if found}


def alike_to(wanted: dict[int, str], locale_id: int) -> dict[int, list[int]]:
    """The ids of texts that share numbers with each of these, the most shared first. One query."""
    keys = {pk: set(keys_of(source)) for pk, source in wanted.items()}
    rows = MemoryKey.objects.filter(
        key__in=set().union(*keys.values()), string__locale=locale_id
    ).values_list("key", "string_id")
    sharing: dict[int, list[int]] = defaultdict(list)
    for key, string_id in rows[:MOST_ROWS]:
        sharing[key].append(string_id)
    found = {}
    for pk, own in keys.items():
        shared = Counter(other for key in own for other in sharing[key] if other != pk)
        found[pk] = [other for other, _number in shared.most_common(MOST_COMPARED)]
    return found


def offered(translation: Translation) -> QuerySet[StringTranslation]:
    """What may be shown to a translator: finished, and of no page that is closed to her.

    Nor of a protected person: the memory would tell her former name.
    """
    found = StringTranslation.objects.filter(
        is_open(), locale=translation.target_locale_id, has_error=False
    )
    return found.exclude(data="").select_related("translation_of", "state")


def is_open() -> Q:
    """Condition on translations: they stand on a page that is there and not closed, or on none."""
    pages = Page.objects.filter(~is_withheld(), ~Q(is_protected())).values("translation_key")
    return Q(context=None) | Q(context__object_id__in=pages)


def best(source: str, records: list[StringTranslation]) -> list[Suggestion]:
    """The translations nearest to a text: what was reviewed first, each wording once."""
    found = [
        Suggestion(record, likeness(source, record.translation_of.data), is_reviewed(record))
        for record in records
    ]
    near = [suggestion for suggestion in found if suggestion.percent >= LEAST_PERCENT]
    near.sort(
        key=lambda one: (-one.percent, not one.is_reviewed, -one.record.updated_at.timestamp())
    )
    unique: dict[str, Suggestion] = {}
    for suggestion in near:
        unique.setdefault(suggestion.record.data, suggestion)
    return list(unique.values())[:MOST_OFFERED]


def rank(one: Suggestion) -> tuple[int, bool, float]:
    """The most like first, of those what was reviewed, then the latest."""
    return one.percent, one.is_reviewed, one.record.updated_at.timestamp()


def likeness(one: str, other: str) -> int:
    """How like two texts are, in percent; a hundred only for the same."""
    if one == other:
        return 100
    return min(99, int(100 * Levenshtein.normalized_similarity(one, other)))


def is_reviewed(record: StringTranslation) -> bool:
    """Whether a second person has read these very words."""
    state = getattr(record, "state", None)
    return bool(state and state.approved == record.data)


def pairs(locale: Locale) -> Iterator[Pair]:
    """All reviewed texts in a language, for a TMX file: nothing of pages that are closed."""
    found = StringTranslation.objects.filter(
        is_open(), locale=locale, has_error=False, state__approved=F("data")
    ).exclude(data="")
    rows = found.order_by("pk").values_list(
        "translation_of__locale__language_code", "translation_of__data", "data"
    )
    for source_code, source, target in rows.iterator(chunk_size=AT_ONCE):
        yield Pair(source_code, locale.language_code, source, target)


@transaction.atomic
def remember(found: Iterable[Pair], locale: Locale) -> int:
    """Keep what a TMX file says of a language, without a page; how many texts are new.

    What would not pass the checks is left out.
    """
    locales = {each.language_code: each for each in Locale.objects.all()}
    new = 0
    batch: list[Pair] = []
    for pair in found:
        is_usable = pair.code == locale.language_code and pair.source_code in locales
        if is_usable and pair.source_code != pair.code and is_sound(pair):
            batch.append(pair)
        if len(batch) == AT_ONCE:
            new += keep(batch, locale, locales)
            batch = []
    return new + keep(batch, locale, locales)


def is_sound(pair: Pair) -> bool:
    """Whether a pair could be published as it is."""
    found = problems(pair.source, pair.target, pair.source_code, pair.code)
    return not any(problem.is_blocking for problem in found)


def keep(batch: Collection[Pair], locale: Locale, locales: dict[str, Locale]) -> int:
    """Keep some pairs; how many were not known."""
    wanted = {
        (locales[pair.source_code].pk, String._get_data_hash(pair.source)): pair for pair in batch
    }
    String.objects.bulk_create(
        (
            String(locale_id=locale_id, data_hash=data_hash, data=pair.source)
            for (locale_id, data_hash), pair in wanted.items()
        ),
        ignore_conflicts=True,
    )
    strings = list(String.objects.filter(data_hash__in={data_hash for _pk, data_hash in wanted}))
    learn(strings)
    known = set(
        StringTranslation.objects.filter(locale=locale, translation_of__in=strings).values_list(
            "translation_of_id", "data"
        )
    )
    fresh = [
        StringTranslation(
            translation_of=string,
            locale=locale,
            data=pair.target,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            tool_name="TMX",
        )
        for string in strings
        if (pair := wanted.get((string.locale_id, string.data_hash)))
        and (string.pk, pair.target) not in known
    ]
    # Not one by one: wagtail-localize takes for granted that a translation stands on a page.
    StringTranslation.objects.bulk_create(fresh)
    return len(fresh)
