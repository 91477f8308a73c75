"""Who may be the same person under another spelling."""

import time

import pytest

from prisoners.namesakes import Namesakes


@pytest.fixture
def known() -> Namesakes:
    names = Namesakes()
    for row, name in enumerate(("Мухтар Джакишев", "Мухтар Аблязов", "Макс Бокаев", "Аян")):
        names.add(name, row)
    return names


@pytest.mark.parametrize(
    "name",
    [
        "Мухтар Джакишев",
        "Mukhtar Dzhakishev",
        "Dżakiszew Muchtar",
        "Жәкішев Мұхтар",
        "Мухтар Джакишов",
    ],
)
def test_another_spelling_or_order_is_the_same_person(known, name):
    assert known.find(name) == ("Мухтар Джакишев", 0)


def test_a_patronymic_more_is_the_same_person(known):
    assert known.find("Макс Бокаев Иванович") == ("Макс Бокаев", 2)


@pytest.mark.parametrize("name", ["Мухтар Токмади", "Асан Бокаев", "Мухтар", "", "—", "Айя"])
def test_one_name_in_common_is_not_enough(known, name):
    assert known.find(name) is None


def test_five_thousand_new_names_are_compared_in_seconds():
    known = Namesakes()
    for number in range(5_000):
        known.add(f"Асан{number % 70}ов Бек{number}уль")
    start = time.process_time()
    for number in range(5_000):
        known.find(f"Данияр{number} Серик{number % 90}баев")

    assert time.process_time() - start < 10
