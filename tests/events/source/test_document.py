import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.source import document, gate, kind
from events.source.intake import Intake, Metadata, Rejection

BODY = "Troops entered the village on Tuesday, the ministry said, after a week of heavy fighting."


def one(name, data, given=None):
    (result,) = document.read(name, data if isinstance(data, bytes) else data.encode(), given)
    return result


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", b"   \n ", "no text"),
        ("a.txt", b"12 34", "too few words"),
        ("a.txt", b"\x00\x01\x02PNG\x00", "not text"),
        ("a.txt", bytes(range(1, 32)) * 9, "not text"),
        ("a.pdf", b"%PDF", ".pdf can't be read"),
        ("a.txt", b"x" * (gate.LARGEST + 1), "may have 10 MB"),
        ("a.txt", ("word " * 20_001).encode(), "characters"),
        ("a.json", b"{", "not JSON"),
        ("a.json", b"[" * 100_000, "not JSON"),
        ("a.json", b'{"headline": "x"}', "no text"),
        ("a.json", b'"x"', "not a JSON object"),
        ("a.html", b"<html></html>", "no text"),
        (
            "a.txt",
            "Українські військові захопили громадян Китаю на Донеччині у вівторок.".encode(),
            "in Ukrainian; only English",
        ),
        (
            "a.txt",
            "Les forces armées ont bombardé la ville mardi, selon le ministère.".encode(),
            "in French; only English",
        ),
    ],
)
def test_what_is_no_article_is_set_aside_with_its_reason(name, data, words):
    result = one(name, data)
    assert isinstance(result, Rejection)
    assert words in result.reason
    assert result.source == name


def test_plain_text_without_a_date_says_so():
    result = one("a.txt", BODY)
    assert isinstance(result, Intake)
    assert result.article.text == BODY
    assert result.article.published is None
    assert "stay unresolved" in result.notices[0]


def test_front_matter_is_metadata_and_no_text():
    fields = "title: A 'quiet' day\ndate: 2025-04-08\nlink: https://example.org/a\nsource: Wire"
    head = f"---\n{fields}\n---\n"
    article = one("a.md", head + BODY).article
    assert article.text == BODY
    assert article.title == "A 'quiet' day"
    assert article.published == date(2025, 4, 8)
    assert article.url == "https://example.org/a"
    assert article.publisher == "Wire"


@pytest.mark.parametrize(
    ("block", "notice"),
    [
        ("title: [", "not YAML"),
        ("url: javascript:alert(1)", "not an http"),
        ("date: soon", "not a date"),
    ],
)
def test_front_matter_that_is_wrong_is_left_out_and_said(block, notice):
    result = one("a.md", f"---\n{block}\n---\n{BODY}")
    assert result.article.text == BODY
    assert any(notice in line for line in result.notices)


def test_lines_that_only_look_like_front_matter_stay_in_the_text():
    assert one("a.txt", f"---\n{BODY}\n").article.text.startswith("---")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"published": "2025-04-08T10:00:00Z"}, date(2025, 4, 8)),
        ({"datePublished": "8 April 2025"}, date(2025, 4, 8)),
        ({"date": "April 8, 2025"}, date(2025, 4, 8)),
        ({"pubDate": "Tue, 08 Apr 2025 10:00:00 +0000"}, date(2025, 4, 8)),
        ({"date": ["8"]}, None),
        ({}, None),
    ],
)
def test_dates_of_json_records(fields, expected):
    assert one("a.json", json.dumps({"text": BODY} | fields)).article.published == expected


def test_a_date_in_the_future_is_left_out_and_said():
    late = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    result = one("a.json", json.dumps({"text": BODY, "date": late}))
    assert result.article.published is None
    assert "lies in the future" in result.notices[0]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x", "http://", "https://a b", "file:///x"]
)
def test_only_web_addresses_are_kept(url):
    result = one("a.json", json.dumps({"text": BODY, "url": url}))
    assert result.article.url is None
    assert "not an http or https" in result.notices[0]


def test_json_lines_go_on_after_a_bad_line():
    good = json.dumps({"body": BODY, "headline": "T", "publisher": {"name": "Wire"}})
    results = list(document.read("a.jsonl", f"{good}\nnonsense\n\n{good}\n".encode()))
    assert [type(r).__name__ for r in results] == ["Intake", "Rejection", "Intake"]
    assert [r.source for r in results] == ["a.jsonl:1", "a.jsonl:2", "a.jsonl:4"]
    assert results[0].article.title == "T"
    assert results[0].article.publisher == "Wire"


def test_a_page_gives_its_text_and_metadata():
    page = (
        "<html><head><title>Village taken</title><script>alert(1)</script>"
        '<meta property="article:published_time" content="2025-04-08T08:00:00Z">'
        '<meta property="og:site_name" content="Wire"></head>'
        f"<body><nav>Menu</nav><article><h1>Village taken</h1><p>{BODY}</p><p>{BODY} Again.</p>"
        "</article></body></html>"
    )
    article = one("a.html", page).article
    assert BODY in article.text
    assert "alert" not in article.text
    assert article.published == date(2025, 4, 8)
    assert article.publisher == "Wire"


def test_fields_set_by_hand_win():
    given = Metadata(published=date(2025, 1, 2), title="By hand")
    article = one("a.md", f"---\ntitle: Found\ndate: 2024-01-01\n---\n{BODY}", given).article
    assert (article.title, article.published) == ("By hand", date(2025, 1, 2))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_common_encodings_are_read(encoding):
    text = BODY + " “It’s over,” he said — café."
    assert one("a.txt", text.encode(encoding)).article.text == text


@given(st.binary(max_size=300), st.sampled_from(sorted(kind.SUFFIXES)))
@settings(deadline=None)
def test_any_bytes_give_articles_or_reasons(data, suffix):
    for result in document.read("x" + suffix, data):
        assert isinstance(result, Intake) or result.reason


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_in_a_record_can_be_stored(text):
    result = document.record("x", {"text": BODY + text})
    if isinstance(result, Intake):
        result.article.text.encode("utf-8")
        assert "\x00" not in result.article.text
