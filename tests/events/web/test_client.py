import gzip
import itertools
import socket
import zlib
from datetime import UTC, datetime, timedelta

import httpcore
import pytest

from events.web import client as module
from events.web import guard
from events.web.cache import Cache, Cached
from events.web.client import Client, FetchError
from events.web.pace import Pace
from events.web.robots import Robots
from tests.events.web.server import serve


@pytest.fixture
def site():
    with serve() as running:
        yield running


def client(**options):
    return Client(pace=Pace(0), private=True, **options)


def refused(url, **options):
    with client(**options) as fetching, pytest.raises(FetchError) as caught:
        fetching.get(url)
    return str(caught.value)


def test_a_page_comes_with_its_headers_and_our_name(site):
    url = site.page("/a", "hello", content_type="text/html; charset=utf-8", etag='"1"')
    with client() as fetching:
        answer = fetching.get(url)
    assert answer.body == b"hello"
    assert answer.final_url == url
    assert answer.media_type == "text/html"
    assert ("etag", '"1"') in answer.headers
    assert answer.fetched_at.tzinfo is UTC
    assert site.asked[-1][1]["user-agent"].startswith("DispatchMap/")


def test_cookies_are_not_sent_back(site):
    first = site.page("/a", "x", set_cookie="id=1; Path=/")
    second = site.page("/b", "x")
    with client() as fetching:
        fetching.get(first)
        fetching.get(second)
    assert all("cookie" not in headers for _, headers in site.asked)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "2130706433", "0x7f.1", "[::ffff:7f00:1]"],
)
def test_this_machine_is_refused_by_any_of_its_names(site, host):
    url = site.page("/a", "secret").replace("127.0.0.1", host)
    with Client(pace=Pace(0)) as fetching, pytest.raises(FetchError, match=r"address of this mach"):
        fetching.get(url)
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.100.100.200", False),
        ("169.254.169.254", False),
        ("168.63.129.16", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("0.0.0.0", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00:ec2::254", False),
        ("::ffff:169.254.169.254", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b::5db8:d822", True),
    ],
)
def test_which_addresses_are_public(address, public):
    assert guard.public(address) is public


def answers(*numbers):
    """A name server that gives the next list of addresses each time it is asked."""
    lists = iter(numbers)

    def ask(host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (n, port)) for n in next(lists)]

    return ask


def test_a_name_that_leads_inside_is_refused(site, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", answers(["169.254.169.254"]))
    with Client(pace=Pace(0)) as fetching, pytest.raises(FetchError, match=r"169\.254\.169\.254"):
        fetching.get("http://metadata.example/")


def test_one_address_inside_among_others_is_enough(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", answers(["93.184.216.34", "10.0.0.1"]))
    with pytest.raises(guard.RefusedError):
        guard.addresses("mixed.example", 80)


def test_a_name_that_changes_its_answer_gains_nothing(monkeypatch):
    """DNS rebinding: the address that was checked is the one that is connected to."""
    asked, connected = [], []

    def ask(host, port, **_):
        asked.append(host)
        number = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    def connect(self, host, *_):
        connected.append(host)
        raise httpcore.ConnectError("no one there")

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(httpcore.ConnectError):
        guard.GuardedBackend().connect_tcp("rebinding.example", 80)
    assert connected == ["93.184.216.34"]
    with pytest.raises(guard.RefusedError):
        guard.GuardedBackend().connect_tcp("rebinding.example", 80)
    assert connected == ["93.184.216.34"]


def test_a_redirect_inside_is_refused(site, monkeypatch):
    """The first host is let through, the one that it sends to is not."""
    real = guard.addresses

    def first_only(host, port, *, private=False):
        return real(host, port, private=host == "127.0.0.1")

    monkeypatch.setattr(guard, "addresses", first_only)
    port = site.url.rpartition(":")[2]
    url = site.page("/go", "", 302, location=f"http://localhost:{port}/inside")
    with Client(pace=Pace(0)) as fetching, pytest.raises(FetchError, match="address of this mach"):
        fetching.get(url)
    assert "/inside" not in site.paths()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/",
        "javascript:alert(1)",
        "//example.org/",
        "http://",
        "http://[",
        "",
    ],
)
def test_only_addresses_of_the_web_are_fetched(url):
    assert "not an http" in refused(url)


