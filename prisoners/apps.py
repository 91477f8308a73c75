from importlib import import_module

from django.apps import AppConfig


class PrisonersConfig(AppConfig):
    """The people."""

    name = "prisoners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep directory, numbers and leaflets true, and what nobody may show out of reach."""
        # By name: its models cannot be imported before the applications are ready.
        import_module("prisoners.directory").connect()
        import_module("prisoners.history").connect()
        import_module("prisoners.portraits").connect()
        import_module("prisoners.words").connect()
        import_module("prisoners.printed").connect()
