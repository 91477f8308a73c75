from django.db import models
from wagtail_localize.models import String


class MemoryKey(models.Model):
    """A number that texts of the original share the likelier, the more words they share.

    See `translations.memory`.
    """

    wagtail_reference_index_ignore = True

    string = models.ForeignKey(String, models.CASCADE, related_name="memory_keys")
    key = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        """Without words: this may stand in a log."""
        return f"key of text {self.string_id}"
