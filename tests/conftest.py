"""The site every test starts from: all languages, home pages, lists and groups."""

import pytest
from django.core.management import call_command
from django.utils import translation


@pytest.fixture(scope="session", autouse=True)
def catalogues():
    """The words of the interface as they are in the `.po` files."""
    call_command("compilemessages", verbosity=0)


@pytest.fixture(scope="session")
def django_db_setup(catalogues, django_db_setup, django_db_blocker):
    """Make the skeleton once; each test works on it inside its own transaction."""
    with django_db_blocker.unblock():
        call_command("setup", verbosity=0)


@pytest.fixture(autouse=True)
def in_english():
    """Start each test in the same language."""
    with translation.override("en"):
        yield
