"""A developer's machine and the demo."""

import secrets

from config import environment as env
from config.settings.base import *  # noqa: F403  (Django's own way to layer settings)
from config.settings.base import VAR_DIR


def local_secret() -> str:
    """A key of this machine's own, so that none is in the repository."""
    path = VAR_DIR / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


DEBUG = env.text("BOSAT_DEBUG", "0") == "1"
SECRET_KEY = local_secret()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
BOSAT_TODAY = env.today(default="2017-12-01")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
SERVE_MEDIA = True
