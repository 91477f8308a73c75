"""Names by their sound, in any script and spelling, and how like two spellings are.

`sounds` is coarse: all that hisses is one sound, so are k, g and h, and v, w and f. What the
systems of transliteration write differently sounds the same: Dzhakishev, Djakichev, Dżakiszew,
Жәкішев. `likeness` is fine and puts the people found in order.
"""

import re
from functools import lru_cache
from itertools import islice, product
from unicodedata import normalize

from anyascii import anyascii
from rapidfuzz.distance import OSA

from search.analysis.words import fold

MOST_WAYS = 24
LONGEST = 24
SHORTEST_SKELETON = 3
SHORTEST_SLIP = 5
SHORTEST_STEM = 4

VOWELS = "aeiou"
# Letters of Russian, Ukrainian, Belarusian and Kazakh.
CYRILLIC_SOUNDS = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "ў": "v", "г": "k", "ґ": "k", "ғ": "k", "д": "d",
    "е": "e", "ё": "e", "є": "e", "э": "e", "ж": "s", "з": "s", "и": "i", "і": "i", "ї": "i",
    "й": "i", "ы": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o",
    "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "v",
    "х": "k", "һ": "k", "ц": "s", "ч": "s", "ш": "s", "щ": "s", "ю": "iu", "я": "ia", "ь": "",
    "ъ": "",
}  # fmt: skip
# What groups of Latin letters may stand for; the first that fits is taken.
LATIN_SOUNDS = [
    (r"(?<=^[bdlmnprsvz])[iyj]a", ("a", "e")),
    (r"schtsch|shch|stsch|szcz|šč|chtch|sjtsj", ("s",)),
    (r"dzsch|dsch|dzh|dzs|dzj|dsh|dsj|dž|dż|dź|dj", ("s",)),
    (r"tch", ("s", "tk")),
    (r"tsch|tsh|tsj|cz|cs(?=[aeiou])|č|ć|ç", ("s",)),
    (r"sch", ("s", "sk")),
    (r"sci(?=[aou])|sc(?=[ei])", ("s", "sk")),
    (r"gi(?=[aou])", ("s", "k")),
    (r"gu(?=[eiéèï])|gh", ("k",)),
    (r"rz", ("rs", "s")),
    (r"sh|sz|sj|zh|zj|zs|ts|tz|dz|[šşșśžżźẑŝẐţț]", ("s",)),
    (r"kh|qu", ("k",)),
    (r"ch", ("s", "k")),
    (r"ck", ("k", "sk")),
    (r"ph|[wvf]", ("v",)),
    (r"th", ("t", "tk")),
    (r"[cĉ]", ("s", "k")),
    (r"j(?=t)", ("i", "s", "k")),
    (r"j", ("s", "i")),
    (r"x", ("ks", "k")),
    (r"[zsß]", ("s",)),
    (r"[kgqhğǧġḩḥĥ]", ("k",)),
    (r"oe", ("u", "oe", "o")),
    (r"ou$", ("u", "ov")),
    (r"ou|oo", ("u",)),
    (r"ee", ("i",)),
    (r"[yi]o", ("o", "e")),
    (r"eu", ("eu", "u")),
    (r"[yiıïîíìýỳ]", ("i",)),
    (r"[aäáàâãåą]", ("a",)),
    (r"[eéèêëęěėæœ]", ("e",)),
    (r"[oöóòôõøő]", ("o",)),
    (r"[uüúùûůűūŭ]", ("u",)),
    (r"[lł]", ("l",)),
    (r"[nñńňņ]", ("n",)),
    (r"[dďđ]", ("d",)),
    (r"[tť]", ("t",)),
    (r"[rř]", ("r",)),
]  # fmt: skip
LATIN = re.compile("|".join(f"({pattern})" for pattern, _sounds in LATIN_SOUNDS) + "|(.)")
LATIN_LETTERS = re.compile("[a-zß-ɏḀ-ỿ]+")
AFFRICATE = re.compile("[dt](?=s)")
GLIDE = re.compile(f"i(?=[{VOWELS}])")
LAST_F = re.compile("f+$")
BEFORE_E = re.compile("i(?=e)")
TWICE = re.compile(r"(.)\1+")

