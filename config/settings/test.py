"""The tests: the real stack, with a quick password hash and mail kept in memory."""

from config import environment as env
from config.settings.base import *  # noqa: F403  (Django's own way to layer settings)
from config.settings.base import VAR_DIR

SECRET_KEY = "only-for-tests"  # noqa: S105  (guards nothing)
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
BOSAT_TODAY = env.today(default="2017-12-01")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = VAR_DIR / "test-media"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
SERVE_MEDIA = True
