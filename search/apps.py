from importlib import import_module

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One box for the whole site."""

    name = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the index true, and say when it is not."""
        # By name: its models cannot be imported before the applications are ready.
        import_module("search.index").connect()
        import_module("search.checks")
