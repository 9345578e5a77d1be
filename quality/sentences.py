"""How well single sentences are read on the parts that no parameter was fitted to."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from events.extract.location import spans
from events.extract.sample import LEFT_OUT, held_out, trigger_of
from events.extract.whowhom import phrase, who_whom
from geodata.language import pipeline


def figures(shared: Path) -> dict[str, float]:
    """Return the figures of event places and of the two sides of an act."""
    return {**_places(shared), **_sides(shared)}


def _sides(shared: Path) -> dict[str, float]:
    """Return F1 of source and target on the held-out fifth of cameo_who_whom."""
    path = shared / "corpora" / "events" / "cameo_who_whom.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows = [row for row in rows if held_out(row["text"])]
    told = []
    for row, doc in zip(rows, pipeline().pipe(row["text"] for row in rows), strict=True):
        found = who_whom(doc)
        source, target = ([phrase(t) for t in side] for side in (found.source, found.target))
        told.append({"id": row["id"], "source": source, "target": target})
    score = _scorer(shared).who_whom(rows, told)
    return {f"held_out.{side}_f1": score[side]["f1"] for side in ("source", "target")}


def _places(shared: Path) -> dict[str, float]:
    """Return token precision and recall and "no place" accuracy on event_location.

    ``held_out``: the fifth of the texts that no parameter was fitted to. ``labelled``: that part
    without the one source whose labels miss most places (see events/extract/sample.py).
    """
    path = shared / "corpora" / "events" / "event_location.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    told = _told(rows)
    held = [row for row in rows if held_out(row["text"])]
    labelled = [row for row in held if row["source"] not in LEFT_OUT]
    scorer = _scorer(shared)
    found: dict[str, float] = {}
    for name, part in (("whole", rows), ("held_out", held), ("labelled", labelled)):
        score = scorer.event_location(part, told, False)
        found[f"{name}.location_precision"] = score["token"]["p"]
        found[f"{name}.location_recall"] = score["token"]["r"]
        found[f"{name}.no_place"] = score["no_place_correct"]
    return found


def _told(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    texts = sorted({row["text"] for row in rows})
    docs = dict(zip(texts, pipeline().pipe(texts, batch_size=64), strict=True))
    told = []
    for row in rows:
        trigger = trigger_of(docs[row["text"]], row["verb"])
        found = spans(trigger.doc, trigger) if trigger is not None else ()
        told.append({"id": row["id"], "locations": [list(span) for span in found]})
    return told


def _scorer(shared: Path) -> ModuleType:
    path = shared / "score" / "score_sentences.py"
    spec = importlib.util.spec_from_file_location("score_sentences", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
