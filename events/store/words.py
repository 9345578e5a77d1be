"""Full-text search over the quotes of events: FTS5 on SQLite, tsvector on PostgreSQL.

Both hold the same words: maximal runs of letters and digits, without case and the diacritics of
Latin letters (on PostgreSQL also of others).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, text

from events.event import Event

_POSITIONS = 16_383
"""The last position that a tsvector keeps apart."""
_LONGEST = 500
"""Characters of a word; a tsvector refuses words over 2 KB."""


def create(connection: Connection) -> None:
    """Create the full-text table."""
    if _sqlite(connection):
        made = ["CREATE VIRTUAL TABLE event_words USING fts5(words, id UNINDEXED)"]
    else:
        made = [
            "CREATE TABLE event_words (id VARCHAR(16) PRIMARY KEY, words TSVECTOR)",
            "CREATE INDEX event_words_words ON event_words USING gin (words)",
        ]
    for statement in made:
        connection.execute(text(statement))


def put(connection: Connection, new: Mapping[str, str]) -> None:
    """Add the quotes of events, one a line, by event id."""
    if _sqlite(connection):
        statement = "INSERT INTO event_words(rowid, words, id) VALUES (:rowid, :words, :id)"
        rows = [{"rowid": _rowid(id_), "words": said, "id": id_} for id_, said in new.items()]
    else:
        statement = "INSERT INTO event_words(id, words) VALUES (:id, CAST(:words AS tsvector))"
        rows = [{"id": id_, "words": _vector(said)} for id_, said in new.items()]
    connection.execute(text(statement), rows)


def drop(connection: Connection, ids: Sequence[str]) -> None:
    """Remove the quotes of events."""
    if _sqlite(connection):
        rows: list[dict[str, object]] = [{"rowid": _rowid(id_)} for id_ in ids]
        connection.execute(text("DELETE FROM event_words WHERE rowid = :rowid"), rows)
    else:
        statement = text("DELETE FROM event_words WHERE id = ANY(:ids)")
        connection.execute(statement, {"ids": list(ids)})


def search(connection: Connection, words: str) -> tuple[str, ...]:
    """Return the ids of the events whose quotes hold all the words (any case, whole words).

    Each word is looked for as it stands: no operator of a query language is heeded, and one with
    punctuation inside (``al-Shabaab``) is a phrase.
    """
    if _sqlite(connection):
        terms = ['"' + word.replace('"', '""') + '"' for word in words.split() if _tokens(word)]
        query = text("SELECT id FROM event_words WHERE event_words MATCH :terms")
    else:
        terms = [_phrase(word) for word in words.split() if _tokens(word)]
        query = text("SELECT id FROM event_words WHERE words @@ CAST(:terms AS tsquery)")
    if not terms:
        return ()
    joined = (" AND " if _sqlite(connection) else " & ").join(terms)
    return tuple(connection.scalars(query, {"terms": joined}))


def _sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def of(event: Event) -> str:
    """Return every quote of every report of an event, one a line."""
    return "\n".join(dict.fromkeys(q.text for report in event.reports for q in report.quotes))


def _rowid(event_id: str) -> int:
    """Return the full-text row id of an event: 63 of its 64 bits, SQLite's integers are signed."""
    return int(event_id, 16) >> 1


def _vector(quotes: str) -> str:
    """Return a tsvector's own notation, so that no parser of the server cuts the words anew."""
    tokens = enumerate(_tokens(quotes), start=1)
    return " ".join(f"'{token}':{min(place, _POSITIONS)}" for place, token in tokens)


def _phrase(word: str) -> str:
    return "(" + " <-> ".join(f"'{token}'" for token in _tokens(word)) + ")"


def _tokens(words: str) -> list[str]:
    """Cut text into words as FTS5's unicode61 does: letters and digits, folded, no diacritics."""
    folded = unicodedata.normalize("NFKD", words).lower()
    kept = "".join(c if _inside(c) else " " for c in folded if not unicodedata.combining(c))
    return [token[:_LONGEST] for token in kept.split()]


def _inside(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "Co"
