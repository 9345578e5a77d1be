"""The files of a bundle: what is in them, and that they are one state of the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from events import assembly, record
from events.bundle import custody, verify
from events.event import Event
from events.extract.extractor import CODEBOOK
from events.merge import summary
from events.report import Report
from events.store.log import FIELDS, Entry
from events.store.store import Kept, Store
from events.version import steps

_CODEBOOK = Path(__file__).parent.parent.parent / "docs" / "codebook.md"


class BundleError(RuntimeError):
    """The bundle can't be made; the message says why and what to do."""


class Moved(BundleError):
    """The store changed while it was bundled."""


def files(store: Store, event_ids: Sequence[str], *, selection: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a bundle; ``selection`` says in words what was asked for.

    The same state of the store gives the same files. Raises :class:`BundleError` where there is
    no event, :class:`Moved` at the end where the store did not stand still, and what the store
    raises.
    """
    version = store.version()
    asked = [event for id_ in event_ids if (event := assembly.whole(store, id_))]
    articles = _articles(store, asked)
    told = [event for one in asked if (event := _shareable(store, one, articles))]
    if not told:
        raise BundleError(f"There is no event to bundle that may be handed on: {selection}.")
    articles = {id_: kept for id_, kept in articles.items() if kept.article.shareable}
    left_out = sum(len(one.reports) for one in asked) - sum(len(one.reports) for one in told)
    log = tuple(store.changes(_subjects(told)))

    yield "README.txt", _README.format(selection=selection).encode()
    yield "verify.py", Path(verify.__file__).read_bytes()
    yield "bundle.json", _json(_about(store, told, articles, selection, left_out), indent=2)
    if _CODEBOOK.is_file():
        yield "codebook.md", _CODEBOOK.read_bytes()
    sources = {id_: kept.article for id_, kept in articles.items()}
    yield "events.jsonl", _lines(record.of_event(event, sources) for event in told)
    yield "reports.jsonl", _lines(_report(event, one) for event in told for one in event.reports)
    yield "log.jsonl", _lines(_entry(entry) for entry in log)
    yield from _kept(store, articles, log)
    if store.version() != version:
        raise Moved("Articles are being added all the time; bundle again when that is done.")


def _kept(
    store: Store, articles: Mapping[str, Kept], log: Sequence[Entry]
) -> Iterator[tuple[str, bytes]]:
    """Yield articles and originals, one article's at a time: pages may be many and large."""
    done: dict[str, list[Entry]] = {}
    for entry in log:
        done.setdefault(entry.change.subject_id, []).append(entry)
    rows = []
    for id_, kept in sorted(articles.items()):
        captures = store.captures(id_)
        rows.append(custody.article(kept, captures, done.get(id_, ())))
        yield f"articles/{id_}.txt", kept.article.text.encode()
        for one in captures:
            yield custody.original_name(one), one.original.raw
    yield "articles.jsonl", _lines(rows)


def _articles(store: Store, told: Iterable[Event]) -> dict[str, Kept]:
    found = {}
    for id_ in sorted({report.article_id for event in told for report in event.reports}):
        kept = store.article(id_)
        if kept is not None:
            found[id_] = kept
    return found


def _shareable(store: Store, event: Event, articles: Mapping[str, Kept]) -> Event | None:
    """Return the event as the reports tell it that may be handed on, None if none may."""
    kept = [report for report in event.reports if articles[report.article_id].article.shareable]
    if len(kept) == len(event.reports):
        return event
    return summary(kept, store.texts) if kept else None


def _subjects(told: Iterable[Event]) -> set[str]:
    ids = set()
    for event in told:
        ids |= {event.id, *(r.id for r in event.reports), *(r.article_id for r in event.reports)}
    return ids


def _report(event: Event, report: Report) -> dict[str, Any]:
    ids = {"report_id": report.id, "event_id": event.id, "article_id": report.article_id}
    return {**ids, **record.of_report(report), "extractor": report.extractor}


def _entry(entry: Entry) -> dict[str, Any]:
    """Return an entry of the log with the very fields that its hash covers."""
    return {"previous": entry.previous, "sealed": list(entry.sealed), "hash": entry.hash}


def _about(
    store: Store, told: Sequence[Event], articles: Mapping[str, Kept], selection: str, left_out: int
) -> dict[str, Any]:
    seal = store.verify_log()
    return {
        "format": "Dispatch Map evidence bundle 1",
        "selection": selection,
        "codebook": CODEBOOK,
        "steps": steps(),
        "extractors": sorted({kept.extractor for kept in articles.values()}),
        "events": len(told),
        "reports": sum(len(event.reports) for event in told),
        "articles": len(articles),
        "left_out": {
            "reports": left_out,
            "why": "their sources' terms forbid handing them on" if left_out else None,
        },
        "log": {
            "entries": seal.entries,
            "hash": seal.hash,
            "fields": list(FIELDS),
            "note": "The end of the whole log when this was bundled; log.jsonl has the entries "
            "of the events, reports and articles in here.",
        },
        "terms": "Berkeley Protocol on Digital Open Source Investigations, HR/PUB/20/2",
        "rights": "Articles belong to their publishers; they are in here as evidence.",
    }


def _lines(rows: Iterable[Any]) -> bytes:
    return b"".join(_json(row) for row in rows)


def _json(value: Any, indent: int | None = None) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent) + "\n").encode()


_README = """\
Evidence bundle of Dispatch Map: {selection}

Check it with Python 3.8 or newer, without installing anything and without a network:

    python3 verify.py BUNDLE.zip

It names every file that was altered, if only by one byte. Hold the SHA-256 of the bundle that it
prints to the one that was given to you apart from it: whoever can alter a file could also make a
whole new bundle, but not one with that hash.

events.jsonl     the events, each with all its reports
reports.jsonl    what each article says, every field with its words and their place in the text
articles.jsonl   where, when and how each article was collected, and its chain of custody
articles/        the working copies: the text that all places count in (characters from 0)
originals/       the evidentiary copies: the bytes as fetched, named by their SHA-256
log.jsonl        what the program and people did, each entry sealed with the hash of the one before
bundle.json      what was asked for, and the versions of the program and of the codebook
codebook.md      what each type and mode means
SHA256SUMS       the SHA-256 of each file; SHA256SUMS.sha256 is its own
"""
