"""The bytes that articles were read from: compressed, named by their SHA-256, checked when read.

They lie in the database beside the text: one transaction writes both, so that no article is
without its bytes after a crash, one backup holds both, and app servers that share a PostgreSQL
database need no shared disk.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, insert, select

from events.original import Original
from events.store.schema import capture, original

_BATCH = 500
"""Hashes in one IN list."""
_LEVEL = 6
"""zlib's own default: level 9 takes twice the time for pages a hundredth smaller."""


class ArchiveError(ValueError):
    """Kept bytes no longer have the hash by which they were kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """When and how an article came into the store, with the bytes it came as."""

    article_id: str
    source: str
    """The file or address that was asked for."""
    original: Original
    kept_at: datetime
    """UTC: when the store took it."""


def put(connection: Connection, article_id: str, source: str, kept: Original) -> bool:
    """Keep the bytes of an article, once for each address it came from; return whether new."""
    if not lacks(connection, article_id, source, kept):
        return False
    put_many(connection, [(article_id, source, kept)])
    return True


def put_many(connection: Connection, came: Sequence[tuple[str, str, Original]]) -> None:
    """Keep the bytes of articles, by id and source, that have none yet from these addresses."""
    raw = {kept.digest: kept.raw for _, _, kept in came}
    for batch in _batches(list(raw)):
        held = select(original.c.digest).where(original.c.digest.in_(batch))
        for digest in connection.scalars(held):
            del raw[digest]
    if raw:
        connection.execute(insert(original), [_original(*one) for one in raw.items()])
    if came:
        connection.execute(insert(capture), [_captured(*one) for one in came])


def _original(digest: str, raw: bytes) -> dict[str, Any]:
    return {"digest": digest, "size": len(raw), "body": zlib.compress(raw, _LEVEL)}


def _captured(article_id: str, source: str, kept: Original) -> dict[str, Any]:
    fetched = kept.fetched_at
    return {
        "article_id": article_id,
        "place": place(source, kept),
        "asked": _named(source),
        "digest": kept.digest,
        "source": source,
        "media_type": kept.media_type,
        "final_url": kept.final_url,
        "fetched_at": fetched.astimezone(UTC).replace(tzinfo=None) if fetched else None,
        "headers": [list(pair) for pair in kept.headers],
        "reader": kept.reader,
        "kept_at": datetime.now(UTC).replace(tzinfo=None),
    }


def _batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[i : i + _BATCH] for i in range(0, len(values), _BATCH))


def lacks(connection: Connection, article_id: str, source: str, kept: Original) -> bool:
    """Whether no bytes are kept yet of an article as it came from this address."""
    same = (capture.c.article_id == article_id) & (capture.c.place == place(source, kept))
    return not connection.scalar(select(exists().where(same)))


def place(source: str, kept: Original | None) -> str:
    """Return the mark of the address that an article came from, the last one if it had moved."""
    return _named((kept and kept.final_url) or source)


def _named(address: str) -> str:
    return hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:16]


def came_from(connection: Connection, address: str) -> bool:
    """Whether an article came from an address, asked for as such or moved to."""
    name = _named(address)
    came = (capture.c.asked == name) | (capture.c.place == name)
    return bool(connection.scalar(select(exists().where(came))))


def captures(connection: Connection, article_id: str) -> tuple[Capture, ...]:
    """Return how an article came, the first time first; raises :class:`ArchiveError`."""
    query = (
        select(capture, original.c.body, original.c.size)
        .join_from(capture, original)
        .where(capture.c.article_id == article_id)
        .order_by(capture.c.kept_at, capture.c.place)
    )
    return tuple(_capture(row) for row in connection.execute(query))


def unpacked(body: bytes, size: int, digest: str) -> bytes | None:
    """Return kept bytes as they came, None if they no longer have the hash they were kept by."""
    try:
        # No more than was put in: altered bytes may swell without end.
        raw = zlib.decompressobj().decompress(body, size + 1)
    except (zlib.error, TypeError, ValueError):
        return None
    return raw if hashlib.sha256(raw).hexdigest() == digest else None


def digests(connection: Connection, article_id: str) -> list[str]:
    """Return the SHA-256 of everything that an article came as."""
    mine = capture.c.article_id == article_id
    return sorted(set(connection.scalars(select(capture.c.digest).where(mine))))


def drop(connection: Connection, article_id: str) -> None:
    """Remove what an article came as, and the bytes that no other article came as."""
    held = digests(connection, article_id)
    connection.execute(delete(capture).where(capture.c.article_id == article_id))
    _sweep(connection, held)


def _sweep(connection: Connection, held: Sequence[str]) -> None:
    used = exists().where(capture.c.digest == original.c.digest)
    connection.execute(delete(original).where(original.c.digest.in_(held), ~used))


def _capture(row: Row[Any]) -> Capture:
    raw = unpacked(row.body, row.size, row.digest)
    if raw is None:
        raise ArchiveError(f"the kept bytes {row.digest} were altered")
    return Capture(
        article_id=row.article_id,
        source=row.source,
        original=Original(
            raw=raw,
            media_type=row.media_type,
            final_url=row.final_url,
            fetched_at=row.fetched_at.replace(tzinfo=UTC) if row.fetched_at else None,
            headers=tuple((name, value) for name, value in row.headers),
            reader=row.reader,
        ),
        kept_at=row.kept_at,
    )
