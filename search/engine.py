"""The full-text indexes of SQLite and PostgreSQL, which see nothing but tokens.

What is looked for is a list of alternatives, one of each of which a document must have; a token
that ends in `*` stands for all that begin with it in a name or title. `place` says who may find
a document and of what kind it is; `names`, `title` and `body` count for less and less.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL
from wagtail.models import Page

from core import clock
from core.languages import readable
from search.models import SearchDocument

Wanted = Sequence[frozenset[str]]


@dataclass(frozen=True)
class Tokens:
    """The tokens of a document, by how much they count."""

    place: Iterable[str]
    names: Iterable[str]
    title: Iterable[str]
    body: Iterable[str]

    @property
    def columns(self) -> list[str]:
        """The four columns."""
        return [" ".join(part) for part in (self.place, self.names, self.title, self.body)]


class SQLite:
    """A table of FTS5 beside the documents; its row ids are the ids of the pages."""

    documents = "search_fts JOIN search_searchdocument d ON d.page_id = search_fts.rowid"
    matches = "search_fts MATCH %s"
    rank = "bm25(search_fts, 0, 10, 10, 1)"
    ranks_again = False
    both, either, prefix = " AND ", " OR ", "{names title} : %s*"
    forget = "DELETE FROM search_fts WHERE rowid = %s"
    keep = "INSERT INTO search_fts (place, names, title, body, rowid) VALUES (%s, %s, %s, %s, %s)"
    replaces = False


class PostgreSQL:
    """A column of weighted lexemes in the table of the documents."""

    documents = "search_searchdocument d"
    matches = "d.tokens @@ to_tsquery('simple', %s)"
    rank = "-ts_rank('{0.01, 0, 1, 1}', d.tokens, to_tsquery('simple', %s))"
    ranks_again = True
    both, either, prefix = " & ", " | ", "%s:*AB"
    forget = "UPDATE search_searchdocument SET tokens = NULL WHERE page_id = %s"
    lexemes = " || ".join(f"setweight(to_tsvector('simple', %s), '{weight}')" for weight in "CABD")
    keep = f"UPDATE search_searchdocument SET tokens = {lexemes} WHERE page_id = %s"  # noqa: S608 - constants
    replaces = True


def engine() -> type[SQLite] | type[PostgreSQL]:
    """That of the database."""
    return PostgreSQL if connection.vendor == "postgresql" else SQLite


def keep(tokens: Mapping[int, Tokens]) -> None:
    """Replace the tokens of documents that are saved, by the ids of their pages."""
    if not engine().replaces:
        forget(tokens)
    rows = [[*some.columns, page_id] for page_id, some in tokens.items()]
    with connection.cursor() as cursor:
        cursor.executemany(engine().keep, rows)


def forget(page_ids: Iterable[int]) -> None:
    """Let documents be found no more."""
    with connection.cursor() as cursor:
        cursor.executemany(engine().forget, [[page_id] for page_id in page_ids])


def expression(wanted: Wanted) -> str:
    """What is wanted in the language of the database: `(a OR b) AND (c)`, `(a | b) & (c)`."""
    way = engine()
    groups = (way.either.join(map(in_words_of(way), sorted(tokens))) for tokens in wanted)
    return way.both.join(f"({group})" for group in groups)


def in_words_of(way: type[SQLite] | type[PostgreSQL]) -> Callable[[str], str]:
    """How the database writes a token."""
    return lambda token: way.prefix % token[:-1] if token.endswith("*") else token


def best(wanted: Wanted, most: int, *, drafts: bool = False) -> list[SearchDocument]:
    """The documents that fit best, without their texts. One query; none where nothing is wanted.

    Visitors (`drafts=False`) find what the gate lets through in this moment, whatever the index
    says: of the best, those that anyone may read.
    """
    if not all(wanted):
        return []
    way, text = engine(), expression(wanted)
    sql = (
        "SELECT d.page_id, d.language, d.kind, d.title, d.names, d.weight, d.day "  # noqa: S608 - the parts are constants of this module
        f"FROM {way.documents} WHERE {way.matches} "
        f"ORDER BY {way.rank}, d.weight DESC, d.title, d.page_id LIMIT %s"
    )
    asked = [text, *([text] if way.ranks_again else []), most]
    if not drafts:
        gate = readable(Page.objects.filter(pk=RawSQL("found.page_id", []))).order_by().values("pk")
        condition, values = gate.query.sql_with_params()
        sql = f"SELECT * FROM ({sql}) AS found WHERE EXISTS ({condition})"  # noqa: S608 - as above
        asked += values
    return list(SearchDocument.objects.raw(sql, asked))


def count(questions: dict[str, Wanted], most: int) -> dict[str, int]:
    """How many documents fit each question, counted no further than `most`. One query.

    A consent that ended by itself is seen; all else is counted as the index has it.
    """
    questions = {name: wanted for name, wanted in questions.items() if all(wanted)}
    if not questions:
        return {}
    way = engine()
    one = (
        f"SELECT %s, count(*) FROM (SELECT 1 FROM {way.documents} WHERE {way.matches} "  # noqa: S608 - the parts are constants of this module
        "AND coalesce(d.public_until, '9999-12-31') >= %s LIMIT %s) AS found"
    )
    asked = [
        value
        for name, wanted in questions.items()
        for value in (name, expression(wanted), clock.today(), most)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(questions)), asked)
        return dict(cursor.fetchall())
