from core.models.base_page import BasePage
from core.models.consent import Consent, TakeDown
from core.models.media import CustomDocument, CustomImage, CustomRendition
from core.models.printed import PrintFile, PrintForm, PrintOrder
from core.models.site_settings import SiteSettings
from core.models.translation_notice import TranslationNotice
from core.models.user import User

__all__ = [
    "BasePage",
    "Consent",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "PrintFile",
    "PrintForm",
    "PrintOrder",
    "SiteSettings",
    "TakeDown",
    "TranslationNotice",
    "User",
]
