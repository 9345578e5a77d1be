"""Locations: which words say where, traps that must stay unmapped, and properties of any text.

Places are made by hand, so that no gazetteer is needed.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Token

from events.extract import location
from events.extract.location import spans, where
from events.extract.name import names
from geodata.language import parse
from geodata.place import Place, Precision
from geodata.toponym import Sense, Toponym


@pytest.fixture(autouse=True)
def _no_gazetteer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(location, "_known", lambda name: "none/-")


def _place(name: str, precision: Precision, country: str) -> Place:
    return Place(
        geonames_id=None,
        name=name,
        lat=0.0,
        lon=0.0,
        country=country,
        admin1=None,
        admin1_name=None,
        feature={"town": "PPL", "admin1": "ADM1", "country": "PCLI", "site": "AIRP"}[precision],
        population=1000,
        precision=precision,
        uncertainty_m=1000,
        outline=None,
    )


PLACES = {
    name: _place(name, precision, country)
    for precision, country, some in (
        (Precision.TOWN, "UKR", "Avdiivka Kyiv Rivne Lutsk Kovel Odesa Kharkiv Bakhmut"),
        (Precision.TOWN, "AFG", "Ghazni Kabul"),
        (Precision.TOWN, "SYR", "Raqqa Palmyra Homs Damascus"),
        (Precision.TOWN, "RUS", "Moscow"),
        (Precision.TOWN, "CHN", "Beijing"),
        (Precision.TOWN, "NGA", "Damboa Lagos"),
        (Precision.ADMIN1, "NGA", "Borno"),
        (Precision.ADMIN1, "UKR", "Donetsk"),
        (Precision.COUNTRY, "IRQ", "Iraq"),
        (Precision.COUNTRY, "SYR", "Syria"),
        (Precision.COUNTRY, "TUR", "Turkey"),
        (Precision.COUNTRY, "UKR", "Ukraine"),
        (Precision.COUNTRY, "RUS", "Russia"),
        (Precision.COUNTRY, "CHN", "China"),
    )
    for name in some.split()
}


def _toponyms(doc: Doc) -> tuple[Toponym, ...]:
    """Take every name of the table as literal: the traps must hold without the geoparser's help."""
    return tuple(
        Toponym(
            start=token.idx,
            end=token.idx + len(token),
            name=token.text,
            place=PLACES[token.text],
            sense=Sense.LITERAL,
            sense_reason="made by hand",
        )
        for token in doc
        if token.text in PLACES
    )


def _trigger(doc: Doc, word: str) -> Token:
    return next(token for token in doc if token.text == word)


def _where(text: str, word: str) -> list[str]:
    doc = parse(text)
    return [found.quote.text for found in where(_trigger(doc, word), _toponyms(doc))]


