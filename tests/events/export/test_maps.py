"""Map formats, read back with GDAL (pyogrio), geopandas, feedparser and a strict XML parser."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import geopandas
import pyarrow.parquet as pq
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from events import export
from events.export import xml
from events.export.feed import feed
from tests.events.export.stories import ALL, DRAWN, NOTE, REGION, SHAPELESS, TOWN, UNMAPPED

KML = "{http://www.opengis.net/kml/2.2}"


def file(tmp_path: Path, form: str, told=ALL) -> Path:
    path = tmp_path / f"x.{export.FORMATS[form].suffix}"
    path.write_bytes(b"".join(export.written(told, form, NOTE)))
    return path


@pytest.mark.parametrize("form", ["geojson", "parquet"])
def test_geopandas_reads_every_event_and_a_geometry_only_for_what_is_drawn(tmp_path, form):
    path = file(tmp_path, form)
    frame = geopandas.read_file(path) if form == "geojson" else geopandas.read_parquet(path)
    assert len(frame) == len(ALL)
    assert frame.crs.to_epsg() == 4326 or str(frame.crs) == "OGC:CRS84"
    drawn = frame[frame.geometry.notna()]
    assert len(drawn) == DRAWN
    assert set(drawn.geom_type) == {"Point", "MultiPolygon"} or set(drawn.geom_type) == {
        "Point",
        "Polygon",
    }
    assert drawn.geometry.is_valid.all()
    point = drawn[drawn.geom_type == "Point"].geometry.iloc[0]
    assert (point.x, point.y) == (30.5238, 50.4547)
    region = drawn[drawn.geom_type != "Point"].geometry.iloc[0]
    assert region.area > 1
    assert region.bounds[0] < 38 < region.bounds[2]


def test_gdal_reads_the_kml_with_its_spans(tmp_path):
    path = file(tmp_path, "kml")
    frame = pyogrio.read_dataframe(path)
    assert len(frame) == len(ALL)
    assert frame.geometry.notna().sum() == DRAWN
    assert str(frame["begin"].dropna().iloc[0]).startswith("2025-04-07")


def test_kml_is_well_formed_and_says_when_only_where_the_text_does(tmp_path):
    root = etree.parse(file(tmp_path, "kml"), etree.XMLParser(resolve_entities=False)).getroot()
    marks = {mark.get("id").removeprefix("event-"): mark for mark in root.iter(f"{KML}Placemark")}
    assert marks[TOWN[0].id].find(f"{KML}TimeSpan/{KML}begin").text == "2025-04-07"
    assert marks[UNMAPPED[0].id].find(f"{KML}TimeSpan") is None
    assert marks[SHAPELESS[0].id].find(f"{KML}MultiGeometry") is None
    assert not list(root.iter("{*}script"))
    assert root.find(f"{KML}Document/{KML}description").text.startswith("5 events involving China")


def test_geoparquet_carries_its_metadata_and_the_note(tmp_path):
    schema = pq.read_schema(file(tmp_path, "parquet"))
    geo = json.loads(schema.metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"][geo["primary_column"]]["encoding"] == "WKB"
    assert schema.metadata[b"note"].decode().startswith("5 events involving China")
    assert str(schema.field("date_start").type) == "date32[day]"


def test_geoparquet_of_more_than_one_group_and_of_none(tmp_path):
    many = [TOWN] * 5003
    assert len(pq.read_table(file(tmp_path, "parquet", many))) == 5003
    assert len(pq.read_table(file(tmp_path, "parquet", ()))) == 0


def test_feedparser_reads_the_feed_with_its_places():
    text = "".join(feed(ALL, NOTE, self_url="http://localhost/feed.atom?a=1&b=2"))
    parsed = feedparser.parse(text.encode("utf-8", "replace"))
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.feed.subtitle.startswith("5 events involving China & <others>")
    entries = {entry.id.rsplit(":", 1)[1]: entry for entry in parsed.entries}
    assert set(entries) == {event.id for event, _ in ALL}
    town = entries[TOWN[0].id]
    assert town.where.type == "Point"
    assert town.where.coordinates == (30.5238, 50.4547)
    assert town.updated == "2025-04-08T00:00:00Z"
    assert "Kyiv" in town.title
    assert town.summary.endswith("(2 independent sources, 2 reports)")
    assert entries[REGION[0].id].where.type == "Polygon"
    assert "where" not in entries[UNMAPPED[0].id]
    assert not any(
        link.href.startswith("javascript") for e in parsed.entries for link in e.get("links", [])
    )


def test_json_lines_are_one_object_a_line_with_the_note_first():
    lines = b"".join(export.written(ALL, "jsonl", NOTE)).decode().splitlines()
    note, *events = map(json.loads, lines)
    assert set(note) == {"note"}
    assert len(events) == len(ALL)
    assert len(b"".join(export.written([TOWN], "jsonl")).splitlines()) == 1


@given(st.text(st.characters()))
def test_any_text_is_well_formed_xml(value):
    document = f"<a b={xml.attribute(value)}>{xml.text(value)}</a>".encode("utf-8", "replace")
    parsed = etree.fromstring(document)
    assert (parsed.text or "") == xml.clean(value).replace("\r\n", "\n").replace("\r", "\n")
