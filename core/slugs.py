"""Latin slugs from titles in any script, by the BGN/PCGN tables a reader of maps knows."""

import re

from anyascii import anyascii
from django.utils.text import slugify

# BGN/PCGN romanisation, letters with one equivalent; diacritics fall away in slugify.
# fmt: off
RUSSIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}
UKRAINIAN = RUSSIAN | {
    "г": "h", "ґ": "g", "е": "e", "є": "ye", "и": "y", "і": "i", "ї": "yi", "’": "", "ʼ": "",
}
KAZAKH = RUSSIAN | {
    "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i",
}
# fmt: on
TABLES = {"ru": RUSSIAN, "uk": UKRAINIAN, "kk": KAZAKH}
# BGN/PCGN writes Russian е as ye at the start of a word and after a vowel, й, ъ and ь.
IOTATED_E = re.compile(r"(?<![^\W\d_])е|(?<=[аеёиоуыэюяйъь])е")


def latin_slug(title: str, language: str) -> str:
    """A slug of `[a-z0-9-]` for a title written in `language` (a BCP 47 code).

    >>> latin_slug("Ерімбетов, Искандер", "ru")
    'yerimbetov-iskander'
    """
    text = title.lower()
    table = TABLES.get(language.split("-", maxsplit=1)[0], RUSSIAN)
    if table is RUSSIAN:
        text = IOTATED_E.sub("ye", text)
    return slugify(anyascii("".join(table.get(letter, letter) for letter in text)))
