"""A copy into the event of the copies that it is one of: a count more, and nothing taken apart."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Row, exists, or_, select, update

from events.report import Report
from events.store import codec
from events.store.ledger import Ledger
from events.store.log import Change
from events.store.schema import article as articles
from events.store.schema import decision as decisions
from events.store.schema import event as events
from events.store.schema import report as reports

_LOOKED_AT = 8
"""Reports of one wording, by id, among which the first copy is looked for: most are it."""


class Joining:
    """Reports that join an event as it stands, inside an open transaction."""

    def __init__(self, connection: Connection, ledger: Ledger) -> None:
        self._connection = connection
        self._ledger = ledger

    def worded(self, new: Collection[Report]) -> dict[str, tuple[Report, ...]]:
        """Return the first few stored reports of each wording of ``new``, by wording and id.

        Those of ``new`` itself are among them, where they come first.
        """
        found: dict[str, tuple[Report, ...]] = {report.wording: () for report in new}
        known = select(reports.c.wording).where(
            reports.c.wording.in_(list(found)), reports.c.id.not_in([report.id for report in new])
        )
        for wording in self._connection.scalars(known.distinct()).all():
            same = reports.c.wording == wording
            first = select(reports.c.id).where(same).order_by(reports.c.id).limit(_LOOKED_AT)
            query = codec.REPORTS.where(reports.c.id.in_(first))
            found[wording] = codec.reports(self._connection.execute(query))
        return found

    def join(self, new: Report, first: Report, why: str) -> bool:
        """Put a stored report beside the first one of its kind; return whether that could be done.

        It can where the event stays as it is but for the counts: its reports are of one source,
        none is of the same article, no reader has ruled on them, and its fields are not changed.
        """
        home = select(events).join(reports, reports.c.event_id == events.c.id)
        row = self._connection.execute(home.where(reports.c.id == first.id)).first()
        if row is None or new.id < first.id or not self._stays(row, new):
            return False
        publisher = self._connection.scalar(
            select(articles.c.publisher).where(articles.c.id == new.article_id)
        )
        publishers = sorted({*row.publishers, publisher} if publisher else row.publishers)
        grown = {"reports": row.reports + 1, "publishers": publishers}
        self._connection.execute(update(events).where(events.c.id == row.id).values(grown))
        mine = reports.c.id == new.id
        self._connection.execute(update(reports).where(mine).values(event_id=row.id))
        self._ledger.note(
            Change(
                action="merged",
                subject="event",
                subject_id=row.id,
                before={row.id: row.reports},
                after={"reports": row.reports + 1, "joined": [new.id], "left": []},
                why=why,
            )
        )
        return True

    def _stays(self, event: Row[tuple[object, ...]], new: Report) -> bool:
        """Whether a copy of one of an event's reports changes none of its fields."""
        # What most say is said once more; as long as all are of one source, copies are.
        if (event.sources, event.type, event.modality) != (1, new.type, new.modality):
            return False
        if new.mode not in (None, event.mode):
            return False
        inside = select(reports.c.id).where(reports.c.event_id == event.id)
        same = inside.where(reports.c.article_id == new.article_id)
        ruled = or_(
            decisions.c.first.in_(inside),
            decisions.c.second.in_(inside),
            decisions.c.first == new.id,
            decisions.c.second == new.id,
        )
        asked = select(exists(same) | exists().where(ruled))
        return not self._connection.scalar(asked)
