"""How one write changes which reports make up which event, for the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from events.event import Event
from events.store.log import Change

Tie = tuple[str, str, str]
"""Two reports of one event by their ids, and in words what ties them."""
_UNSAID = {
    "merged": "the rules of merging find that they tell of one event",
    "split": "the rules of merging no longer find that they tell of one event",
}


class Regrouping:
    """The events that a write took apart, and those that it made."""

    def __init__(self) -> None:
        self._before: dict[str, set[str]] = {}
        self._after: dict[str, set[str]] = {}
        self._why: dict[str, Sequence[Tie]] = {}

    def taken_apart(self, reports: Iterable[tuple[str, str]]) -> None:
        """Note the reports (report id, event id) of events before they are dropped or changed."""
        seen: dict[str, set[str]] = {}
        for report_id, event_id in reports:
            if event_id in self._after:
                # Made by this same write: what stood before it is known already.
                continue
            seen.setdefault(event_id, set()).add(report_id)
        for event_id, ids in seen.items():
            self._before.setdefault(event_id, set()).update(ids)

    def dropped(self, event_ids: Iterable[str]) -> None:
        """Note that events which this write may have made are gone again."""
        for event_id in event_ids:
            self._after.pop(event_id, None)

    def made(self, events: Iterable[Event], why: Mapping[str, Sequence[Tie]]) -> None:
        """Note new events, and why their reports are together, by event id."""
        for event in events:
            self._after[event.id] = {report.id for report in event.reports}
        self._why.update(why)

    def changes(self) -> Iterator[Change]:
        """Yield a change for each event whose reports are others than before.

        Told are the reports that joined and left, not those that stayed: an event of hundreds of
        reports would otherwise be written down whole with each new one.
        """
        for event_id, ids in sorted(self._after.items()):
            before = {old: held for old, held in self._before.items() if held & ids}
            if before == {event_id: ids} or (not before and len(ids) == 1):
                continue
            stem = max(
                before.values(), key=lambda held: (len(held & ids), min(held)), default=set()
            )
            joined, left = sorted(ids - stem), sorted(stem - ids)
            action = "merged" if joined else "split"
            yield Change(
                action=action,
                subject="event",
                subject_id=event_id,
                before=_counted(before),
                after={"reports": len(ids), "joined": joined, "left": left},
                why=self._words(event_id, joined) or _UNSAID[action],
            )
        yield from self._gone()

    def _words(self, event_id: str, joined: Sequence[str]) -> str:
        new = set(joined)
        told = (words for a, b, words in self._why.get(event_id, ()) if new & {a, b})
        return "; ".join(dict.fromkeys(told))

    def _gone(self) -> Iterator[Change]:
        for event_id, ids in sorted(self._before.items()):
            if event_id in self._after:
                continue
            heirs = {new: held & ids for new, held in self._after.items() if held & ids}
            yield Change(
                action="dissolved",
                subject="event",
                subject_id=event_id,
                before=_counted({event_id: ids}),
                after=_counted(heirs),
                why="its reports are in another event" if heirs else "its reports are gone",
            )


def _counted(groups: Mapping[str, set[str]]) -> dict[str, int]:
    """Return the number of reports by event id."""
    return {event_id: len(ids) for event_id, ids in sorted(groups.items())}
