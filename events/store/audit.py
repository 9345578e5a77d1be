"""Whether the store holds what its log says: texts, reports and kept bytes by their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from events.store.archive import unpacked
from events.store.schema import article, log, original, report, tombstone

_BATCH = 200


def audit(connection: Connection) -> Iterator[str]:
    """Yield each contradiction in words; nothing where the store is what was logged.

    Articles that were stored before there was a log are held to it from their next reading on.
    """
    yield from _gone(connection)
    articles = select(article.c.id, article.c.text).order_by(article.c.id)
    for row in connection.execute(articles, execution_options={"yield_per": _BATCH}):
        yield from _article(connection, row.id, row.text)
    bodies = select(original).order_by(original.c.digest)
    for row in connection.execute(bodies, execution_options={"yield_per": _BATCH}):
        if unpacked(row.body, row.size, row.digest) is None:
            yield f"the kept bytes {row.digest} were altered"


def _gone(connection: Connection) -> Iterator[str]:
    held, stones = select(article.c.id), select(tombstone.c.article_id)
    added = (log.c.action == "added") & log.c.subject_id.not_in(held)
    lost = select(log.c.subject_id).where(added, log.c.subject_id.not_in(stones)).distinct()
    for article_id in connection.scalars(lost.order_by(log.c.subject_id)):
        yield f"article {article_id} is gone, and no one deleted it"


def _article(connection: Connection, article_id: str, text: str) -> Iterator[str]:
    added = _last(connection, article_id, "added")
    if added and added["text_sha256"] != _digest(text):
        yield f"the text of article {article_id} was altered"
    read = _last(connection, article_id, "read")
    if read is None:
        return
    query = select(report.c.id, report.c.body).where(report.c.article_id == article_id)
    held = {row.id: _digest(row.body) for row in connection.execute(query)}
    logged: dict[str, str] = read["reports"]
    for report_id in sorted(held.keys() | logged.keys()):
        if held.get(report_id) != logged.get(report_id):
            yield f"report {report_id} of article {article_id} was altered"


def _last(connection: Connection, article_id: str, action: str) -> dict[str, Any] | None:
    mine = (log.c.subject_id == article_id) & (log.c.action == action)
    query = select(log.c.after).where(mine).order_by(log.c.number.desc()).limit(1)
    after = connection.scalar(query)
    found: dict[str, Any] | None = json.loads(after) if after else None
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
