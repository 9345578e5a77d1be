"""Events of every kind of place and day, told by hostile articles of our own writing."""

from __future__ import annotations

from datetime import date

from events.article import Article
from events.export import Told
from events.merge import summary
from events.report import Aux, EventType, Modality, Report
from geodata.place import Precision
from tests.events.samples import place, report

HOSTILE = '=HYPERLINK("x") ]]> </a><script>&amp; \x00\x0b\ud800 \u202e \' "quoted", comma'
NOTE = f"5 events involving China & <others>, 1–8 April 2025. {HOSTILE}"

KYIV = place()
DONETSK = place(
    "Donetsk Oblast",
    48.0,
    37.5,
    geonames_id=709716,
    admin1="UA.05",
    precision=Precision.ADMIN1,
    outline="UA.05",
)
NOWHERE = place(
    "The Old Valley", 1.0, 2.0, geonames_id=None, precision=Precision.ADMIN2, outline=None
)
UKRAINE = place(
    "Ukraine", 49.0, 32.0, geonames_id=690791, precision=Precision.COUNTRY, outline="UKR"
)


def article(text: str) -> Article:
    return Article(
        text=text,
        title=HOSTILE,
        publisher=f"@wire {HOSTILE}",
        url="javascript:alert(1)" if "Chinese" in text else "https://example.org/?a=1&b=<2>",
        published=date(2025, 4, 8),
    )


def told(*reports: Report) -> Told:
    return summary(reports), {r.article_id: article(TEXTS[r.id]) for r in reports}


TEXTS: dict[str, str] = {}


def say(text: str, **fields: object) -> Report:
    made = report(text, **fields)  # type: ignore[arg-type]
    TEXTS[made.id] = text
    return made


TOWN = told(
    say(
        f"Kyiv was shelled by forces on Monday, killing 12 people. {HOSTILE}",
        where=KYIV,
        mode="heavy-weapons",
        tolls=(("12 people", "killed", 12),),
    ),
    say(
        "Forces? Kyiv was shelled by forces on Monday; 15 people died.",
        where=KYIV,
        mode="heavy-weapons",
        tolls=(("15 people", "killed", 15),),
        modality=Modality.CLAIMED,
    ),
)
REGION = told(
    say("Donetsk Oblast was shelled by forces Monday.", where=DONETSK, where_words="Donetsk")
)
SHAPELESS = told(
    say("The Old Valley was shelled by forces Monday.", where=NOWHERE, where_words="Old")
)
COUNTRY = told(
    say("Ukraine was shelled by forces.", where=UKRAINE, where_words="Ukraine", day=None)
)
UNMAPPED = told(say("Chinese forces shelled it on a day unknown.", day_words=None))
TALKS = told(
    say("Forces met forces in Kyiv Monday.", kind=EventType.CONSULT, trigger="met", where=KYIV)
)
PLANNED = told(
    say("Forces may have shelled forces of Kyiv Monday.", where=KYIV, aux=frozenset({Aux.FUTURE}))
)
ALL = (TOWN, REGION, SHAPELESS, COUNTRY, UNMAPPED, TALKS, PLANNED)
DRAWN = 3
"""Of them, with a geometry: the town, the region, the talks."""
