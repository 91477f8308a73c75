"""What of a file fits a page as it is now."""

from dataclasses import replace
from uuid import UUID

import pytest

from tests.unit.translations.files.packages import TRANSLATION, package, unit
from translations.files.units import FileProblem, Skipped, State, match

EMPTY = unit("", State.EMPTY)


def test_a_new_translation_changes_its_text_only():
    expected = package(unit("", State.EMPTY, note="Title", former="Здравствуй"), unit(path="body"))
    found = match(expected, package(unit("Salut"), unit(path="body")))

    assert found.changed == [unit("Salut", note="Title", former="Здравствуй")]
    assert (found.same, found.skipped, found.missing) == (1, [], [])


@pytest.mark.parametrize(
    ("here", "there", "state"),
    [
        (State.TRANSLATED, State.NEEDS_WORK, State.NEEDS_WORK),
        (State.NEEDS_WORK, State.TRANSLATED, State.TRANSLATED),
        (State.REVIEWED, State.NEEDS_WORK, State.NEEDS_WORK),
    ],
)
def test_another_state_of_the_same_text_is_a_change(here, there, state):
    found = match(package(unit(state=here)), package(unit(state=there)))

    assert found.changed == [unit(state=state)]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (unit(), unit()),
        (unit(state=State.NEEDS_WORK), unit(state=State.NEEDS_WORK)),
        (unit(state=State.REVIEWED), unit(state=State.TRANSLATED)),
        (unit(state=State.REVIEWED), EMPTY),
        (unit(), EMPTY),
        (unit(), unit(" \n", State.TRANSLATED)),
        (EMPTY, EMPTY),
    ],
)
def test_what_says_nothing_new_is_left_as_it_is(here, there):
    found = match(package(here), package(there))

    assert (found.changed, found.same, found.skipped, found.missing) == ([], 1, [], [])


def test_another_translation_of_a_reviewed_text_is_not_reviewed():
    found = match(package(unit(state=State.REVIEWED)), package(unit("Salut")))

    assert found.changed == [unit("Salut", State.TRANSLATED)]


def test_texts_that_are_not_on_the_page_are_skipped_with_a_reason():
    expected = package(unit(), unit(path="body.1", source="Мир"))
    found = match(
        expected,
        package(unit("Salut", source="Привет!"), unit("Monde", path="body.9", source="Мир")),
    )

    assert found.skipped == [
        Skipped("title", "Привет!", "The original of this text is not the one in the file."),
        Skipped("body.9", "Мир", "This text is no longer on the page."),
    ]
    assert (found.changed, found.same) == ([], 0)


def test_texts_that_are_not_in_the_file_are_missing():
    expected = package(unit(), unit(path="body.1", source="Мир"))

    assert match(expected, package(unit())).missing == [unit(path="body.1", source="Мир")]


def test_paragraphs_with_one_path_are_told_apart_by_their_original():
    expected = package(EMPTY, unit("", State.EMPTY, source="Мир"))
    found = match(expected, package(unit("Monde", source="Мир"), unit("Salut")))

    assert found.changed == [unit("Salut"), unit("Monde", source="Мир")]


def test_the_file_of_another_translation_is_refused_by_name():
    other = replace(package(unit()), translation=UUID(int=5))

    with pytest.raises(FileProblem) as problem:
        match(package(unit()), other)

    assert str(problem.value) == (
        "The file belongs to another translation: “Свободу!”, "
        "00000000-0000-0000-0000-000000000005. Open that translation to import it, or choose "
        "another file."
    )


@pytest.mark.parametrize(
    ("change", "given", "wanted"),
    [({"code": "de"}, "de", "fr"), ({"source_code": "en-gb"}, "en-gb", "ru")],
)
def test_a_file_in_another_language_is_refused(change, given, wanted):
    with pytest.raises(FileProblem) as problem:
        match(package(unit()), replace(package(unit()), **change))

    assert str(problem.value) == (
        f"The language of the file is “{given}”, not “{wanted}”. Choose another file."
    )


@pytest.mark.parametrize("code", ["", "fr-ca", "FR"])
def test_a_language_with_a_region_or_none_is_the_same(code):
    found = match(package(unit()), replace(package(unit()), code=code))

    assert (found.same, TRANSLATION) == (1, package().translation)
