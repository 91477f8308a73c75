"""Large numbers as readers of a language write them: 10,000 or 10 000. Loaded everywhere.

Asked for where a number is read, for a setting for all numbers would also change those in
addresses, sizes and ids.
"""

from django import template
from django.utils.formats import number_format

register = template.Library()


class Grouped(int):
    """A whole number that looks grouped and still counts: `blocktranslate` needs both."""

    def __str__(self) -> str:
        """In the active language."""
        return number_format(int(self), force_grouping=True)


@register.filter
def grouped(number: int | None) -> Grouped | None:
    """A number of people, of days and the like; nothing stays nothing."""
    return None if number is None else Grouped(number)