# How each way of writing spells the sounds that names of the region have: D is дж, Z ж, S ш and
# щ, C ч, c ц, x х. Whoever has looked at one name in five newspapers knows them all.
CONVENTIONS: dict[str, dict[str, str]] = {
    "English": {
        "shch": "S", "dzh": "D", "tch": "C", "zh": "Z", "kh": "x", "ts": "c", "ch": "C",
        "sh": "S", "gh": "g", "ck": "k", "j": "D", "c": "k",
    },
    "French": {
        "chtch": "S", "tch": "C", "dj": "D", "ch": "S", "kh": "x", "ts": "c", "gu": "g",
        "ou": "u", "j": "Z", "c": "k",
    },
    "Polish": {
        "szcz": "S", "dż": "D", "dź": "D", "sz": "S", "cz": "C", "rz": "Z", "ch": "x", "ż": "Z",
        "ś": "S", "ć": "C",
    },
    "German": {
        "schtsch": "S", "dsch": "D", "tsch": "C", "sch": "S", "ch": "x", "ts": "c", "z": "c",
        "s": "z",
    },
    "German ж": {"dsch": "D", "tsch": "C", "sch": "Z", "ch": "x", "z": "c", "s": "z"},
    "scientific": {
        "šč": "S", "dž": "D", "ž": "Z", "š": "S", "č": "C", "ş": "S", "ç": "C", "ch": "x",
    },
    "Kazakh": {"dj": "D", "j": "Z", "ş": "S", "ç": "C", "ğ": "g"},
    "Turkish": {"c": "D", "j": "Z", "ş": "S", "ç": "C"},
    "Nordic": {"dzj": "D", "tsj": "C", "zj": "Z", "sj": "S", "kh": "x", "ts": "c"},
    "Italian": {
        "gia": "Da", "gio": "Do", "giu": "Du", "sce": "Se", "sci": "Si", "ch": "k", "c": "k",
    },
    "Hungarian": {"dzs": "D", "zs": "Z", "sz": "s", "cs": "C", "s": "S"},
}  # fmt: skip
SAME_EVERYWHERE = str.maketrans({"w": "v", "q": "k", "y": "i", "j": "i", "h": "x"})
FINE_CYRILLIC = CYRILLIC_SOUNDS | {
    "г": "g", "ґ": "g", "ғ": "g", "х": "x", "һ": "x", "ж": "Z", "з": "z", "ц": "c", "ч": "C",
    "ш": "S", "щ": "S", "ф": "f",
}  # fmt: skip
# Džakiševas, Bokajevs, Ulasiková, Dżakiszewa: the first that fits is cut off.
ENDINGS = {
    "evová": "ev", "ewová": "ew", "ová": "ov", "ova": "ov", "eva": "ev", "ewa": "ew",
    "as": "", "is": "", "us": "", "s": "",
}  # fmt: skip
TURKIC = re.compile("[ışğ]")
ONLY_KAZAKH = re.compile("[әғқңөұүһі]")
# What a likeness is made of: the letters as a convention reads them, the sound, and the letters
# as they stand there, which tells apart what sounds the same.
SPELLING, SOUND, LETTERS = 0.55, 0.35, 0.1


def plain(word: str) -> str:
    """Small composed letters without apostrophes and signs."""
    return "".join(filter(str.isalpha, normalize("NFKC", word).lower()))[:LONGEST]


def is_cyrillic(word: str) -> bool:
    """Whether all letters are of an alphabet that the tables know."""
    return all(letter in CYRILLIC_SOUNDS for letter in word)


def in_latin(word: str) -> str:
    """A plain word of any other script in Latin letters; Latin ones keep their diacritics."""
    return word if LATIN_LETTERS.fullmatch(word) else anyascii(word).lower()


def smooth(sound: str) -> str:
    """What ways of writing differ in without a sound of its own: tz, ie, doubled letters."""
    return TWICE.sub(r"\1", GLIDE.sub("", AFFRICATE.sub("", TWICE.sub(r"\1", sound))))


@lru_cache(maxsize=30_000)
def sounds(word: str) -> frozenset[str]:
    """How a name may sound: «Жақышев» → sakisev; several ways where letters are ambiguous."""
    word = plain(word)
    if is_cyrillic(word):
        ways = ["".join(map(CYRILLIC_SOUNDS.__getitem__, word))]
    else:
        word = in_latin(word)
        if TURKIC.search(word):  # where j is never й
            word = word.replace("j", "ş")
        readings = [latin_sounds(found) for found in LATIN.finditer(word)]
        ways = ["".join(way) for way in islice(product(*readings), MOST_WAYS)]
    return frozenset(map(smooth, ways)) - {""}


