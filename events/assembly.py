"""Stored reports into stored events: what a change touches is grouped anew, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from datetime import UTC, datetime
from itertools import product

from events.decision import Decision, Ruling
from events.event import Event
from events.merge import copy, explained, grouped, kept, likeness, linked, sought, summary
from events.report import Report
from events.store.bulk import Entry
from events.store.regrouping import Tie
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
    loose = reports if orphans else _joined(writing, reports)
    if loose or orphans:
        regroup(writing, (*loose, *orphans))


def tabulate(writing: Writing, entries: Collection[Entry]) -> tuple[set[str], set[str]]:
    """Put the rows of event tables that are new; return the ids of these and of known articles.

    The others are left to be put one by one. A row is an event of its own, beside all others.
    """
    fresh = writing.bulk.fresh(entries)
    same = writing.bulk.same(entries)
    writing.bulk.put(fresh)
    publishers = {entry.article.id: entry.article.publisher for entry in fresh}
    writing.put_events([summary((r,)) for entry in fresh for r in entry.reports], publishers)
    return set(publishers), same


def regroup(writing: Writing, reports: Collection[Report]) -> None:
    """Group reports that belong to no event with all those that they touch, and put the events.

    What touches them is followed to its end: so the events are those that grouping everything
    anew would give, whatever came first.
    """
    loose = {report.id: report for report in reports}
    waiting = list(reports)
    followed: set[Hashable] = set()
    while waiting:
        touched = list(writing.pairing.reports(_ruled(writing, waiting) - loose.keys()))
        leading = []
        for report in waiting:
            alike = likeness(report)
            # Hundreds of copies lead to the same others: one of them is followed.
            if alike is None or alike not in followed:
                followed.add(alike)
                leading.append(report)
        near = writing.pairing.sharing({key for one in leading for key in sought(one)}, loose)
        touched += (other for report in leading for other in linked(report, near))
        dropped = writing.drop_events(writing.events_of(touched))
        waiting = [other for other in dropped if other.id not in loose]
        loose |= {other.id: other for other in waiting}
    _put(writing, loose.values())


def _joined(writing: Writing, new: Collection[Report]) -> list[Report]:
    """Put reports into the events of the copies that they are one of; return the others.

    A wire story comes in hundreds of copies. One that is read like the first of them changes
    nothing of their event but the counts, so that nothing need be grouped anew. Where it might
    change more, or a reader has decided something, it is left to :func:`regroup`.
    """
    telling = [report for report in new if likeness(report) is not None]
    worded = writing.joining.worded(telling)
    return [
        report
        for report in new
        if likeness(report) is None or not _joins(writing, report, worded[report.wording])
    ]


def _joins(writing: Writing, new: Report, worded: Iterable[Report]) -> bool:
    for first in worded:
        if first.id != new.id and likeness(first) == likeness(new):
            why = copy(first, new)
            return why is not None and writing.joining.join(new, first, why)
    return False


def _ruled(writing: Writing, reports: Collection[Report]) -> set[str]:
    """Return the reports that somebody has decided to be, or not to be, of one event with these."""
    decisions = writing.pairing.decisions([report.id for report in reports])
    return {report_id for d in decisions for report_id in (d.first, d.second)}


def _put(writing: Writing, reports: Collection[Report]) -> None:
    decisions = writing.pairing.decisions([report.id for report in reports])
    groups, used = grouped(reports, decisions)
    events = [summary(group, writing.pairing.texts) for group in groups]
    owner = {report.id: event.id for event in events for report in event.reports}
    ties: dict[str, list[Tie]] = defaultdict(list)
    for one in explained(used, decisions):
        home = owner.get(one.first)
        if home and home == owner.get(one.second):
            ties[home].append((one.first, one.second, one.words))
    articles = (report.article_id for report in reports)
    writing.put_events(events, writing.publishers(articles), ties)


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


def decide(
    store: Store,
    ours: Collection[str],
    theirs: Collection[str],
    ruling: Ruling,
    *,
    by: str,
    why: str,
) -> None:
    """Decide the same of each report of one side and each of another, as :func:`join` does of two.

    Raises LookupError for an unknown report, ValueError for a report and itself.
    """
    _decide(store, product(ours, theirs), ruling, by, why)


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
