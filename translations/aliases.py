"""Aliases show one language under the address of another: this site has none."""

from wagtail_localize.locales.components import LOCALE_COMPONENTS
from wagtail_localize.models import LocaleSynchronization


def close_locale_sync() -> None:
    """Take the form away that fills a language with aliases of another."""
    LOCALE_COMPONENTS[:] = [
        component for component in LOCALE_COMPONENTS if component["model"] != LocaleSynchronization
    ]
