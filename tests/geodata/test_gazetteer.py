import pytest

from geodata.gazetteer import Gazetteer
from geodata.source import region_entries


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.mark.parametrize(
    ("query", "country", "geonames_id"),
    [
        ("Ukraine", "UKR", 690791),
        ("Pokrovsk", "UKR", 704422),
        ("Kursk", "RUS", 538560),
        ("Kursk region", "RUS", 538555),
        ("Donetsk Oblast", "UKR", 709716),
        ("Crimea", "UKR", 703883),
        ("Gaza Strip", "PSE", 281132),
        ("Gaza City", "PSE", 281133),
        ("South Korea", "KOR", 1835841),
        ("Paris, Texas", "USA", 4717560),
        ("Anderson County, Tennessee", "USA", 4602643),
        ("Київ", "UKR", 703448),
        ("Kharkov", "UKR", 706483),
        ("ירושלים", "ISR", 281184),
        ("Bagram", "AFG", 7054036),
        ("Jabla", "SYR", 169304),
        ("Maaret al-Numan", "SYR", 167611),
        ("Palmyra", "SYR", 163808),
        ("Panmunjom", "KOR", None),
        ("Yeonpyeong", "KOR", None),
        ("Khyber Pass", "PAK", None),
        ("Puntland", "SOM", None),
        ("In Amenas", "DZA", None),
    ],
)
def test_a_query_finds_its_place(
    gazetteer: Gazetteer, query: str, country: str, geonames_id: int | None
) -> None:
    place = gazetteer.place(query)
    assert place is not None
    assert (place.country, place.geonames_id) == (country, geonames_id)


def test_kashmir_is_no_town(gazetteer: Gazetteer) -> None:
    place = gazetteer.place("Kashmir")
    assert place is not None
    assert place.name == "Kashmir"
    assert place.areal


def test_an_unknown_name_is_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.geocode("Qwxyzzy-on-Nowhere") is None


def test_the_places_entered_by_hand_are_whole() -> None:
    rows = list(region_entries())
    assert len({row.name for row in rows}) == len(rows)
    for row in rows:
        assert -90 <= row.lat <= 90, row.name
        assert -180 <= row.lon <= 180, row.name
        assert row.radius_m > 0, row.name
        assert row.name not in row.aliases, row.name