FOUND = [
    ("Russian forces shelled Avdiivka on Monday.", "shelled", ["Avdiivka"]),
    ("Five people were killed in Kharkiv by a missile.", "killed", ["Kharkiv"]),
    ("A car bomb exploded near the market in Kabul.", "exploded", ["Kabul"]),
    ("Gunmen attacked a police station in the town of Damboa.", "attacked", ["Damboa"]),
    ("Gunmen killed twelve farmers in Damboa in Borno state.", "killed", ["Damboa"]),
    ("Protesters marched through Lagos on Friday.", "marched", ["Lagos"]),
    ("The president declared a state of emergency in Kharkiv.", "declared", ["Kharkiv"]),
    ("Troops captured the city of Palmyra.", "captured", ["Palmyra"]),
    ("Bakhmut was shelled for three hours.", "shelled", ["Bakhmut"]),
    ("The Raqqa battle cost hundreds of lives.", "battle", ["Raqqa"]),
    ("A bombing in Ghazni killed nine soldiers.", "bombing", ["Ghazni"]),
    ("Missiles hit Rivne, Lutsk and Kovel overnight.", "hit", ["Rivne", "Lutsk", "Kovel"]),
    ("The city of Palmyra saw heavy shelling.", "saw", ["Palmyra"]),
    ("The port of Odesa was shelled, officials said.", "shelled", ["Odesa"]),
    ("The police said that a bomb went off in Odesa.", "went", ["Odesa"]),
    ("Attacks were also reported in Damboa.", "Attacks", ["Damboa"]),
    ("The army withdrew its troops from Palmyra to Homs.", "withdrew", ["Palmyra"]),
    ("Officials condemned the attack in Ghazni.", "attack", ["Ghazni"]),
    ("The envoy denounced new attacks on Homs and Palmyra.", "attacks", ["Homs", "Palmyra"]),
    ("It mourned the victims of the shelling of Bakhmut.", "shelling", ["Bakhmut"]),
    ("The siege of parts of Homs lasted two years.", "siege", ["Homs"]),
    ("Shells landed in Homs and in Palmyra.", "landed", ["Homs", "Palmyra"]),
    (
        "It condemned attacks in the towns of Damboa in Borno, and the port city of Lagos.",
        "attacks",
        ["Damboa", "Lagos"],
    ),
    ("The minister flew to Kabul to meet tribal elders.", "meet", ["Kabul"]),
    ("The envoy arrived in Damascus for talks with the government.", "talks", ["Damascus"]),
    ("His visit to Odesa lasted two hours.", "visit", ["Odesa"]),
    ("A court in Lagos jailed two officers.", "jailed", ["Lagos"]),
    ("A gunman shot the mayor dead at a rally in Rivne.", "shot", ["Rivne"]),
    ("It mourned a raid on a convoy, which took place in Homs in May.", "raid", ["Homs"]),
    ("The president was visiting a barracks in Kovel.", "visiting", ["Kovel"]),
    (
        "He survived an attack during a parade marking the army's founding in Kabul in May.",
        "attack",
        ["Kabul"],
    ),
    ("Six guards died on Friday when gunmen stormed a depot in Homs.", "died", ["Homs"]),
    ("Rebels broke into the barracks in Palmyra, killing nine men.", "killing", ["Palmyra"]),
    ("In Syria, a guard at a bank in Homs was stabbed.", "stabbed", ["Homs"]),
    ("The envoy flew to Kabul and met tribal elders.", "met", ["Kabul"]),
    ("Police fired tear gas at crowds who had marched through Homs.", "fired", ["Homs"]),
    ("Gunmen fired on a bus taking workers to a fair in Borno.", "fired", ["Borno"]),
    ("Police evicted the campers from Kovel on Friday.", "evicted", ["Kovel"]),
    (
        "Envoys attended the meeting of ministers held in Kyiv, the ministry said.",
        "meeting",
        ["Kyiv"],
    ),
    (
        "The standoff was a siege that began in Homs two days earlier.",
        "standoff",
        ["Homs"],
    ),
]


@pytest.mark.parametrize(("text", "word", "places"), FOUND)
def test_where(text: str, word: str, places: list[str]) -> None:
    assert sorted(_where(text, word)) == sorted(places)


TRAPS = [
    ("A tanker was attacked 50 nautical miles south of Odesa.", "attacked"),
    ("KYIV (AP) — Soldiers shelled the village on Monday.", "shelled"),
    ("Speaking in Moscow, the minister said that rebels shot down a plane.", "shot"),
    ("The army shelled the village, the ministry in Moscow said.", "shelled"),
    ("The ambassador to Turkey was shot dead at an exhibition.", "shot"),
    ("Gunmen from Syria attacked the convoy.", "attacked"),
    ("A friend of his, who lived in Ghazni, was questioned by the police.", "questioned"),
    ("A man born in Palmyra stabbed two guards.", "stabbed"),
    ("The foreign minister of Ukraine accused the company of fraud.", "accused"),
    ("China's government condemned the killing.", "condemned"),
    ("The group has ties to Russia and killed two officers.", "killed"),
    ("The president of Turkey killed the plan.", "killed"),
    ("Officials in Damascus reported that rebels shot down a plane.", "shot"),
    ("Both sides agreed that inspectors would travel to Damascus.", "agreed"),
    ("After visits to Homs and Palmyra, the envoy met doctors.", "met"),
    ("In a statement that he signed in Lagos, he reacted to the killing of a judge.", "killing"),
    ("Rebels attacked a depot that serves as a base for the Palmyra offensive.", "attacked"),
    ("A spokesman told a radio station in Lagos that the hostages had been freed.", "freed"),
    ("A student from the suburb of Lagos had pleaded guilty to murder.", "murder"),
    ("Troops entered Palmyra a month after rebels held a vote.", "held"),
    ("The army closed its airspace to flights from Homs.", "closed"),
    ("In Moscow, the minister condemned the attack.", "attack"),
    ("He condemned the assault and will fly to Beijing next week.", "condemned"),
    ("The train to Lagos was attacked by gunmen.", "attacked"),
    ("Gunmen attacked a village some 260 km northeast of Damascus.", "attacked"),
    ("The boat was on its way from Lagos towards Kabul when gunmen boarded it.", "boarded"),
    ("It was the worst fighting since the truce that was signed in Moscow.", "fighting"),
    ("Police arrested two men accused of plotting an attack in Kyiv.", "arrested"),
    ("A wounded farmer died in hospital in Lagos.", "died"),
    ("A boy hit by a bullet died in hospital in Lagos.", "hit"),
    ("Guards shot a man who was flown to a clinic in Odesa.", "shot"),
    ("The union called on Kyiv and Moscow to halt their offensive.", "offensive"),
    ("The minister cancelled a trip to Moscow.", "trip"),
    ("Crowds marched in Lagos after the government announced a tax.", "announced"),
    ("One man was killed in Homs in July, and in May another was shot dead.", "shot"),
    ("A court in Damascus sentenced him to death for the murder of two men.", "murder"),
    ("A man who killed two guards in May was arrested in Kyiv.", "killed"),
    ("Ivan Petrov, 39, of Rivne in Donetsk, was charged with theft.", "charged"),
    ("A soldier is accused of stabbing 20-year-old Ivan Petrov of Rivne in his sleep.", "stabbing"),
    ("The two leaders discussed the campaign to liberate the city of Raqqa.", "discussed"),
    ("The city saw protests by students angry over the shelling of Homs.", "protests"),
]


