#!/usr/bin/env python3
# ruff: noqa: UP006, UP035 (it runs with older versions of Python too)
"""Check an evidence bundle of Dispatch Map. Plain Python 3.8 or newer, nothing to install.

    python3 verify.py BUNDLE.zip      (or the folder that it was unpacked to)

Prints what was altered, file by file, and returns 1; or says that all is as it was, and returns 0.
Nothing is unpacked, changed or fetched.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import Any, Dict, List, Tuple

MANIFEST = "SHA256SUMS"
ROOT = "SHA256SUMS.sha256"

Files = Dict[str, bytes]  # by name
Faults = List[Tuple[str, str]]  # a file's name, and what is wrong with it


def main(arguments: List[str]) -> int:
    """Check the bundle that the command line names; return 0, 1 if altered, 2 if unreadable."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    path = Path(arguments[0])
    if not path.exists():
        print(f"There is no {path}.")
        return 2
    files, faults = unpacked(path) if path.is_dir() else packed(path)
    unread = {name for name, _ in faults}
    faults += [fault for fault in altered(files) if fault[0] not in unread]
    if not faults:
        faults += inconsistent(files)
        faults += [] if path.is_dir() else container(path, files)
    for name, fault in faults:
        print(f"ALTERED {name}: {fault}")
    if faults:
        return 1
    print(f"Verified: {len(files)} files are as they were bundled.")
    if not path.is_dir():
        print(f"SHA-256 of the bundle:   {sha256(path.read_bytes())}")
    print(f"SHA-256 of the manifest: {files[ROOT][:64].decode()}")
    return 0


def unpacked(folder: Path) -> Tuple[Files, Faults]:
    """Return the files below a folder by name, and no faults."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}, []


def packed(path: Path) -> Tuple[Files, Faults]:
    """Return the files of a ZIP by name, and the faults of those that can't be read."""
    files: Files = {}
    faults: Faults = []
    try:
        with zipfile.ZipFile(path) as bundle:
            for entry in bundle.infolist():
                try:
                    files[entry.filename] = bundle.read(entry)
                except Exception as error:
                    faults.append((entry.filename, f"it can't be read ({error})"))
    except (OSError, zipfile.BadZipFile) as error:
        faults.append((path.name, f"it is no whole ZIP file ({error})"))
    return files, faults


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes, 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def manifest(files: Files) -> bytes:
    """Return the manifest that these files ought to have."""
    names = set(files) - {MANIFEST, ROOT}
    return listed({name: sha256(files[name]) for name in names})


def listed(hashes: Dict[str, str]) -> bytes:
    """Return the manifest of files by their hashes, in the order of names."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode()


def altered(files: Files) -> Faults:
    """Return each file that is not what the manifest says, the manifest itself among them."""
    faults = [(name, "it is missing") for name in (MANIFEST, ROOT) if name not in files]
    if faults:
        return faults
    due, root = manifest(files), files[ROOT]

    def seal(data: bytes) -> bytes:
        return f"{sha256(data)}  {MANIFEST}\n".encode()

    if due == files[MANIFEST]:
        return [] if root == seal(due) else [(ROOT, "it is not the hash of the manifest")]
    if root == seal(due):
        # All files together have the hash that was sealed: it is the manifest that was changed.
        return [(MANIFEST, "its hash is another one")]
    told = dict(line.split("  ", 1)[::-1] for line in text(files[MANIFEST]) if "  " in line)
    held = dict(line.split("  ", 1)[::-1] for line in text(due))
    faults = [(n, "its SHA-256 is another one") for n in held if told.get(n, held[n]) != held[n]]
    faults += [(name, "it is missing") for name in sorted(set(told) - set(held))]
    faults += [(name, "it is not in the manifest") for name in sorted(set(held) - set(told))]
    if root != seal(files[MANIFEST]):
        faults.append((MANIFEST, "its hash is another one"))
    return faults


def text(data: bytes) -> List[str]:
    """Return the lines of a manifest."""
    return data.decode("utf-8", "replace").splitlines()


def rows(files: Files, name: str) -> List[Any]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in files[name].decode("utf-8").split("\n") if line]


def inconsistent(files: Files) -> Faults:
    """Return what contradicts itself: a quote that is not in its article, a log that has a gap."""
    faults: Faults = []
    for row in rows(files, "articles.jsonl"):
        words = files[row["text"]].decode("utf-8")
        folded = " ".join(unicodedata.normalize("NFC", words).split()).encode("utf-8")
        if sha256(folded)[:16] != row["article_id"]:
            faults.append((row["text"], "its words do not have the article's id"))
        for copy in row["evidentiary_copies"]:
            if sha256(files[copy["source_code"]]) != copy["hash_value"]["value"]:
                faults.append((copy["source_code"], "it is not what was collected"))
    for row in rows(files, "reports.jsonl"):
        words = files[f"articles/{row['article_id']}.txt"].decode("utf-8")
        for span in [row["trigger"], *row["quotes"]]:
            if words[span["start"] : span["end"]] != span["text"]:
                faults.append(("reports.jsonl", f"{row['report_id']} quotes what is not there"))
    for row in rows(files, "log.jsonl"):
        sealed = json.dumps([row["previous"], *row["sealed"]], ensure_ascii=True)
        if sha256(sealed.encode("ascii")) != row["hash"]:
            faults.append(("log.jsonl", f"entry {row['sealed'][0]} is not what was logged"))
    return faults


def container(path: Path, files: Files) -> Faults:
    """Return the ZIP itself if these files, packed the same way, are not what it holds."""
    packed_again = io.BytesIO()
    with zipfile.ZipFile(packed_again, "w", zipfile.ZIP_STORED) as bundle:
        for name, data in files.items():
            bundle.writestr(member(name), data)
    same = sha256(packed_again.getvalue()) == sha256(path.read_bytes())
    return [] if same else [(path.name, "its files are right, the ZIP around them was changed")]


def member(name: str) -> zipfile.ZipInfo:
    """Return a file's entry in the ZIP, the same on every machine at any time."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
