"""The page "About": what the map shows, what it does not, and where everything comes from."""

from __future__ import annotations

import streamlit as st

from events.query.clause import CLAIM_WORDS
from events.query.symbol import CLASSES, members
from events.report import Modality
from events.telling import wording

INTRODUCTION = """
**Dispatch Map turns news articles into a map of events that you can check.** Each event says who
did what to whom, where and when, and each field is locked to the words of the article that say it.

##### What the map shows
- A symbol only where the text says that something happened **there**. A government called by its
  capital ("Beijing said"), a nationality, a home town or a dateline is no place of an event.
- A region as its area, a town or site as a point of the gazetteer, never moved. An event known
  only to a country is listed, not drawn.
- Claimed, disputed and denied events, drawn apart from those an article asserts.

##### What it does not show
- Whether a report is true. It shows who says what; several reports are one event only where place,
  day and parties agree.
- What no article here reports. An empty region is not a quiet one.
- A date or place that the text does not state. "Reported 8 Apr 2025" is the day of the report.
- Everything an article says: a program reads it, and misses and mistakes happen. Read the excerpt.
"""

SOURCES = """
##### Sources and licences
| what | from | licence |
|---|---|---|
| towns, regions and their coordinates | [GeoNames](https://www.geonames.org/) | CC BY 4.0 |
| borders, coasts | [Natural Earth](https://www.naturalearthdata.com), German view | public domain |
| country names | Unicode CLDR | Unicode-3.0 |
| event types | PLOVER, the political event ontology | cited |
| map script | [Leaflet](https://leafletjs.com/) | BSD 2-Clause |

Borders follow what most states recognise: Crimea and Sevastopol are drawn in Ukraine. De facto
lines (Crimea, Northern Cyprus, Kashmir, Western Sahara, the Korean demarcation line, Somaliland)
and the borders of Kosovo, Palestine and Western Sahara are dashed.

##### Privacy
The page asks nothing of any other server, unless you choose online tiles. Articles and
events stay in the data folder of this machine.
"""


def show() -> None:
    """Draw the page."""
    st.markdown(INTRODUCTION)
    st.markdown("##### Event types")
    for group in CLASSES:
        kinds = "; ".join(f"**{kind}** {wording.TYPE_WORDS[kind]}" for kind in members(group))
        st.markdown(f"{str(group).capitalize()}: {kinds}.")
    claims = ", ".join(CLAIM_WORDS[m] for m in Modality)
    st.markdown(f"Claim status is one of {claims}. docs/codebook.md defines each.")
    st.markdown(SOURCES)
