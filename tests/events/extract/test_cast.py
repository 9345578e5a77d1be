"""Parties: the country that a phrase belongs to, pronouns, nationality."""

from __future__ import annotations

import pytest

from events.extract.actor import mentions
from events.extract.cast import Cast
from geodata.language import parse


@pytest.mark.parametrize(
    "text, head, country",
    [
        ("Ukrainian forces left.", "forces", "UKR"),
        ("Chinese nationals were seen.", "nationals", "CHN"),
        ("Russia's ambassador left.", "ambassador", "RUS"),
        ("The parliament of Iraq met.", "parliament", "IRQ"),
        ("A tourist from Canada was hurt.", "tourist", "CAN"),
        ("President Emmanuel Macron spoke.", "Macron", "FRA"),
        ("The Houthis fired.", "Houthis", "YEM"),
        ("Hamas fired.", "Hamas", "PSE"),
        ("NATO met.", "NATO", None),
        ("Anna Holm, a Danish envoy, left.", "Holm", "DNK"),
        ("Gunmen fired.", "Gunmen", None),
        ("US-backed militias left.", "militias", None),
        ("The US objected.", "US", "USA"),
        ("Iran-backed Houthi rebels left.", "rebels", "YEM"),
        ("The Russian-backed Syrian army left.", "army", "SYR"),
        ("A Saudi-led coalition left.", "coalition", "SAU"),
        ("Pro-Russian separatists left.", "separatists", None),
        ("An anti-American cleric left.", "cleric", None),
        ("A British-Libyan man left.", "man", "GBR"),
        ("Mossad agents left.", "agents", "ISR"),
        ("Scotland Yard objected.", "Yard", "GBR"),
        ("Canada's House of Commons objected.", "House", "CAN"),
        ("The German Foreign Office objected.", "Office", "DEU"),
        ("Boeing objected.", "Boeing", "USA"),
        ("The Assam Rifles left.", "Rifles", "IND"),
        ("Holm, a veteran of the Afghan war, left.", "Holm", None),
        ("Chad, whose army fled, objected.", "army", "TCD"),
        ("The Danish army said it had left.", "it", "DNK"),
        ("A team of nine Danish agents left.", "agents", "DNK"),
        ("A Haitian gang left.", "gang", "HTI"),
        ("Theresa May left. The leader, Anna Holm, rose and blamed her.", "her", "GBR"),
        ("The Knesset objected.", "Knesset", "ISR"),
        ("The Sejm objected.", "Sejm", "POL"),
        ("Malacañang objected.", "Malacañang", "PHL"),
        ("Paris mayor Anne Hidalgo objected.", "Hidalgo", "FRA"),
        ("Prime Minister Matteo Renzi objected.", "Renzi", "ITA"),
        ("Morgan Tsvangirai objected.", "Tsvangirai", "ZWE"),
        ("A UN envoy objected.", "envoy", None),
        ("Scottish protesters left.", "protesters", "GBR"),
        ("The president of Chechnya objected.", "president", "RUS"),
        ("Secretary Kerry objected.", "Kerry", "USA"),
        ("Carlos Menem objected.", "Menem", "ARG"),
        ("Abdurrahman Wahid objected.", "Wahid", "IDN"),
        (
            "Crown Prince Salman bin Omar of Saudi Arabia left. The prince objected.",
            "prince",
            "SAU",
        ),
    ],
)
def test_country(text: str, head: str, country: str | None) -> None:
    doc = parse(text)
    figure = Cast(doc, ()).figure(next(t for t in doc if t.text == head))
    assert figure is not None
    assert figure.country == country


def test_known_by_surname_later() -> None:
    doc = parse("Danish envoy Anna Holm arrived. The next day Holm met the rebels.")
    figure = Cast(doc, ()).figure([t for t in doc if t.text == "Holm"][1])
    assert figure is not None
    assert (figure.name, figure.country) == ("Anna Holm", "DNK")


def test_pronoun_is_the_person_before() -> None:
    doc = parse("President Emmanuel Macron landed. He met the troops.")
    figure = Cast(doc, ()).figure(next(t for t in doc if t.text == "He"))
    assert figure is not None
    assert figure.country == "FRA"
    assert doc.text[figure.start : figure.end] == "He"


def test_they_are_the_subject_before() -> None:
    doc = parse("Hundreds of Serbian students shouted at French police. They left.")
    figure = Cast(doc, ()).figure(next(t for t in doc if t.text == "They"))
    assert figure is not None
    assert figure.country == "SRB"


def test_nationality_is_kept() -> None:
    doc = parse("Chinese nationals were captured.")
    figure = Cast(doc, ()).figure(doc[1])
    assert figure is not None
    assert figure.nationality == "CHN"


def test_unnamed_party_is_domestic() -> None:
    doc = parse("Police arrested six students.")
    figure = Cast(doc, ()).figure(doc[0])
    assert figure is not None
    assert figure.domestic and figure.country is None


def test_home_is_the_country_named_most() -> None:
    doc = parse("Serbian police met Serbian students. France watched.")
    assert Cast(doc, ()).home == "SRB"