def test_passwords_are_not_sent():
    assert "password" in refused("http://user:secret@127.0.0.1/")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:x"])
def test_a_redirect_out_of_the_web_is_refused(site, target):
    told = refused(site.page("/go", "", 301, location=target))
    assert "not an http" in told or "can't be reached" in told
    assert site.paths() == ["/go"]


def test_redirects_are_followed_and_end(site):
    site.page("/b", "there")
    url = site.page("/a", "", 302, location="/b")
    with client() as fetching:
        assert fetching.get(url).final_url == site.url + "/b"
    loop = site.page("/loop", "", 302, location="/loop")
    assert "more than 5 times" in refused(loop)
    assert site.paths().count("/loop") == 6


@pytest.mark.parametrize(
    ("status", "words"),
    [(403, "subscription"), (404, "no such page"), (503, "try again"), (418, "418")],
)
def test_a_refusal_says_why(site, status, words):
    assert words in refused(site.page("/a", "no", status))


def test_a_page_that_says_it_is_huge_is_not_read(site):
    def huge(handler):
        handler.send_response(200)
        handler.send_header("content-length", str(100_000_000))
        handler.end_headers()

    site.pages["/a"] = huge
    assert "more than 10 MB" in refused(site.url + "/a")


def test_a_stream_without_end_is_cut(site):
    sent = []

    def endless(handler):
        handler.send_response(200)
        handler.send_header("transfer-encoding", "chunked")
        handler.end_headers()
        for _ in itertools.count():
            handler.wfile.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
            sent.append(65_536)

    site.pages["/a"] = endless
    assert "more than 10 MB" in refused(site.url + "/a")
    assert sum(sent) < 40_000_000


def test_a_stream_that_only_drips_is_cut(site):
    def drip(handler):
        handler.send_response(200)
        handler.send_header("transfer-encoding", "chunked")
        handler.end_headers()
        for _ in itertools.count():
            handler.wfile.write(b"1\r\nx\r\n")
            handler.wfile.flush()

    site.pages["/a"] = drip
    site.page("/robots.txt", "")
    times = itertools.count()
    told = refused(site.url + "/a", slowest=10, clock=lambda: next(times))
    assert "more than 10 seconds" in told


@pytest.mark.parametrize("layers", [1, 2])
def test_a_gzip_bomb_is_cut(site, layers):
    bomb = gzip.compress(b"\x00" * 50_000_000)
    coding = ", ".join(["gzip"] * layers)
    for _ in range(layers - 1):
        bomb = gzip.compress(bomb)
    told = refused(site.page("/a", bomb, content_encoding=coding))
    assert ("more than 10 MB" in told) if layers == 1 else ("not asked for" in told)


def test_packed_pages_are_unpacked_and_broken_ones_refused(site):
    for packed in (gzip.compress(b"hello"), zlib.compress(b"hello")):
        with client() as fetching:
            answer = fetching.get(site.page("/a", packed, content_encoding="gzip"))
            assert answer.body == b"hello"
    assert "packed wrongly" in refused(site.page("/b", b"junk", content_encoding="gzip"))


def test_a_server_that_talks_nonsense_is_set_aside(site):
    def nonsense(handler):
        handler.wfile.write(b"\x00\x01 not http at all\r\n\r\n")
        handler.close_connection = True

    site.pages["/a"] = nonsense
    site.page("/robots.txt", "")
    assert "can't be reached" in refused(site.url + "/a")


def test_headers_without_end_are_cut(site):
    def endless(handler):
        handler.send_response(200)
        for number in itertools.count():
            handler.wfile.write(f"x-{number}: {'y' * 1000}\r\n".encode())

    site.pages["/a"] = endless
    site.page("/robots.txt", "")
    assert "can't be reached" in refused(site.url + "/a")


