"""Joining: one event told again stays one; others, with or without a date, stay apart."""

from __future__ import annotations

from datetime import date

import pytest

from events.article import Article
from events.extract.extractor import extract
from events.report import EventType, Report
from geodata.geoparser import geoparse
from geodata.language import parse


def attacks(text: str) -> list[Report]:
    found = extract(Article(text=text), parse(text), ())
    return [report for report in found if report.occurred and report.type is EventType.ASSAULT]


ONE = [
    "Gunmen kill six guards\n\nGunmen killed six guards at a dam on Monday. The attack began at "
    "dawn, police said. Two guards were also wounded in the attack. It was the shooting that "
    "everybody had feared. Monday's attack lasted an hour.",
    "A bomb exploded in a market on Friday. The blast killed nine people. Rescuers said the "
    "explosion had wounded forty more.",
    "Rebels attacked the army base with rockets on Sunday, killing two soldiers. The army said the "
    "attack had been repelled after an hour.",
    "Gunmen attacked a depot on Tuesday. More than thirty lorries were set ablaze.",
    "A bomb went off at a hotel on Tuesday. Rebels claimed responsibility.",
    "Gunmen opened fire in a bar and three people were wounded.",
    "Nine Peruvian soldiers perished on Monday when jets bombed a Bolivian barracks.",
    "Rebels attacked a Chilean camp, exchanging shots with Peruvian guards.",
    "Peru said nine of its soldiers were killed in a clash with Chilean troops on Monday.",
]


@pytest.mark.parametrize("text", ONE)
def test_one_event_told_again_stays_one(text: str) -> None:
    assert len(attacks(text)) == 1


@pytest.mark.parametrize(
    "first, second",
    [
        ("Gunmen killed a judge on Monday.", "Rebels killed four guards on Thursday."),
        ("Gunmen killed a judge on Monday.", "In March 2019 rebels killed four guards."),
        ("Gunmen killed a judge.", "Days later, two guards were killed in a gun battle."),
        ("Gunmen killed a judge on Monday.", "In another attack, rebels killed four guards."),
        ("Islamic State killed nine soldiers.", "Russian jets then bombed a village."),
        ("A man shot two guards.", "Helicopters later strafed a convoy."),
        ("Israel struck a depot in the hills.", "Iran struck an airfield in the desert."),
        ("Gunmen killed a judge on Monday.", "Dozens have been killed in such clashes."),
        ("Gunmen killed a judge.", "Militants kidnapped two nurses."),
        ("Near Fenwood, one strike destroyed a lorry.", "Near Drumlow, one strike hit a depot."),
        ("Gunmen attacked the depot at Fenwood.", "The assault on Drumlow began at dawn."),
        ("Gunmen attacked the police station at Fenwood", "and a second station was torched."),
        ("Gunmen killed a judge on Monday.", "The town suffered a wave of bombings in 2016."),
        (
            "Gunmen killed a judge on Monday.",
            "Rebels claimed responsibility for May 3 bombings in the harbour that killed nine.",
        ),
        (
            "Gunmen killed a judge on Monday. The mayor visited the family.\n\nThe army sent help.",
            "The valley is poor.\n\nIn the harbour, smugglers shot a customs officer, Jan Brandt.",
        ),
    ],
)
def test_other_events_stay_apart(first: str, second: str) -> None:
    assert len(attacks(f"{first} {second}")) == 2


def test_why_mentions_are_one_is_told() -> None:
    (report,) = attacks("A bomb exploded on Friday. The blast killed nine people.")
    assert any(line.startswith("joined: 'blast' ") for line in report.reasons)


def test_one_states_charge_against_another_is_told_once() -> None:
    text = "Norway accused Chad of spying. The Norwegian premier later blamed Chad for the leak."
    found = extract(Article(text=text), parse(text), ())
    assert len([r for r in found if r.occurred and r.type is EventType.ACCUSE]) == 1


def test_what_the_captured_did_is_no_other_act() -> None:
    found = attacks("Danish volunteers were captured by rebels while fighting alongside the army.")
    assert [report.trigger.text for report in found] == ["captured"]


def test_each_of_several_listed_places_has_its_own_event() -> None:
    found = attacks("On Monday militiamen burnt homes in Kestrovo and Tamarovka, the mayor said.")
    assert len(found) == 2
    assert len({report.quotes for report in found}) == 1


def test_who_is_listed_is_no_place() -> None:
    assert len(attacks("Gunmen killed two guards in Hamas and Hezbollah on Monday.")) == 1


def test_same_parties_at_the_same_place_do_the_same() -> None:
    text = (
        "He cited reports of North Korean troops engaging Ukrainian forces in Kursk. The mayor "
        "left. A firm moved. “North Koreans fought against Ukraine's army in Kursk,” he said."
    )
    doc = parse(text)
    found = extract(Article(text=text), doc, geoparse(doc))
    assert len([r for r in found if r.occurred and r.type is EventType.ASSAULT]) == 1


def test_a_known_crowd_goes_on_with_its_protest() -> None:
    text = "Hundreds of teachers marched on Monday. It rained. The protesters later hurled stones."
    found = extract(Article(text=text), parse(text), ())
    assert len([r for r in found if r.occurred and r.type is EventType.PROTEST]) == 1


def test_a_decree_of_several_rules_is_one() -> None:
    text = "The general announced a curfew and the closing of all borders."
    found = extract(Article(text=text), parse(text), ())
    assert [report.type for report in found if report.occurred] == [EventType.COERCE]


def test_the_day_of_telling_does_not_part_what_one_clause_tells() -> None:
    text = (
        "Peru's president on Friday called off talks, a day after a car bomb tore through a school "
        "and killed nine people. More than 60 people were injured."
    )
    found = extract(Article(text=text, published=date(2021, 5, 8)), parse(text), ())
    assert sum(report.type is EventType.ASSAULT for report in found) == 1
