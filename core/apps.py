from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Shared vocabulary: knows no feature."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"
