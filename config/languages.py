"""The languages of the site: add a line here and run `manage.py setup`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """A language pages are written in or carried into.

    `code` is a BCP 47 tag, `name` is what speakers call it, and `fallbacks` are the
    languages to offer a reader, best first, when a page is missing in this one.
    """

    code: str
    name: str
    fallbacks: tuple[str, ...]


LANGUAGES = (
    Language("ru", "Русский", ("en",)),
    Language("en", "English", ("ru",)),
    Language("fr", "Français", ("en", "ru")),
    Language("pl", "Polski", ("en", "ru")),
    Language("uk", "Українська", ("en", "ru")),
    Language("kk", "Қазақша", ("ru", "en")),
    Language("de", "Deutsch", ("en", "ru")),
)
