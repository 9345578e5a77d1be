"""A reader's word on which reports are of one event, from the detail of an event."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import chain

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard import account
from dashboard.catalogue import current
from dashboard.security import Refusal
from events import assembly, settings
from events.catalogue import StoreCatalogue
from events.decision import Ruling
from events.store.store import Store

LONGEST_BODY = 20_000
"""Bytes."""
LONGEST = 300
"""Characters of a name or reason."""
MOST = 60
"""Reports on either side."""
_ID = re.compile(r"[0-9a-f]{1,16}")


@dataclass(frozen=True, slots=True)
class _Asked:
    ruling: Ruling
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    """Empty where a report is split off: all the others of its event."""
    by: str
    why: str


def allowed() -> bool:
    """Whether readers may decide here: not over synthetic events, not where the store is kept."""
    return isinstance(current(), StoreCatalogue) and not settings.read_only()


async def decide(request: Request) -> Response:
    """Join or split; answer with the event of the first report now, and what would undo it."""
    if not allowed():
        raise Refusal(403, "This installation is read-only.")
    # No form of another page can send this kind without asking first.
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        raise Refusal(400, "A decision is sent as application/json.")
    body = await request.body()
    asked = _read(body, account.name(request))
    return JSONResponse(await run_in_threadpool(_decided, asked))


def _read(body: bytes, name: str | None) -> _Asked:
    try:
        told = json.loads(body) if len(body) <= LONGEST_BODY else None
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise Refusal(400, "A decision is a JSON object with ruling, ours, theirs, by and why.")
    if told.get("ruling") not in tuple(Ruling):
        raise Refusal(400, "ruling is neither join nor split.")
    ours, theirs = _ids(told, "ours"), _ids(told, "theirs")
    if not ours or (told["ruling"] == Ruling.JOIN and not theirs):
        raise Refusal(400, "Name the reports: ours, and to join theirs.")
    return _Asked(
        Ruling(told["ruling"]), ours, theirs, name or _words(told, "by"), _words(told, "why")
    )


def _ids(told: dict[str, object], key: str) -> tuple[str, ...]:
    found = told.get(key, [])
    if not isinstance(found, list) or len(found) > MOST:
        raise Refusal(400, f"{key} is no list of up to {MOST} ids.")
    if not all(isinstance(one, str) and _ID.fullmatch(one) for one in found):
        raise Refusal(400, f"{key} holds what is no id: up to 16 hexadecimal digits.")
    return tuple(dict.fromkeys(found))


def _words(told: dict[str, object], key: str) -> str:
    value = told.get(key)
    kept = " ".join(value.split()) if isinstance(value, str) else ""
    if not 0 < len(kept) <= LONGEST or not kept.isprintable():
        raise Refusal(400, f"{key} is empty or longer than {LONGEST} characters.")
    return kept


def _decided(asked: _Asked) -> dict[str, object]:
    catalogue = current()
    if not isinstance(catalogue, StoreCatalogue):
        raise Refusal(403, "These events are not of a store.")
    store = catalogue.store
    ours = _reports(store, asked.ours)
    theirs = _reports(store, asked.theirs) if asked.theirs else ours
    if asked.ruling is Ruling.SPLIT:
        first = asked.ours
        second = asked.theirs or tuple(id_ for id_ in theirs if id_ not in first)
        undone = {"ruling": str(Ruling.JOIN), "ours": first, "theirs": second}
    else:
        # The word of one report of each is enough; to undo it, all are told apart.
        first, second = asked.ours, asked.theirs
        undone = {"ruling": str(Ruling.SPLIT), "ours": ours, "theirs": theirs}
        if set(ours) & set(theirs):
            raise Refusal(400, "These are one event already.")
    if not second:
        raise Refusal(400, "This report stands alone: there is nothing to split.")
    assembly.decide(store, first, second, asked.ruling, by=asked.by, why=asked.why)
    return {
        "event": store.event_of(first[0]),
        "other": store.event_of(second[0]),
        "undo": undone,
    }


def _reports(store: Store, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of all reports that are of one event with any of these."""
    owners = dict.fromkeys(store.event_of(id_) for id_ in ids)
    if None in owners:
        raise Refusal(404, "There is no such report. It may have gone with its article.")
    held = chain.from_iterable(store.reports(owner) for owner in owners if owner)
    return tuple(report.id for report in held)
