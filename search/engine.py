"""The full-text indexes of SQLite and PostgreSQL, which see nothing but tokens.

What is looked for is a list of alternatives, one of each of which a document must have; a token
that ends in `*` stands for all that begin with it in a name or title. `place` says who may find
a document and of what kind it is; `names`, `title` and `body` count for less and less.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from core import clock
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

    documents = "search_fts join search_searchdocument d on d.page_id = search_fts.rowid"
    matches = "search_fts match %s"
    rank = "bm25(search_fts, 0, 10, 10, 1)"
    ranks_again = False
    both, either, prefix = " AND ", " OR ", "{names title} : %s*"
    forget = "delete from search_fts where rowid = %s"
    keep = "insert into search_fts (place, names, title, body, rowid) values (%s, %s, %s, %s, %s)"


class PostgreSQL:
    """A column of weighted lexemes in the table of the documents."""

    documents = "search_searchdocument d"
    matches = "d.tokens @@ to_tsquery('simple', %s)"
    rank = "-ts_rank('{0.01, 0, 1, 1}', d.tokens, to_tsquery('simple', %s))"
    ranks_again = True
    both, either, prefix = " & ", " | ", "%s:*AB"
    forget = "update search_searchdocument set tokens = null where page_id = %s"
    lexemes = " || ".join(f"setweight(to_tsvector('simple', %s), '{weight}')" for weight in "CABD")
    keep = f"update search_searchdocument set tokens = {lexemes} where page_id = %s"  # noqa: S608 - constants


def engine() -> type[SQLite] | type[PostgreSQL]:
    """That of the database."""
    return PostgreSQL if connection.vendor == "postgresql" else SQLite


def keep(page_id: int, tokens: Tokens) -> None:
    """Replace the tokens of a document that is saved."""
    with connection.cursor() as cursor:
        cursor.execute(engine().forget, [page_id])
        cursor.execute(engine().keep, [*tokens.columns, page_id])


def forget(page_ids: Iterable[int]) -> None:
    """Let documents be found no more."""
    with connection.cursor() as cursor:
        for page_id in page_ids:
            cursor.execute(engine().forget, [page_id])


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

    Visitors (`drafts=False`) do not find what somebody agreed to publish up to a day gone by.
    """
    if not all(wanted):
        return []
    way, text = engine(), expression(wanted)
    sql = (
        "select d.page_id, d.language, d.kind, d.title, d.names, d.weight, d.day "  # noqa: S608 - the parts are constants of this module
        f"from {way.documents} where {way.matches} and {still_public(drafts)} "
        f"order by {way.rank}, d.weight desc, d.title, d.page_id limit %s"
    )
    asked = [text, clock.today(), *([text] if way.ranks_again else []), most]
    return list(SearchDocument.objects.raw(sql, asked))


def count(questions: dict[str, Wanted], most: int) -> dict[str, int]:
    """How many documents fit each question, counted no further than `most`. One query."""
    questions = {name: wanted for name, wanted in questions.items() if all(wanted)}
    if not questions:
        return {}
    way = engine()
    one = (
        f"select %s, count(*) from (select 1 from {way.documents} where {way.matches} "  # noqa: S608 - the parts are constants of this module
        f"and {still_public(drafts=False)} limit %s) as found"
    )
    asked = [
        value
        for name, wanted in questions.items()
        for value in (name, expression(wanted), clock.today(), most)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join([one] * len(questions)), asked)
        return dict(cursor.fetchall())


def still_public(drafts: bool) -> str:
    """Condition on documents, given the day of today."""
    return "%s is not null" if drafts else "coalesce(d.public_until, '9999-12-31') >= %s"
