"""Files to one ZIP whose bytes depend on nothing but the files: no clock, no compressor."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from events.bundle.verify import MANIFEST, ROOT, listed, member, sha256


def pack(files: Iterable[tuple[str, bytes]], target: BinaryIO) -> None:
    """Write the ZIP of files (name, bytes), one at a time, with their manifest and its hash.

    Nothing is compressed: the same files are the same bytes with any version of zlib. A name that
    comes again is the same file and passed over.
    """
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as bundle:
        for name, data in files:
            if name not in hashes:
                hashes[name] = sha256(data)
                bundle.writestr(member(name), data)
        manifest = listed(hashes)
        bundle.writestr(member(MANIFEST), manifest)
        bundle.writestr(member(ROOT), f"{sha256(manifest)}  {MANIFEST}\n".encode())
