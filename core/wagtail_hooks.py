from django.urls import path
from wagtail import hooks
from wagtail.admin.views.account import AvatarSettingsPanel

from core.upload_admin import AddDocuments, AddPictures

# Photographs of the people who work here are not collected. Wagtail has no setting for it.
AvatarSettingsPanel.is_active = lambda panel: False


@hooks.register("register_admin_urls", order=-1)
def nameless_bulk_uploads():
    """Take the place of Wagtail's own addresses of the bulk upload."""
    return [
        path("images/multiple/add/", AddPictures.as_view()),
        path("documents/multiple/add/", AddDocuments.as_view()),
    ]
