"""The traps of place names: each sentence is ours, and what must come of it is stated."""

import pytest

from geodata.geoparser import geoparse
from geodata.language import parse
from geodata.place import Precision
from geodata.toponym import Sense, Toponym


def read(text: str) -> dict[str, Toponym]:
    return {toponym.name: toponym for toponym in geoparse(parse(text))}


@pytest.mark.parametrize(
    ("text", "name", "geonames_id", "precision"),
    [
        ("Fighting continued near Pokrovsk.", "Pokrovsk", 704422, Precision.TOWN),
        ("Shelling hit Pokrovsk in Donetsk Oblast.", "Donetsk Oblast", 709716, Precision.ADMIN1),
        ("A gunman opened fire in Paris, Texas.", "Paris", 4717560, Precision.TOWN),
        ("Police in Paris arrested a man.", "Paris", 2988507, Precision.TOWN),
        ("Protesters filled Tbilisi, Georgia.", "Georgia", 614540, Precision.COUNTRY),
        ("The storm crossed Georgia and Alabama.", "Georgia", 4197000, Precision.ADMIN1),
        ("Shelling hit Zaporizhzhia on Friday.", "Zaporizhzhia", 687700, Precision.TOWN),
        (
            "Shells fell across Zaporizhzhia Oblast.",
            "Zaporizhzhia Oblast",
            687699,
            Precision.ADMIN1,
        ),
        ("Explosions were heard in Kursk.", "Kursk", 538560, Precision.TOWN),
        ("Saboteurs blew up a railway in Crimea.", "Crimea", 703883, Precision.ADMIN1),
        ("An air strike on Gaza City killed ten.", "Gaza City", 281133, Precision.TOWN),
        ("Aid entered the Gaza Strip on Sunday.", "Gaza Strip", 281132, Precision.ADMIN1),
        ("South Korea fired warning shots.", "South Korea", 1835841, Precision.COUNTRY),
        ("Heavy fighting raged near Huliaipole.", "Huliaipole", 707898, Precision.TOWN),
        ("A bomb exploded in al-Bab, near Aleppo.", "al-Bab", 174018, Precision.TOWN),
        ("Soldiers reached Khan Younis at dawn.", "Khan Younis", 281124, Precision.TOWN),
        ("Gangs set fire to shops in Port-au-Prince.", "Port-au-Prince", 3718426, Precision.TOWN),
        ("A mine killed two in Deir ez-Zor.", "Deir ez-Zor", 170794, Precision.TOWN),
        ("Drones fell in the Kyiv region.", "Kyiv", 703446, Precision.ADMIN1),
        ("A depot burned in Moscow region.", "Moscow", 524925, Precision.ADMIN1),
        ("Protesters met outside the White House.", "White House", 9675434, Precision.SITE),
        (
            "In the Nigerian state of Yobe, gunmen seized two nurses.",
            "Yobe",
            2597367,
            Precision.ADMIN1,
        ),
        ("Two were shot dead in Halle, eastern Germany.", "Halle", 2911522, Precision.TOWN),
        ("A bomb went off in the centre of Mogadishu.", "Mogadishu", 53654, Precision.TOWN),
        ("Five people died in protests in Basra.", "Basra", 99532, Precision.TOWN),
        ("Police shot dead two men in Dar es Salaam.", "Dar es Salaam", 160263, Precision.TOWN),
        (
            "Rebels shot 11 men in the Colombian department of Cauca.",
            "Cauca",
            3687029,
            Precision.ADMIN1,
        ),
        ("A storm hit White House, Tennessee.", "White House", 4667282, Precision.TOWN),
    ],
)
def test_a_name_means_its_place(
    text: str, name: str, geonames_id: int, precision: Precision
) -> None:
    place = read(text)[name].place
    assert place is not None
    assert (place.geonames_id, place.precision) == (geonames_id, precision)


@pytest.mark.parametrize(
    ("text", "name", "geonames_id"),
    [
        ("Ukrainian troops entered the Kursk region in August.", "Kursk", 538555),
        ("Troops captured a man in the Donetsk region.", "Donetsk", 709716),
    ],
)
def test_a_region_is_the_oblast_and_not_its_city(text: str, name: str, geonames_id: int) -> None:
    (place,) = [t.place for found, t in read(text).items() if found.startswith(name)]
    assert place is not None
    assert place.geonames_id == geonames_id


def test_the_plant_is_not_the_city() -> None:
    plant = read("A drone hit the Zaporizhzhia nuclear power plant.")["Zaporizhzhia"].place
    assert plant is not None
    assert plant.precision is Precision.SITE
    assert (plant.lat, plant.lon) == pytest.approx((47.5119, 34.5863), abs=0.01)


