"""Files to one ZIP whose bytes depend on nothing but the files: no clock, no compressor."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from events.bundle.verify import MANIFEST, ROOT, manifest, member, sha256


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return the ZIP of files by name, with their manifest and its hash.

    Nothing is compressed: the same files are the same bytes with any version of zlib.
    """
    whole = dict(sorted(files.items()))
    whole[MANIFEST] = manifest(whole)
    whole[ROOT] = f"{sha256(whole[MANIFEST])}  {MANIFEST}\n".encode()
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as bundle:
        for name, data in whole.items():
            bundle.writestr(member(name), data)
    return target.getvalue()
