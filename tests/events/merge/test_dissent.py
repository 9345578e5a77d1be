from datetime import date

from events.merge import dissents, summary
from events.report import Modality
from tests.events.samples import place, report

FIRST = report(
    "Kyiv was shelled by Russian forces on Monday, killing 12 people, four of them children.",
    where=place(),
    tolls=(("12 people", "killed", 12), ("four", "killed", 4)),
)
SECOND = report(
    "The forces shelled a suburb of Kyiv on Monday and 15 people were killed, the mayor says.",
    where=place("Brovary", 50.5180, 30.8067, geonames_id=711635),
    where_words="suburb",
    tolls=(("15 people", "killed", 15),),
    country="BLR",
    modality=Modality.CLAIMED,
)
SILENT = report("Shells fell: it was shelled by forces, Kyiv said.", day=None, country=None)


def told():
    return {d.field: d.versions for d in dissents(summary([FIRST, SECOND, SILENT]))}


def test_contradicting_place_count_and_actor_stand_side_by_side_with_who_says_so():
    found = told()
    assert {v.words: v.reports for v in found["killed"]} == {
        "12": (FIRST.id,),
        "15": (SECOND.id,),
    }
    assert {v.words for v in found["place"]} == {"Kyiv", "Brovary"}
    assert {v.words for v in found["actor"]} == {"RUS forces", "BLR forces"}
    assert {v.words for v in found["standing"]} == {"asserted", "claimed"}


def test_who_is_silent_contradicts_nobody():
    assert "day" not in told()
    assert not dissents(summary([FIRST]))


def test_days_that_differ_are_told():
    later = report(
        "Kyiv was shelled by forces on Tuesday.", day=date(2025, 4, 8), day_words="Tuesday"
    )
    (versions,) = [d.versions for d in dissents(summary([FIRST, later])) if d.field == "day"]
    assert {v.words for v in versions} == {"2025-04-07", "2025-04-08"}
