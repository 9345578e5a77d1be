"""A saved page: map, list, detail and timeline of a selection in one file that needs no network.

``python -m events export --format html FILE``; the page's "Table" offers the same file. The scripts
are the map's own; ``offline.js`` answers them from the data.
"""

from __future__ import annotations

import html
import json
from base64 import b64encode
from datetime import date
from hashlib import sha256
from typing import Any

from events.catalogue import Catalogue, country_name
from events.event import Event
from events.query.index import NO_DAY, NONE, PINNABLE, PRECISIONS, Index
from events.query.selection import Selection
from events.query.symbol import CLASSES, members
from events.telling.detail import detail
from events.telling.listing import page as listed
from events.telling.script import STATIC, bundle
from geodata.outline import outline

MOST = 5000
"""Events of one file; each takes about 2 kB."""
MOST_TOWNS = 1500
STYLE = """
#bar { position: fixed; inset: 0 0 auto 0; height: 46px; display: flex; gap: 12px;
  align-items: center; padding: 0 12px; overflow: hidden; }
#bar h1 { font-size: 16px; margin: 0 auto 0 0; }
#bar input { font: inherit; padding: 3px 8px; border: 1px solid var(--line); }
#filters { display: flex; gap: 8px; }
#workbench { top: 46px !important; border-top: 1px solid var(--line); }
"""


class TooMany(ValueError):
    """A selection too large for one file."""


def page(catalogue: Catalogue, selection: Selection) -> str:
    """Return the page's HTML; raise :class:`TooMany` above ``MOST`` events."""
    if len(selection) > MOST:
        raise TooMany(
            f"A saved page holds up to {MOST:,} events, these are {len(selection):,}: filter more."
        )
    sentence = catalogue.desk().sentence(selection.filter)
    data = json.dumps(_held(catalogue, selection, sentence), ensure_ascii=False)
    # Text of articles is inside: nothing in it may end the element that holds it.
    data = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    leaflet = (STATIC / "vendor" / "leaflet" / "leaflet.js").read_text(encoding="utf-8")
    own = bundle("offline")
    styles = "\n".join(
        (
            (STATIC / "vendor" / "leaflet" / "leaflet.css").read_text(encoding="utf-8"),
            (STATIC / "map" / "map.css").read_text(encoding="utf-8"),
            STYLE,
        )
    )
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in (leaflet, own))
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {hashes}"
    title = html.escape(sentence)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Dispatch Map</title><style>{styles}</style></head>
<body><header id="bar"><h1 id="sentence">{title}</h1><span id="filters"></span></header>
<div class="folium-map" id="map_div"></div>
<script type="application/json" id="data">{data}</script>
<script>{leaflet}</script><script>{own}</script></body></html>
"""


def _hash(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


def _held(catalogue: Catalogue, selection: Selection, sentence: str) -> dict[str, Any]:
    index, rows, details = selection.index, [], {}
    for row in selection.rows.tolist():
        event = catalogue.event(index.id[row].decode())
        if event and _shareable(catalogue, event):
            rows.append(row)
            details[index.id[row].decode()] = detail(catalogue, event) | {"near": []}
    kept_back = len(selection) - len(rows)
    if kept_back:
        sentence += f"; {kept_back:,} of them may not be handed on and are left out"
    entries = listed(catalogue, index, rows)
    events = [e | _facts(index, row) for e, row in zip(entries, rows, strict=True)]
    countries = sorted({code for event in events for code in event["countries"]})
    keys = {event["outline"] for event in events} - {None, ""}
    placed = [e for e in events if e["place"] and e["precision"] not in ("country", "world")]
    return {
        "sentence": sentence,
        "events": events,
        "details": details,
        "outlines": {key: found for key in keys if (found := outline(key))},
        "countries": [[code, country_name(code)] for code in countries],
        "classes": {str(group): [str(kind) for kind in members(group)] for group in CLASSES},
        "extent": [
            min(e["lon"] for e in placed),
            min(e["lat"] for e in placed),
            max(e["lon"] for e in placed),
            max(e["lat"] for e in placed),
        ]
        if placed
        else None,
        "layers": _layers(),
    }


def _shareable(catalogue: Catalogue, event: Event) -> bool:
    """Whether the terms of every article of an event let it be handed on."""
    articles = (catalogue.article(report.article_id) for report in event.reports)
    return all(article is not None and article.shareable for article in articles)


def _facts(index: Index, row: int) -> dict[str, Any]:
    """Return what the saved page filters and draws by."""
    place = int(index.place[row])
    dated = index.start[row] != NO_DAY
    parties = index.party_country[list(index.parties(row))]
    facts: dict[str, Any] = {
        "start": date.fromordinal(int(index.start[row])).isoformat() if dated else "",
        "end": date.fromordinal(int(index.end[row])).isoformat() if dated else "",
        "stated": bool(index.stated[row]),
        "countries": sorted({str(index.countries[code]) for code in parties if code != NONE}),
        "place": "",
        "place_words": "",
        "outline": "",
    }
    if place != NONE:
        name, code = str(index.place_name[place]), str(index.place_country[place])
        home = country_name(code) if code else ""
        facts |= {
            "place": name,
            "place_words": f"{name}, {home}" if home and home != name else name,
            "lat": float(index.lat[place]),
            "lon": float(index.lon[place]),
            "precision": str(PRECISIONS[index.precision[place]]),
            "outline": str(index.outline[place]) if PINNABLE[index.precision[place]] else "",
        }
    return facts


def _layers() -> dict[str, Any]:
    labels = json.loads((STATIC / "basemap" / "labels.json").read_text(encoding="utf-8"))
    return {
        "overview": json.loads((STATIC / "basemap" / "overview.json").read_text(encoding="utf-8")),
        "labels": labels | {"towns": labels["towns"][:MOST_TOWNS], "regions": []},
    }
