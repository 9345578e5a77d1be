"""How well saved news pages are read: body text, publication day, title.

``python -m quality pages`` reads ``corpora/pages`` of the shared folder. The body is scored as the
ground truth of Zyte's article extraction benchmark is: shingles of four words, each page with the
same weight, F1 of the mean precision and the mean recall. A day is right where it is the gold one;
none found counts as wrong where the page has one. A title is right where it has the same words;
where a page words its title in several ways, only one of them counts.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any

from events.source import page
from events.source.encoding import decode

_TOKEN = re.compile(r"\w+")
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Match:
    """How the shingles of a page agree with the gold ones, each as a share of all of them."""

    both: int
    extra: int
    missing: int

    @property
    def precision(self) -> float | None:
        """None where nothing was found."""
        return self.both / (self.both + self.extra) if self.both + self.extra else None

    @property
    def recall(self) -> float | None:
        """None where the gold holds nothing."""
        return self.both / (self.both + self.missing) if self.both + self.missing else None


def figures(shared: Path) -> dict[str, float]:
    """Return each figure by its name; needs ``corpora/pages`` below ``shared``."""
    corpus = shared / "corpora" / "pages"
    return body(corpus / "scrapinghub") | days(corpus / "htmldate") | records(corpus / "fundus")


def body(folder: Path) -> dict[str, float]:
    """Score the text of the pages of the article extraction benchmark."""
    matches = [match(gold, found) for _, gold, found in texts(folder)]
    precision = mean(m.precision for m in matches if m.precision is not None)
    recall = mean(m.recall for m in matches if m.recall is not None)
    return {
        "body_precision": precision,
        "body_recall": recall,
        "body_f1": 2 * precision * recall / (precision + recall),
    }


def texts(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each page, its gold text and the one that is read from it."""
    for name, gold in _json(folder / "ground-truth.json").items():
        html = _html(folder / "html" / f"{name}.html.gz")
        yield name, gold["articleBody"], page.read(html, gold.get("url"))[0]


def match(gold: str, found: str) -> Match:
    """Compare two texts by their shingles, each counted as often as it stands there."""
    wanted, got = _shingles(gold), _shingles(found)
    both = (wanted & got).total()
    return Match(both, got.total() - both, wanted.total() - both)


def days(folder: Path) -> dict[str, float]:
    """Score the publication days of htmldate's pages, of many languages."""
    right = []
    for gold in _json(folder / "gold_dates.json"):
        html = _html(folder / "html" / f"{gold['file']}.gz")
        found = page.read(html, gold["url"])[1].published
        right.append(found == _day(gold["date"]))
        _tell(right[-1], f"{gold['file']} {gold['date']} {found} {gold['url']}")
    return {"htmldate_day": mean(right)}


def records(folder: Path) -> dict[str, float]:
    """Score title and publication day of Fundus' pages, of many publishers and countries."""
    titles, dates = [], []
    for gold in _json(folder / "index.json"):
        if not gold["title"]:
            continue
        metadata = page.read(_html(folder / gold["file"]), gold["url"])[1]
        titles.append(_words(metadata.title) == _words(gold["title"]))
        dates.append(metadata.published == _day(gold["publishing_date"]))
        _tell(titles[-1], f"{gold['file']} {gold['title']!r} {metadata.title!r}")
        _tell(dates[-1], f"{gold['file']} {gold['publishing_date']} {metadata.published}")
    both = [title and day for title, day in zip(titles, dates, strict=True)]
    return {"fundus_title": mean(titles), "fundus_day": mean(dates), "fundus_both": mean(both)}


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    last = max(1, len(tokens) - _SHINGLE + 1) if tokens else 0
    return Counter(tuple(tokens[i : i + _SHINGLE]) for i in range(last))


def _words(title: str | None) -> list[str]:
    return _TOKEN.findall((title or "").casefold())


def _day(gold: object) -> date | None:
    """Return the day of a gold date; None where it says that the page has none (NaN, null)."""
    return date.fromisoformat(gold[:10]) if isinstance(gold, str) else None


def _html(path: Path) -> str:
    return decode(gzip.decompress(path.read_bytes())) or ""


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _tell(right: bool, line: str) -> None:
    if not right and "-v" in sys.argv:
        print(line, file=sys.stderr)


if __name__ == "__main__":
    shown = Path(next((a for a in sys.argv[1:] if a != "-v"), "../shared"))
    for figure, number in figures(shown).items():
        print(f"{figure:<20} {number:.4f}")
