from datetime import date

import pytest

from events.source import document, feed

ITEM = (
    "<item><title>Village taken</title><link>/news/1</link>"
    "<pubDate>Tue, 08 Apr 2025 10:00:00 +0000</pubDate><description>&lt;p&gt;Short.&lt;/p&gt;"
    "</description></item>"
)


def rss(items=ITEM, head=""):
    title = "<title>The Wire</title>"
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{title}{items}</channel></rss>'


def test_an_entry_has_its_address_title_day_and_publisher():
    (entry,) = feed.parse(rss().encode(), "https://example.org/feed/").entries
    assert entry.metadata.url == "https://example.org/news/1"
    assert entry.metadata.title == "Village taken"
    assert entry.metadata.published == date(2025, 4, 8)
    assert entry.metadata.publisher == "The Wire"
    assert entry.content == "<p>Short.</p>"


def test_atom_is_read_too():
    data = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><entry><title>T</title>'
        '<link href="https://example.org/1"/><updated>2025-04-08T01:00:00Z</updated></entry></feed>'
    )
    (entry,) = feed.parse(data.encode()).entries
    assert (entry.metadata.url, entry.metadata.published) == (
        "https://example.org/1",
        date(2025, 4, 8),
    )


@pytest.mark.parametrize(
    "entity",
    ['<!ENTITY a SYSTEM "file:///etc/hostname">', '<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;'],
)
def test_entities_fetch_nothing_and_read_no_file(entity):
    item = ITEM.replace("Village taken", "Village &a; taken")
    found = feed.parse(rss(item, f"<!DOCTYPE r [{entity}]>").encode())
    assert [entry.metadata.title for entry in found.entries] in (
        ["Village taken"],
        ["Village &a; taken"],
    )


def test_entities_that_name_each_other_do_not_grow():
    bomb = '<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10)
    )
    found = feed.parse(rss(ITEM.replace("Village", "&l9;"), f"<!DOCTYPE r [{bomb}]>").encode())
    assert all(len(entry.metadata.title or "") < 1_000 for entry in found.entries)


@pytest.mark.parametrize("data", [b"", b"/etc/hostname", b"http://127.0.0.1/", b"<html></html>"])
def test_what_is_no_feed_has_no_entries(data):
    found = feed.parse(data)
    assert not found.recognised
    assert found.entries == ()


def test_a_feed_without_end_is_cut():
    assert len(feed.parse(rss(ITEM * (feed.MOST + 50)).encode()).entries) == feed.MOST


def test_a_saved_feed_gives_what_it_holds_itself():
    body = "<p>Troops entered the village on Tuesday, the ministry said, after fighting.</p>" * 3
    item = ITEM.replace("<description>", "<description><![CDATA[" + body + "]]>")
    (result,) = document.read("a.rss", rss(item).encode())
    assert result.article.title == "Village taken"
    assert result.article.text.startswith("Troops")
