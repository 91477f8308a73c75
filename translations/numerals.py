"""The names of months and of numbers in each language, in the forms that texts have.

A language that is missing here is compared by its digits only.
"""

import re
from itertools import pairwise, product

from search.analysis.words import words

# One pattern for each month, January first. Short forms that are words (snow, letter, fox) have
# their point.
MONTHS = {
    "ru": r"янв(?:ар\w+)?|февр?(?:ал\w+)?|мар(?:т\w{0,3})?|апр(?:ел\w+)?|ма[йяею]м?|июн\w{0,2}"
    r"|июл\w{0,2}|авг(?:уст\w{0,3})?|сент?(?:ябр\w+)?|окт(?:ябр\w+)?|нояб?(?:р\w+)?|дек(?:абр\w+)?",
    # "march" and "may" are words of their own.
    "en": r"jan(?:uary)?|feb(?:ruary)?|(?-i:Mar(?:ch)?|MARCH)|apr(?:il)?|(?-i:May|MAY)|june?"
    r"|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?",
    "fr": r"janv(?:ier)?|f[ée]vr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t"
    r"|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?",
    "pl": r"sty(?:cz\w+)?|lut(?:y|ego|ym|emu)?|mar(?:zec|c\w{1,3})?|kwi(?:ecień|etni\w+)?"
    r"|maj(?:a|u|em|owi)?|cze(?:rwiec|rwc\w+)?|lip(?:iec|c\w{1,3})?|sie(?:rpień|rpni\w+)?"
    r"|wrz(?:esień|eśni\w+)?|paź(?:dziernik\w*)?|lis(?:topad\w*|\.)|gru(?:dzień|dni\w+)?",
    "uk": r"січ(?:ень|н\w+)?|лют(?:ий|ого|ому|им)?|бер(?:езень|езн\w+)?|квіт(?:ень|н\w+)?"
    r"|трав(?:ень|н\w+)?|черв(?:ень|н\w+)?|лип(?:ень|н\w+)?|серп(?:ень|н\w+)?"
    r"|вер(?:есень|есн\w+)?|жовт(?:ень|н\w+)?|лист(?:опад\w*|\.)|груд(?:ень|н\w+)?",
    "kk": r"қаң(?:тар\w*)?|ақп(?:ан\w*)?|нау(?:рыз\w*)?|сәу(?:ір\w*)?|мам(?:ыр\w*)?|мау(?:сым\w*)?"
    r"|шіл(?:де\w*)?|там(?:ыз\w*)?|қыр(?:күйе[кг]\w*)?|қаз(?:ан\w*|\.)|қар(?:аша\w*|\.)"
    r"|жел(?:тоқсан\w*|\.)",
    "de": r"jan(?:uars?)?|jänners?|feb(?:ruars?)?|märz|mrz|apr(?:ils?)?|mai|juni?s?|julis?|jul"
    r"|aug(?:usts?)?|sept?(?:embers?)?|okt(?:obers?)?|nov(?:embers?)?|dez(?:embers?)?",
}
# Two names of one month stand beside each other in the patterns of German.
SECOND_NAMES = {"jänners?", "mrz", "jul"}

