from django.apps import AppConfig


class PrisonersConfig(AppConfig):
    """The people."""

    name = "prisoners"
    default_auto_field = "django.db.models.BigAutoField"
