"""The day a page was published: as it declares it, else as htmldate finds it."""

from __future__ import annotations

from datetime import date

from htmldate import find_date
from lxml.html import HtmlElement

from events.source.linked import Declared
from events.source.metadata import day as checked

_GUESSED = "The publication date {day} was guessed from the page; check it."


def day(
    tree: HtmlElement, url: str | None, declared: Declared, told: date | None = None
) -> tuple[date | None, tuple[str, ...]]:
    """Return the day, and a remark where it is a guess. The day is the page's own, in its zone.

    ``told`` is what a feed says of the page; it goes before a guess.

    Measured on corpora/pages: JSON-LD's first publication goes before the meta elements (on fundus
    it is right where those give the last change). A search of the whole page finds more, and the
    first of January there means that it found no more than a year.
    """
    if declared.published:
        stated, _ = checked(declared.published)
        if stated:
            return stated, ()
    stated, notices = checked(_search(tree, url, extensive=False))
    if stated:
        return stated, notices
    if told:
        return told, ()
    guess, _ = checked(_search(tree, url, extensive=True))
    if guess is None or (guess.month, guess.day) == (1, 1):
        return None, ()
    return guess, (_GUESSED.format(day=guess),)


def _search(tree: HtmlElement, url: str | None, *, extensive: bool) -> str | None:
    found: str | None = find_date(tree, url=url, original_date=True, extensive_search=extensive)
    return found
