from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """What we ask people to do, and when."""

    name = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"