def test_robots_are_heeded(site):
    site.page(
        "/robots.txt", "User-agent: *\nDisallow: /no\nCrawl-delay: 7", content_type="text/plain"
    )
    assert "robots.txt" in refused(site.page("/no/a", "x"))
    slept = []
    site.page("/a", "x")
    site.page("/b", "x")
    with Client(pace=Pace(1, clock=lambda: 0.0, sleep=slept.append), private=True) as fetching:
        fetching.get(site.url + "/a")
        fetching.get(site.url + "/b")
    assert slept == [7.0]
    assert "/no/a" not in site.paths()


@pytest.mark.parametrize(
    ("status", "allowed"), [(200, True), (404, True), (403, True), (500, False), (599, False)]
)
def test_a_site_that_cannot_tell_its_rules_is_not_read(status, allowed):
    robots = Robots(lambda url: (status, b"User-agent: *\nAllow: /"))
    assert robots.allows("https://example.org/a") is allowed


def test_rules_are_asked_for_once_a_day_and_site():
    asked, now = [], [0.0]

    def fetch(url):
        asked.append(url)
        return 200, b"User-agent: DispatchMap\nDisallow: /x"

    robots = Robots(fetch, clock=lambda: now[0])
    assert not robots.allows("https://a.example/x")
    assert robots.allows("https://a.example/y")
    assert asked == ["https://a.example/robots.txt"]
    now[0] = 90_000.0
    robots.allows("https://a.example/y")
    assert len(asked) == 2


def test_one_host_is_asked_at_its_pace_and_another_at_once():
    now, slept = [100.0], []
    pace = Pace(2.0, clock=lambda: now[0], sleep=slept.append)
    for host, wish in (("a", None), ("b", None), ("a", None), ("b", 5.0), ("b", 900.0)):
        pace.wait(host, wish)
    assert slept == [2.0, 5.0, 30.0]


def test_what_has_not_changed_is_not_sent_again(site, tmp_path):
    def page(handler):
        known = handler.headers.get("if-none-match") == '"1"'
        handler.send_response(304 if known else 200)
        handler.send_header("etag", '"1"')
        handler.send_header("content-length", "0" if known else "5")
        handler.end_headers()
        handler.wfile.write(b"" if known else b"hello")

    site.pages["/a"] = page
    cache = Cache(tmp_path)
    for _ in range(2):
        with client(cache=cache) as fetching:
            first = fetching.get(site.url + "/a")
            assert first.body == b"hello"
    assert [headers.get("if-none-match") for path, headers in site.asked if path == "/a"] == [
        None,
        '"1"',
    ]


def test_a_fresh_answer_is_not_asked_for_again(site, tmp_path):
    url = site.page("/a", "x", cache_control="max-age=600")
    for _ in range(3):
        with client(cache=Cache(tmp_path)) as fetching:
            assert fetching.get(url).body == b"x"
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    ("control", "minutes", "fresh"),
    [
        ("max-age=600", 5, True),
        ("max-age=600", 15, False),
        ("no-cache, max-age=600", 1, False),
        ("max-age=99999999999999999999", 60 * 23, True),
        ("max-age=99999999999999999999", 60 * 25, False),
        ("", 0, False),
    ],
)
def test_how_long_an_answer_is_fresh(control, minutes, fresh):
    then = datetime(2025, 4, 8, tzinfo=UTC)
    kept = Cached(headers=(("cache-control", control),), body=b"", fetched_at=then)
    assert kept.fresh(then + timedelta(minutes=minutes)) is fresh


def test_the_cache_forgets_the_oldest_and_what_is_broken(tmp_path):
    cache = Cache(tmp_path)
    then = datetime(2025, 4, 8, tzinfo=UTC)
    for number in range(5):
        body = bytes(range(256)) * 10
        cache.put(f"http://{number}", Cached(headers=(("a", "b"),), body=body, fetched_at=then))
    assert cache.get("http://3").headers == (("a", "b"),)
    cache.put(
        "http://x", Cached(headers=(("cache-control", "no-store"),), body=b"", fetched_at=then)
    )
    assert cache.get("http://x") is None
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:50])
    assert cache.get("http://3") is None
    Cache(tmp_path, largest=120)
    assert len(list(tmp_path.iterdir())) == 2


def test_the_largest_answer_is_the_largest_article():
    from events.source import gate

    assert module.LARGEST == gate.LARGEST
