"""Speed and memory of the geoparser, with flashgeotext and geotext on the same documents beside it.

``python -m quality.speed`` runs each in a process of its own, one thread, model loading aside. The
other two find names only (no coordinates, no sense); install them to see them:
``pip install flashgeotext==0.5.5 geotext==0.4.0``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from quality.toponyms import POOLED, _evaluate, _gold

Spans = list[tuple[int, int]]
Find = Callable[[list[str]], list[Spans]]


def ours() -> Find:
    """Return our geoparser, set up as ``python -m geodata geoparse`` sets it up."""
    from geodata.geoparser import geoparse
    from geodata.lines import BATCH, language

    nlp = language()
    list(nlp.pipe(["Warm up in Kyiv."]))

    def find(texts: list[str]) -> list[Spans]:
        return [
            [(t.start, t.end) for t in geoparse(doc)] for doc in nlp.pipe(texts, batch_size=BATCH)
        ]

    geoparse(nlp("Warm up in Kyiv."))
    return find


def flashgeotext() -> Find:
    """Return flashgeotext's search for cities and countries."""
    from flashgeotext.geotext import GeoText
    from loguru import logger

    logger.remove()
    parser = GeoText()

    def find(texts: list[str]) -> list[Spans]:
        return [
            [
                s
                for kind in parser.extract(t).values()
                for n in kind.values()
                for s in n["span_info"]
            ]
            for t in texts
        ]

    return find


def geotext() -> Find:
    """Return geotext's cities and countries; it gives names only, all their places are taken."""
    from geotext import GeoText

    def find(texts: list[str]) -> list[Spans]:
        result: list[Spans] = []
        for text in texts:
            place = GeoText(text)
            names = set(place.cities) | set(place.countries)
            result.append(
                [m.span() for n in names for m in re.finditer(rf"\b{re.escape(n)}\b", text)]
            )
        return result

    return find


PARSERS: dict[str, Callable[[], Find]] = {
    "geodata": ours,
    "flashgeotext": flashgeotext,
    "geotext": geotext,
}


def measure(name: str, shared: Path) -> dict[str, float]:
    """Return documents a second, peak memory in MB and exact F1 of one parser, in this process."""
    gold = [document for corpus in POOLED for document in _gold(shared)[corpus]]
    find = PARSERS[name]()
    start = time.perf_counter()
    found = find([document["text"] for document in gold])
    seconds = time.perf_counter() - start
    answers = [
        {"doc_id": d["doc_id"], "toponyms": [{"start": a, "end": b} for a, b in spans]}
        for d, spans in zip(gold, found, strict=True)
    ]
    return {
        "documents/s": len(gold) / seconds,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "found exact F1": _evaluate(shared)(gold, answers)["recognition_exact"]["f1"],
    }


def main() -> int:
    """Print one line a parser; ``--only NAME`` prints one as JSON."""
    parser = argparse.ArgumentParser(prog="python -m quality.speed", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SHARED", "../shared")))
    parser.add_argument("--only", choices=PARSERS)
    options = parser.parse_args()
    if options.only:
        print(json.dumps(measure(options.only, options.shared)))
        return 0
    for name in PARSERS:
        command = [sys.executable, "-m", "quality.speed", "--only", name]
        done = subprocess.run(
            [*command, "--shared", str(options.shared)],
            capture_output=True,
            text=True,
            env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            check=False,
        )
        if done.returncode:
            print(f"{name:<14} could not run: {done.stderr.strip().splitlines()[-1]}")
            continue
        figures = json.loads(done.stdout.splitlines()[-1])
        print(f"{name:<14} " + "   ".join(f"{k} {v:9.3f}" for k, v in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
