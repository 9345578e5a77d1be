"""One write to the store: all that an article changes, or nothing; the log says what it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from events.article import Article
from events.event import Event
from events.original import Original
from events.report import Report
from events.store import archive, codec, words
from events.store.bulk import Bulk
from events.store.joining import Joining
from events.store.ledger import Ledger, description, digest
from events.store.log import Change
from events.store.migration import UNKEYED
from events.store.pairing import Pairing
from events.store.regrouping import Tie
from events.store.schema import article as articles
from events.store.schema import event as events
from events.store.schema import event_actor as actors
from events.store.schema import rejection as rejections
from events.store.schema import report as reports
from events.store.schema import setting, superseded, tombstone

_BATCH = 500
"""Ids in one IN list; SQLite takes 32,766 parameters, older builds 999."""


class Writing:
    """The write side of a store, inside one open transaction.

    Every change goes into the log (:mod:`events.store.log`) under the name ``by``, at the end.
    """

    def __init__(self, connection: Connection, by: str) -> None:
        self._connection = connection
        self._by = by
        self.pairing = Pairing(connection)
        self._ledger = Ledger()
        self.joining = Joining(connection, self._ledger)
        self.bulk = Bulk(connection, self._ledger)

    def put_article(
        self,
        article: Article,
        *,
        source: str,
        notices: Sequence[str],
        extractor: str,
        original: Original | None = None,
    ) -> None:
        """Insert an article, or bring the metadata of a known one up to date.

        ``original`` are the bytes that it was read from; they are kept once for each address.
        """
        values = codec.article_row(article, notices, extractor)
        mine = articles.c.id == article.id
        known = self._connection.execute(select(articles).where(mine)).first()
        if known:
            self._connection.execute(update(articles).where(mine).values(values))
        else:
            row = values | codec.first_row(article, source)
            self._connection.execute(insert(articles).values(row))
        self._ledger.described(article, extractor, known, source)
        if original:
            self.put_original(article.id, source, original)

    def put_original(self, article_id: str, source: str, original: Original) -> None:
        """Keep the bytes that a stored article was read from, once for each address."""
        if archive.put(self._connection, article_id, source, original):
            self._ledger.captured(article_id, source, original)

    def replace_reports(self, article_id: str, new: Sequence[Report]) -> tuple[Report, ...]:
        """Replace an article's reports; return those of other articles that shared their events.

        The events that had old ones are dropped: the caller puts back what still stands. Reports
        that changed or went are kept as they were, beside the log.
        """
        mine = reports.c.article_id == article_id
        old = self._connection.execute(
            select(reports.c.id, reports.c.event_id, reports.c.body).where(mine)
        )
        held = {row.id: row for row in old}
        rows = [codec.report_row(report) for report in new]
        self._ledger.read(article_id, {id_: row.body for id_, row in held.items()}, rows)
        ids = {row.event_id for row in held.values() if row.event_id}
        self._take_apart(ids)
        self._connection.execute(delete(reports).where(mine))
        orphans = self.drop_events(ids)
        if rows:
            self._connection.execute(insert(reports), rows)
        return orphans

    def events_of(self, found: Iterable[Report]) -> set[str]:
        """Return the ids of the events that hold these reports."""
        ids = [report.id for report in found]
        held: set[str] = set()
        for batch in _batches(ids):
            query = select(reports.c.event_id).where(reports.c.id.in_(batch))
            held |= {row for row in self._connection.scalars(query) if row}
        return held

    def drop_events(self, ids: Iterable[str]) -> tuple[Report, ...]:
        """Drop events and return their reports, which stay stored and belong to none for now."""
        loose: list[Report] = []
        wanted = sorted(ids)
        self._take_apart(wanted)
        self._ledger.regrouping.dropped(wanted)
        for batch in _batches(wanted):
            inside = reports.c.event_id.in_(batch)
            loose += codec.reports(self._connection.execute(codec.REPORTS.where(inside)))
            self._connection.execute(update(reports).where(inside).values(event_id=None))
            self._connection.execute(delete(actors).where(actors.c.event_id.in_(batch)))
            self._connection.execute(delete(events).where(events.c.id.in_(batch)))
            words.drop(self._connection, batch)
        return tuple(loose)

    def put_events(
        self,
        new: Sequence[Event],
        publishers: dict[str, str | None],
        why: Mapping[str, Sequence[Tie]] | None = None,
    ) -> None:
        """Insert events; ``publishers`` names the publisher by article id.

        ``why`` says, by event id, which two reports were put together and why: for the log.
        """
        if not new:
            return
        self._ledger.regrouping.made(new, why or {})
        rows = [codec.event_row(event, publishers) for event in new]
        self._connection.execute(insert(events), rows)
        parties = [row for event in new for row in codec.actor_rows(event)]
        if parties:
            self._connection.execute(insert(actors), parties)
        owner = update(reports).where(reports.c.id == bindparam("report"))
        pairs = [{"report": r.id, "owner": event.id} for event in new for r in event.reports]
        self._connection.execute(owner.values(event_id=bindparam("owner")), pairs)
        words.put(self._connection, {event.id: words.of(event) for event in new})

    def publishers(self, ids: Iterable[str]) -> dict[str, str | None]:
        """Return the publisher by article id."""
        found: dict[str, str | None] = {}
        for batch in _batches(sorted(set(ids))):
            query = select(articles.c.id, articles.c.publisher).where(articles.c.id.in_(batch))
            found |= {row.id: row.publisher for row in self._connection.execute(query)}
        return found

    def delete_article(self, article_id: str, *, why: str) -> tuple[Report, ...]:
        """Delete an article with its bytes and reports; a tombstone and the log remain.

        Returns the reports of other articles that shared its events: the caller puts back the
        events that still stand. Raises LookupError for an unknown id.
        """
        mine = articles.c.id == article_id
        row = self._connection.execute(select(articles).where(mine)).first()
        if row is None:
            raise LookupError(f"There is no article {article_id}.")
        kept = archive.digests(self._connection, article_id)
        orphans = self.replace_reports(article_id, ())
        archive.drop(self._connection, article_id)
        self._ledger.forget(article_id)
        self._connection.execute(delete(superseded).where(superseded.c.article_id == article_id))
        self._connection.execute(delete(articles).where(mine))
        at = datetime.now(UTC).replace(tzinfo=None)
        stone = {"article_id": article_id, "at": at, "by": self._by, "why": why}
        self._connection.execute(insert(tombstone).values(stone))
        before = {**description(row._mapping), "text_sha256": digest(row.text), "captures": kept}
        self.note("deleted", "article", article_id, before=before, why=why)
        return orphans

    def put_rejection(self, source: str, reason: str) -> None:
        """Keep an input that was set aside; the same one again only renews its time."""
        seen = datetime.now(UTC).replace(tzinfo=None)
        match = (rejections.c.source == source) & (rejections.c.reason == reason)
        known = update(rejections).where(match).values(seen=seen)
        if self._connection.execute(known).rowcount == 0:
            row = {"source": source, "reason": reason, "seen": seen}
            self._connection.execute(insert(rejections).values(row))

    def drop_rejections(self, source: str) -> None:
        """Forget what was said of a source that has now been read."""
        self._connection.execute(delete(rejections).where(rejections.c.source == source))

    def note(
        self,
        action: str,
        subject: str,
        subject_id: str,
        *,
        before: Any = None,
        after: Any = None,
        why: str,
    ) -> None:
        """Add a change to the log; ``before`` and ``after`` are JSON. It is written at the end."""
        self._ledger.note(
            Change(
                action=action,
                subject=subject,
                subject_id=subject_id,
                before=before,
                after=after,
                why=why,
            )
        )

    def keyed(self) -> None:
        """Note that all reports have their keys."""
        self._connection.execute(delete(setting).where(setting.c.key == UNKEYED))

    def count_change(self) -> None:
        """Raise the store's change counter, by which indexes see that they are out of date.

        It is also the lock under which one writer at a time adds to the log.
        """
        raised = update(setting).where(setting.c.key == "changes")
        self._connection.execute(raised.values(value=setting.c.value + 1))

    def finish(self) -> None:
        """Write the log; the store calls it before the transaction ends."""
        self._ledger.write(self._connection, self._by)

    def _take_apart(self, event_ids: Iterable[str]) -> None:
        for batch in _batches(sorted(event_ids)):
            query = select(reports.c.id, reports.c.event_id).where(reports.c.event_id.in_(batch))
            found = self._connection.execute(query)
            self._ledger.regrouping.taken_apart((row.id, row.event_id) for row in found)


def _batches(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[i : i + _BATCH] for i in range(0, len(ids), _BATCH))
