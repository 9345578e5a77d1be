import csv
import gzip
import io
import json
import random
import struct
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from events.source import bounded, container, gate, kind
from events.source.intake import Intake, Rejection

BODY = "Troops entered the village on Tuesday, the ministry said, after a week of heavy fighting."
PAGE = f"<html><head><title>Village taken</title></head><body><article><p>{BODY}</p><p>{BODY} Again.</p></article></body></html>"  # noqa: E501


def read(name, data, **options):
    return list(container.read(name, io.BytesIO(data), **options))


def packed(files, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def told(results):
    return [(type(r).__name__, r.source) for r in results]


def test_a_zip_gives_each_file_and_sets_aside_what_cannot_be_read():
    results = read(
        "news.zip",
        packed(
            {
                "a.txt": BODY,
                "b/c.html": PAGE,
                "d.png": b"\x89PNG",
                "e.txt": "",
                "__MACOSX/x.txt": BODY,
                ".hidden": BODY,
                "f.jsonl": json.dumps({"text": BODY}) + "\n{",
                "a.meta.json": '{"published": "2025-04-08"}',
            }
        ),
    )
    assert told(results) == [
        ("Intake", "news.zip/a.txt"),
        ("Intake", "news.zip/b/c.html"),
        ("Rejection", "news.zip/d.png"),
        ("Rejection", "news.zip/e.txt"),
        ("Intake", "news.zip/f.jsonl:1"),
        ("Rejection", "news.zip/f.jsonl:2"),
    ]
    assert results[0].article.published == date(2025, 4, 8)
    assert results[0].original.raw == BODY.encode()
    assert results[1].original.media_type == "text/html"
    assert "trafilatura" in results[1].original.reader


def test_path_names_in_an_archive_are_labels_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ["../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a\x1b[31m.txt"]
    results = read("n.zip", packed(dict.fromkeys(names, BODY)))
    assert all(isinstance(result, Intake) for result in results)
    assert all(result.source.isprintable() for result in results)
    assert list(tmp_path.iterdir()) == []


def test_an_archive_in_an_archive_is_not_opened():
    inner = packed({"a.txt": BODY})
    for name, data in (("b.zip", inner), ("c.txt.gz", gzip.compress(BODY.encode()))):
        (result,) = read("n.zip", packed({name: data}))
        assert "archive in an archive" in result.reason
    (result,) = read("n.zip.gz", gzip.compress(inner))
    assert "archive in an archive" in result.reason


def test_a_zip_bomb_is_left_out_and_what_stands_before_it_is_kept(monkeypatch):
    monkeypatch.setattr(container, "_ALWAYS", 1_000_000)
    monkeypatch.setattr(gate, "LARGEST", 400_000)
    bomb = packed({"a.txt": BODY} | {f"{i}.txt": b"\x00" * 390_000 for i in range(9)})
    results = read("n.zip", bomb)
    assert isinstance(results[0], Intake)
    assert "far more than its size" in results[-1].reason
    assert len(results) < 9


def test_a_member_that_lies_about_its_size_is_not_unpacked_beyond_it(monkeypatch):
    data = packed({"a.jsonl": b"{}\n" * 1_000_000})
    entry = data.rindex(b"PK\x01\x02")
    lying = data[: entry + 24] + struct.pack("<I", 10) + data[entry + 28 :]
    results = read("n.zip", lying)
    assert results
    assert len(results) < 100


def test_a_gzip_bomb_ends_at_its_limit(monkeypatch):
    monkeypatch.setattr(container, "_ALWAYS", 100_000)
    results = read("a.jsonl.gz", gzip.compress(b"\n" * 5_000_000))
    assert "out of all proportion" in results[-1].reason
    (result,) = read("a.txt.gz", gzip.compress(b"x" * 30_000_000))
    assert "MB" in result.reason


def test_compressed_files_are_read_by_the_name_within():
    (result,) = read("a.html.gz", gzip.compress(PAGE.encode()))
    assert result.source == "a.html.gz"
    assert result.article.title == "Village taken"
    (bare,) = read("a.gz", gzip.compress(PAGE.encode()))
    assert bare.article.title == "Village taken"


@pytest.mark.parametrize("name", ["a.zip", "a.txt.gz", "a.warc", "a.warc.gz", "a.csv", "a.jsonl"])
@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04junk", b"\x1f\x8bjunk", b"WARC/1.0\r\n\r\n", b"\x00" * 99]
)
def test_broken_containers_are_set_aside(name, data):
    assert all(isinstance(result, Rejection) for result in read(name, data))


