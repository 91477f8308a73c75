"""A real site behind a proxy that ends TLS. What must be set is named in docs/deploying.md."""

from config import environment as env
from config.settings.base import *  # noqa: F403  (Django's own way to layer settings)

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
WAGTAILADMIN_BASE_URL = env.url("BOSAT_URL", f"https://{ALLOWED_HOSTS[0]}")
if env.today() is not None:
    raise env.refuse("BOSAT_TODAY", "is for the demo and tests only; unset it in production")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if email := env.text("EMAIL_HOST", ""):
    EMAIL_HOST = email
    EMAIL_PORT = env.number("EMAIL_PORT", 587)
    EMAIL_HOST_USER = env.text("EMAIL_USER", "")
    EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD", "")
    EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", f"bosat@{ALLOWED_HOSTS[0]}")
