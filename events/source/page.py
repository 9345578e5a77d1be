"""A saved web page: its article's text by trafilatura, its title and day by what it declares."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from functools import cache
from importlib.metadata import version
from importlib.resources import files

import trafilatura
from lxml.html import HtmlElement

from events.source import headline, linked, publication
from events.source.intake import Metadata
from events.source.metadata import address, words

READER = f"trafilatura {version('trafilatura')}, page 3"
_KEPT = 0.5
"""Where the strict extraction keeps less than this of the usual one, it lost the article; measured
on scrapinghub: F1 .961 alone, .966 at .3 to .6, .964 at .7."""
_SHORT = 200
"""Characters of the longest line that can be furniture."""
_TAGS = 60_000
"""Tags of one page: ten times those of the fullest of 222 news pages. A million take minutes."""
_FIELDS = 2_000
"""Attributes of one tag; their number squared is the time that parsing takes."""
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000,}")
_DOMAIN = re.compile(r"^@|://|^[\w-]+(\.[\w-]+)+$")
_RULE = re.compile(r"^\|?(\s*:?-{3,}:?\s*\|)+\s*$")


def read(
    html: str, url: str | None = None, day: date | None = None
) -> tuple[str, Metadata, tuple[str, ...]]:
    """Return the article's text (paragraphs on lines of their own), metadata, and remarks.

    The text is empty where the page holds no article. ``url`` is where the page was, if known:
    many addresses hold the day. ``day`` is the publication day that its feed tells, for a page
    that declares none.
    """
    tree = trafilatura.load_html(html)
    if tree is None:
        return "", Metadata(), ()
    declared = linked.read(tree)
    titles = headline.titles_of(tree, declared)
    published, date_notices = publication.day(tree, url, declared, day)
    body = _body(_extract(tree, strict=False), _extract(tree, strict=True), declared)
    link, url_notices = address(url or _link(tree))
    metadata = Metadata(
        title=words(headline.choose(titles)),
        url=link,
        publisher=_publisher(tree, declared),
        published=published,
    )
    return _tidy(body, titles), metadata, url_notices + date_notices


def fault(html: str) -> str | None:
    """Return why a page is none that can be read in good time, in a sentence; None if it can."""
    if html.count("<") > _TAGS:
        return f"The page has more than {_TAGS:,} tags; no article has so many."
    if any(tag[0].count("=") > _FIELDS for tag in _LONG_TAG.finditer(html)):
        return "A tag of the page has thousands of attributes; no article's has."
    return None


def _publisher(tree: HtmlElement, declared: linked.Declared) -> str | None:
    """Return the publisher as the page declares it; None where it gives an address for a name."""
    sites = tree.xpath("//meta[@property='og:site_name' or @name='og:site_name']/@content")
    names = (words(name) for name in (declared.publisher, *sites))
    return next((name for name in names if name and not _DOMAIN.search(name)), None)


def _link(tree: HtmlElement) -> str | None:
    """Return the address that the page declares to be its own."""
    found = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return next((link for link in found if address(link)[0]), None)


def _extract(tree: HtmlElement, *, strict: bool) -> str:
    found = trafilatura.bare_extraction(
        deepcopy(tree), include_comments=False, favor_precision=strict
    )
    return "" if found is None or isinstance(found, dict) else found.text or ""


def _body(usual: str, strict: str, declared: linked.Declared) -> str:
    """Return the strict text, unless it or both lost the article."""
    text = strict if strict and len(strict) >= _KEPT * len(usual) else usual
    # Pages that a script fills in hold their text only there. Markup inside is no plain text.
    spare = declared.body or ""
    if len(text) < _KEPT * len(spare) and "<" not in spare:
        return spare
    return text


def _tidy(text: str, titles: headline.Titles) -> str:
    """Drop the headline above the text, furniture between paragraphs, and the rules of tables."""
    lines = [line.strip().strip("|").strip() for line in text.split("\n") if not _RULE.match(line)]
    while lines and (not lines[0] or headline.is_title(lines[0], titles)):
        lines.pop(0)
    return "\n".join(line for line in lines if not _is_furniture(line))


def _is_furniture(line: str) -> bool:
    return len(line) <= _SHORT and line.lstrip("-•*> ").casefold().startswith(_furniture())


@cache
def _furniture() -> tuple[str, ...]:
    lines = files("events.source").joinpath("furniture.txt").read_text(encoding="utf-8").split("\n")
    return tuple(line for line in lines if line and not line.startswith("#"))
