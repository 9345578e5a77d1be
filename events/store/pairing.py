"""Which reports may be of one event: keys that they share, and what readers decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from sqlalchemy import Connection, delete, insert, or_, select

from events.decision import Decision, Ruling
from events.report import Report
from events.store import codec
from events.store.schema import article as articles
from events.store.schema import decision as decisions
from events.store.schema import report as reports
from events.store.schema import report_key as keys

_BATCH = 300
T = TypeVar("T", str, int)


class Pairing:
    """The keys and decisions of a store, inside an open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_keys(self, kept: Mapping[str, Collection[int]]) -> None:
        """Keep the keys that reports are found by, by report id, in place of those they had."""
        for batch in _batches(kept):
            self._connection.execute(delete(keys).where(keys.c.report_id.in_(batch)))
        rows = [{"key": key, "report_id": id_} for id_, held in kept.items() for key in held]
        if rows:
            self._connection.execute(insert(keys), rows)

    def sharing(self, sought: Collection[int], known: Collection[str] = ()) -> tuple[Report, ...]:
        """Return the stored reports that have any of these keys, but those of ``known`` ids."""
        found: set[str] = set()
        for batch in _batches(sought):
            query = select(keys.c.report_id).where(keys.c.key.in_(batch))
            found.update(self._connection.scalars(query))
        return self.reports(found.difference(known))

    def reports(self, ids: Collection[str]) -> tuple[Report, ...]:
        """Return the stored reports of these ids; unknown ids are left out."""
        return tuple(
            report
            for batch in _batches(ids)
            for report in codec.reports(
                self._connection.execute(codec.REPORTS.where(reports.c.id.in_(batch)))
            )
        )

    def texts(self, article_ids: Collection[str]) -> dict[str, str]:
        """Return articles' texts by id."""
        return texts(self._connection, article_ids)

    def decide(self, decision: Decision) -> None:
        """Keep a decision in place of an earlier one on the same two reports."""
        mine = (decisions.c.first == decision.first) & (decisions.c.second == decision.second)
        self._connection.execute(delete(decisions).where(mine))
        row = {
            "first": decision.first,
            "second": decision.second,
            "ruling": str(decision.ruling),
            "by": decision.by,
            "at": decision.at.replace(tzinfo=None),
            "why": decision.why,
        }
        self._connection.execute(insert(decisions).values(row))

    def decisions(self, report_ids: Collection[str]) -> tuple[Decision, ...]:
        """Return the decisions on any of these reports, in the order of their ids."""
        return ruled(self._connection, report_ids)


def texts(connection: Connection, article_ids: Collection[str]) -> dict[str, str]:
    """Return articles' texts by id."""
    found: dict[str, str] = {}
    for batch in _batches(article_ids):
        query = select(articles.c.id, articles.c.text).where(articles.c.id.in_(batch))
        found |= {row.id: row.text for row in connection.execute(query)}
    return found


def ruled(connection: Connection, report_ids: Collection[str]) -> tuple[Decision, ...]:
    """Return the decisions on any of these reports, in the order of their ids."""
    found: dict[tuple[str, str], Decision] = {}
    for batch in _batches(report_ids):
        touching = or_(decisions.c.first.in_(batch), decisions.c.second.in_(batch))
        for row in connection.execute(select(decisions).where(touching)):
            found[row.first, row.second] = Decision(
                first=row.first,
                second=row.second,
                ruling=Ruling(row.ruling),
                by=row.by,
                at=row.at,
                why=row.why,
            )
    return tuple(found[pair] for pair in sorted(found))


def _batches(values: Iterable[T]) -> Iterable[list[T]]:
    ordered = sorted(values)
    return (ordered[i : i + _BATCH] for i in range(0, len(ordered), _BATCH))
