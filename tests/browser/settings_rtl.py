"""The demo with one language more, which is written from right to left."""

from config.settings.dev import *  # noqa: F403  (Django's own way to layer settings)
from config.settings.dev import LANGUAGE_FALLBACKS, LANGUAGES

LANGUAGES = [*LANGUAGES, ("ar", "العربية")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LANGUAGE_FALLBACKS = LANGUAGE_FALLBACKS | {"ar": ("en", "ru")}
