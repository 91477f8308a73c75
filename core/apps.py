from importlib import import_module

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Shared vocabulary: knows no feature."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell what is derived from public pages when they change."""
        # By name: its models cannot be imported before the applications are ready.
        import_module("core.changes").connect()
        import_module("core.protection").connect()
        import_module("core.printed").connect()
