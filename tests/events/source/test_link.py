import io
import json
import zipfile
from datetime import date

import pytest

from events.source import named
from events.source.intake import Intake, Metadata, Rejection
from events.source.link import Reader
from events.source.progress import Progress
from events.web.client import Client
from events.web.pace import Pace
from tests.events.web.server import serve

BODY = "Troops entered the village on Tuesday, the ministry said, after a week of heavy fighting."


@pytest.fixture
def site():
    with serve() as running:
        yield running


def page(title="Village taken", body=BODY):
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{body}</p><p>{body} {title}.</p></article></body></html>"  # noqa: E501


def item(link, title="Village taken", content="Short.", day="Tue, 08 Apr 2025 10:00:00 +0000"):
    return (
        f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate>"
        f"<description><![CDATA[{content}]]></description></item>"
    )


def rss(*items):
    joined = "".join(items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{joined}</channel></rss>'  # noqa: E501


def read(*names, known=lambda _: False, given=None, pipe=None, progress=None):
    with Client(pace=Pace(0), private=True) as client:
        return list(
            named.read(
                names,
                given,
                web=lambda: Reader(client, known),
                pipe=pipe or io.BytesIO(),
                progress=progress,
            )
        )


def test_a_page_of_the_web_is_an_article_with_its_evidence(site):
    site.page("/moved", page())
    url = site.page("/a", "", 302, location="/moved")
    (result,) = read(url)
    assert result.source == url
    assert result.article.title == "Village taken"
    assert result.article.url == site.url + "/moved"
    assert result.original.raw == page().encode()
    assert result.original.final_url == site.url + "/moved"
    assert dict(result.original.headers)["content-type"] == "text/html"
    assert result.original.reader.startswith("trafilatura")


def test_a_page_that_cannot_be_fetched_is_set_aside_with_the_reason(site):
    (result,) = read(site.url + "/none")
    assert isinstance(result, Rejection)
    assert "404" in result.reason


def test_a_feed_gives_its_pages_with_what_it_says_of_them(site):
    one = site.page("/1", page("One"))
    two = site.page("/2", page("Two"))
    old = site.page("/old", page("Old"))
    url = site.page("/feed", rss(item(one), item(two, day=""), item(old)), content_type="text/xml")
    first, second = read(url, known=lambda link: link == old)
    assert first.article.published == date(2025, 4, 8)
    assert first.article.publisher == "Wire"
    assert second.article.published is None
    assert "/old" not in site.paths()


def test_what_a_person_says_goes_before_the_page_and_the_page_before_the_feed(site):
    link = site.page("/1", page("By the page"))
    url = site.page("/feed", rss(item(link, title="By the feed")))
    (result,) = read(url, given=Metadata(publisher="By hand"))
    assert result.article.publisher == "By hand"
    assert result.article.title == "By the page"


def test_an_entry_whose_page_is_refused_is_read_from_the_feed_where_it_is_whole(site):
    whole = "".join(f"<p>{BODY} Number {number}.</p>" for number in range(15))
    refused = site.page("/1", "no", 403)
    first, second = read(site.page("/feed", rss(item(refused, content=whole), item(refused + "2"))))
    assert first.article.text.startswith("Troops")
    assert first.source == refused
    assert isinstance(second, Rejection)


def test_a_page_that_a_feed_names_twice_is_fetched_once(site):
    one, two = site.page("/1", page("One")), site.page("/2", page("Two"))
    results = read(site.page("/feed", rss(item(one), item(two), item(one))))
    assert [result.source for result in results] == [one, two]


def test_a_feed_in_a_feed_is_not_followed(site):
    url = site.page("/feed", "")
    site.page("/feed", rss(item(url)))
    (result,) = read(url)
    assert "feed in a feed" in result.reason


def test_an_entry_with_a_hostile_address_is_set_aside(site):
    results = read(site.page("/feed", rss(item("javascript:alert(1)"), item("file:///etc/passwd"))))
    assert all(isinstance(result, Rejection) for result in results)
    assert site.paths() == ["/feed"]


def packed():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", BODY)
        archive.writestr("b.txt", BODY)
    return buffer.getvalue()


RECORD = (json.dumps({"text": BODY}) + "\n").encode()


@pytest.mark.parametrize(
    ("path", "body", "media", "count"),
    [
        ("/a", page().encode(), "", 1),
        ("/a", page().encode(), "text/plain", 1),
        ("/a.txt", BODY.encode(), "text/plain; charset=utf-8", 1),
        ("/a.json", json.dumps({"text": BODY}).encode(), "application/json", 1),
        ("/a.zip", packed(), "application/zip", 2),
        ("/a.zip?x=1", packed(), "application/octet-stream", 2),
        ("/a.csv", f"text,title\n{BODY},T\n".encode(), "text/plain", 1),
        ("/a.jsonl", RECORD * 2, "application/octet-stream", 2),
    ],
)
def test_files_of_the_web_are_read_as_files_are(site, path, body, media, count):
    results = read(site.page(path, body, content_type=media))
    assert len(results) == count
    assert all(isinstance(result, Intake) for result in results)


@pytest.mark.parametrize("media", ["image/png", "application/pdf", "video/mp4"])
def test_other_files_of_the_web_are_set_aside(site, media):
    (result,) = read(site.page("/a", b"\x89PNG", content_type=media))
    assert media in result.reason


def test_a_page_in_the_character_set_that_its_server_names(site):
    body = page(body=BODY + " “Voilà”, he said.").encode("cp1252")
    (result,) = read(site.page("/a", body, content_type="text/html; charset=windows-1252"))
    assert "“Voilà”" in result.article.text


def test_a_list_of_addresses_is_fetched_and_other_text_is_not(site, tmp_path):
    one, two = site.page("/1", page("One")), site.page("/2", page("Two"))
    (tmp_path / "list.txt").write_text(f"# ours\n{one}\n\n{two}\n{one}\n")
    (tmp_path / "text.txt").write_text(f"{BODY}\n{one}\n")
    results = read(str(tmp_path / "list.txt"), str(tmp_path / "text.txt"))
    assert [type(result) for result in results] == [Intake] * 3
    assert site.paths() == ["/1", "/2"]


def test_a_list_in_a_folder_is_no_reason_to_fetch(site, tmp_path):
    (tmp_path / "list.txt").write_text(site.page("/1", page()))
    (result,) = read(str(tmp_path))
    assert isinstance(result, Rejection)
    assert site.asked == []


def test_where_no_address_is_named_no_client_is_made(tmp_path):
    (tmp_path / "a.txt").write_text(BODY)

    def forbidden():
        raise AssertionError

    names = [str(tmp_path), "-"]
    (first, second) = named.read(names, None, web=forbidden, pipe=io.BytesIO(BODY.encode()))
    assert first.source.endswith("a.txt")
    assert second.source == "standard input"


def test_a_source_that_breaks_costs_no_other(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(BODY)

    def broken(*_):
        yield from ()
        raise RecursionError

    monkeypatch.setattr(named.container, "unnamed", broken)
    first, second = read("-", str(tmp_path))
    assert "RecursionError" in first.reason
    assert isinstance(second, Intake)


def test_progress_reaches_its_total(site, tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(BODY)
    (tmp_path / "d.jsonl").write_text((json.dumps({"text": BODY}) + "\n") * 10)
    progress = Progress()
    page_url = site.page("/1", page())
    read(str(tmp_path), page_url, site.page("/feed", rss(item(page_url))), progress=progress)
    assert progress.done == progress.total > 0
