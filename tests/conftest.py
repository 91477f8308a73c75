"""The site every test starts from: all languages, home pages, lists and groups."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.signals import setting_changed
from django.utils import translation


@pytest.fixture(scope="session", autouse=True)
def catalogues():
    """The words of the interface as they are in the `.po` files.

    Setting up Django already reads the default language, in a new clone before it is compiled;
    the signal makes Django read the catalogues again.
    """
    call_command("compilemessages", verbosity=0)
    setting_changed.send(None, setting="LOCALE_PATHS", value=settings.LOCALE_PATHS, enter=True)


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
