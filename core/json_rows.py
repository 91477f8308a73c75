"""Rows as JSON, so that one query can bring rows of several tables."""

from django.db.models import F, Model, QuerySet
from django.db.models.functions import JSONObject


def as_json(rows: QuerySet, model: type[Model], *before: object) -> QuerySet:
    """Each row as a JSON object of its columns, after the values named `before` it."""
    columns = {field.attname: F(field.attname) for field in model._meta.concrete_fields}
    return rows.order_by().values_list(*before, JSONObject(**columns))


def from_json(model: type[Model], columns: dict) -> Model:
    """A row from its columns; JSON has no dates and ids, the fields read them."""
    fields = model._meta.concrete_fields
    row = model(**{field.attname: field.to_python(columns[field.attname]) for field in fields})
    row._state.adding = False
    return row
