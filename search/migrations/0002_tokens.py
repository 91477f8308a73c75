"""The full-text side of the index: a table of FTS5, or a column of PostgreSQL."""

from django.db import migrations

FORWARDS = {
    "sqlite": [
        # Letters are folded before they come here; the tokens are ASCII letters and digits.
        "create virtual table search_fts using fts5(place, names, title, body, tokenize='ascii')",
    ],
    "postgresql": [
        "alter table search_searchdocument add column tokens tsvector",
        "create index search_tokens on search_searchdocument using gin (tokens)",
    ],
}
BACKWARDS = {
    "sqlite": ["drop table search_fts"],
    "postgresql": ["alter table search_searchdocument drop column tokens"],
}


def run(statements):
    """What runs the statements for the database there is."""

    def on(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return on


class Migration(migrations.Migration):
    dependencies = [("search", "0001_documents")]

    operations = [migrations.RunPython(run(FORWARDS), run(BACKWARDS))]
