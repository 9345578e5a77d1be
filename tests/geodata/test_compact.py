import gzip
import json
import lzma
from pathlib import Path

import pytest

from geodata.__main__ import main
from geodata.compact import compact

TOWNS = """geonameid\tname\tlat\tlon\tcc\tadmin1\tadmin2\tpop\tfcode\talts
2\tZeta\t50.123456\t20\tPL\t72\tPL.72.0201\t900\tPPL\tZeta|zetaa|Zéta|Зета|泽塔|New Zeta
1\tAlpha\t-1.5\t-70.00004\tPE\t15\t\t1200\tPPLA\t
"""
AIRPORTS = """"icao","iata","name","city","subd","country","elevation","lat","lon","tz","lid"
"AAAA","AAA","Zeta Airport","Zeta","North","PL",1,50.1,20.2,"x",""
"BBBB","","Zeta Air Base","Zeta","North","PL",1,50.12345,20.2,"x",""
"CCCC","","Farm Strip","Zeta","North","PL",1,50.1,20.2,"x",""
"""
UNIT = {
    "gn": "PL.72",
    "iso": "PL-02",
    "geonameid": "7",
    "name": "Północ",
    "type": "Voivodship",
    "aliases": ["Polnoc"],
    "names": {"en": "North", "uk": "Північ", "zh": "北"},
    "rep_point": [50.1, 20.1],
}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    files = {
        "places_world_cities500.tsv.gz": TOWNS,
        "airportsdata_airports.csv.gz": AIRPORTS,
        "admin1_names_merged.json.gz": json.dumps([UNIT]),
    }
    for name, text in files.items():
        (folder / name).write_bytes(gzip.compress(text.encode()))
    return folder


def rows(path: Path) -> list[list[str]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def test_tables_are_made_from_the_raw_files(raw: Path, tmp_path: Path) -> None:
    to = tmp_path / "made"
    assert compact(raw, to) == {"places": 2, "admin1": 1, "airports": 2}
    towns = rows(to / "places.tsv.xz")
    assert towns[0] == ["1", "Alpha", "-1.5", "-70", "PE", "15", "", "1200", "PPLA", ""]
    assert towns[1][2:4] == ["50.1235", "20"] and towns[1][6] == "0201"
    assert towns[1][9] == "Зета|New Zeta"
    unit = [
        "PL.72",
        "7",
        "PL-02",
        "North",
        "Voivodship",
        "50.1",
        "20.1",
        "",
        "",
        "Північ|Północ|Polnoc",
    ]
    assert rows(to / "admin1.tsv.xz") == [unit]
    assert [row[0] for row in rows(to / "airports.tsv.xz")] == ["AAAA", "BBBB"]


def test_a_missing_raw_file_is_named_and_nothing_is_written(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (raw / "admin1_names_merged.json.gz").unlink()
    to = tmp_path / "made"
    assert main(["compact", str(raw), "--to", str(to)]) == 1
    assert "admin1_names_merged.json.gz is missing" in capsys.readouterr().err
    assert not to.exists()
