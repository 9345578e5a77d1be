from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from events.query import option
from events.query.clause import inside
from events.query.filter import Box, Filter
from events.query.flow import flows
from events.query.grid import OVERLAP, reach, view
from events.query.index import NONE, PINNABLE, PRECISIONS, Index
from events.query.reader import build
from events.query.selection import AREAL, Desk
from events.query.timeline import Unit, starts, timeline
from tests.events.query.strategies import events, filters, kept

WORLD = Box(-180, -90, 180, 90)


def desk_of(rows: list[SimpleNamespace]) -> Desk:
    parties = [
        SimpleNamespace(event_id=row.id, **vars(party)) for row in rows for party in row.parties
    ]
    return Desk(build(rows, parties), search=lambda words: [r.id for r in rows if words in r.words])


def ids(desk: Desk, asked: Filter) -> set[str]:
    return {desk.index.id[row].decode() for row in desk.select(asked).rows}


@settings(max_examples=150, deadline=None)
@given(events(), filters())
def test_the_index_keeps_what_plain_pandas_keeps(
    rows: list[SimpleNamespace], asked: Filter
) -> None:
    desk = desk_of(rows)
    assert ids(desk, asked) == kept(rows, asked)
    count = len(kept(rows, asked))
    assert desk.sentence(asked).startswith(f"{count:,} ")


@settings(max_examples=60, deadline=None)
@given(events(), filters())
def test_option_counts_are_those_under_the_other_filters(
    rows: list[SimpleNamespace], asked: Filter
) -> None:
    selection = desk_of(rows).select(asked)
    found = option.counts(selection)
    others = kept(rows, replace(asked, types=()))
    assert found["type"] == Counter(str(row.type) for row in rows if row.id in others)
    others = kept(rows, replace(asked, countries=()))
    expected = Counter(
        code
        for row in rows
        if row.id in others
        for code in {party.country for party in row.parties if party.country}
    )
    assert found["country"] == expected


@settings(max_examples=60, deadline=None)
@given(events(), filters())
def test_no_event_is_lost_or_moved_on_the_map(rows: list[SimpleNamespace], asked: Filter) -> None:
    desk = desk_of(rows)
    selection = desk.select(asked)
    drawn = view(selection, WORLD, 3)
    assert drawn.symbols.counts.sum() + drawn.regions.counts.sum() == drawn.events
    assert drawn.symbols.claims.sum() + drawn.regions.claims.sum() == drawn.events
    assert drawn.events + len(selection.unplaced) + len(selection.by_country) == len(selection)
    level = selection.index.precision
    assert all(PRECISIONS[level[p]] in ("site", "town") for p in drawn.symbols.place)
    assert all(PRECISIONS[level[p]] == "admin1" for p in drawn.regions.place)


@settings(max_examples=60, deadline=None)
@given(events(), filters(), st.sampled_from([0, 3, 9]))
def test_symbols_stand_at_places_and_apart(
    rows: list[SimpleNamespace], asked: Filter, zoom: int
) -> None:
    selection = desk_of(rows).select(asked)
    drawn = view(selection, WORLD, zoom).symbols
    index = selection.index
    for place, alone, counts, row, box in zip(
        drawn.place, drawn.alone, drawn.counts, drawn.row, drawn.box, strict=True
    ):
        held = inside(index, Box(*box)) & (selection.totals > 0)
        held &= ~AREAL[index.precision] & PINNABLE[index.precision]
        assert held[place]
        assert selection.totals[held].sum() >= counts.sum() >= selection.totals[place]
        assert bool(alone) == (selection.totals[place] == counts.sum())
        assert (row == NONE) == (not alone or counts.sum() > 1)
        assert row == NONE or index.place[row] == place
    spots = selection.points
    at = np.flatnonzero(np.isin(spots.place, drawn.place))
    x, y = (column[at] * 256 * 2.0**zoom for column in (spots.x, spots.y))
    away = np.hypot(x[:, None] - x, y[:, None] - y) + np.diag(np.full(len(at), np.inf))
    assert len(at) < 2 or away.min() >= OVERLAP * 2 * reach(np.array([1]))[0] - 0.01


@settings(max_examples=40, deadline=None)
@given(events())
def test_rows_come_newest_first_and_undated_last(rows: list[SimpleNamespace]) -> None:
    index = desk_of(rows).index
    assert list(index.start) == sorted(index.start, reverse=True)
    assert list(index.party_row) == sorted(index.party_row)


@settings(max_examples=20, deadline=None)
@given(events())
def test_a_kept_index_is_the_same(rows: list[SimpleNamespace]) -> None:
    index = desk_of(rows).index
    with TemporaryDirectory() as folder:
        path = Path(folder) / "index.npz"
        index.save(path)
        again = Index.load(path)
    assert all(
        np.array_equal(getattr(index, field.name), getattr(again, field.name))
        for field in fields(Index)
    )


@settings(max_examples=40, deadline=None)
@given(events())
def test_the_timeline_counts_every_dated_event(rows: list[SimpleNamespace]) -> None:
    selection = desk_of(rows).select(Filter(unreal=True))
    drawn = timeline(selection.index, selection.mask)
    assert sum(sum(bar.counts) for bar in drawn.bars) == sum(row.start is not None for row in rows)


def test_the_units_of_the_timeline_begin_where_they_should() -> None:
    from datetime import date

    day = np.array([date(2025, 4, 9).toordinal()])
    told = {unit: date.fromordinal(int(starts(day, unit)[0])) for unit in Unit}
    assert told == {
        Unit.DAY: date(2025, 4, 9),
        Unit.WEEK: date(2025, 4, 7),
        Unit.MONTH: date(2025, 4, 1),
        Unit.YEAR: date(2025, 1, 1),
    }


@settings(max_examples=40, deadline=None)
@given(events())
def test_flows_count_each_event_once_a_pair(rows: list[SimpleNamespace]) -> None:
    expected = Counter(
        (a.country, r.country)
        for row in rows
        for a, r in {
            (a.country, r.country): (a, r)
            for a in row.parties
            for r in row.parties
            if a.role == "actor" and r.role == "recipient" and a.country and r.country
        }.values()
    )
    selection = desk_of(rows).select(Filter(unreal=True))
    assert {(f.actor, f.recipient): sum(f.counts) for f in flows(selection, 99)} == expected