@pytest.mark.parametrize(("text", "word"), TRAPS)
def test_trap(text: str, word: str) -> None:
    assert _where(text, word) == []


def test_the_sentence_after_says_where() -> None:
    text = "Two foreign fighters were captured. This happened in the Donetsk region last week."
    assert _where(text, "captured") == ["Donetsk"]


def test_another_paragraph_does_not() -> None:
    text = "A bomb exploded in Kabul on Monday.\nIt killed nine soldiers."
    assert _where(text, "killed") == []


def test_the_finer_place_of_two() -> None:
    assert _where("The strike took place in Ukraine, at Odesa.", "took") == ["Odesa"]


def test_a_name_that_no_gazetteer_knows() -> None:
    text = "Rebels attacked a checkpoint in the village of Tal Zarqan on Sunday."
    doc = parse(text)
    assert [text[a:b] for a, b in spans(doc, _trigger(doc, "attacked"))] == ["Tal Zarqan"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clashes broke out near Al-Hasim on Friday.", ["Al-Hasim"]),
        ("A blast shook Port-au-Prince.", ["Port-au-Prince"]),
        ("They met in the town of Banja Luka.", ["Banja Luka"]),
        ("A tanker sank in the Gulf of Oman.", ["Gulf of Oman"]),
        ("The city of Homs fell.", ["Homs"]),
        ("Shells fell on northern Aleppo on Tuesday.", ["Aleppo"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert [span.text for span in names(parse(text)[:])] == expected


def test_the_same_answer_twice_and_whatever_the_order_of_places() -> None:
    doc = parse("Missiles hit Rivne, Lutsk and Kovel overnight.")
    toponyms = _toponyms(doc)
    hit = _trigger(doc, "hit")
    first = {found.quote for found in where(hit, toponyms)}
    assert first == {found.quote for found in where(hit, toponyms)}
    assert first == {found.quote for found in where(hit, toponyms[::-1])}


TEXT = (
    "Kabul Ghazni Iraq Al - ' ( ) , . in at near of the town attacked killed This happened "
    "said that and from Monday bombing Tal \n"
)
WORDS = st.sampled_from(TEXT.split(" "))


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=16).map(" ".join)))
@settings(max_examples=120, deadline=None)
def test_any_text(text: str) -> None:
    location_known = location._known
    location._known = lambda name: "none/-"  # type: ignore[assignment]
    try:
        doc = parse(text)
        toponyms = _toponyms(doc)
        for token in doc:
            for start, end in spans(doc, token):
                assert 0 <= start < end <= len(text)
                assert token.sent.start_char <= start
                assert end <= token.sent.end_char
            for found in where(token, toponyms):
                found.quote.check(text)
                assert found.reason
    finally:
        location._known = location_known
