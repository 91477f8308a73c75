"""Small model fields that several page types share."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.dates import Precision


def validate_time_zone(name: str) -> None:
    """Refuse a name that is not in the IANA database."""
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write one such as Europe/Brussels or Asia/Almaty."),
            params={"name": name},
        )


class TimeZoneField(models.CharField):
    """The IANA name of a time zone, for example `Europe/Brussels`."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("validators", [validate_time_zone])
        super().__init__(*args, **kwargs)


class PrecisionField(models.CharField):
    """How much of the date beside it is known."""

    def __init__(self, *args, **kwargs):
        kwargs |= {"max_length": 8, "choices": Precision.choices, "default": Precision.DAY}
        super().__init__(*args, **kwargs)


class CodesField(models.CharField):
    """Several codes of one vocabulary: a list in Python, `,journalist,blogger,` in the database.

    Written so, one code is found with `contains=",journalist,"`. Form: a row of boxes.
    """

    def __init__(self, *args, codes: type[models.TextChoices], **kwargs):
        self.codes = codes
        kwargs |= {"blank": True, "default": list}
        kwargs.setdefault("max_length", 500)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple:
        """The vocabulary is named in a migration by its class."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"codes": self.codes}

    def to_python(self, value: str | Iterable[str] | None) -> list[str]:
        """The known codes among those given, each once, in the order of the vocabulary."""
        given = value.split(",") if isinstance(value, str) else list(value or ())
        return [code for code in self.codes.values if code in given]

    def from_db_value(self, value: str | None, expression: object, connection: object) -> list[str]:
        """A list of codes."""
        return self.to_python(value)

    def get_prep_value(self, value: str | Iterable[str] | None) -> str:
        """The codes between commas; nothing for none. A text is taken as it is, for lookups."""
        if isinstance(value, str) and value.startswith(","):
            return value
        return "".join(f",{code}" for code in self.to_python(value)) + "," * bool(value)

    def value_to_string(self, obj: models.Model) -> str:
        """As in the database, for revisions and fixtures."""
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: list[str], model_instance: models.Model) -> None:
        """`to_python` keeps known codes only."""

    def run_validators(self, value: list[str]) -> None:
        """The length is that of the codes between commas."""
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs: Any) -> forms.Field:
        """A box for each code."""
        return forms.MultipleChoiceField(
            choices=self.codes.choices,
            required=False,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