@pytest.mark.parametrize(
    "text, head, country",
    [
        ("The Syrian army shelled the town. Hours later the army left.", "army", "SYR"),
        ("Kenyan police searched a house. The police took two men away.", "police", "KEN"),
        ("Chad's parliament met. The parliament then voted.", "parliament", "TCD"),
        ("A Danish minister landed. The minister did not speak.", "minister", "DNK"),
        ("Malian soldiers left. French soldiers stayed. The soldiers ate.", "soldiers", "FRA"),
    ],
)
def test_a_body_named_before_keeps_its_country(text: str, head: str, country: str) -> None:
    doc = parse(text)
    figure = Cast(doc, ()).figure([t for t in doc if t.text == head][-1])
    assert figure is not None
    assert figure.country == country


@pytest.mark.parametrize("head", ["Brovex", "rebels", "Tarnov"])
def test_an_unlisted_party_belongs_where_the_event_happens(head: str) -> None:
    doc = parse("Brovex blamed the rebels. Mr Tarnov blamed the rebels too.")
    figure = Cast(doc, ()).figure(next(t for t in doc if t.text == head))
    assert figure is not None
    assert figure.domestic and figure.country is None


def test_a_party_of_no_country_belongs_nowhere_and_a_deed_is_no_party() -> None:
    doc = parse("NATO welcomed the truce.")
    cast = Cast(doc, ())
    figure = cast.figure(doc[0], acting=True)
    assert figure is not None
    assert not figure.domestic and figure.country is None
    assert cast.figure(doc[3], acting=True) is None


def test_where_a_country_was_named_last() -> None:
    text = "Serbian police left. France watched. Serbia slept. Serbian crowds sang."
    cast = Cast(parse(text), ())
    assert cast.named("SRB", text.index("sang")) == (text.rindex("Serbian"), text.rindex(" crowds"))
    assert cast.named("SRB", text.index("watched")) == (0, len("Serbian"))
    assert cast.named("TCD", 0) is None


@pytest.mark.parametrize(
    "text, head, country",
    [
        ("A former Danish spy and his daughter were attacked.", "daughter", "DNK"),
        ("The Georgian army retreated after its troops were shelled.", "troops", "GEO"),
        ("French soldiers left Mali. Twelve soldiers were killed at a bridge.", "soldiers", None),
    ],
)
def test_the_owner_tells_the_country_and_another_group_does_not(
    text: str, head: str, country: str | None
) -> None:
    doc = parse(text)
    figure = Cast(doc, ()).figure([t for t in doc if t.text == head][-1])
    assert figure is not None
    assert figure.country == country


def test_what_belongs_to_a_body_without_country_is_not_domestic() -> None:
    doc = parse("A UN envoy met police.")
    figures = [Cast(doc, ()).figure(t) for t in doc if t.text in ("envoy", "police")]
    assert [figure.domestic for figure in figures if figure] == [False, True]


def test_part_of_anothers_name_is_no_leader() -> None:
    doc = parse("Haroon Bashir Bilour was shot by a gunman in Peshawar.")
    assert not [m for m in mentions(doc) if m.party.person]
    doc = parse("President Bashir was arrested.")
    assert [m.party.country for m in mentions(doc)] == ["SDN"]


def test_what_is_counted_of_his_is_not_its_own_owner() -> None:
    doc = parse("A number of his units attacked the port.")
    figure = Cast(doc, ()).figure(next(t for t in doc if t.text == "units"))
    assert figure is not None
    assert figure.country is None


def test_others_from_abroad_are_not_domestic() -> None:
    doc = parse("Soldiers and foreign police left.")
    figures = [Cast(doc, ()).figure(t) for t in doc if t.text in ("Soldiers", "police")]
    assert [figure.domestic for figure in figures if figure] == [True, False]


def test_a_title_before_the_name_of_two_tells_nobody() -> None:
    doc = parse("President Marcos met Minister Brown.")
    assert [m.party.country for m in mentions(doc)] == ["PHL"]


def test_many_of_their_men_are_not_their_own_owner() -> None:
    doc = parse("Rebels attacked at dawn when hundreds of their fighters stormed the base.")
    cast = Cast(doc, ())
    assert cast.figure(next(t for t in doc if t.text == "fighters")) is not None


@pytest.mark.parametrize(
    "text, head, countries",
    [
        ("Chad and Niger quarrelled. Both countries left.", "countries", ["TCD", "NER"]),
        ("Peru's army met Chile's. Each army fired.", "army", ["PER", "CHL"]),
        ("Oslo and Bern met. Ghana called on Togo. The two sides left.", "sides", ["GHA", "TGO"]),
        ("Chad met Niger. Both blamed Mali.", "Both", ["TCD", "NER"]),
        ("Chad met Niger. Two countries left.", "countries", [None]),
        ("Chad left. Both sides fired.", "sides", [None]),
    ],
)
def test_both_are_the_two_named_before(text: str, head: str, countries: list[str | None]) -> None:
    doc = parse(text)
    token = [t for t in doc if t.text == head][-1]
    assert [figure.country for figure in Cast(doc, ()).figures(token)] == countries


def test_what_a_firm_makes_is_no_party() -> None:
    assert not mentions(parse("A Boeing 737 was shot down."))
    assert not mentions(parse("Her Toyota Land Cruiser exploded."))
    assert not mentions(parse("She wrote on Twitter."))


def test_judges_of_an_international_court_are_not_of_its_seat() -> None:
    doc = parse("The International Criminal Court met in The Hague. Judges heard the appeal.")
    figure = Cast(doc, ()).figure(next(t for t in doc if t.text == "Judges"))
    assert figure is not None
    assert figure.country is None
    assert not figure.domestic
