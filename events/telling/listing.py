"""Events as the rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from events.catalogue import Catalogue, country_name
from events.query.clause import inside
from events.query.filter import Box
from events.query.index import NONE, ROLES, Array, Index
from events.query.selection import Selection
from events.query.symbol import CLASS_OF, TYPES
from events.report import Role
from events.telling import wording

SORTS = ("newest", "oldest", "type", "place")
PAGE = 25


def rows_in(selection: Selection, box: Box) -> Array:
    """Return the selected rows drawn inside a box: those finer than a country."""
    coarse = np.zeros(len(selection.index), dtype=bool)
    coarse[selection.by_country] = True
    places = np.append(inside(selection.index, box), False)
    rows = selection.rows
    return rows[places[selection.index.place[rows]] & ~coarse[rows]]


def rows_at(selection: Selection, place: int) -> Array:
    """Return the selected rows at one place."""
    found: Array = selection.rows[selection.index.place[selection.rows] == place]
    return found


def arranged(index: Index, rows: Array, sort: str) -> Array:
    """Return rows, which come newest first, in another order."""
    if sort == "oldest":
        dated = index.start[rows] > 0
        return np.concatenate([rows[dated][::-1], rows[~dated]])
    if sort == "type":
        return rows[np.argsort(index.type[rows], kind="stable")]
    if sort == "place":
        rank = np.empty(len(index.place_name) + 1, dtype=np.int64)
        rank[np.argsort(index.place_name, kind="stable")] = np.arange(len(index.place_name))
        rank[-1] = len(rank)
        return rows[np.argsort(rank[index.place[rows]], kind="stable")]
    return rows


def who(index: Index, row: int) -> str:
    """Return "Ukraine → China": who acts towards whom, as far as the text says."""
    sides: dict[Role, list[str]] = {role: [] for role in Role}
    for party in index.parties(row):
        name = str(index.actors[index.party_actor[party]])
        side = sides[ROLES[index.party_role[party]]]
        if name not in side:
            side.append(name)
    actors = ", ".join(sides[Role.ACTOR])
    recipients = ", ".join(sides[Role.RECIPIENT])
    if actors or recipients:
        return " → ".join(part for part in (actors or "?", recipients) if part)
    return ", ".join(sides[Role.OTHER])


def place(index: Index, row: int) -> str:
    """Return the name of a row's place, with its country where the name is not the country's."""
    number = index.place[row]
    if number == NONE:
        return ""
    name = str(index.place_name[number])
    code = str(index.place_country[number])
    home = country_name(code) if code else ""
    return name if not home or home == name else f"{name}, {home}"


def entry(index: Index, row: int) -> dict[str, Any]:
    """Return one row of a list, without its excerpt."""
    kind = TYPES[index.type[row]]
    mode = index.mode[row]
    return {
        "id": index.id[row].decode(),
        "type": str(kind),
        "mode": str(index.modes[mode]) if mode != NONE else "",
        "group": str(CLASS_OF[kind]),
        "claim": wording.claim(int(index.modality[row])),
        "who": who(index, row),
        "place": place(index, row),
        "when": wording.row_when(index, row),
        "reports": int(index.reports[row]),
        "sources": int(index.independent[row]),
        "real": bool(index.real[row]),
        "status": "did not or may not take place",
    }


def page(catalogue: Catalogue, index: Index, rows: Sequence[int] | Array) -> list[dict[str, Any]]:
    """Return the rows of one page, with their excerpts."""
    entries = [entry(index, int(row)) for row in rows]
    excerpts = catalogue.excerpts([e["id"] for e in entries])
    return [e | {"excerpt": text} for e, text in zip(entries, excerpts, strict=True)]
