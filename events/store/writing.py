"""One write to the store: all that an article changes, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, text, update

from events.article import Article
from events.event import Event
from events.report import Report
from events.store import codec
from events.store.schema import article as articles
from events.store.schema import event as events
from events.store.schema import event_actor as actors
from events.store.schema import rejection as rejections
from events.store.schema import report as reports
from events.store.schema import setting

NEIGHBOUR_DAYS = 1
"""Reports whose days lie this far apart may still tell of one event (:mod:`events.merge`)."""
_BATCH = 500
"""Ids in one IN list; SQLite takes 32,766 parameters, older builds 999."""


class Writing:
    """The write side of a store, inside one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sqlite = connection.dialect.name == "sqlite"

    def put_article(
        self, article: Article, *, source: str, notices: Sequence[str], extractor: str
    ) -> None:
        """Insert an article, or bring the metadata of a known one up to date."""
        values = {
            "url": article.url,
            "title": article.title,
            "publisher": article.publisher,
            "published": article.published,
            "language": article.language,
            "notices": list(notices),
            "extractor": extractor,
        }
        known = update(articles).where(articles.c.id == article.id).values(values)
        if self._connection.execute(known).rowcount == 0:
            added = datetime.now(UTC).replace(tzinfo=None)
            row = {"id": article.id, "text": article.text, "source": source, "added": added}
            self._connection.execute(insert(articles).values(values | row))

    def replace_reports(self, article_id: str, new: Sequence[Report]) -> tuple[Report, ...]:
        """Replace an article's reports; return those of other articles that shared their events.

        The events that had old ones are dropped: the caller puts back what still stands.
        """
        held = select(reports.c.event_id).where(reports.c.article_id == article_id)
        ids = {row for row in self._connection.scalars(held) if row}
        self._connection.execute(delete(reports).where(reports.c.article_id == article_id))
        orphans = self.drop_events(ids)
        if new:
            self._connection.execute(insert(reports), [codec.report_row(report) for report in new])
        return orphans

    def neighbours(self, report: Report) -> tuple[Report, ...]:
        """Return the stored reports of other articles that may tell of the same event."""
        same = reports.c.wording == report.wording
        if report.when:
            slack = timedelta(days=NEIGHBOUR_DAYS)
            same = or_(
                same,
                (reports.c.type == str(report.type))
                & (reports.c.start <= report.when.end + slack)
                & (reports.c.end >= report.when.start - slack),
            )
        where = same & (reports.c.article_id != report.article_id)
        return codec.reports(self._connection.execute(codec.REPORTS.where(where)))

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
        for batch in _batches(sorted(ids)):
            inside = reports.c.event_id.in_(batch)
            loose += codec.reports(self._connection.execute(codec.REPORTS.where(inside)))
            self._connection.execute(update(reports).where(inside).values(event_id=None))
            self._connection.execute(delete(actors).where(actors.c.event_id.in_(batch)))
            self._connection.execute(delete(events).where(events.c.id.in_(batch)))
            if self._sqlite:
                rows = [{"rowid": codec.words_rowid(id_)} for id_ in batch]
                self._connection.execute(text("DELETE FROM event_words WHERE rowid = :rowid"), rows)
        return tuple(loose)

    def put_events(self, new: Sequence[Event], publishers: dict[str, str | None]) -> None:
        """Insert events; ``publishers`` names the publisher by article id."""
        if not new:
            return
        rows = [codec.event_row(event, publishers) for event in new]
        self._connection.execute(insert(events), rows)
        parties = [row for event in new for row in codec.actor_rows(event)]
        if parties:
            self._connection.execute(insert(actors), parties)
        owner = update(reports).where(reports.c.id == bindparam("report"))
        pairs = [{"report": r.id, "owner": event.id} for event in new for r in event.reports]
        self._connection.execute(owner.values(event_id=bindparam("owner")), pairs)
        if self._sqlite:
            words = text("INSERT INTO event_words(rowid, words, id) VALUES (:rowid, :words, :id)")
            self._connection.execute(words, [codec.words_row(event) for event in new])

    def publishers(self, ids: Iterable[str]) -> dict[str, str | None]:
        """Return the publisher by article id."""
        found: dict[str, str | None] = {}
        for batch in _batches(sorted(set(ids))):
            query = select(articles.c.id, articles.c.publisher).where(articles.c.id.in_(batch))
            found |= {row.id: row.publisher for row in self._connection.execute(query)}
        return found

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

    def count_change(self) -> None:
        """Raise the store's change counter, by which indexes see that they are out of date."""
        raised = update(setting).where(setting.c.key == "changes")
        self._connection.execute(raised.values(value=setting.c.value + 1))


def _batches(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[i : i + _BATCH] for i in range(0, len(ids), _BATCH))
