"""Files and folders on disk, with the metadata kept beside a file in ``NAME.meta.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from events.source import document, gate
from events.source.intake import Intake, Metadata, Rejection
from events.source.metadata import from_mapping

SIDECAR = ".meta.json"


def read(path: Path, given: Metadata | None = None) -> Iterator[Intake | Rejection]:
    """Yield what a file holds, or every readable file below a folder, in the order of names."""
    if path.is_dir():
        files = [f for f in sorted(path.rglob("*")) if f.is_file() and not _hidden(f, path)]
        if not files:
            yield Rejection(source=str(path), reason="The folder holds no files.")
        for file in files:
            yield from _file(file, given)
    elif path.exists():
        yield from _file(path, given)
    else:
        yield Rejection(source=str(path), reason="There is no such file or folder.")


def _hidden(file: Path, root: Path) -> bool:
    inside = file.relative_to(root).parts
    return file.name.endswith(SIDECAR) or any(part.startswith(".") for part in inside)


def _file(path: Path, given: Metadata | None) -> Iterator[Intake | Rejection]:
    name = str(path)
    try:
        size = path.stat().st_size
        if size > gate.LARGEST and path.suffix.lower() not in document.RECORDS:
            # Told from the size alone, so that a huge file is never read into memory.
            limit = gate.LARGEST // 1_000_000
            reason = f"It has {size // 1_000_000} MB; one article may have {limit} MB."
            yield Rejection(source=name, reason=reason)
            return
        beside, notices = _sidecar(path)
        if path.suffix.lower() in document.RECORDS:
            yield from _stream(path, given)
            return
        data = path.read_bytes()
    except OSError as error:
        yield Rejection(source=name, reason=f"It can't be read: {error.strerror}.")
        return
    for result in document.read(name, data, (given or Metadata()).over(beside)):
        if isinstance(result, Intake):
            yield replace(result, notices=result.notices + notices)
        else:
            yield result


def _stream(path: Path, given: Metadata | None) -> Iterator[Intake | Rejection]:
    """Read JSON Lines one at a time, whatever the size of the file."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            source = f"{path}:{number}"
            for result in document.read("line.json", line, given):
                yield replace(result, source=source)


def _sidecar(path: Path) -> tuple[Metadata, tuple[str, ...]]:
    beside = path.with_name(path.stem + SIDECAR)
    if not beside.is_file():
        return Metadata(), ()
    try:
        fields = json.loads(beside.read_text(encoding="utf-8"))
    except ValueError:
        return Metadata(), (f"{beside.name} is not JSON; it was left out.",)
    return from_mapping(fields) if isinstance(fields, dict) else (Metadata(), ())
