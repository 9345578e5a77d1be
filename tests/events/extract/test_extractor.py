"""The extractor: joined mentions, locked quotes, and what holds for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.article import Article
from events.extract.explain import explain
from events.extract.extractor import EXTRACTOR, extract
from events.report import EventType, Modality, Report, Role
from geodata.geoparser import geoparse
from geodata.language import parse

PUBLISHED = date(2025, 5, 6)


def reports(text: str) -> tuple[Report, ...]:
    found = extract(Article(text=text, published=PUBLISHED), parse(text), ())
    return tuple(report for report in found if report.occurred)


def test_one_event_told_three_times_is_one() -> None:
    text = (
        "Gunmen attacked an army post on Monday, killing six soldiers.\n"
        "The attack lasted an hour. Two officers were also wounded in the attack, the army said."
    )
    (report,) = reports(text)
    assert report.type is EventType.ASSAULT
    assert len(report.quotes) == 3
    assert {(toll.kind, toll.low) for toll in report.tolls} == {("killed", 6), ("injured", 2)}


def test_another_attack_is_another_event() -> None:
    text = (
        "Gunmen attacked an army post on Monday. "
        "In another attack, rebels fired on a police patrol on Sunday."
    )
    assert [report.type for report in reports(text)] == [EventType.ASSAULT] * 2


def test_what_comes_after_the_publication_has_not_happened() -> None:
    text = "The movement holds a rally on Thursday in the capital. Teachers marched on Monday."
    assert [report.quotes[0].text for report in reports(text)] == ["Teachers marched on Monday."]


def test_headline_in_the_present_is_the_event_of_the_text() -> None:
    text = "Gunmen kill six soldiers near Gao\n\nGunmen killed six soldiers on Monday."
    (report,) = reports(text)
    assert len(report.quotes) == 2


def test_what_one_sentence_asserts_nobody_claims() -> None:
    text = "Rebels shelled the port on Monday. The mayor said rebels shelled the port on Monday."
    (report,) = reports(text)
    assert (report.modality, report.claimant) == (Modality.ASSERTED, None)
    assert "standing: 'shelled' claimed by mayor" in report.reasons


def test_claimant_is_named_better_than_by_a_pronoun() -> None:
    text = (
        "He cited reports of foreign troops engaging Ukrainian forces in Kursk. "
        "Foreign troops fought Ukrainian forces in Kursk, Zelensky said."
    )
    (report,) = reports(text)
    assert report.modality is Modality.CLAIMED
    assert report.claimant is not None
    assert report.claimant.text == "Zelensky"


def test_habit_in_the_present_is_none() -> None:
    assert not reports("Gunmen kill soldiers in this valley.")


def test_attack_and_counter_attack_are_two() -> None:
    text = "Israel struck Lebanon on Monday. Lebanon struck Israel on Monday."
    assert len(reports(text)) == 2


@pytest.mark.parametrize(
    "text, actor, recipient",
    [
        ("French troops captured a Malian colonel.", "FRA", "MLI"),
        ("A Malian colonel was captured by French troops.", "FRA", "MLI"),
        ("The capture of a Malian colonel by French troops was filmed.", "FRA", "MLI"),
        ("French troops launched a strike on Malian rebels.", "FRA", "MLI"),
        ("Malian rebels shelled by French troops fled.", "FRA", "MLI"),
    ],
)
def test_roles_in_any_grammar(text: str, actor: str, recipient: str) -> None:
    report = next(r for r in reports(text) if r.type is EventType.ASSAULT)
    roles = {(a.role, a.country) for a in report.actors}
    assert roles >= {(Role.ACTOR, actor), (Role.RECIPIENT, recipient)}


@pytest.mark.parametrize(
    "text, kind, role, country",
    [
        ("A truce brokered by Qatar held on Monday.", "RETREAT", Role.ACTOR, "QAT"),
        ("Air strikes carried out by Turkey killed six men.", "ASSAULT", Role.ACTOR, "TUR"),
        ("Chad accused Libya of the shelling of a village.", "ASSAULT", Role.ACTOR, "LBY"),
        (
            "The envoy spoke of Russia's role in the siege of the town.",
            "ASSAULT",
            Role.ACTOR,
            "RUS",
        ),
        ("Crowds protested over Chad's raid on a village.", "PROTEST", Role.RECIPIENT, "TCD"),
        ("The US condemned the raid.", "ACCUSE", Role.ACTOR, "USA"),
        ("The US decision to expel nine envoys stands.", "SANCTION", Role.ACTOR, "USA"),
        ("Kenyan roads were dry. Thousands took to the streets.", "PROTEST", Role.OTHER, "KEN"),
        ("Kenyan judges met. A clerk was found guilty of spying.", "SANCTION", Role.OTHER, "KEN"),
    ],
)
def test_who_acts_by_the_words_around(text: str, kind: str, role: Role, country: str) -> None:
    found = [(a.role, a.country) for r in reports(text) if r.type == kind for a in r.actors]
    assert (role, country) in found


def test_who_was_struck_is_not_who_struck() -> None:
    text = (
        "Chinese nationals were captured by Ukrainian forces while fighting beside a convoy. "
        "The army captured Chinese citizens who fought near the depot, it said."
    )
    roles = {actor.name: actor.role for report in reports(text) for actor in report.actors}
    assert roles["Chinese nationals"] is Role.RECIPIENT
    assert "Chinese citizens" not in roles


def test_side_apart_from_nationality() -> None:
    text = "Ukrainian forces captured two Indian citizens while fighting alongside Russian troops."
    report = reports(text)[0]
    assert report.mode == "abduct"
    parties = {(a.role, a.country) for a in report.actors}
    assert parties >= {
        (Role.ACTOR, "UKR"),
        (Role.RECIPIENT, "IND"),
        (Role.OTHER, "RUS"),
    }


def test_every_report_gives_reasons_and_its_extractor() -> None:
    (report,) = reports("French troops captured a Malian colonel.")
    assert any("capture -> ASSAULT/abduct" in reason for reason in report.reasons)
    assert report.extractor == EXTRACTOR


def test_what_did_not_happen_is_flagged_and_placeless() -> None:
    text = "French troops did not attack the Malian town. Mali may expel the envoy."
    found = extract(Article(text=text), parse(text), ())
    assert [sorted(report.aux) for report in found] == [["negation"], ["hypothetical"]]
    assert not any(report.occurred or report.where for report in found)


def test_denied_once_and_planned_once_did_not_happen() -> None:
    text = "French troops did not attack the Malian town. French troops may attack the Malian town."
    found = extract(Article(text=text), parse(text), ())
    assert found and not any(report.occurred for report in found)


def test_what_another_party_denies() -> None:
    text = "French troops shelled a village in Mali, Mali said. France denied shelling the village."
    report = next(r for r in reports(text) if r.type is EventType.ASSAULT)
    assert report.modality is Modality.DENIED


def test_explain_tells_found_and_refused() -> None:
    text = "French troops captured a Malian colonel. The army may attack the port."
    article = Article(text=text)
    told = explain(article, parse(text), ())
    assert "event 1" in told and "capture -> ASSAULT/abduct" in told
    assert "set aside: hypothetical" in told


WORDS = st.sampled_from(
    [
        "Gunmen",
        "attacked",
        "killed",
        "six",
        "soldiers",
        "in Kyiv",
        "at Ngubara",
        "and Tolokwe",
        "and at Kherson",
        "on Monday",
        ".",
        ",",
        "“",
        "”",
        "’",
        "(",
        "said",
        "the army",
        "he",
        "they",
        "it",
        "who",
        "not",
        "may",
        "Israel's",
        "troops",
        "of",
        "by",
        "shelling",
        "strike",
        "no",
        "\n",
        "\n\n",
        "Zürich",
        "北京",
        "\u200b",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join)))
def test_any_text_is_read_the_same_twice_with_locked_quotes(text: str) -> None:
    article = Article(text=text, published=PUBLISHED)
    first, again = (extract(article, doc, geoparse(doc)) for doc in (parse(text), parse(text)))
    assert first == again
    assert len({report.id for report in first}) == len(first)
    for report in first:
        for quote in report.spans():
            quote.check(text)
        assert all(len(quote.text) <= 300 for quote in report.quotes)


def test_quotes_stay_short_in_an_endless_sentence() -> None:
    text = "Gunmen attacked a base " + "and then they shelled a very long wall " * 40 + "."
    assert all(len(q.text) <= 300 for report in reports(text) for q in report.quotes)


@pytest.mark.parametrize(
    "text",
    [
        "Two brothers from Lagos, who were kidnapped in May, wrote home.",
        "The hostages are Ann Hill, a retired teacher from Leeds, who was abducted last week.",
        "The deputy governor of Borno, who was wounded in the attack, was flown out.",
    ],
)
def test_where_a_victim_is_from_is_no_scene(text: str) -> None:
    """A home or an office of whoever suffers an act places nothing."""
    assert [report.place for report in reports(text)] == [None] * len(reports(text))
    assert reports(text)
