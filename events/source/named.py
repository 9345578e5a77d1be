"""What a person names as a source: an address, a file, a folder, a list of addresses, a pipe."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from events.source import container, folder
from events.source.intake import Found, Metadata, Rejection
from events.source.link import Reader
from events.source.metadata import address
from events.source.progress import PAGE, Progress

_log = logging.getLogger(__name__)
PIPE = "-"
_LISTS = ("", ".txt", ".urls", ".list")
_LONGEST_LIST = 5_000_000
"""Bytes of a file that may be a list of addresses."""


def read(
    names: Sequence[str],
    given: Metadata | None,
    *,
    web: Callable[[], Reader],
    pipe: IO[bytes],
    progress: Progress | None = None,
) -> Iterator[Found]:
    """Yield what the sources hold, in their order.

    ``web`` makes what reads addresses; it is called only where one is named, so that nothing is
    fetched otherwise. ``pipe`` is what ``-`` stands for.
    """
    progress = progress or Progress()
    plan = [(name, addresses(name)) for name in names]
    for name, urls in plan:
        progress.expect(PAGE * len(urls) if urls else _size(name))
    reader = web() if any(urls for _, urls in plan) else None
    for name, urls in plan:
        if reader and urls:
            for url in urls:
                yield from guarded(url, reader.read(url, given, progress))
                progress.reach(progress.done + PAGE)
        elif name == PIPE:
            yield from guarded(name, container.unnamed("standard input", pipe, given))
        else:
            yield from guarded(name, folder.read(Path(name), given, progress))


def guarded(name: str, found: Iterator[Found]) -> Iterator[Found]:
    """Pass on what a source holds; a fault of ours ends that source and no other."""
    try:
        yield from found
    except Exception as error:
        _log.exception("reading %s failed", name)
        reason = f"A fault in this program stopped its reading ({type(error).__name__})."
        yield Rejection(source=name, reason=reason)


def is_address(name: str) -> bool:
    """Whether a source is an address of the web."""
    return name.lower().startswith(("http://", "https://"))


def addresses(name: str) -> tuple[str, ...]:
    """Return the addresses that a source names: itself, or the lines of a list; empty if none."""
    if is_address(name):
        return (name,)
    path = Path(name)
    if path.suffix.lower() not in _LISTS or not path.is_file():
        return ()
    if path.stat().st_size > _LONGEST_LIST:
        return ()
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = [line.strip() for line in text.splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    whole = bool(told) and all(is_address(line) and address(line)[0] for line in told)
    return tuple(dict.fromkeys(told)) if whole else ()


def _size(name: str) -> int:
    return sum(file.stat().st_size for file in folder.files(Path(name)))
