"""Dates: a table of expressions, the choice of one for an event, and properties of any text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Token

from events.extract.date import expressions, when_of
from events.extract.grammar import RULES, present
from events.report import DateBasis, DatePrecision
from geodata.language import parse

TUESDAY = date(2025, 4, 8)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows() -> Iterator[tuple[str, date | None, str, date | None, date | None]]:
    with (Path(__file__).parent / "dates.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            ends = _day(row["first"]), _day(row["last"])
            yield row["sentence"], _day(row["published"]), row["words"], *ends


@pytest.mark.parametrize(("text", "published", "words", "first", "last"), list(_rows()))
def test_table(
    text: str, published: date | None, words: str, first: date | None, last: date | None
) -> None:
    told = {text[e.start : e.end]: (e.first, e.last) for e in expressions(parse(text), published)}
    assert told.get(words, "not found") == (first, last), told


WORDS = sorted({word for text, *_ in _rows() for word in text.split()})


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_a_rule_needs_what_it_says(text: str) -> None:
    """No rule fits a text that has none of the words that it needs."""
    words = present(text, 0, len(text))
    for rule in RULES:
        if rule.needs.isdisjoint(words):
            assert not rule.pattern.search(text), rule.example


def test_every_expression_of_the_table_has_what_its_rules_need() -> None:
    """Whole sentences, each of which some rule fits."""
    for text, *_ in _rows():
        words = present(text, 0, len(text))
        for rule in RULES:
            assert not (rule.needs.isdisjoint(words) and rule.pattern.search(text)), text


@pytest.mark.parametrize(
    "text",
    [
        "It may rain, and forces may strike the town.",
        "May Carter met April Jones in Augusta.",
        "A lorry drove into the Christmas market in the old town.",
        "About 2000 people marched through the city.",
        "Some 1,950 soldiers were flown out.",
        "They march every time the band plays.",
        "He scored 9/10 in the test.",
        "The sun rose over the hills.",
        "The Sunday Times wrote of Bloody Friday.",
        "Version 3.4.2025.1 was released.",
        "The post-9/11 letters killed five people.",
        "DURBAN, July 13 - Crowds stripped warehouses of goods.",
    ],
)
def test_words_that_are_no_dates(text: str) -> None:
    assert expressions(parse(text), TUESDAY) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_each_rule_reads_its_example(rule: object) -> None:
    assert rule.example  # type: ignore[attr-defined]
    assert list(rule.matches(rule.example, 0, len(rule.example)))  # type: ignore[attr-defined]


def _token(doc: Doc, word: str) -> Token:
    return next(token for token in doc if token.text == word)


CHOICES = [
    (
        "Police on Saturday arrested a man over the murder of a priest in 2009.",
        "murder",
        "2009-01-01",
        DateBasis.STATED,
    ),
    (
        "Police on Saturday arrested a man over the murder of a priest in 2009.",
        "arrested",
        "2025-04-05",
        DateBasis.STATED,
    ),
    ("Rebels seized the depot on Monday.", "seized", "2025-04-07", DateBasis.STATED),
    ("Rebels seized the depot on Monday.", "depot", "2025-04-07", DateBasis.STATED),
    (
        "On Sunday rebels seized the depot, and on Monday they burned it.",
        "burned",
        "2025-04-07",
        DateBasis.STATED,
    ),
    (
        "On Sunday rebels seized the depot, and on Monday they burned it.",
        "seized",
        "2025-04-06",
        DateBasis.STATED,
    ),
    (
        "The minister said on Monday that gunmen attacked the convoy on Friday.",
        "attacked",
        "2025-04-04",
        DateBasis.STATED,
    ),
    (
        "The minister said on Monday that gunmen attacked the convoy on Friday.",
        "said",
        "2025-04-07",
        DateBasis.STATED,
    ),
    (
        "Rebels seized the depot on Monday. They killed two guards.",
        "killed",
        "2025-04-07",
        DateBasis.CONTEXT,
    ),
    (
        "A bomb exploded in the market on Sunday.\nThe president condemned the act.",
        "condemned",
        "2025-04-06",
        DateBasis.CONTEXT,
    ),
    ("Gunmen attacked the convoy.", "attacked", "2025-04-08", DateBasis.REPORTED),
    (
        "On Sunday, the minister announced that the ship had destroyed a drone.",
        "destroyed",
        "2025-04-06",
        DateBasis.CONTEXT,
    ),
    ("Troops took the base before dawn on Sunday.", "took", "2025-04-06", DateBasis.STATED),
    (
        "The editor was shot dead on his way to work last month.",
        "shot",
        "2025-03-01",
        DateBasis.STATED,
    ),
    (
        "Two men were killed in a protest that took place in the capital on Sunday.",
        "killed",
        "2025-04-06",
        DateBasis.CONTEXT,
    ),
    (
        "Gunmen attacked two bases, with security a key issue in the vote next month.",
        "attacked",
        "2025-04-08",
        DateBasis.REPORTED,
    ),
    (
        "Police said nine people were arrested on Sunday night. Protesters threw stones.",
        "threw",
        "2025-04-06",
        DateBasis.CONTEXT,
    ),
    (
        "In 2019 the mine was closed. Unions accuse the owner of fraud.",
        "accuse",
        "2025-04-08",
        DateBasis.REPORTED,
    ),
    (
        "In 2019 the mine was seized. Rebels killed two guards.",
        "killed",
        "2019-01-01",
        DateBasis.CONTEXT,
    ),
    (
        "On Monday a guard was killed after being attacked at a gate.",
        "attacked",
        "2025-04-07",
        DateBasis.CONTEXT,
    ),
    (
        "Talks opened on Monday, three days after an attack on the mine.",
        "attack",
        "2025-04-04",
        DateBasis.STATED,
    ),
    (
        "The group claimed responsibility on Monday for the March 30 bombings.",
        "claimed",
        "2025-03-30",
        DateBasis.STATED,
    ),
    (
        "Monday's blast came two days after a mine killed six farmers.",
        "killed",
        "2025-04-05",
        DateBasis.STATED,
    ),
    (
        "It comes three days after six people were killed at a checkpoint.",
        "killed",
        "2025-04-05",
        DateBasis.STATED,
    ),
    (
        "Nerves have been raw since March 3, when gunmen seized the depot.",
        "seized",
        "2025-03-03",
        DateBasis.STATED,
    ),
    (
        "Not since March 2014, when rebels burned the port, has the town seen such a fire.",
        "burned",
        "2014-03-01",
        DateBasis.STATED,
    ),
    (
        "More recently, rebels seized a ferry on March 3.",
        "seized",
        "2025-03-03",
        DateBasis.STATED,
    ),
    (
        "The army announced on Monday that it sent twice as many men as in 2019.",
        "sent",
        "2025-04-07",
        DateBasis.CONTEXT,
    ),
    (
        "The group admitted a bombing in Port Harrow on March 3.",
        "bombing",
        "2025-03-03",
        DateBasis.STATED,
    ),
    (
        "On March 3 rebels left the port; their lorries were shelled on the way.",
        "shelled",
        "2025-03-03",
        DateBasis.CONTEXT,
    ),
    (
        "On March 3 rebels left the port, and on March 5 a crowd burned it; police arrested nine.",
        "arrested",
        "2025-03-05",
        DateBasis.CONTEXT,
    ),
    (
        "Gunmen rode into the town shortly after prayers on Sunday.",
        "rode",
        "2025-04-06",
        DateBasis.STATED,
    ),
    (
        "On March 3 rebels took the port. A week later a drone was shot down.",
        "shot",
        "2025-03-10",
        DateBasis.STATED,
    ),
    (
        "In 2014 the group said it had buried its rifles.",
        "buried",
        "2014-01-01",
        DateBasis.CONTEXT,
    ),
]


CHOICES += [
    (
        "That same Sunday, after the deadline for the crews ran out, the premier closed the port.",
        "closed",
        "2025-04-06",
        DateBasis.STATED,
    ),
    (
        "Gunmen fired on lorries using the coast road on Sunday.",
        "fired",
        "2025-04-06",
        DateBasis.CONTEXT,
    ),
    (
        "On Sunday the army took the depot before burning it.",
        "burning",
        "2025-04-06",
        DateBasis.CONTEXT,
    ),
    (
        "Rebels have occupied the port since last August.",
        "occupied",
        "2024-08-01",
        DateBasis.STATED,
    ),
    (
        "Gunmen raided a church on Sunday.\nA march was held on March 3. Envoys condemned it.",
        "condemned",
        "2025-04-06",
        DateBasis.CONTEXT,
    ),
    (
        "The raid came on Sunday, a week after an attack on the mine.",
        "attack",
        "2025-03-30",
        DateBasis.STATED,
    ),
    (
        "They had agreed to stop the shelling from noon on Saturday.",
        "stop",
        "2025-04-05",
        DateBasis.STATED,
    ),
    (
        "In December, the army apologised for a strike on a village.",
        "strike",
        "2024-12-01",
        DateBasis.CONTEXT,
    ),
    (
        "On Monday the premier said those involved would be jailed and expelled.",
        "expelled",
        "2025-04-07",
        DateBasis.CONTEXT,
    ),
    (
        "Police said on Sunday that guards had fled and that rebels had burned the depot.",
        "burned",
        "2025-04-06",
        DateBasis.CONTEXT,
    ),
    (
        "The premier, in office since 1999, stepped down on Sunday.",
        "stepped",
        "2025-04-06",
        DateBasis.STATED,
    ),
    (
        "The town has been cut off since the middle of March, when rebels seized the bridge.",
        "seized",
        "2025-03-11",
        DateBasis.STATED,
    ),
    (
        "The council met on Monday, four years after the coup of 1 February 2021.",
        "coup",
        "2021-02-01",
        DateBasis.STATED,
    ),
    (
        "On Sunday a bomb wrecked the depot, killing nine, and the following day shells packed "
        "with nails struck the port.",
        "struck",
        "2025-04-07",
        DateBasis.STATED,
    ),
    (
        "The union condemns the execution in July 2022 of four opponents.",
        "condemns",
        "2025-04-08",
        DateBasis.REPORTED,
    ),
    (
        "The rebels agreed to meet the envoys again on 15 April.",
        "agreed",
        "2025-04-08",
        DateBasis.REPORTED,
    ),
    (
        "The premier said on Sunday that he was worried. “They fought against us,” he added.",
        "fought",
        "2025-04-08",
        DateBasis.REPORTED,
    ),
    (
        "The premier said on Sunday that he was worried. He spoke of soldiers fighting abroad.",
        "fighting",
        "2025-04-08",
        DateBasis.REPORTED,
    ),
    (
        "He walked into captivity with a bullet in his arm when rebels ambushed a patrol near the "
        "port, in the north, on April 2; he was handed over to the Red Cross on April 5 in a "
        "hamlet outside the town.",
        "handed",
        "2025-04-05",
        DateBasis.STATED,
    ),
    ("They met on 3 April at the 2025 summit.", "summit", "2025-04-03", DateBasis.STATED),
    (
        "The premier said on Sunday that he was worried. The army has banned rallies.",
        "banned",
        "2025-04-08",
        DateBasis.REPORTED,
    ),
    (
        "The premier said on Sunday that he would resign. Crowds burned tyres in the capital.",
        "burned",
        "2025-04-06",
        DateBasis.CONTEXT,
    ),
]


@pytest.mark.parametrize(("text", "word", "day", "basis"), CHOICES)
def test_which_date_is_the_events(text: str, word: str, day: str, basis: DateBasis) -> None:
    doc = parse(text)
    when = when_of(_token(doc, word), expressions(doc, TUESDAY), TUESDAY)
    assert when is not None
    assert (when.start.isoformat(), when.basis) == (day, basis)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Gunmen had attacked the convoy.", "attacked"),
        ("Gunmen recently attacked the convoy.", "attacked"),
        ("A court convicted him on Monday of killing the mayor.", "killing"),
        ("On Monday a court sat.\nThe clerk was shot eleven days before the vote.", "shot"),
    ],
)
def test_no_date_where_the_text_gives_none(text: str, word: str) -> None:
    doc = parse(text)
    assert when_of(_token(doc, word), expressions(doc, TUESDAY), TUESDAY) is None


def test_the_publication_day_is_never_passed_off_as_stated() -> None:
    doc = parse("Gunmen attacked the convoy.")
    assert when_of(doc[1], (), None) is None
    when = when_of(doc[1], (), TUESDAY)
    assert when is not None
    assert (when.basis, when.quote) == (DateBasis.REPORTED, None)


def test_the_statements_day_is_not_that_of_an_earlier_event() -> None:
    doc = parse("Police said on Monday that gunmen had killed the mayor.")
    when = when_of(_token(doc, "killed"), expressions(doc, TUESDAY), TUESDAY)
    assert when is None or when.basis is not DateBasis.STATED


def test_a_date_line_alone_is_no_lead() -> None:
    doc = parse("Tuesday, April 8, 2025\nYesterday, rebels seized the depot. They burned it.")
    when = when_of(_token(doc, "burned"), expressions(doc, TUESDAY), TUESDAY)
    assert when is not None
    assert when.start == date(2025, 4, 7)


def test_a_first_line_that_is_a_day_is_the_publications() -> None:
    doc = parse("Tuesday, April 8, 2025\n\nRebels seized the depot yesterday. Guards fled.")
    found = expressions(doc, None)
    when = when_of(_token(doc, "seized"), found, None)
    assert when is not None
    assert when.start == date(2025, 4, 7)
    within = parse("On April 8, 2025 rebels seized the depot.\nGuards fled yesterday.")
    assert expressions(within, None)[1].first is None


TEXT = (
    "on in since from to and the last next this Monday Friday March May 3 31 30 2024 2025 of a "
    "two week year days ago earlier later weekend early late mid 1990s , . - – / 8/4 attacked "
    "will said overnight yesterday New Year's Eve 99999 0 29 February \n"
)
WORDS = st.sampled_from(TEXT.split(" "))


@given(
    st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)),
    st.one_of(st.none(), st.dates()),
)
@settings(max_examples=150, deadline=None)
def test_any_text(text: str, published: date | None) -> None:
    doc = parse(text)
    found = expressions(doc, published)
    assert found == expressions(doc, published)
    end = 0
    for one in found:
        assert end <= one.start < one.end <= len(text)
        end = one.end
        assert (one.first is None) == (one.last is None)
        if one.first and one.last:
            assert one.first <= one.last
            if one.precision is DatePrecision.DAY:
                assert one.first == one.last
    for token in doc:
        when = when_of(token, found, published)
        if when and when.quote:
            when.quote.check(text)
