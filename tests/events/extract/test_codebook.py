"""The codebook and the code say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from events.extract.announcement import HOSTILE
from events.extract.extractor import CODEBOOK, EXTRACTOR
from events.extract.lexicon import senses
from events.report import Aux, DatePrecision, EventType, Modality
from geodata.place import Precision

PAGE = (Path(__file__).parents[3] / "docs" / "codebook.md").read_text(encoding="utf-8")


def table(header: str) -> list[list[str]]:
    """Return the rows of the table whose header starts so."""
    lines = PAGE.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {header}"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_types_and_modes() -> None:
    told = {(row[0], row[1]) for row in table("type | mode | meaning")}
    known = {(sense.type.value, sense.mode or "") for sense in senses()}
    known |= {("THREATEN", mode or "") for mode in HOSTILE.values()}
    known |= {(kind.value, "") for kind in EventType if (kind.value, "") in told}
    assert told == known


def test_every_type_is_in_the_crosswalk() -> None:
    assert {row[0] for row in table("type | mode | CAMEO")} == {kind.value for kind in EventType}


def test_crosswalk_modes_exist() -> None:
    told = {(row[0], row[1]) for row in table("type | mode | meaning")}
    crossed = {
        (r[0], mode.strip()) for r in table("type | mode | CAMEO") for mode in r[1].split(",")
    }
    assert {pair for pair in crossed if pair[1]} <= told


@pytest.mark.parametrize(
    "header, words",
    [
        ("place precision", {word.value for word in Precision}),
        ("date precision", {word.value for word in DatePrecision}),
        ("modality", {word.value for word in Modality}),
        ("aux", {word.value for word in Aux}),
    ],
)
def test_other_codes(header: str, words: set[str]) -> None:
    assert {row[0] for row in table(header)} == words


def test_version() -> None:
    found = re.search(r"Codebook version: (\S+)", PAGE)
    assert found is not None
    assert found[1] == CODEBOOK
    assert f"codebook {CODEBOOK}" in EXTRACTOR
