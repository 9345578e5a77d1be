import pytest

from geodata import country


@pytest.mark.parametrize(
    ("text", "alpha3"),
    [("Ukraine", "UKR"), ("U.S.", "USA"), ("UK", "GBR"), ("Ivory Coast", "CIV"), ("Росія", "RUS"),
     ("DR Congo", "COD"), ("Türkiye", "TUR"), ("North Korea", "PRK")],
)  # fmt: skip
def test_a_name_has_its_country(text: str, alpha3: str) -> None:
    found = country.by_name(text)
    assert found is not None and found.alpha3 == alpha3


@pytest.mark.parametrize(
    ("text", "alpha3"),
    [("Ukrainians", "UKR"), ("Dutch", "NLD"), ("British", "GBR"), ("Congolese", "COD")],
)
def test_a_nationality_has_its_country(text: str, alpha3: str) -> None:
    found = country.by_demonym(text)
    assert found is not None and found.alpha3 == alpha3


def test_codes_turn_into_each_other() -> None:
    assert country.alpha3("ua") == "UKR"
    assert country.alpha2("UKR") == "UA"
    assert country.name("XKX") == "Kosovo"
    assert country.country("ZZ") is None
    with pytest.raises(KeyError):
        country.name("ZZZ")


def test_codes_are_unique() -> None:
    table = country.countries()
    assert len({c.alpha2 for c in table}) == len({c.alpha3 for c in table}) == len(table) == 250
