"""Figures of the geoparser on the open corpora, by the shared scorer.

``figures`` measures the project's own models, which have seen these documents; ``python -m
quality.toponyms --held-out`` trains five times without a fifth of the documents and measures each
fifth with the models that have not seen it. Both go through ``python -m geodata geoparse``.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from geodata.corpus import FOLDS, fold_of

POOLED = ("lgl", "tr-news", "gwn")
GIVEN = (*POOLED, "geovirus")
Documents = list[dict[str, Any]]


def figures(shared: Path) -> dict[str, float]:
    """Return the figures of the models in the project on all open documents."""
    gold = _gold(shared)
    found = _geoparse([d for name in POOLED for d in gold[name]])
    given = {name: _geoparse(gold[name], "--given-spans") for name in GIVEN}
    return _figures(shared, gold, found, given)


def held_out(shared: Path) -> dict[str, float]:
    """Return the figures where every document is read by models that have not seen it."""
    gold = _gold(shared)
    found: Documents = []
    given: dict[str, Documents] = {name: [] for name in GIVEN}
    for fold in range(FOLDS):
        with tempfile.TemporaryDirectory() as models:
            corpora = str(shared / "corpora" / "toponyms")
            command = ["train", "--without", str(fold), "--to", models, "--corpora", corpora]
            _run(command, "", None)
            part = {n: [d for d in gold[n] if fold_of(d["doc_id"]) == fold] for n in GIVEN}
            found += _geoparse([d for name in POOLED for d in part[name]], models=models)
            for name in GIVEN:
                given[name] += _geoparse(part[name], "--given-spans", models=models)
    return _figures(shared, gold, found, given)


def _gold(shared: Path) -> dict[str, Documents]:
    folder = shared / "corpora" / "toponyms"
    return {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").open(encoding="utf-8")]
        for name in GIVEN
    }


def _run(arguments: list[str], text: str, models: str | None) -> str:
    environment = os.environ | ({"GEODATA_MODELS": models} if models else {})
    done = subprocess.run(
        [sys.executable, "-m", "geodata", *arguments],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"geodata {arguments[0]} failed: {done.stderr[-2000:]}")
    return done.stdout


def _geoparse(documents: Documents, *options: str, models: str | None = None) -> Documents:
    lines = "".join(json.dumps(document) + "\n" for document in documents)
    return [json.loads(line) for line in _run(["geoparse", *options], lines, models).splitlines()]


def _evaluate(shared: Path) -> Callable[..., dict[str, Any]]:
    spec = importlib.util.spec_from_file_location(
        "score_toponyms", shared / "score" / "score_toponyms.py"
    )
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no score_toponyms.py in {shared / 'score'}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    evaluate: Callable[..., dict[str, Any]] = module.evaluate
    return evaluate


def _literal(documents: Iterable[dict[str, Any]], ids: set[str]) -> Documents:
    return [
        {**d, "toponyms": [t for t in d["toponyms"] if t["literal"]]}
        for d in documents
        if d["doc_id"] in ids
    ]


def _figures(
    shared: Path, gold: dict[str, Documents], found: Documents, given: dict[str, Documents]
) -> dict[str, float]:
    evaluate = _evaluate(shared)
    pool = evaluate([d for name in POOLED for d in gold[name]], found)
    result = {
        "found exact F1, pooled": pool["recognition_exact"]["f1"],
        "end to end within 161 km, pooled": pool["resolution_end_to_end"]["acc161"],
        "end to end exact id, pooled": pool["resolution_end_to_end"]["id_exact"],
    }
    literal = _literal(found, {d["doc_id"] for d in gold["gwn"]})
    strict = evaluate(gold["gwn"], literal, "literal", False, True)
    result["gwn literal, metonyms wrong, exact F1"] = strict["recognition_exact"]["f1"]
    for name in POOLED:
        ids = {d["doc_id"] for d in gold[name]}
        one = evaluate(gold[name], [d for d in found if d["doc_id"] in ids])
        result[f"found exact F1, {name}"] = one["recognition_exact"]["f1"]
    for name in GIVEN:
        one = evaluate(gold[name], given[name])["resolution_end_to_end"]
        result[f"given span within 161 km, {name}"] = one["acc161"]
        if "id_exact" in one:
            result[f"given span exact id, {name}"] = one["id_exact"]
    return result


def main() -> int:
    """Print the figures; ``--held-out`` cross-validates, which trains five times."""
    parser = argparse.ArgumentParser(prog="python -m quality.toponyms", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SHARED", "../shared")))
    parser.add_argument("--held-out", action="store_true")
    options = parser.parse_args()
    measure = held_out if options.held_out else figures
    for name, value in measure(options.shared).items():
        print(f"{name:<50} {value:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
