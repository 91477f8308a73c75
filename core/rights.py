"""Who writes what: editors and moderators write originals, translators only carry them over."""

from django.contrib.auth.models import AbstractBaseUser

# Held by all who write originals, and by no translator.
SUBMIT_TRANSLATION = "wagtail_localize.submit_translation"


def writes_originals(user: AbstractBaseUser) -> bool:
    """Whether the user writes originals; translators do not."""
    return user.has_perm(SUBMIT_TRANSLATION)
