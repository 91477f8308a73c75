from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One box for the whole site."""

    name = "search"
    default_auto_field = "django.db.models.BigAutoField"