def test_a_file_cut_off_gives_what_stands_before_the_cut():
    lines = "".join(
        json.dumps({"text": f"{BODY} {random.Random(i).random()}"}) + "\n" for i in range(2000)
    )
    whole = gzip.compress(lines.encode())
    results = read("a.jsonl.gz", whole[: len(whole) // 2])
    assert sum(isinstance(result, Intake) for result in results) > 100
    assert "broken" in results[-1].reason


def test_an_endless_line_is_set_aside_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(gate, "LARGEST", 1_000)
    line = json.dumps({"text": BODY}).encode()
    results = read("a.jsonl", b"x" * 50_000 + b"\n" + line)
    assert told(results) == [("Rejection", "a.jsonl:1"), ("Intake", "a.jsonl:2")]


def test_a_locked_archive_says_so():
    data = bytearray(packed({"a.txt": BODY}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (result,) = read("n.zip", bytes(data))
    assert "password" in result.reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_of_articles(delimiter):
    rows = [
        ["title", "text", "date"],
        ["One", f'{BODY} "Yes", he said.\nMore; of, it|.', "2025-04-08"],
        ["Two", "", ""],
    ]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    first, second = read("a.csv", buffer.getvalue().encode("utf-8-sig"))
    assert first.source == "a.csv:2"
    assert first.article.published == date(2025, 4, 8)
    assert first.article.text.endswith("of, it|.")
    assert first.original.raw.decode().startswith("One")
    assert first.original.raw.decode().rstrip().endswith("2025-04-08")
    assert isinstance(second, Rejection)


def test_a_table_without_a_text_names_its_columns():
    (result,) = read("a.csv", b"x,y\n1,2\n")
    assert "x, y" in result.reason


def warc(records, gzipped):
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=gzipped)
    for uri, status, media, body in records:
        headers = StatusAndHeaders(
            status, [("Content-Type", media), ("ETag", "e1")], protocol="HTTP/1.1"
        )
        record = writer.create_warc_record(
            uri,
            "response",
            payload=io.BytesIO(body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2025-04-09T10:00:00Z"},
        )
        writer.write_record(record)
    return buffer.getvalue()


@pytest.mark.parametrize("gzipped", [False, True])
def test_a_web_archive_gives_its_pages_with_address_time_and_headers(gzipped):
    data = warc(
        [
            ("https://example.org/1", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
            ("https://example.org/2", "404 Not Found", "text/html", PAGE.encode()),
            ("https://example.org/3.png", "200 OK", "image/png", b"\x89PNG"),
        ],
        gzipped,
    )
    page, rest = read("a.warc.gz" if gzipped else "a.warc", data)
    assert page.source == page.article.url == page.original.final_url == "https://example.org/1"
    assert page.original.fetched_at == datetime(2025, 4, 9, 10, tzinfo=UTC)
    assert ("etag", "e1") in page.original.headers
    assert page.original.raw == PAGE.encode()
    assert "2 records are no pages" in rest.reason
    assert "status 404" in rest.reason


def test_a_huge_record_of_a_web_archive_is_set_aside(monkeypatch):
    monkeypatch.setattr(gate, "LARGEST", 10_000)
    data = warc(
        [
            (f"https://example.org/{i}", "200 OK", "text/html", b"x" * size)
            for i, size in enumerate((9, 99_999, 9))
        ],
        True,
    )
    assert ["more than" in result.reason for result in read("a.warc.gz", data)] == [
        False,
        True,
        False,
    ]


@given(st.binary(max_size=400), st.sampled_from([*sorted(kind.SUFFIXES), ".warc.gz", ".csv.gz"]))
@settings(deadline=None)
def test_any_bytes_give_articles_or_reasons(data, suffix):
    assert all(isinstance(r, Intake) or r.reason for r in read("x" + suffix, data))


@pytest.mark.parametrize("position", range(0, 400, 7))
def test_an_archive_with_a_wrong_byte_gives_articles_or_reasons(position):
    data = bytearray(packed({"a.txt": BODY, "b.html": PAGE}))
    data[position % len(data)] ^= 0xFF
    assert all(isinstance(r, Intake) or r.reason for r in read("x.zip", bytes(data)))


def test_bounded_streams_give_what_they_hold_and_no_more():
    whole = io.BufferedReader(bounded.Bounded(io.BytesIO(b"abc"), 3))
    assert whole.read() == b"abc"
    with pytest.raises(bounded.TooMuchError):
        io.BufferedReader(bounded.Bounded(io.BytesIO(b"abcd"), 3)).read()


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"PK\x03\x04", kind.Kind.ZIP),
        (b"\x1f\x8b", kind.Kind.GZIP),
        (b"WARC/1.0", kind.Kind.WARC),
        (b"\n<!DOCTYPE html><html>", kind.Kind.PAGE),
        (b'<?xml version="1.0"?><rss>', kind.Kind.FEED),
        (b'<?xml version="1.0"?><html>', kind.Kind.PAGE),
        (b'{"text": 1}', kind.Kind.RECORDS),
        (b'[{"text": 1}]', kind.Kind.RECORD),
        (b"[KYIV] Troops", kind.Kind.TEXT),
        (b"Troops", kind.Kind.TEXT),
        (b"\xff\xfe<\x00h\x00t\x00m\x00l\x00", kind.Kind.PAGE),
        (b"", kind.Kind.TEXT),
    ],
)
def test_how_an_input_begins_tells_its_kind(head, found):
    assert kind.of_head(head) is found


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (BODY.encode(), 1),
        (PAGE.encode(), 1),
        (packed({"a.txt": BODY, "b.txt": BODY}), 2),
        (gzip.compress(PAGE.encode()), 1),
        ((json.dumps({"text": BODY}) + "\n").encode() * 3, 3),
        (json.dumps([{"text": BODY}] * 2).encode(), 2),
    ],
)
def test_an_input_without_a_name_is_told_by_how_it_begins(data, count):
    results = list(container.unnamed("standard input", io.BytesIO(data)))
    assert len(results) == count
    assert all(isinstance(result, Intake) for result in results)
