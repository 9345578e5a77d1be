"""Files and folders on disk, with the metadata kept beside a file in ``NAME.meta.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from events.source import container, document, gate, kind
from events.source.container import SIDECAR
from events.source.intake import Found, Intake, Metadata, Rejection
from events.source.metadata import from_mapping
from events.source.progress import Progress


def read(
    path: Path, given: Metadata | None = None, progress: Progress | None = None
) -> Iterator[Found]:
    """Yield what a file holds, or every readable file below a folder, in the order of names."""
    if not path.exists():
        yield Rejection(source=str(path), reason="There is no such file or folder.")
        return
    empty = True
    for file in files(path):
        empty = False
        yield from _file(file, given, progress or Progress())
    if empty:
        yield Rejection(source=str(path), reason="The folder holds no files.")


def files(path: Path) -> Iterator[Path]:
    """Yield the file, or those below a folder in the order of names; hidden ones are left out."""
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (f for f in sorted(path.rglob("*")) if f.is_file() and not _hidden(f, path))


def _hidden(file: Path, root: Path) -> bool:
    inside = file.relative_to(root).parts
    return file.name.endswith(SIDECAR) or any(part.startswith(".") for part in inside)


def _file(path: Path, given: Metadata | None, progress: Progress) -> Iterator[Found]:
    name, start = str(path), progress.done
    what = kind.of_name(path.name)
    size = 0
    try:
        size = path.stat().st_size
        if what is None:
            yield from document.read(name, b"")
            return
        if size > gate.LARGEST and not what.streamed:
            # Told from the size alone, so that a huge file is never read into memory.
            yield document.oversized(name, size)
            return
        beside, notices = _sidecar(path)
        with path.open("rb") as stream:
            for found in container.read(name, stream, (given or Metadata()).over(beside)):
                progress.reach(start + stream.tell())
                if isinstance(found, Intake) and notices:
                    yield replace(found, notices=found.notices + notices)
                else:
                    yield found
    except OSError as error:
        yield Rejection(source=name, reason=f"It can't be read: {error.strerror}.")
    finally:
        progress.reach(start + size)


def _sidecar(path: Path) -> tuple[Metadata, tuple[str, ...]]:
    beside = path.with_name(path.stem + SIDECAR)
    if not beside.is_file():
        return Metadata(), ()
    try:
        fields = json.loads(beside.read_text(encoding="utf-8"))
    except ValueError:
        return Metadata(), (f"{beside.name} is not JSON; it was left out.",)
    return from_mapping(fields) if isinstance(fields, dict) else (Metadata(), ())
