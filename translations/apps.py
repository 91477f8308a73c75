from importlib import import_module

from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    """The translators' desk."""

    name = "translations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow originals and names, keep what is withheld, and close the door to alias trees."""
        # By name: their models cannot be imported before the applications are ready.
        import_module("translations.lifecycle").connect()
        import_module("translations.withheld").connect()
        import_module("translations.terms").connect()
        import_module("translations.aliases").close_locale_sync()
