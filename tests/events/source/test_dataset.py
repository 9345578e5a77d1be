"""Event tables, on rows of our own in the columns that the data sets have."""

import csv
import io
from datetime import date

import pytest

from events import assembly, export, filing, pipeline
from events.article import Article
from events.report import DatePrecision, EventType, Role
from events.source import container, dataset
from events.source.intake import Intake, Rejection
from events.store.store import Store
from geodata.place import Precision

UCDP = {
    "id": "900001",
    "type_of_violence": "1",
    "dyad_name": "Government of Chad - Lake Group",
    "side_a": "Government of Chad",
    "side_b": "Lake Group",
    "source_headline": "Clash at the lake leaves dead, army says",
    "where_prec": "1",
    "where_coordinates": "Bol town",
    "adm_1": "Lac region",
    "latitude": "13.46",
    "longitude": "14.71",
    "country": "Chad",
    "date_prec": "1",
    "date_start": "2021-03-04 00:00:00.000",
    "date_end": "2021-03-04 00:00:00.000",
    "best": "12",
    "high": "15",
    "low": "10",
}
ACLED = {
    "event_id_cnty": "ZZZ77",
    "event_date": "04 March 2025",
    "time_precision": "2",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Air/drone strike",
    "actor1": "Military Forces of Ukraine (2019-)",
    "actor2": "Civilians (Russia)",
    "country": "Russia",
    "admin1": "Belgorod",
    "location": "Shebekino",
    "latitude": "50.41",
    "longitude": "36.89",
    "geo_precision": "1",
    "source": "Our Own Wire",
    "notes": 'On 4 March 2025, a drone hit a depot near Shebekino. "Two" were hurt.',
    "fatalities": "0",
}
VIINA = {
    "event_id": "5",
    "date": "20220315",
    "time": "10:30",
    "longitude": "37.54",
    "latitude": "47.10",
    "GEO_PRECISION": "ADM3",
    "asciiname": "Mariupol",
    "ADM1_NAME": "Donetsk",
    "source": "ours",
    "url": "https://example.org/5",
    "text": "Обстріл міста тривав усю ніч",
    "t_mil_b": "1",
    "t_artillery_b": "1",
    "t_airstrike_b": "0",
    "a_rus_b": "1",
    "a_ukr_b": "0",
}


def gdelt(columns=61, **cells):
    last = columns - 1
    geo = 51 if columns == 61 else 49
    values = {
        0: "1234567",
        1: "20250408",
        6: "MILITIA",
        7: "SDN",
        16: "VILLAGERS",
        17: "SDN",
        26: "1831",
        31: "4",
        geo: "4",
        geo + 1: "Nyala, Janub Darfur, Sudan",
        geo + 2: "SU",
        last - 4: "12.05",
        last - 3: "24.88",
        last: "https://example.org/g",
    } | {int(key[1:]): value for key, value in cells.items()}
    return [values.get(i, "") for i in range(columns)]


def table(*rows, delimiter=","):
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def lines(*rows):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter="\t").writerows(rows)
    return buffer.getvalue().encode()


def read(data, name="events.csv"):
    return list(container.read(name, io.BytesIO(data)))


def report(data, name="events.csv"):
    (found,) = read(data, name)
    assert isinstance(found, Intake), found
    (one,) = found.reports
    return one


def test_a_row_of_ucdp_is_a_report_with_each_field_locked_to_its_cell():
    (found,) = read(table(UCDP))
    (one,) = found.reports
    assert (one.type, one.mode) == (EventType.ASSAULT, None)
    assert one.when.start == one.when.end == date(2021, 3, 4)
    assert one.place.precision is Precision.TOWN
    assert (one.place.lat, one.place.lon, one.place.country) == (13.46, 14.71, "TCD")
    assert one.where.quote.text == "Bol town"
    assert one.where.reason == "UCDP GED where_prec 1"
    assert [(a.name, a.role, a.country) for a in one.actors] == [
        ("Government of Chad", Role.ACTOR, "TCD"),
        ("Lake Group", Role.RECIPIENT, None),
    ]
    assert [(t.kind, t.low, t.high, t.quote.text) for t in one.tolls] == [("killed", 10, 15, "12")]
    assert "Lake Group" in one.quotes[0].text
    assert found.article.publisher == "UCDP GED"
    assert found.article.licence.startswith("CC BY 4.0")
    assert found.article.shareable
    assert found.original.raw.decode().startswith("900001,")
    for quote in one.spans():
        quote.check(found.article.text)


