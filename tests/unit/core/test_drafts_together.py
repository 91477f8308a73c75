"""Where drafts of a page are written in many languages, it is told of once, at the end."""

from uuid import uuid4

import pytest

from core.changes import announce_draft, drafts_changed, drafts_together

pytestmark = pytest.mark.django_db  # search listens too
FIRST, SECOND = uuid4(), uuid4()


@pytest.fixture
def told():
    """What a listener was told, in its order."""
    found = []

    def listen(keys, **kwargs):
        found.append(keys)

    drafts_changed.connect(listen)
    yield found
    drafts_changed.disconnect(listen)


def test_a_draft_is_told_of_at_once(told):
    announce_draft(FIRST)
    announce_draft(FIRST)

    assert told == [{FIRST}, {FIRST}]


def test_drafts_that_are_written_together_are_told_of_at_the_end(told):
    with drafts_together():
        announce_draft(FIRST)
        announce_draft(SECOND)
        announce_draft(FIRST)
        before = list(told)
    announce_draft(SECOND)

    assert before == []
    assert told == [{FIRST, SECOND}, {SECOND}]


def test_nothing_is_told_of_what_failed(told):
    def fail():
        with drafts_together():
            announce_draft(FIRST)
            raise ValueError("invalid")

    with pytest.raises(ValueError, match="invalid"):
        fail()

    assert told == []


def test_nothing_is_told_where_nothing_was_written(told):
    with drafts_together():
        pass

    assert told == []
