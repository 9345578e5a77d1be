"""The title of a page's article: what it declares, without the name of the site behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from events.source.linked import Declared

_TOKEN = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s+[|–—-]\s+|\s*[|»]\s*")
_CUT = ("…", "...")
_HEADINGS = 3
"""First headings that are looked at; those after them are of other articles."""


@dataclass(frozen=True, slots=True)
class Titles:
    """Each wording that a page has for its title, on one line and not empty."""

    declared: tuple[str, ...]
    """In JSON-LD and in Open Graph, so at most two."""
    shown: tuple[str, ...]
    """To other readers, in the headings and as the window's title."""

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, the declared ones first."""
        return self.declared + self.shown


def titles_of(tree: HtmlElement, declared: Declared) -> Titles:
    """Collect the wordings of a page's title."""
    shared = tree.xpath("//meta[@property='og:title' or @name='og:title']/@content")[:1]
    tweeted = tree.xpath("//meta[@name='twitter:title' or @property='twitter:title']/@content")
    headings = [heading.text_content() for heading in tree.iterfind(".//h1")][:_HEADINGS]
    return Titles(
        _lines([declared.headline, *shared]),
        _lines([*tweeted, *headings, tree.findtext(".//title")]),
    )


def choose(titles: Titles) -> str | None:
    """Return the shorter of the declared wordings, else the first shown; no name of the site.

    What publishers add to one of them is a kicker, a second half or a word of colour: of the 31
    pages of corpora/pages/fundus JSON-LD's is gold on 26, the shorter of the two on 29.
    """
    declared = [_bare(title, titles) for title in titles.declared if not title.endswith(_CUT)]
    if declared:
        return min(declared, key=len)
    return next((_bare(title, titles) for title in titles.every), None)


def is_title(line: str, titles: Titles) -> bool:
    """Whether a line has the words of one of the titles."""
    spoken = _words(line)
    return bool(spoken) and any(spoken == _words(title) for title in titles.every)


def _bare(title: str, titles: Titles) -> str:
    """Return a title without what stands before or after another wording of it."""
    shorter = [other for other in titles.every if _extends(title, other)]
    return max(shorter, key=len) if shorter else title


def _extends(long: str, short: str) -> bool:
    """Whether ``long`` is ``short`` and a separator and more ("Title | Site")."""
    parts = [part for part in _SEPARATOR.split(long) if part]
    wanted = _words(short)
    return any(
        wanted == _words(" ".join(piece))
        for cut in range(1, len(parts))
        for piece in (parts[:cut], parts[cut:])
    )


def _lines(titles: Iterable[str | None]) -> tuple[str, ...]:
    folded = (" ".join((title or "").split()) for title in titles)
    return tuple(title for title in folded if title)


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold())