@pytest.mark.parametrize(
    ("code", "precision"),
    [
        ("1", Precision.TOWN),
        ("2", Precision.TOWN),
        ("4", Precision.ADMIN1),
        ("5", Precision.SEA_OR_BORDER),
        ("6", Precision.COUNTRY),
        ("7", Precision.SEA_OR_BORDER),
    ],
)
def test_the_precision_of_a_place_is_the_data_sets_own(code, precision):
    one = report(table(UCDP | {"where_prec": code}))
    assert one.place.precision is precision
    assert one.where.reason.endswith(code)


def test_a_region_is_drawn_as_the_region_and_a_country_not_at_all():
    region = report(table(UCDP | {"where_prec": "4"})).place
    assert region.areal
    assert region.outline == region.admin1
    assert not report(table(UCDP | {"where_prec": "6"})).place.pinnable


@pytest.mark.parametrize(
    "cells",
    [
        {"where_prec": "9"},
        {"latitude": ""},
        {"latitude": "0", "longitude": "0"},
        {"latitude": "91"},
        {"longitude": "nan"},
    ],
)
def test_a_row_without_good_coordinates_stays_unmapped(cells):
    assert report(table(UCDP | cells)).place is None


@pytest.mark.parametrize(
    ("cells", "start", "end", "precision"),
    [
        ({"date_end": "2021-03-07", "date_prec": "2"}, (3, 4), (3, 7), DatePrecision.RANGE),
        ({"date_end": "2021-03-07"}, (3, 4), (3, 7), DatePrecision.RANGE),
        ({"date_prec": "4"}, (3, 1), (3, 31), DatePrecision.MONTH),
        ({"date_prec": "5"}, (1, 1), (12, 31), DatePrecision.YEAR),
    ],
)
def test_dates_are_as_wide_as_the_data_set_says(cells, start, end, precision):
    when = report(table(UCDP | cells)).when
    assert (when.start, when.end) == (date(2021, *start), date(2021, *end))
    assert when.precision is precision


def test_a_row_of_acled_may_not_be_handed_on():
    (found,) = read(table(ACLED))
    (one,) = found.reports
    assert (one.type, one.mode) == (EventType.ASSAULT, "aerial")
    assert one.quotes[0].text == ACLED["notes"]
    assert (one.when.start, one.when.end) == (date(2025, 3, 3), date(2025, 3, 9))
    assert [actor.country for actor in one.actors] == ["UKR", "RUS"]
    assert not found.article.shareable
    assert "ACLED" in found.article.licence


def test_a_row_of_viina_has_its_kind_and_party_from_flags():
    one = report(table(VIINA))
    assert (one.type, one.mode) == (EventType.ASSAULT, "heavy-weapons")
    assert one.quotes[0].text == VIINA["text"]
    assert [(a.name, a.country) for a in one.actors] == [("Russian forces", "RUS")]
    assert one.place.country == "UKR"
    assert one.trigger.text == "t_artillery_b"


@pytest.mark.parametrize("columns", [58, 61])
def test_a_row_of_gdelt_is_known_without_a_header(columns):
    one = report(lines(gdelt(columns)), "20250408.export.CSV")
    assert (one.type, one.mode) == (EventType.ASSAULT, "suicide-attack")
    assert one.when.start == date(2025, 4, 8)
    assert one.place.country == "SDN"
    assert [actor.country for actor in one.actors] == ["SDN", "SDN"]


@pytest.mark.parametrize("labels", [True, False])
def test_half_of_viina_is_refused_once_with_what_to_take_instead(labels):
    flags = ("t_mil_b", "t_artillery_b", "t_airstrike_b", "a_rus_b", "a_ukr_b")
    half = {k: v for k, v in VIINA.items() if k in ("event_id", "date") or (k in flags) is labels}
    (found,) = read(table(half, half))
    assert isinstance(found, Rejection)
    assert "take its event_1pd file" in found.reason


def test_kinds_that_are_no_events_of_ours_are_counted():
    found = read(lines(gdelt(), gdelt(i26="010"), gdelt(i26="011")))
    assert [type(one) for one in found] == [Intake, Rejection]
    assert "2 rows of GDELT" in found[1].reason


