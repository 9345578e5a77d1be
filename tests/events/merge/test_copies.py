import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.merge import summary
from events.merge.copies import Sketch, copied, sources
from tests.events.samples import report

STORY = [
    "Two drones struck the grain port of the old harbour town before dawn on Monday.",
    "The blasts broke windows in three streets and set a warehouse on fire.",
    "Firefighters needed six hours to put it out, the mayor told reporters at noon.",
    "A night watchman died in hospital, and his wife was treated for burns.",
    "Ships waiting in the roads were told to keep away until the quay had been searched.",
    "Traders expect the price of wheat to rise, as it did after the last such attack.",
]
OTHER = (
    "Parliament debated the budget for eleven hours and voted on none of its chapters. "
    "The opposition left the hall twice, the speaker once, and the minister stayed away. "
    "A new sitting is planned for the end of the month, if the committees are ready by then."
)
WHOLE = "\n".join(STORY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WHOLE, True),
        ("HARBOUR TOWN (Agency) - " + WHOLE.upper(), True),
        ("\n".join(STORY[:3]), True),
        (WHOLE + "\n" + OTHER, True),
        (WHOLE.replace("six hours", "nearly six hours").replace("Traders", "Dealers"), True),
        (OTHER, False),
        ("\n".join([*STORY[:1], OTHER]), False),
        ("Two drones struck the grain port.", False),
        ("", False),
    ],
)
def test_a_copy_is_known_whole_cut_or_touched_up(text, expected):
    assert copied(Sketch.of(WHOLE), Sketch.of(text)) is expected
    assert copied(Sketch.of(text), Sketch.of(WHOLE)) is expected


@given(st.text(), st.text())
def test_containment_is_a_share_and_the_same_both_ways(one, other):
    a, b = Sketch.of(one), Sketch.of(other)
    assert 0 <= a.contained(b) == b.contained(a) <= 1


def test_copies_count_once_and_all_reports_are_kept():
    told = [
        report("Kyiv was shelled by forces on Monday.\n" + WHOLE),
        report("Kyiv was shelled by forces on Monday.\nAgency.\n" + WHOLE),
        report("On Monday the forces of the enemy shelled Kyiv, our own reporter saw."),
    ]
    texts = {
        one.article_id: text
        for one, text in zip(told, (WHOLE, "Agency.\n" + WHOLE, OTHER), strict=True)
    }
    event = summary(told, lambda ids: {key: texts[key] for key in ids})
    assert event.sources == 2
    assert len(event.reports) == 3


def test_one_long_sentence_word_for_word_is_one_source_even_without_the_texts():
    sentence = "Kyiv was shelled by the forces on Monday for nine hours without a pause."
    told = [report(sentence + f"\nPaper {number}.") for number in range(3)]
    assert [len(source) for source in sources(told)] == [3]


def test_short_equal_sentences_are_no_copy():
    told = [report(f"Kyiv was shelled by forces Monday.\nPaper {number}.") for number in range(3)]
    assert len(sources(told)) == 3
