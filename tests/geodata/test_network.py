from pathlib import Path
from typing import Any

import pytest
from geopy.exc import GeocoderTimedOut
from geopy.location import Location

from geodata.gazetteer import Gazetteer
from geodata.network import DiskCache


class Service:
    """Stands in for a geocoding service and counts the questions."""

    def __init__(self, answer: Location | None) -> None:
        self.answer, self.asked = answer, 0

    def __call__(self, query: str, exactly_one: bool = True, **_: Any) -> Location | None:
        self.asked += 1
        return self.answer


NOWHERE = Location("Qwxyzzy, Nowhere", (1.5, 2.5), {"osm_id": 7})


def test_the_fallback_is_asked_only_for_what_is_unknown(tmp_path: Path) -> None:
    service = Service(NOWHERE)
    gazetteer = Gazetteer(fallback=DiskCache(tmp_path / "cache.db", service))
    kharkiv = gazetteer.geocode("Kharkiv")
    assert isinstance(kharkiv, Location) and kharkiv.raw["place"].country == "UKR"
    assert service.asked == 0
    assert gazetteer.geocode("Qwxyzzy-on-Nowhere") == NOWHERE


@pytest.mark.parametrize("answer", [NOWHERE, None])
def test_an_answer_is_asked_for_once(tmp_path: Path, answer: Location | None) -> None:
    service = Service(answer)
    for _ in range(2):
        cache = DiskCache(tmp_path / "cache.db", service)
        assert cache("Qwxyzzy") == answer
    assert service.asked == 1


def test_could_not_ask_is_an_exception_and_not_kept(tmp_path: Path) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise GeocoderTimedOut("no answer")

    cache = DiskCache(tmp_path / "cache.db", broken)
    for _ in range(2):
        with pytest.raises(GeocoderTimedOut):
            Gazetteer(fallback=cache).geocode("Qwxyzzy-on-Nowhere")
