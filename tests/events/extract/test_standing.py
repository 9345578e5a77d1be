"""How a text stands to an event."""

from __future__ import annotations

import pytest

from events.extract.standing import Standing, standing
from events.extract.trigger import triggers
from events.report import Aux, Modality
from geodata.language import parse


def of(text: str, word: str) -> Standing:
    return next(standing(t.token) for t in triggers(parse(text)) if t.token.text == word)


@pytest.mark.parametrize(
    "text, word, aux",
    [
        ("The rebels shelled the port.", "shelled", set()),
        ("The rebels did not shell the port.", "shell", {Aux.NEGATION}),
        ("The rebels never attacked the port.", "attacked", {Aux.NEGATION}),
        ("The kingdom did not attend, but rejected the motion.", "rejected", set()),
        (
            "The proposals include suspending the kingdom from the alliance.",
            "suspending",
            {Aux.HYPOTHETICAL},
        ),
        ("No soldier was killed in the raid.", "killed", {Aux.NEGATION}),
        ("The rebels failed to capture the port.", "capture", {Aux.NEGATION}),
        ("The army will attack the port.", "attack", {Aux.FUTURE}),
        ("The army may attack the port.", "attack", {Aux.HYPOTHETICAL}),
        ("If the army attacks the port, the rebels flee.", "attacks", {Aux.HYPOTHETICAL}),
        ("The army plans to attack the port.", "attack", {Aux.HYPOTHETICAL}),
        ("The army began to shell the port.", "shell", set()),
        ("Was the mayor killed by rebels?", "killed", {Aux.HYPOTHETICAL}),
        ("The rebels often attack the port.", "attack", {Aux.GENERIC}),
        ("The mayor warned of the threat of an attack.", "attack", {Aux.HYPOTHETICAL}),
        ("Forty people are believed to have been killed.", "killed", set()),
        ("The army is believed to attack the port soon.", "attack", {Aux.HYPOTHETICAL}),
        ("The rebels felt strong enough to attack the port.", "attack", set()),
        ("The operation to retake the port began on Monday.", "retake", set()),
        ("The army plans an operation to retake the port.", "retake", {Aux.HYPOTHETICAL}),
        ("The envoy called for an end to the army's shelling of the port.", "shelling", set()),
        ("The envoy called for an end to attacks.", "attacks", {Aux.HYPOTHETICAL}),
        ("The army pledged calm, with rebels shelling the port.", "shelling", set()),
        ("Their guns enabled the army to capture the port.", "capture", set()),
        ("They agreed on the buses to be deployed at noon.", "deployed", {Aux.HYPOTHETICAL}),
        ("The guards did not release the monk.", "release", {Aux.NEGATION}),
        ("The general suggested that he step down.", "step", {Aux.HYPOTHETICAL}),
        ("The abbot wanted the monks to be released.", "released", {Aux.HYPOTHETICAL}),
        ("The guards did not release the monk until Friday.", "release", set()),
        ("The cabinet has yet to sign the accord.", "sign", {Aux.NEGATION}),
        ("No mayor kidnapped by the gangs came home.", "kidnapped", {Aux.NEGATION}),
        ("The guild has long complained of taxes.", "complained", {Aux.GENERIC}),
        ("The guild has complained of taxes.", "complained", set()),
        ("The gangs have attacked villages over the past ten years.", "attacked", {Aux.GENERIC}),
        ("They spoke of the years when gangs kidnapped mayors.", "kidnapped", {Aux.GENERIC}),
        ("They spoke of the day when gangs kidnapped the mayor.", "kidnapped", set()),
        ("Kidnappings have become an industry.", "Kidnappings", {Aux.GENERIC}),
        ("A blockade of the port would ruin it.", "blockade", {Aux.HYPOTHETICAL}),
        ("The blockade of the port would ruin it.", "blockade", set()),
        ("The planned protest alarmed the mayor.", "protest", {Aux.HYPOTHETICAL}),
        ("The mayor called off the bombing of the port.", "bombing", {Aux.HYPOTHETICAL}),
        ("They accused him of trying to seize power.", "seize", {Aux.HYPOTHETICAL}),
        ("The army tried to force him to resign.", "resign", {Aux.HYPOTHETICAL}),
        ("The army forced him to resign.", "resign", set()),
        ("He came home in order to resign.", "resign", {Aux.HYPOTHETICAL}),
        ("A feud that will lead to a massacre began.", "massacre", {Aux.FUTURE}),
        ("A feud that led to a massacre began.", "massacre", set()),
        ("They denied any role in the killing of two monks.", "killing", set()),
        ("Iran denies arming the rebels and accuses Iraq of lying.", "accuses", set()),
        ("Iran has repeatedly voiced its concern and denies arming them.", "denies", set()),
        ("The rebels claimed to have shelled the port.", "shelled", set()),
        ("The rebels claimed to control the port they shelled.", "shelled", set()),
        ("He offered money for information leading to his arrest.", "arrest", {Aux.HYPOTHETICAL}),
    ],
)
def test_aux(text: str, word: str, aux: set[Aux]) -> None:
    assert of(text, word).aux == aux


@pytest.mark.parametrize(
    "text, word, modality, claimant",
    [
        ("The rebels shelled the port.", "shelled", Modality.ASSERTED, None),
        ("The mayor said the rebels shelled the port.", "shelled", Modality.CLAIMED, "mayor"),
        ("Rebels shelled the port, the ministry said.", "shelled", Modality.CLAIMED, "ministry"),
        ("According to the mayor, rebels shelled a port.", "shelled", Modality.CLAIMED, "mayor"),
        ("He cited reports of rebels shelling it.", "shelling", Modality.CLAIMED, "He"),
        ("Reports of an attack alarmed the mayor.", "attack", Modality.CLAIMED, None),
        ("The rebels allegedly shelled the port.", "shelled", Modality.DISPUTED, None),
        ("The rebels claimed to have shelled it.", "shelled", Modality.CLAIMED, "rebels"),
        ("He claimed in a letter to have shelled it.", "shelled", Modality.CLAIMED, "He"),
        ("They claimed in a note to have burned a barracks.", "burned", Modality.CLAIMED, "They"),
        ("Iran accused the rebels of shelling it.", "shelling", Modality.CLAIMED, "Iran"),
        (
            "Iran denied aiding them and accused the army of raids.",
            "raids",
            Modality.CLAIMED,
            "Iran",
        ),
    ],
)
def test_modality(text: str, word: str, modality: Modality, claimant: str | None) -> None:
    found = of(text, word)
    assert found.modality is modality
    assert (found.claimant.text if found.claimant is not None else None) == claimant


def test_a_fragment_that_begins_with_of_has_an_end() -> None:
    assert of("Of shelling and attacks.", "shelling").modality is Modality.ASSERTED
