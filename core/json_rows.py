"""Rows as JSON, so that one query can bring rows of several tables."""

from collections.abc import Iterator, Mapping

from django.db.models import F, Model, QuerySet, Value
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


def read_together(
    sources: Mapping[str, QuerySet], owners: Mapping[str, str]
) -> Iterator[tuple[str, int, Model]]:
    """The rows of several tables, each with the name of its source and the id of its owner.

    `owners` names the column with that id, by source; of others it is the row's own. One query.
    """
    first, *others = (
        as_json(rows, rows.model, Value(name), owners.get(name, "pk"))
        for name, rows in sources.items()
    )
    for name, owner, columns in first.union(*others, all=True):
        yield name, owner, from_json(sources[name].model, columns)
