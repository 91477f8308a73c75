from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The seed's case as a site."""

    name = "demo"
    default_auto_field = "django.db.models.BigAutoField"
