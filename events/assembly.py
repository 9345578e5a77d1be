"""Stored reports into stored events: what a change touches is grouped anew, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from datetime import UTC, datetime

from events.decision import Decision, Ruling
from events.event import Event
from events.merge import grouped, kept, likeness, linked, reasons, sought, summary
from events.report import Report
from events.store.store import Store
from events.store.writing import Writing

_BATCH = 1000
"""Reports held at once."""


def whole(store: Store, event_id: str) -> Event | None:
    """Return a stored event by its id, or by the id of any report in it; None if there is none."""
    owner = store.event_of(event_id)
    reports = store.reports(owner) if owner else ()
    return summary(reports, store.texts) if reports else None


def add(writing: Writing, reports: Collection[Report], orphans: Collection[Report] = ()) -> None:
    """Put the events of new reports, and of ``orphans`` that lost theirs."""
    writing.pairing.put_keys({report.id: kept(report) for report in reports})
    regroup(writing, (*reports, *orphans))


def regroup(writing: Writing, reports: Collection[Report]) -> None:
    """Group reports that belong to no event with all those that they touch, and put the events.

    What touches them is followed to its end: so the events are those that grouping everything
    anew would give, whatever came first.
    """
    loose = {report.id: report for report in reports}
    waiting = list(reports)
    followed: set[Hashable] = set()
    while waiting:
        report = waiting.pop()
        ruled = writing.pairing.reports(_ruled(writing, report) - loose.keys())
        alike = likeness(report)
        # Hundreds of copies lead to the same others: one of them is followed.
        near = () if alike in followed else writing.pairing.sharing(sought(report), loose)
        if alike is not None:
            followed.add(alike)
        touched = (*linked(report, near), *ruled)
        for other in writing.drop_events(writing.events_of(touched)):
            if other.id not in loose:
                loose[other.id] = other
                waiting.append(other)
    _put(writing, loose.values())


def _ruled(writing: Writing, report: Report) -> set[str]:
    """Return the reports that somebody has decided to be, or not to be, of one event with this."""
    decisions = writing.pairing.decisions([report.id])
    return {report_id for d in decisions for report_id in (d.first, d.second)}


def _put(writing: Writing, reports: Collection[Report]) -> None:
    decisions = writing.pairing.decisions([report.id for report in reports])
    groups, _ = grouped(reports, decisions)
    events = [summary(group, writing.pairing.texts) for group in groups]
    why = {
        event.id: [(r.first, r.second, r.words) for r in reasons(event.reports, decisions)]
        for event in events
        if len(event.reports) > 1
    }
    told = (report.article_id for report in reports)
    writing.put_events(events, writing.publishers(told), why)


def adopt(store: Store) -> None:
    """Group reports that an older version stored by the rules of this one; once for each store.

    Does nothing where there are none.
    """
    if not store.unkeyed():
        return
    with store.writing() as writing:
        if not store.unkeyed():
            # Another process has just done it.
            return
        ids = store.report_ids()
        for batch in (ids[i : i + _BATCH] for i in range(0, len(ids), _BATCH)):
            reports = writing.pairing.reports(batch)
            writing.pairing.put_keys({report.id: kept(report) for report in reports})
        for report_id in ids:
            (report,) = writing.pairing.reports([report_id])
            regroup(writing, writing.drop_events(writing.events_of([report])))
        writing.keyed()


def join(store: Store, report_id: str, other_id: str, *, by: str, why: str) -> None:
    """Put the events of two reports together, for good; the log says who decided so and why.

    Raises LookupError for an unknown report, ValueError for a report and itself.
    """
    _decide(store, [(report_id, other_id)], Ruling.JOIN, by, why)


def split(store: Store, report_id: str, *, by: str, why: str) -> None:
    """Take a report out of its event, for good; the log says who decided so and why.

    Raises LookupError for an unknown report, ValueError for one that stands alone.
    """
    owner = store.event_of(report_id)
    if owner is None:
        raise LookupError(f"There is no report {report_id}.")
    others = [report.id for report in store.reports(owner) if report.id != report_id]
    if not others:
        raise ValueError(f"Report {report_id} stands alone: there is nothing to split.")
    _decide(store, [(report_id, other) for other in others], Ruling.SPLIT, by, why)


def _decide(
    store: Store, pairs: Iterable[tuple[str, str]], ruling: Ruling, by: str, why: str
) -> None:
    with store.writing(by) as writing:
        touched: set[str] = set()
        for pair in pairs:
            first, second = sorted(pair)
            decision = Decision(
                first=first,
                second=second,
                ruling=ruling,
                by=by,
                at=datetime.now(UTC),
                why=why,
            )
            writing.pairing.decide(decision)
            told = {"ruling": str(ruling), "reports": [first, second]}
            writing.note("decided", "report", first, after=told, why=why)
            touched |= {first, second}
        reports = writing.pairing.reports(touched)
        missing = touched - {report.id for report in reports}
        if missing:
            raise LookupError(f"There is no report {min(missing)}.")
        regroup(writing, writing.drop_events(writing.events_of(reports)))
