"""Addresses of the web to articles: a page, a feed and its pages, or any file that is read here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit

from events.original import Original
from events.source import container, document, feed, kind
from events.source.feed import Entry, Feed
from events.source.intake import Found, Metadata, Rejection
from events.source.kind import Kind
from events.source.metadata import address
from events.source.progress import PAGE, Progress
from events.web.client import Answer, Client, FetchError

_FETCHED = "web 1"
_WHOLE = 1_000
"""Characters of an entry from which it counts as the article and not as a teaser."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads addresses with one client."""

    client: Client
    known: Callable[[str], bool] = lambda _: False
    """Whether an address of a feed was read before, so that it need not be fetched again."""

    def read(
        self, url: str, given: Metadata | None = None, progress: Progress | None = None
    ) -> Iterator[Found]:
        """Yield what an address leads to; of a feed, each page that is not known yet."""
        try:
            answer = self.client.get(url)
        except FetchError as error:
            yield Rejection(source=url, reason=str(error))
            return
        what = kind_of(answer)
        if what is Kind.FEED:
            yield from self._feed(url, answer, given, progress or Progress())
        else:
            yield from _file(url, answer, what, given, Metadata())

    def _feed(
        self, url: str, answer: Answer, given: Metadata | None, progress: Progress
    ) -> Iterator[Found]:
        found = feed.parse(answer.body, answer.final_url)
        if not found.recognised:
            yield Rejection(source=url, reason="It is no feed in RSS or Atom that can be read.")
        new = self._new(found)
        progress.expect(PAGE * len(new))
        for entry in new:
            link = entry.metadata.url
            if link is None:
                label = entry.metadata.title or "an entry"
                yield Rejection(source=f"{url}#{label}", reason="The entry names no address.")
            else:
                yield from self._entry(link, entry, given)
            progress.reach(progress.done + PAGE)

    def _new(self, found: Feed) -> list[Entry]:
        """Return the entries to read: those of no known page, each page once, some with none."""
        pages: dict[str, Entry] = {}
        without = [entry for entry in found.entries if entry.metadata.url is None]
        for entry in found.entries:
            if entry.metadata.url and not self.known(entry.metadata.url):
                pages.setdefault(entry.metadata.url, entry)
        return [*pages.values(), *without]

    def _entry(self, link: str, entry: Entry, given: Metadata | None) -> Iterator[Found]:
        try:
            answer = self.client.get(link)
        except FetchError as error:
            if len(entry.content) < _WHOLE:
                yield Rejection(source=link, reason=str(error))
                return
            # Many feeds hold the whole article, also of pages that programs may not fetch.
            data, spare = entry.content.encode(), entry.metadata
            yield from document.read(link, data, given, spare=spare, what=Kind.PAGE)
            return
        what = kind_of(answer)
        if what is Kind.FEED:
            yield Rejection(source=link, reason="It is a feed in a feed; name it by itself.")
        else:
            yield from _file(link, answer, what, given, entry.metadata)


def kind_of(answer: Answer) -> Kind | None:
    """Return what came: by its media type, by its name, or where both say little by its bytes."""
    begins = kind.of_head(answer.body)
    if begins is Kind.FEED:
        return begins
    told = kind.of_media(answer.media_type)
    if told in (Kind.FEED, Kind.TEXT):
        # XML that is no feed; text that may be a table or a page served as such.
        return begins if begins is not Kind.TEXT else _named(answer) or told
    if told or answer.media_type.startswith(("image/", "audio/", "video/", "font/")):
        return told
    return _named(answer) or (begins if answer.media_type in ("", _BYTES) else None)


_BYTES = "application/octet-stream"


def _named(answer: Answer) -> Kind | None:
    path = answer.final_url.partition("?")[0].partition("#")[0]
    name = path.rpartition("/")[2]
    return kind.of_name(name) if "." in name else None


def _file(
    source: str, answer: Answer, what: Kind | None, given: Metadata | None, spare: Metadata
) -> Iterator[Found]:
    if what is None:
        reason = f"Files of type {answer.media_type or 'unknown'} can't be read."
        yield Rejection(source=source, reason=reason)
        return
    if what.streamed:
        yield from container.read(source, BytesIO(answer.body), given, what=what)
        return
    came = Original(
        raw=answer.body,
        media_type=answer.media_type,
        final_url=answer.final_url,
        fetched_at=answer.fetched_at,
        headers=answer.headers,
        reader=_FETCHED,
    )
    url, _ = address(answer.final_url)
    host = urlsplit(answer.final_url).hostname
    spare = Metadata(url=url).over(spare).over(Metadata(publisher=host))
    yield from document.read(source, answer.body, given, came=came, spare=spare, what=what)