# A star stands for any ending.
NUMBERS: dict[str, dict[float, str]] = {
    "ru": {
        0: "полночь полуночи ноль", 1: "один одна одно одного одной одному одним одну одном перв*",
        2: "два две двое дву* двоих двоим двоими оба обе обоих обеих втор*",
        3: "три трое трех* трем* тремя троих трет*", 4: "четыре* четверо четверых четверт*",
        5: "пять пяти* пятью пятеро пятерых пятый пятая пятого пятой пятом",
        6: "шесть шести* шестью шестеро шестерых шестой шестая шестого шестом",
        7: "семь семи* семью семерк* семеро семерых седьм*", 8: "восемь восьм* восьмеро",
        9: "девять девяти* девятью девятый девятая девятого девятой девятом",
        10: "десять десяти* десятью десятый десятая десятого десятой десятом",
        11: "одиннадцат*", 12: "двенадцат* полдень полдня полудня",
        1.5: "полтора полторы полутора", 13: "тринадцат*", 14: "четырнадцат*", 15: "пятнадцат*",
        16: "шестнадцат*", 17: "семнадцат*", 18: "восемнадцат*", 19: "девятнадцат*",
        20: "двадцат*",
        30: "тридцат*", 40: "сорок сорока", 50: "пятьдесят пятидесят*",
        60: "шестьдесят шестидесят*", 70: "семьдесят семидесят*", 80: "восемьдесят восьмидесят*",
        90: "девяносто девяноста", 100: "сто ста сотн*", 1000: "тысяч*",
    },
    "en": {
        0: "zero midnight", 1: "one once first", 2: "two twice second both pair", 3: "three third",
        4: "four fourth", 5: "five fifth", 6: "six sixth", 7: "seven seventh", 8: "eight eighth",
        9: "nine ninth", 10: "ten tenth", 11: "eleven*", 12: "twel* noon midday",
        13: "thirteen*", 14: "fourteen*", 15: "fifteen*", 16: "sixteen*", 17: "seventeen*",
        18: "eighteen*", 19: "nineteen*", 20: "twent*",
        30: "thirt*", 40: "fort*", 50: "fift*", 60: "sixt*", 70: "sevent*", 80: "eight*",
        90: "ninet*", 100: "hundred*", 1000: "thousand*",
    },
    "fr": {
        0: "zéro minuit", 1: "un une premier* première*",
        2: "deux deuxième* second seconde", 3: "trois troisième* tiers", 4: "quatre quatrième*",
        5: "cinq cinquième*", 6: "six sixième*", 7: "sept septième*", 8: "huit huitième*",
        9: "neuf neuvième*", 10: "dix dixième* dizaine*", 11: "onze onzième*",
        12: "douze douzième* douzaine* midi",
        13: "treize", 14: "quatorze", 15: "quinze quinzaine", 16: "seize", 20: "vingt* vingtaine",
        30: "trente trentaine",
        40: "quarante", 50: "cinquante", 60: "soixante", 100: "cent cents centaine*", 1000: "mille",
    },
    "pl": {
        0: "zero północ północy", 1: "jeden jedna jedno jednego jednej jednym jedną pierwsz*",
        2: "dwa dwie dwaj dwoje dwóch dwu* dwoma dwiema dwojga drugi drugie drugiego oba obaj obie "
        "obu", 3: "trzy trzej troje trzech* trzem trzema trojga trzeci*",
        4: "cztery czterej czworo czterech* czterem czterema czwart*",
        5: "pięć pięciu pięcioro piąt*", 6: "sześć sześciu sześcioro szóst*",
        7: "siedem siedmiu siedmioro siódm*", 8: "osiem ośmiu ośmioro ósm*",
        9: "dziewięć dziewięciu dziewiąt*", 10: "dziesięć dziesięciu dziesiąt*", 11: "jedena*",
        12: "dwana* dwuna* południe południa",
        1.5: "półtora półtorej", 13: "trzyna*", 14: "czterna*", 15: "piętna*", 16: "szesna*",
        17: "siedemna*", 18: "osiemna*", 19: "dziewiętna*", 20: "dwadzieścia dwudziest*",
        30: "trzydzieści trzydziest*", 40: "czterdzieści czterdziest*", 50: "pięćdziesi*",
        60: "sześćdziesi*", 70: "siedemdziesi*", 80: "osiemdziesi*", 90: "dziewięćdziesi*",
        100: "sto stu", 1000: "tysiąc* tysięcy",
    },
    "uk": {
        0: "нуль північ опівночі", 1: "один одна одне одного однієї одному одним одну перш*",
        2: "два дві двоє дво* двох двом двома обидва обидві обох друг*",
        3: "три троє трьох* трьом трьома трет*", 4: "чотири чотирьох* чотирьом четверо четверт*",
        5: "п'ять п'яти* п'ятьох п'ятеро п'ятий п'ята п'яте",
        6: "шість шести* шістьох шестеро шостий шоста шосте шостого", 7: "сім семи* сімох сьом*",
        8: "вісім восьми* вісьмох восьм*", 9: "дев'ять дев'яти* дев'ятьох дев'ятий",
        10: "десять десяти* десятьох десятий десята", 11: "одинадцят*",
        12: "дванадцят* полудень опівдні",
        1.5: "півтора півтори", 13: "тринадцят*", 14: "чотирнадцят*", 15: "п'ятнадцят*",
        16: "шістнадцят*", 17: "сімнадцят*", 18: "вісімнадцят*", 19: "дев'ятнадцят*",
        20: "двадцят*",
        30: "тридцят*", 40: "сорок сорока",
        50: "п'ятдесят*", 60: "шістдесят*", 70: "сімдесят*", 80: "вісімдесят*",
        90: "дев'яносто дев'яноста", 100: "сто ста сотн*", 1000: "тисяч*",
    },
    "kk": {
        1: "бір бірі біреу біреуі бірінші*", 2: "екі екеу* екінші*", 3: "үш үшеу* үшінші*",
        4: "төрт төртеу* төртінші*", 5: "бес бесеу* бесінші*", 6: "алты алтау* алтыншы*",
        7: "жеті жетеу* жетінші*", 8: "сегіз сегізінші*", 9: "тоғыз тоғызыншы*",
        10: "он оны оныншы*", 20: "жиырма*", 30: "отыз*", 40: "қырық*", 50: "елу*", 60: "алпыс*",
        70: "жетпіс*", 80: "сексен*", 90: "тоқсан*", 100: "жүз жүзден", 1000: "мың мыңдаған",
    },
    "de": {
        0: "null mitternacht", 1: "ein eine einen einem einer eines eins erst*",
        2: "zwei* zweit* beide*", 3: "drei dreier dritt* dreit*", 4: "vier viert*",
        5: "fünf fünft*", 6: "sechs sechst*", 7: "sieben siebt*", 8: "acht achte achten achter",
        9: "neun neunt*", 10: "zehn zehnt*", 11: "elf elft*", 12: "zwölf* mittag mittags",
        1.5: "anderthalb eineinhalb", 13: "dreizehn*", 14: "vierzehn*", 15: "fünfzehn*",
        16: "sechzehn*", 17: "siebzehn*", 18: "achtzehn*", 19: "neunzehn*",
        20: "zwanzig*", 30: "dreißig*", 40: "vierzig*", 50: "fünfzig*", 60: "sechzig*",
        70: "siebzig*", 80: "achtzig*", 90: "neunzig*", 100: "hundert*", 1000: "tausend*",
    },
}  # fmt: skip
SMALL = frozenset(map(str, range(13)))
GERMAN_UNITS = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
GERMAN_TENS = ("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig")

