"""What one write changes, gathered for the log, with the reports that a later reading replaced."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert

from events.article import Article
from events.original import Original
from events.store import log
from events.store.log import Change, origin
from events.store.regrouping import Regrouping
from events.store.schema import superseded
from events.version import steps

_DESCRIBED = ("url", "title", "publisher", "published", "language", "licence", "shareable")


class Ledger:
    """The changes of one write, until they are written down at its end."""

    def __init__(self) -> None:
        self.regrouping = Regrouping()
        self._changes: list[Change] = []
        self._readings: dict[str, tuple[str | None, str]] = {}
        self._superseded: list[dict[str, Any]] = []

    def note(self, change: Change) -> None:
        """Add a change."""
        self._changes.append(change)

    def described(
        self, article: Article, extractor: str, known: Row[Any] | None, source: str
    ) -> None:
        """Note an article that is new, or ``known`` and has other metadata now."""
        self._readings[article.id] = (known.extractor if known else None, extractor)
        new = description({field: getattr(article, field) for field in _DESCRIBED})
        told = f"read from {origin(source)}"
        if known is None:
            after = {**new, "text_sha256": digest(article.text)}
            self._about("added", article.id, None, after, told)
            return
        old = description(known._mapping)
        changed = [field for field in _DESCRIBED if old[field] != new[field]]
        if changed:
            before, after = ({f: v[f] for f in changed} for v in (old, new))
            self._about("described", article.id, before, after, f"again: {told}")

    def captured(self, article_id: str, source: str, original: Original) -> None:
        """Note bytes that an article was read from."""
        told = {"sha256": original.digest, "url": original.final_url, "reader": original.reader}
        self._about("captured", article_id, None, told, f"read from {origin(source)}")

    def read(
        self, article_id: str, old: Mapping[str, str], rows: Iterable[Mapping[str, Any]]
    ) -> None:
        """Note the reports of an article: the ``old`` ones by id, and the rows of the new ones."""
        former, latter = self._readings.get(article_id, (None, ""))
        before = {id_: digest(body) for id_, body in sorted(old.items())}
        after = {row["id"]: digest(row["body"]) for row in sorted(rows, key=lambda r: r["id"])}
        if before == after and former == latter:
            return
        number = len(self._changes)
        self._superseded += [
            {"number": number, "report_id": id_, "article_id": article_id, "body": old[id_]}
            for id_ in before
            if after.get(id_) != before[id_]
        ]
        self._about(
            "read",
            article_id,
            {"extractor": former, "reports": before} if former else None,
            {"extractor": latter, "steps": steps(), "reports": after},
            "another extractor, or other metadata" if former else "it is new",
        )

    def forget(self, article_id: str) -> None:
        """Keep none of an article's former reports: it is being deleted."""
        self._superseded = [old for old in self._superseded if old["article_id"] != article_id]

    def write(self, connection: Connection, by: str) -> None:
        """Write the changes into the log, and beside it what they replaced."""
        changes: Sequence[Change] = [*self._changes, *self.regrouping.changes()]
        first = log.append(connection, changes, by=by)
        rows = [{**row, "number": first + row["number"]} for row in self._superseded]
        if rows:
            connection.execute(insert(superseded), rows)

    def _about(self, action: str, article_id: str, before: Any, after: Any, why: str) -> None:
        self.note(
            Change(
                action=action,
                subject="article",
                subject_id=article_id,
                before=before,
                after=after,
                why=why,
            )
        )


def description(values: Any) -> dict[str, Any]:
    """Return what the log tells of an article, from its row or its fields by name."""
    found = {field: values[field] for field in _DESCRIBED}
    return {**found, "published": found["published"].isoformat() if found["published"] else None}


def digest(text: str) -> str:
    """Return the SHA-256 of a text, 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
