"""Words and names as search sees them: pure functions, no database."""

import pytest

from search.analysis import kazakh
from search.analysis.languages import stems
from search.analysis.names import (
    begins_like,
    likeness,
    loose_tokens,
    skeleton,
    slips,
    sounds,
    without_ending,
)
from search.analysis.words import fold, tidy_text, words, words_in_place


def test_a_text_is_taken_apart_into_small_words_numbers_and_days():
    text = "В’язень — ЁЛКА, 16.12.2011 и 2011-12-16; статья 405"

    assert words(text) == ["в'язень", "елка", "16.12.2011", "и", "2011-12-16", "статья", "405"]


def test_stress_marks_and_soft_hyphens_are_not_letters():
    assert words("за\u0301мок поли\u00adтика") == ["замок", "политика"]


def test_a_name_in_the_letters_of_libraries_is_one_word():
    assert words("Beli͡at͡skiĭ ג׳קישב") == ["beliatskiĭ", "ג'קישב"]


def test_a_word_knows_where_it_stands_in_the_text():
    first, *_others, last = words_in_place("Ёлка, İzmir и 12.01.2017")

    assert (first.text, first.start, first.end) == ("елка", 0, 4)
    assert (last.text, last.start, last.end) == ("12.01.2017", 14, 24)


@pytest.mark.parametrize(
    ("word", "token"),
    [
        ("заключенный", "zaklyuchennyy"),
        ("więzień", "wiezien"),
        ("16.12.2011", "d020111216"),
        ("2011-12-16", "d020111216"),
        ("1.2.2017", "d020170201"),
        ("405", "n0405"),
        ("٤٠٥", "n0405"),
        ("'", ""),
        ("d〡secret", "dsecret"),
    ],
)
def test_a_word_is_a_token_of_latin_letters(word, token):
    assert fold(word) == token


def test_a_kept_text_is_one_line_without_what_a_database_refuses():
    assert tidy_text("Один\0\n два\u200b") == "Один два"


@pytest.mark.parametrize(
    ("language", "some", "other"),
    [
        ("ru", "заключенных", "заключённый"),
        ("ru", "пыток", "пытками"),
        ("uk", "в'язнів", "в'язень"),
        ("uk", "катувань", "катування"),
        ("pl", "więźniów", "więźniowie"),
        ("pl", "umowa", "umowy"),
        ("fr", "grèves", "grève"),
        ("fr", "l'accord", "accords"),
        ("en", "tortured", "torture"),
        ("de", "Journalistin".lower(), "journalisten"),
        ("de", "massakers", "massaker"),
        ("kk", "келісімге", "келісім"),
        ("kk", "азаптауларға", "азаптау"),
        ("kk", "психиатрияның", "психиатрия"),
        ("kk", "kelisimge", "келісім"),
    ],
)
def test_the_forms_of_a_word_have_a_token_in_common(language, some, other):
    assert stems(some, language) & stems(other, language)


@pytest.mark.parametrize(
    ("language", "some", "other"),
    [("ru", "пытка", "попытка"), ("en", "prison", "prism"), ("kk", "қала", "қалам")],
)
def test_other_words_have_none(language, some, other):
    assert not stems(some, language) & stems(other, language)


def test_a_language_without_a_stemmer_keeps_its_words():
    assert stems("سجين", "ar") == {"sjyn"}


def test_a_short_kazakh_word_keeps_its_end():
    assert kazakh.stem("баласы") == "бала"
    assert kazakh.stem("ата") == "ата"


SPELLINGS = (
    "Dzhakishev", "Djakichev", "Dżakiszew", "Dschakischew", "Džakišev", "Dzjakisjev", "Dzsakisev",
    "Cakişev", "Jakishev", "Jäkışev", "Джакишев", "Джакішев", "Жақышев", "Жәкішев", "Dzhakyshev",
    "Zhakishev",
)  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_name_sounds_the_same_in_every_spelling(spelling):
    assert "sakisev" in sounds(spelling)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bokaïev", "Бокаев"),
        ("Jerimbetow", "Еримбетов"),
        ("Mamaj", "Мамай"),
        ("Natalia", "Наталья"),
        ("Joumagoulov", "Жумагулов"),
        ("Schumagulow", "Жумагулов"),
        ("Sencow", "Сенцов"),
        ("Nasarbajew", "Назарбаев"),
        ("Oleh", "Олег"),
        ("Muratchan", "Муратхан"),
        ("Maks", "Max"),
        ("Toqmädi", "Токмади"),
        ("Sergueï", "Сергей"),
        ("Königsmann", "Konigsman"),
        ("Giakiscev", "Джакишев"),
        ("Kazlou", "Казлоў"),
        ("Bokayeff", "Бокаев"),
        ("Abli͡azov", "Аблязов"),
        ("Mamaĭ", "Мамай"),
        ("Muhtār", "Мухтар"),
        ("Moechtar", "Мухтар"),
        ("Murathan", "Муратхан"),
        ("Bialiatski", "Беляцкий"),
    ],
)
def test_two_spellings_of_a_name_share_a_sound(one, other):
    assert sounds(one) & sounds(other)


def test_the_bones_of_a_name_are_its_consonants_and_a_first_vowel():
    assert skeleton("iskander") == "askndr"
    assert skeleton("sakisev") == "sksv"


@pytest.mark.parametrize("slip", ["sakiev", "sakisevi", "sakesev", "sakiesv"])
def test_one_slip_leaves_something_in_common(slip):
    assert slips("sakisev") & slips(slip)


def test_two_slips_leave_nothing_in_common():
    assert not slips("sakisev") & slips("tokisov")


def test_short_names_are_near_to_too_many():
    assert slips("maks") == set()
    assert not any(token.startswith("k0") for token in loose_tokens("Мая"))


def test_the_name_itself_is_more_like_than_what_only_sounds_alike():
    likes = [likeness("Dzhakishev", name) for name in ("Джакишев", "Шакишев", "Токмади")]

    assert likes[0] == 1.0
    assert likes[1] == pytest.approx(0.901, abs=0.001)
    assert likes[2] < 0.4


@pytest.mark.parametrize("word", ["", "'", "🙂", "مختار", "מוכתר", "ʼ", "ж" * 10_000, "j" * 10_000])
def test_no_word_is_too_strange(word):
    assert isinstance(sounds(word), frozenset)
    assert 0 <= likeness(word or "a", "Мухтар") <= 1


def test_a_kazakh_j_is_never_a_russian_one():
    assert sounds("Jakishev") == {"sakisev", "akisev"}
    assert sounds("Jäkışev") == {"sakisev"}


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("džakiševas", "džakišev"),
        ("bokajevs", "bokajev"),
        ("ulasiková", "ulasikov"),
        ("dżakiszewa", "dżakiszew"),
        ("eva", "eva"),
        ("мамаев", "мамаев"),
    ],
)
def test_a_name_is_known_without_the_ending_of_another_language(word, name):
    assert without_ending(word) == name


@pytest.mark.parametrize(
    ("start", "begins"),
    [("джак", True), ("Djak", True), ("Dschak", True), ("Жәк", True), ("зак", False), ("ш", False)],
)
def test_a_name_begins_like_this_in_any_spelling(start, begins):
    assert begins_like("Джакишев", start) is begins