def test_kashmir_is_a_region_and_no_town() -> None:
    place = read("Militants attacked a convoy in Kashmir, police said.")["Kashmir"].place
    assert place is not None
    assert place.areal
    assert place.name == "Kashmir"


def test_tarasivka_stays_open_without_its_oblast() -> None:
    tarasivka = read("Drones struck Tarasivka overnight, the governor said.")["Tarasivka"]
    assert tarasivka.place is None
    assert len(tarasivka.candidates) > 1


def test_tarasivka_in_its_oblast() -> None:
    place = read("Drones struck Tarasivka in Luhansk Oblast overnight.")["Tarasivka"].place
    assert place is not None
    assert place.geonames_id == 691863


def test_tarasivka_is_not_moved_from_another_oblast() -> None:
    assert read("Drones struck Tarasivka in Kharkiv Oblast.")["Tarasivka"].place is None


@pytest.mark.parametrize(
    "text",
    [
        "The family ate turkey and cranberry sauce at dinner.",
        "Michael Jordan scored 40 points. Jordan then left the court.",
        "Chad Johnson opened the door. Chad said he was tired.",
        "The ambassador met the committee on Monday.",
        "The offensive in May failed, and in March the army withdrew.",
        "It was a nice day, and reading a book on a mobile phone was pleasant.",
        "Nice people were reading. Mobile phones were seized.",
        "Reading books is a pleasure.",
    ],
)
def test_words_and_people_are_no_places(text: str) -> None:
    assert read(text) == {}


def test_mali_is_not_in_somali() -> None:
    assert "Mali" not in read("Somali pirates seized a ship off the coast.")


@pytest.mark.parametrize(
    ("text", "name", "sense"),
    [
        ("Beijing said it would respond.", "Beijing", Sense.METONYM),
        ("Talks with Kyiv failed on Monday.", "Kyiv", Sense.METONYM),
        ("The president spoke in Beijing.", "Beijing", Sense.LITERAL),
        ("The minister visited Kyiv.", "Kyiv", Sense.LITERAL),
        ("Two Chinese nationals were captured.", "Chinese", Sense.DEMONYM),
        ("KYIV (AP) — Rescuers worked through the night.", "KYIV", Sense.DATELINE),
        ("Robert Smith, a native of Boston, was killed near Mosul.", "Boston", Sense.ORIGIN),
        ("Robert Smith, a native of Boston, was killed near Mosul.", "Mosul", Sense.LITERAL),
        ("Washington wants a deal.", "Washington", Sense.METONYM),
        ("They burnt the town hall of Nanterre.", "Nanterre", Sense.LITERAL),
        ("Nine died in the Colombian department of Cauca.", "Cauca", Sense.LITERAL),
    ],
)
def test_a_name_has_its_sense(text: str, name: str, sense: Sense) -> None:
    toponym = read(text)[name]
    assert toponym.sense is sense
    assert toponym.sense_reason


def test_a_metonym_is_no_pin() -> None:
    found = read("Beijing denied the report, and Moscow condemned it.")
    assert not any(t.literal and t.place and t.place.pinnable for t in found.values())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ministry is demanding an explanation from Beijing over the balloon.", "Beijing"),
        ("Officials awaited a response from the United States.", "United States"),
        ("There was a demand from Moscow to withdraw the troops.", "Moscow"),
        ("Talks with Kyiv collapsed.", "Kyiv"),
        ("A deal with Tehran is close.", "Tehran"),
        ("The bloc agreed on new sanctions on Moscow.", "Moscow"),
        ("Sanctions against Moscow were extended.", "Moscow"),
        ("The minister urged Tehran to free the crew.", "Tehran"),
        ("The plan was rejected by Ankara.", "Ankara"),
        ("He seeks an apology from Ankara.", "Ankara"),
    ],
)
def test_a_government_named_by_its_place_is_a_metonym(text: str, name: str) -> None:
    assert read(text)[name].sense is Sense.METONYM


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Refugees from Damascus crossed the border.", "Damascus"),
        ("The delegation flew from Beijing to Seoul.", "Beijing"),
        ("A convoy from Moscow arrived on Monday.", "Moscow"),
        ("An attack on Moscow killed three people.", "Moscow"),
        ("Talks in Istanbul ended without a deal.", "Istanbul"),
        ("The deal was signed in Tehran.", "Tehran"),
        ("The envoy returned from Ankara.", "Ankara"),
    ],
)
def test_a_place_among_dealings_stays_a_place(text: str, name: str) -> None:
    assert read(text)[name].sense is Sense.LITERAL


def test_the_border_of_a_nation_is_its_land_and_no_marker() -> None:
    turkish = read("Two soldiers died in a village near the Turkish border.")["Turkish"]
    assert turkish.sense is Sense.DEMONYM and turkish.chance > 0.5
    assert read("Two Turkish soldiers died in a blast.")["Turkish"].chance < 0.2