def test_bad_rows_are_set_aside_and_the_others_read():
    wrong = UCDP | {"id": "2", "date_start": "soon"}
    found = read(table(wrong, UCDP))
    assert [type(one) for one in found] == [Rejection, Intake]
    assert "soon" in found[0].reason
    assert found[0].source == "events.csv:2"


def test_hostile_cells_stay_text():
    evil = "<script>alert(1)</script>\x1b[31m\n=HYPERLINK(1)"
    (found,) = read(table(UCDP | {"side_b": evil, "source_headline": "x" * 50_000}))
    assert "\x1b" not in found.article.text
    assert found.reports[0].actors[1].name == "<script>alert(1)</script>[31m =HYPERLINK(1)"
    assert len(found.article.text) < 10_000


def test_every_kind_of_every_data_set_is_one_of_the_codebook():
    for known in dataset.datasets():
        assert known.kinds
        assert all(isinstance(type_, EventType) for type_, _ in known.kinds.values())


def test_tables_stand_beside_own_events_and_only_what_may_be_is_handed_on(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    twice = ACLED | {"event_id_cnty": "ZZZ78"}
    data = table(ACLED, twice)
    text = "A drone hit a depot in Shebekino on 4 March 2025, killing two people, officials said."
    own = Intake(article=Article(text=text, published=date(2025, 3, 5)), source="own.txt")
    results = list(pipeline.ingest(store, [*read(data), own, *read(table(UCDP), "u.csv")]))
    assert [result.outcome for result in results] == [pipeline.Outcome.ADDED] * 4
    rows = list(store.event_rows())
    assert sum("ACLED" in row.publishers for row in rows) == 2
    assert all(row.reports == 1 for row in rows)
    out = b"".join(export.written(pipeline.told(store), "jsonl")).decode()
    assert "UCDP GED" in out
    assert "Shebekino" in out
    assert "ACLED" not in out
    assert list(pipeline.refresh(store)) == []
    again = list(pipeline.ingest(store, read(data)))
    assert [result.outcome for result in again] == [pipeline.Outcome.UNCHANGED] * 2
    store.close()


def many(count):
    return [
        UCDP | {"id": str(n), "best": str(n), "where_coordinates": f"Bol {n}"} for n in range(count)
    ]


def held(store):
    """What a store holds of each row, whoever wrote it and when."""
    articles = {kept.article.id: (kept.article, kept.source) for kept in store.articles()}
    captures = {id_: [c.original for c in store.captures(id_)] for id_ in articles}
    rows = [tuple(row) for row in store.event_rows()]
    parties = [tuple(row) for row in store.actor_rows()]
    log = [(e.change.action, e.change.subject_id, e.change.after) for e in store.changes()]
    return articles, captures, rows, parties, log, store.search("Chad")


@pytest.mark.parametrize("batch", [1, 7, 500])
def test_rows_are_stored_by_the_hundreds_as_they_are_one_by_one(tmp_path, monkeypatch, batch):
    single = Store.open(f"sqlite:///{tmp_path / 'single.sqlite3'}")
    for row in read(table(*many(20))):
        assert filing.file(single, row, lambda _, row=row: row.reports).outcome == "added"
    monkeypatch.setattr(filing, "ROWS", batch)
    store = Store.open(f"sqlite:///{tmp_path / 'many.sqlite3'}")
    assert {r.outcome for r in pipeline.ingest(store, read(table(*many(20))))} == {"added"}
    assert held(store) == held(single)
    store.verify_log()
    assert list(store.audit()) == []
    store.close()
    single.close()


def test_rows_that_are_known_deleted_twice_or_ill_are_each_what_they_are(store, monkeypatch):
    rows = many(6)
    first = list(pipeline.ingest(store, read(table(*rows[:3]))))
    pipeline.delete(store, first[1].article_id, by="Ana", why="Asked to.")
    monkeypatch.setattr(assembly, "summary", ill(rows[4], assembly.summary))
    again = list(pipeline.ingest(store, read(table(*rows, rows[5]))))
    assert [r.outcome for r in again] == [
        "unchanged", "set aside", "unchanged", "added", "set aside", "added", "unchanged",
    ]  # fmt: skip
    assert "Ana deleted it" in again[1].reason
    assert "A fault in this program" in again[4].reason
    assert store.counts().events == 4
    store.verify_log()


def ill(row, summary):
    def summarised(reports, *texts):
        if reports[0].tolls[0].low == int(row["best"]):
            raise RuntimeError("a row that trips the program")
        return summary(reports, *texts)

    return summarised
