"""The one client that fetches: bounded in size, time and redirects, polite, and guarded."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from events.web.cache import Cache, Cached, Headers
from events.web.guard import GuardedBackend, RefusedError
from events.web.pace import Pace
from events.web.robots import AGENT, Robots

USER_AGENT = f"{AGENT}/0.1 (reads news for one person; keeps to robots.txt)"
LARGEST = 10_000_000
"""Bytes of one answer, unpacked."""
SLOWEST = 60.0
"""Seconds that one answer may take as a whole."""
REDIRECTS = 5
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5"
_TIMEOUT = httpx.Timeout(15.0, connect=10.0)
_UNREACHED = 599
_MOVED = (301, 302, 303, 307, 308)
_REASONS = {
    401: "wants a password",
    402: "wants to be paid",
    403: "refuses programs or wants a subscription",
    404: "has no such page",
    410: "no longer has this page",
    429: "is asked too often; try again later",
    451: "withholds it for legal reasons",
}


class FetchError(Exception):
    """An address that could not be fetched; its message is a sentence for the reader."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status
        """The HTTP status of the refusal; None where it is another matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address answered, unpacked."""

    final_url: str
    """After redirects."""
    body: bytes
    headers: Headers
    """Names in lower case, in the order they came."""
    fetched_at: datetime
    """UTC, with its zone; for an unchanged answer when its bytes came."""

    @property
    def media_type(self) -> str:
        """The media type without parameters in lower case; empty if none was told."""
        found = next((value for key, value in self.headers if key == "content-type"), "")
        return found.partition(";")[0].strip().lower()


class Client:
    """Fetches addresses one after another. Use it as a context manager."""

    def __init__(
        self,
        *,
        cache: Cache | None = None,
        pace: Pace | None = None,
        private: bool = False,
        slowest: float = SLOWEST,
        trusted: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make a client; ``trusted`` holds the authorities that vouch for sites, if not the usual.

        ``private`` allows addresses of this machine and its network.
        """
        transport = httpx.HTTPTransport(http2=True)
        # The only way to give httpx's transport a backend of one's own; the rest is its default.
        transport._pool = httpcore.ConnectionPool(
            ssl_context=trusted or httpx.create_ssl_context(trust_env=False),
            max_connections=10,
            max_keepalive_connections=5,
            keepalive_expiry=30.0,
            http2=True,
            network_backend=GuardedBackend(private=private),
        )
        headers = {"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        # No proxy from the environment: the guard would check the proxy's address, not the page's.
        self._http = httpx.Client(
            transport=transport, headers=headers, timeout=_TIMEOUT, trust_env=False
        )
        self._cache = cache
        self._pace = pace or Pace()
        self._slowest = slowest
        self._clock = clock
        self._robots = Robots(self._rules)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, url: str) -> Answer:
        """Fetch an address; raise :class:`FetchError` where that can't or may not be done."""
        try:
            return self._followed(url)
        except RefusedError as error:
            raise FetchError(str(error)) from error
        except httpx.TimeoutException as error:
            raise FetchError("It did not answer in time.") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(f"It can't be reached: {_first(error)}.") from error

    def _followed(self, url: str) -> Answer:
        for _ in range(REDIRECTS + 1):
            _check(url)
            if not self._robots.allows(url):
                raise FetchError("Its site's robots.txt does not let programs read it.")
            self._pace.wait(_host(url), self._robots.delay(url))
            found = self._ask(url)
            if isinstance(found, Answer):
                return found
            url = found
        raise FetchError(f"It is moved on more than {REDIRECTS} times.")

    def _ask(self, url: str) -> Answer | str:
        """Return the answer, or the address that it has moved to."""
        kept = self._cache.get(url) if self._cache else None
        now = datetime.now(UTC)
        if kept and kept.fresh(now):
            return _answer(url, kept)
        headers = kept.questions if kept else {}
        # Each request stands for itself: no site follows the reader from page to page.
        self._http.cookies.clear()
        with self._http.stream("GET", url, headers=headers, follow_redirects=False) as response:
            if kept and response.status_code == 304:
                return _answer(url, kept)
            if response.status_code in _MOVED:
                return urljoin(url, str(response.headers.get("location", "")))
            if response.status_code != 200:
                raise _refusal(response.status_code)
            body = self._body(response)
        got = Cached(headers=_headers(response), body=body, fetched_at=now)
        if self._cache:
            self._cache.put(url, got)
        return _answer(url, got)

    def _body(self, response: httpx.Response) -> bytes:
        """Read and unpack the answer within its bounds."""
        told = response.headers.get("content-length", "")
        if told.isdigit() and int(told) > LARGEST:
            raise FetchError(_large())
        pieces, size, end = [], 0, self._clock() + self._slowest
        for piece in _unpacked(response):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST:
                raise FetchError(_large())
            if self._clock() > end:
                raise FetchError(f"It takes more than {self._slowest:.0f} seconds to come.")
        return b"".join(pieces)

    def _rules(self, url: str) -> tuple[int, bytes]:
        """Fetch a robots.txt; 599 where it can't be reached."""
        try:
            for _ in range(REDIRECTS + 1):
                _check(url)
                found = self._ask(url)
                if isinstance(found, Answer):
                    return 200, found.body
                url = found
        except FetchError as error:
            # One that is too large or too slow is none that can be heeded.
            return error.status or _UNREACHED, b""
        except (httpx.HTTPError, httpx.InvalidURL):
            return _UNREACHED, b""
        return 404, b""


def _check(url: str) -> None:
    """Refuse what is no address of the web."""
    try:
        parts = urlsplit(url)
        web = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
        named = bool(parts.username or parts.password)
    except ValueError:
        web, named = False, False
    if not web:
        raise FetchError("It is not an http or https address.")
    if named:
        raise FetchError("It holds a user name or a password; those are not sent.")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _unpacked(response: httpx.Response) -> Iterator[bytes]:
    """Yield the body unpacked, each piece no longer than it may be as a whole.

    httpx would unpack each piece in one go, and layers upon layers of coding: a bomb.
    """
    coding = response.headers.get("content-encoding", "identity").strip().lower() or "identity"
    if coding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"It is packed in a way that was not asked for ({coding[:30]}).")
    if coding == "identity":
        yield from response.iter_raw()
        return
    unpacker = zlib.decompressobj(wbits=47)
    try:
        for piece in response.iter_raw():
            yield unpacker.decompress(piece, LARGEST + 1)
            if unpacker.unconsumed_tail:
                raise FetchError(_large())
    except zlib.error as error:
        raise FetchError(f"It is packed wrongly: {error}.") from error


def _headers(response: httpx.Response) -> Headers:
    return tuple((key.lower(), value) for key, value in response.headers.multi_items())


def _answer(url: str, kept: Cached) -> Answer:
    return Answer(final_url=url, body=kept.body, headers=kept.headers, fetched_at=kept.fetched_at)


def _large() -> str:
    most = LARGEST // 1_000_000
    return f"It has more than {most} MB, the most that is fetched; download it and name the file."


def _refusal(status: int) -> FetchError:
    kind = "has a fault of its own; try again later" if status >= 500 else "refuses"
    return FetchError(f"The site {_REASONS.get(status, kind)} (status {status}).", status)


def _first(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200].rstrip(".")
