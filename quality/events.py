"""How well events are extracted; ``python -m quality.events --errors`` lists what goes wrong.

``--set DIR`` (as often as wanted) scores labelled articles of one's own instead: a folder with
``articles.jsonl`` and ``gold.jsonl``, or ``gold_A.jsonl`` and ``gold_B.jsonl`` of two annotators.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from events import pipeline
from events.article import Article
from events.extract.whowhom import phrase, who_whom
from events.record import of_report
from geodata.language import parse

PLOVER_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE"} | {
    "FIGHT": "ASSAULT"
}
"""Types of the earlier PLOVER draft that plover_gsr is labelled with -> those of version 0.8."""


def figures(shared: Path) -> dict[str, float]:
    """Return the figures of issue 4 on gold_events, plover_gsr and cameo_who_whom."""
    return {**articles(shared, _own(shared)), **_types(shared), **_roles(shared)}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _scorer(shared: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, shared / "score" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no scorer {name}.py in {shared / 'score'}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(row: Mapping[str, Any]) -> dict[str, Any]:
    """Extract one document as ``python -m events extract`` does."""
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    article = Article(
        text=row["text"], title=row.get("title"), url=row.get("url"), published=published
    )
    reports = [report for report in pipeline.read(article) if report.occurred]
    return {"doc_id": row["doc_id"], "events": [of_report(report) for report in reports]}


@dataclass(frozen=True, slots=True)
class Labelled:
    """Articles and what two annotators marked in them (one annotator stands for both)."""

    articles: Mapping[str, Any]
    first: Mapping[str, Any]
    second: Mapping[str, Any]


def labelled(folder: Path) -> Labelled:
    """Read a folder of labelled articles; raises FileNotFoundError where a file is missing."""
    one = folder / "gold.jsonl"
    golds = (one, one) if one.is_file() else (folder / "gold_A.jsonl", folder / "gold_B.jsonl")
    for path in (folder / "articles.jsonl", *golds):
        if not path.is_file():
            raise FileNotFoundError(f"no {path.name} in {folder}: name a folder with both")
    return Labelled(
        *({r["doc_id"]: r for r in _rows(path)} for path in (folder / "articles.jsonl", *golds))
    )


def _own(shared: Path) -> Path:
    return shared / "corpora" / "gold_events"


def articles(shared: Path, folder: Path) -> dict[str, float]:
    """Return the figures of issue 4 on the labelled articles of a folder."""
    gold = labelled(folder)
    pipeline.read(Article(text="Models are loaded in Kyiv before the clock starts on Monday."))
    start = time.process_time()
    told = {key: _read(row) for key, row in gold.articles.items()}
    seconds = time.process_time() - start
    score = _scorer(shared, "score_events").score(gold.articles, gold.first, gold.second, told)
    return {
        "event_f1": score["event"]["f1"],
        "event_precision": score["event"]["p"],
        "event_recall": score["event"]["r"],
        "type": score["type_acc"],
        "pin_f1": score["pin"]["f1"],
        "pin_precision": score["pin"]["p"],
        "date": score["date_acc"],
        "countries_f1": score["country"]["f1"],
        "no_false_place": 1.0 / (1.0 + score["false_place"]),
        "articles_per_second": len(gold.articles) / seconds,
    }


def _types(shared: Path) -> dict[str, float]:
    """Return how often the first event of a sentence has the type of plover_gsr."""
    right = total = 0
    for row in _rows(shared / "corpora" / "events" / "plover_gsr.jsonl"):
        told = _read({"doc_id": row["id"], "text": row["text"]})["events"]
        total += 1
        right += bool(told) and told[0]["type"] == PLOVER_NAMES.get(row["event"], row["event"])
    return {"plover_type": right / total}


def _roles(shared: Path) -> dict[str, float]:
    rows = _rows(shared / "corpora" / "events" / "cameo_who_whom.jsonl")
    told = []
    for row in rows:
        found = who_whom(parse(row["text"]))
        told.append(
            {
                "id": row["id"],
                "source": [phrase(token) for token in found.source],
                "target": [phrase(token) for token in found.target],
            }
        )
    score = _scorer(shared, "score_sentences").who_whom(rows, told)
    return {"source_f1": score["source"]["f1"], "target_f1": score["target"]["f1"]}


def errors(shared: Path, folder: Path) -> Iterator[str]:
    """Yield the errors on labelled articles, most frequent kind first, one line each."""
    gold = labelled(folder)
    scorer = _scorer(shared, "score_events")
    found: list[tuple[str, str]] = []
    for key, article in gold.articles.items():
        text = article["text"]
        events = scorer.merged(gold.first[key]["events"], gold.second[key]["events"], text)
        told = _read(article)["events"]
        found += _differences(scorer, text, events, told)
    order = Counter(kind for kind, _ in found)
    for kind, count in order.most_common():
        yield f"{kind}: {count}"
        yield from (f"    {line}" for other, line in found if other == kind)


def _differences(
    scorer: ModuleType, text: str, gold: Sequence[Any], told: Sequence[Any]
) -> Iterator[tuple[str, str]]:
    pairs = dict(scorer.pair(gold, told, text))
    matched = set(pairs.values())
    for index, event in enumerate(gold):
        if event["core"] and index not in pairs:
            joined = any(_touches(scorer, text, event, told[other]) for other in matched)
            kind = "joined to another" if joined else "missed"
            yield f"{kind} {event['type']}", _line(event["quotes"][0])
    for index, event in enumerate(told):
        if index not in matched:
            twice = any(_touches(scorer, text, gold[other], event) for other in pairs)
            words = f"{event['trigger']['text']} | {event['quotes'][0]['text']}"
            yield f"{'told twice' if twice else 'false'} {event['type']}", _line(words)
    for index, other in pairs.items():
        yield from _fields(scorer, gold[index], told[other])


def _touches(scorer: ModuleType, text: str, gold: Any, told: Any) -> bool:
    """Whether an event's words and kind fit one of the gold, though it is another's match."""
    share = scorer.overlap(scorer.spans(text, gold), scorer.spans(text, told))
    return share >= HALF and bool(scorer.tcompat(gold, told))


HALF = 0.5
"""Share of the shorter quote that the scorer wants two events to have in common."""


def _fields(scorer: ModuleType, gold: Any, told: Any) -> Iterator[tuple[str, str]]:
    words = _line(f"{told['trigger']['text']} | {told['quotes'][0]['text']}")
    pin = scorer.pin(told)
    if pin and not any(scorer.near(pin, other) for other in gold["pins"]):
        yield "false pin" if not gold["pins"] else "wrong pin", f"{pin['name']} | {words}"
    if gold["core_pin"] and not pin:
        yield "missed pin", words
    days = scorer.dates(told)
    if gold["dates"] and not any(
        days and days[0] <= other[1] and other[0] <= days[1] for other in gold["dates"]
    ):
        yield "date", f"{days} for {gold['dates'][0]} | {words}"
    countries = {actor["country"] for actor in told["actors"] if actor["country"]}
    for code in sorted(gold["core_countries"] - countries):
        yield "missed country", f"{code} | {words}"
    for code in sorted(countries - gold["any_countries"]):
        yield "false country", f"{code} | {words}"


def _line(words: str) -> str:
    return " ".join(words.split())[:160]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m quality.events", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--set", type=Path, action="append", metavar="DIR", help="score this")
    parser.add_argument("--errors", action="store_true", help="list the errors by kind")
    options = parser.parse_args()
    for chosen in options.set or (_own(options.shared),):
        if options.errors:
            lines = errors(options.shared, chosen)
            sys.stdout.writelines(f"{line}\n" for line in (f"# {chosen}", *lines))
        elif options.set:
            told = {"set": str(chosen), **articles(options.shared, chosen)}
            sys.stdout.write(json.dumps(told, indent=1) + "\n")
    if not (options.set or options.errors):
        sys.stdout.write(json.dumps(figures(options.shared), indent=1) + "\n")
