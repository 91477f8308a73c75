"""The people who can log in to the demo."""

import secrets

from django.conf import settings
from django.contrib.auth.models import Group

from core.models import User
from home.roles import EDITORS, MODERATORS, translators


def demo_password() -> str:
    """The password of the demo's users: made on the first run, kept in `var/demo-password`."""
    path = settings.VAR_DIR / "demo-password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(9), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8").strip()


def ensure_users() -> list[str]:
    """Make the users that are missing; returns the names of all."""
    roles = {"editor": EDITORS, "moderator": MODERATORS}
    roles |= {f"translator-{code}": translators(code) for code, _name in settings.LANGUAGES}
    for name, group in roles.items():
        user = ensure_user(name)
        user.groups.add(Group.objects.get(name=group))
    ensure_user("admin", is_superuser=True, is_staff=True)
    return [*roles, "admin"]


def ensure_user(name: str, **rights: bool) -> User:
    """A user with the demo's password, unless there is one of that name."""
    user, created = User.objects.get_or_create(
        username=name, defaults={"email": f"{name}@example.org", **rights}
    )
    if created:
        user.set_password(demo_password())
        user.save()
    return user