# Х and І are typed in Cyrillic as often.
ROMAN = re.compile(r"(?<!\w)(X{0,3}(?:IX|IV|V?I{0,3}))(?:er?|ème|st|nd|rd|th)?(?!\w)")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
LATIN_SHAPES = str.maketrans("ХІ", "XI")

MULTIPLES = {
    3: ("тыс", "тис", "thousand", "mille", "tys", "мың", "tausend"),
    6: ("млн", "миллион", "мільйон", "million", "mln", "milion", "mio"),
    9: ("млрд", "миллиард", "мільярд", "billion", "milliard", "mld", "miliard", "mrd"),
}


# Its last group says how many zeros it is.
MULTIPLE = re.compile(
    "(?: ?[-–—] ?[0-9.,]{1,6})? ?(?:"
    + "|".join(f"(?P<p{zeros}>{'|'.join(w)})" for zeros, w in MULTIPLES.items())
    + ")",
    re.IGNORECASE,
)


def month_pattern(names: str) -> re.Pattern:
    """A pattern of whole words whose groups `m1` to `m12` say which month it is."""
    months: list[str] = []
    for name in split_names(names):
        if name in SECOND_NAMES:
            months[-1] += f"|{name}"
        else:
            months.append(name)
    groups = "|".join(f"(?P<m{number}>{name})" for number, name in enumerate(months, 1))
    return re.compile(rf"(?<!\w)(?:{groups})(?!\w)", re.IGNORECASE)


def split_names(names: str) -> list[str]:
    """The alternatives of a pattern, but not those within brackets."""
    return re.split(r"\|(?![^()]*\))", names)


def number_words(numbers: dict[float, str]) -> tuple[dict[str, float], dict[str, float]]:
    """Words and beginnings of words with their numbers."""
    pairs = [(word, number) for number, forms in numbers.items() for word in forms.split()]
    whole = {word: number for word, number in pairs if not word.endswith("*")}
    starts = {word[:-1]: number for word, number in pairs if word.endswith("*")}
    return whole, dict(sorted(starts.items(), key=lambda pair: -len(pair[0])))


MONTH_PATTERNS = {code: month_pattern(names) for code, names in MONTHS.items()}
WORDS = {code: number_words(numbers) for code, numbers in NUMBERS.items()}
WORDS["de"][0].update(
    (f"{unit}und{ten}", 10 * tens + units)
    for (units, unit), (tens, ten) in product(
        enumerate(GERMAN_UNITS, 1), enumerate((*GERMAN_TENS, "neunzig"), 2)
    )
)


def spelled(text: str, code: str) -> set[str]:
    """The numbers that stand in a text in words or as Roman numerals."""
    romans = {str(roman(found)) for found in ROMAN.findall(text.translate(LATIN_SHAPES)) if found}
    if code not in WORDS:
        return romans | SMALL  # what nobody can look up is not held against the translator
    values = [value_of(word, code) for word in words(text)]
    found = {value for value in values if value >= 0}
    for one, other in pairwise(values):
        if 20 <= one < 100 and other in range(1, 20):
            found.add(one + other)  # thirty-five, soixante-dix
        if (one, other) == (4, 20):
            found |= {80, 90}  # quatre-vingts, quatre-vingt-dix
    if 0 in found:
        found |= {12, 24}  # midnight
    return romans | {str(value) for value in found}


def value_of(word: str, code: str) -> float:
    """The number that a word of small letters names, or -1."""
    whole, starts = WORDS[code]
    if word in whole:
        return whole[word]
    return next((number for start, number in starts.items() if word.startswith(start)), -1)


def roman(numeral: str) -> int:
    """XXI → 21."""
    values = [ROMAN_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    pairs = zip(values, following, strict=True)
    return sum(-value if value < after else value for value, after in pairs)
