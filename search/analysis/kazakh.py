"""The stems of Kazakh words: endings cut off by a table, in both alphabets."""

# The alphabet of 2021; letters it shares with English ones stand as they sound in Kazakh.
LATIN = str.maketrans(
    dict(zip("aäbdefgğhiıjklmnñoöpqrsştuūüvyz", "аәбдефгғһіыжклмнңоөпқрсштуұүвйз", strict=True))
)
CASES = "ның нің дың дің тың тің ға ге қа ке на не ды ді ты ті ны ні да де та те нда нде"
CASES += " дан ден тан тен нан нен мен бен пен менен"
POSSESSIVES = "ы і сы сі ым ім ың ің мыз міз ымыз іміз ңыз ңіз ыңыз іңіз"
PLURALS = "лар лер дар дер тар тер"
ADJECTIVES = "дағы дегі тағы тегі ндағы ндегі лық лік дық дік тық тік лы лі ды ді ты ті шы ші"
ENDINGS = sorted(
    {*CASES.split(), *POSSESSIVES.split(), *PLURALS.split(), *ADJECTIVES.split()},
    key=lambda ending: (-len(ending), ending),
)
SHORTEST = 4


def stem(word: str) -> str:
    """A word of small letters without the endings it may have: «азаптауларға» → «азаптау»."""
    word = word.translate(LATIN)
    while ending := next((e for e in ENDINGS if fits(word, e)), ""):
        word = word[: -len(ending)]
    return word


def fits(word: str, ending: str) -> bool:
    """Whether a word ends like this and enough would be left of it."""
    return word.endswith(ending) and len(word) - len(ending) >= SHORTEST
