from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from dashboard import label

BASEMAP = Path(__file__).parents[2] / "static" / "basemap"
RECOGNISED = {
    693805: "Сімферополь",  # a Ukrainian town, by whoever held
    709717: "Донецьк",
    611847: "სოხუმი",
    1529102: "乌鲁木齐",
}


PLACES = label.SHARED / "places_world_cities500.tsv.gz"


@pytest.mark.skipif(not PLACES.exists(), reason="SHARED, with GeoNames' towns, is not here")
def test_every_local_name_is_a_name_of_that_town() -> None:
    left = label.local_towns()
    strangers = []
    with gzip.open(PLACES, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            name = left.pop(int(row[0]), None) if row[0].isdigit() else None
            if name and name not in row[9].replace("|", ",").split(","):
                strangers.append((row[0], row[1], name))
    assert strangers == []
    assert left == {}, "no such towns"


@pytest.mark.parametrize(("town", "name"), RECOGNISED.items())
def test_a_contested_town_is_named_by_the_country_recognised_there(town: int, name: str) -> None:
    assert label.local_towns()[town] == name


def test_the_map_has_the_names_at_their_towns() -> None:
    towns = json.loads((BASEMAP / "labels.json").read_text(encoding="utf-8"))["towns"]
    local = json.loads((BASEMAP / "local.json").read_text(encoding="utf-8"))["towns"]
    named = {row[3]: own for row, own in zip(towns, local, strict=False) if own}
    assert named["Kyiv"] == "Київ"
    assert named["Rome"] == "Roma"
    assert named["Damascus"] == "دمشق"
    assert "Berlin" not in named
    assert len(named) > 450
