"""The commands that read from the web, against a server on this machine."""

import argparse

import pytest

from events import gathering, pipeline
from events.command import main, watch
from events.web.cache import Cache
from events.web.client import Client
from events.web.pace import Pace
from events.worker import Alone, WorkerError
from tests.events.web.server import serve

BODY = "A missile strike killed four people in Kharkiv on Monday, Ukrainian officials said."


def page(title):
    return f"<html><head><title>{title}</title></head><body><article><p>{BODY}</p><p>It was {title}. {BODY}</p></article></body></html>"  # noqa: E501


def rss(*links):
    items = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in links)
    return f'<rss version="2.0"><channel><title>W</title>{items}</channel></rss>'


@pytest.fixture
def site():
    with serve() as running:
        yield running


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DISPATCH_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DISPATCH_DB", raising=False)
    monkeypatch.setattr(pipeline, "read", lambda article: ())
    monkeypatch.setattr(
        gathering,
        "client",
        lambda: Client(cache=Cache(tmp_path / "web"), pace=Pace(0), private=True),
    )

    def call(*arguments):
        code = main(arguments)
        return code, capsys.readouterr().err

    return call


def test_pages_and_a_feed_are_read_and_only_what_is_new_is_fetched_again(run, site):
    one, two = site.page("/1", page("one")), site.page("/2", page("two"))
    feed = site.page("/feed", rss(one, site.url + "/gone"))
    code, told = run("ingest", feed)
    assert code == 1
    assert "Set aside, 1:" in told
    assert f"{site.url}/gone: The site has no such page (status 404)." in told
    assert "1 added" in told
    site.page("/feed", rss(one, two, site.url + "/gone"))
    code, told = run("ingest", feed)
    assert "1 added" in told
    assert site.paths() == ["/feed", "/1", "/gone", "/feed", "/2"]


def test_by_default_this_machine_is_not_asked(site, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DISPATCH_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DISPATCH_DB", raising=False)
    monkeypatch.delenv("DISPATCH_PRIVATE", raising=False)
    assert main(["ingest", site.page("/1", page("one"))]) == 1
    assert "DISPATCH_PRIVATE=1" in capsys.readouterr().err
    assert site.asked == []


def watching(feed, **options):
    given = {"every": 900, "once": False, "workers": None, "scheduler": None} | options
    return argparse.Namespace(feeds=[feed], **given)


class Away:
    """A crew that is not there at the first poll."""

    def __init__(self):
        self.polls = 0

    def work(self, function, jobs):
        self.polls += 1
        if self.polls == 1:
            raise WorkerError("No Dask scheduler answers.")
        yield from Alone().work(function, jobs)


def test_watching_waits_for_a_crew_that_is_away(run, site, capsys):
    feed = site.page("/feed", rss(site.page("/1", page("one"))))
    polls = iter([None])

    def sleep(_):
        if next(polls, "end") == "end":
            raise KeyboardInterrupt

    assert watch.run(watching(feed, scheduler=Away()), sleep) == 130
    told = capsys.readouterr().err
    assert "No Dask scheduler answers. The next poll tries again." in told
    assert "1 added" in told
    with pytest.raises(WorkerError):
        watch.run(watching(feed, scheduler=Away(), once=True))


def test_watching_polls_goes_on_after_a_stop_and_ends_on_ctrl_c(run, site, monkeypatch, capsys):
    feed = site.page("/feed", rss(site.page("/1", page("one"))))
    waits = []

    def sleep(length):
        waits.append(length)
        site.page("/feed", rss(site.url + "/1", site.page(f"/{len(waits) + 1}", page(waits))))
        if len(waits) == 3:
            raise KeyboardInterrupt

    assert watch.run(watching(feed), sleep) == 130
    assert site.paths() == ["/feed", "/1", "/feed", "/2", "/feed", "/3"]
    assert all(800 < wait <= 900 for wait in waits)
    code, told = run("watch", feed, "--once")
    assert code == 0
    assert "1 added" in told
    assert site.paths()[-2:] == ["/feed", "/4"]


def test_a_page_set_aside_is_not_asked_for_at_each_poll(run, site):
    feed = site.page("/feed", rss(site.url + "/gone"))
    for _ in range(3):
        run("watch", feed, "--once")
    assert site.paths().count("/gone") == 1


@pytest.mark.parametrize(
    ("text", "length"), [("15m", 900), ("90", 90), ("2H", 7200), ("1d", 86400)]
)
def test_lengths_of_time(text, length):
    assert watch.seconds(text) == length


@pytest.mark.parametrize("text", ["", "m", "5s", "1.5h", "-3m", "10 years"])
def test_what_is_no_length_of_time_or_too_short(text):
    with pytest.raises(argparse.ArgumentTypeError):
        watch.seconds(text)


def test_what_is_no_feed_cannot_be_watched(run, tmp_path):
    code, told = run("watch", str(tmp_path))
    assert code == 2
    assert "no http or https address" in told


def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(run, tmp_path, monkeypatch):
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text(f"{BODY} Number {name}.")
    asked = []

    def stopped(article):
        asked.append(article)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return ()

    monkeypatch.setattr(pipeline, "read", stopped)
    code, told = run("ingest", *(str(tmp_path / f"{name}.txt") for name in "abcd"))
    assert code == 130
    assert "2 added" in told
    assert "goes on from there" in told
    code, told = run("ingest", *(str(tmp_path / f"{name}.txt") for name in "abcd"))
    assert code == 0
    assert "2 added" in told
    assert "2 unchanged" in told
    assert len(asked) == 5


def test_many_inputs_set_aside_are_told_by_reason_and_each_is_named(run, tmp_path):
    folder = tmp_path / "much"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.txt").write_text("" if number % 3 else f"{BODY} Number {number}.")
        (folder / f"{number}.jpg").write_bytes(b"x")
    code, told = run("ingest", str(folder))
    summary = told.partition("Set aside, 50:")[2]
    assert code == 1
    assert summary.count("There is no text in it.") == 2
    assert all(f"    {folder / str(number)}.jpg\n" in summary for number in range(30))
    *_, first, second, last = summary.splitlines()
    assert first.startswith("      30  Files .jpg can't be read; texts, pages")
    assert second == "      20  There is no text in it."
    assert last.startswith("10 added; 0 updated; 0 unchanged; 50 set aside.")