def latin_sounds(found: re.Match) -> tuple[str, ...]:
    """What a group of Latin letters may stand for."""
    if found.lastindex > len(LATIN_SOUNDS):
        base = normalize("NFD", found[0])[0]
        if base != found[0]:
            return latin_sounds(LATIN.match(base))
        return (base if base.isascii() and base.isalpha() else "",)
    return LATIN_SOUNDS[found.lastindex - 1][1]


def skeleton(sound: str) -> str:
    """The consonants of a sound; the first vowel, if it begins with one, as `a`."""
    consonants = "".join(letter for letter in sound if letter not in VOWELS)
    return TWICE.sub(r"\1", ("a" if sound[0] in VOWELS else "") + consonants)


def slips(sound: str) -> set[str]:
    """A sound and all that is left of it without one letter.

    Two sounds that share one of these differ by one slip: a letter more, less, another, or two
    that changed places. Short ones are not looked at: each is near to many.
    """
    if len(sound) < SHORTEST_SLIP:
        return set()
    return {sound, *(sound[:place] + sound[place + 1 :] for place in range(len(sound)))}


def exact_tokens(word: str) -> set[str]:
    """The tokens of a name that whatever sounds the same has too."""
    return {f"s0{sound}" for sound in sounds(word)}


def loose_tokens(word: str) -> set[str]:
    """The tokens of a name that whatever sounds nearly the same has too."""
    bones = {skeleton(sound) for sound in sounds(word)}
    return slip_tokens(word) | {f"k0{bone}" for bone in bones if len(bone) >= SHORTEST_SKELETON}


def slip_tokens(word: str) -> set[str]:
    """The tokens of a word that it has in common with whatever is one slip away."""
    return {f"x0{left}" for sound in sounds(word) for left in slips(sound)}


@lru_cache(maxsize=30_000)
def spellings(word: str) -> frozenset[str]:
    """A name in the letters of `CONVENTIONS`, as each of them would read it."""
    word = plain(word)
    if is_cyrillic(word):
        ways = {"".join(map(FINE_CYRILLIC.__getitem__, word)).replace("dZ", "D")}
        if ONLY_KAZAKH.search(word):  # Kazakh ж is what Russian writes дж or ж
            ways |= {way.replace("Z", "D") for way in ways}
    else:
        word = in_latin(word)
        known = ("Kazakh", "Turkish") if TURKIC.search(word) else CONVENTIONS
        ways = {read_as(word, convention) for convention in known}
    return frozenset(TWICE.sub(r"\1", BEFORE_E.sub("", way)) for way in ways)


def read_as(word: str, convention: str) -> str:
    """A word of Latin letters as a convention reads it."""
    letters = CONVENTIONS[convention]
    pattern = re.compile("|".join(sorted(letters, key=len, reverse=True)) + "|.")
    parts = (letters.get(part) or anyascii(part).lower() for part in pattern.findall(word))
    return LAST_F.sub("v", "".join(parts).translate(SAME_EVERYWHERE))


@lru_cache(maxsize=100_000)
def likeness(one: str, other: str) -> float:
    """How like two names are, 0 to 1: 1 is the same name, under 0.6 another one."""
    if fold(one) == fold(other):
        return 1.0
    spelled = nearest(spellings(one), spellings(other))
    heard = nearest(sounds(one), sounds(other))
    written = OSA.normalized_similarity(fold(one), fold(other))
    return SPELLING * spelled + SOUND * heard + LETTERS * written


def without_ending(word: str) -> str:
    """A name in Latin letters without the ending that Baltic or Slavic languages give it."""
    for ending, instead in ENDINGS.items():
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending) + instead
    return word


def begins_like(name: str, start: str) -> bool:
    """Whether a name begins with this, as it stands there or as a convention reads it."""
    if fold(name).startswith(fold(start)):
        return True
    return any(way.startswith(begun) for begun in spellings(start) for way in spellings(name))


def nearest(some: frozenset[str], others: frozenset[str]) -> float:
    """The likeness of the pair most alike; a slip counts by the length of the longer word."""
    pairs = product(some, others)
    return max((OSA.normalized_similarity(one, other) for one, other in pairs), default=0.0)
