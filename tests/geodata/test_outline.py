from itertools import pairwise

import pytest

from geodata.country import countries
from geodata.outline import outline


def inside(point: tuple[float, float], key: str) -> bool:
    """Whether (longitude, latitude) lies in an outline: even-odd rule over all rings."""
    geometry = outline(key)
    assert geometry is not None
    x, y = point
    odd = False
    for polygon in geometry["coordinates"]:
        for ring in polygon:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                    odd = not odd
    return odd


@pytest.mark.parametrize("point", [(34.1, 44.95), (33.53, 44.6), (30.52, 50.45), (37.8, 48.0)])
def test_crimea_sevastopol_kyiv_and_donetsk_are_in_ukraine(point: tuple[float, float]) -> None:
    assert inside(point, "UKR")
    assert not inside(point, "RUS")


@pytest.mark.parametrize(
    ("point", "key"),
    [((37.8, 48.0), "UA.05"), ((37.8, 48.0), "donbas"), ((34.1, 44.95), "UA.11"),
     ((34.45, 31.5), "PS.GZ"), ((34.45, 31.5), "gaza-strip"), ((35.2, 31.9), "west-bank"),
     ((36.19, 51.73), "RU.41"), ((74.8, 34.1), "kashmir")],
)  # fmt: skip
def test_a_region_holds_its_town(point: tuple[float, float], key: str) -> None:
    assert inside(point, key)


def test_almost_every_country_has_an_outline() -> None:
    without = {c.alpha3 for c in countries() if outline(c.alpha3) is None}
    assert without <= {"VAT", "SJM", "CXR", "TKL", "BVT", "CCK"}


def test_an_unknown_key_is_none() -> None:
    assert outline("nowhere") is None
