from importlib import import_module

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """What we ask people to do, and when."""

    name = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have leaflets made."""
        # By name: its models cannot be imported before the applications are ready.
        import_module("campaigns.printed").connect()
