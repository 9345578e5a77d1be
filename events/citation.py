"""Links that open the live page at a quote: text fragments.

The syntax and how a browser looks for the words: https://wicg.github.io/scroll-to-text-fragment/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote as percent_encoded

from events.article import Quote

DELIMITER = ":~:"
# Whole words up to here, the two ends beyond: a page that changed a comma in the middle, or put a
# link into it, still shows a long quote.
_WHOLE = 200
_ENDS = 6
"""Words of either end of a long quote."""
_CONTEXT = 12
"""Most words before or after a quote that tell it from the same words elsewhere."""


def live_link(url: str, text: str, quote: Quote) -> str:
    """Return the page's address with a fragment that scrolls to a quote of its text.

    ``text`` is the article's; the address is left as it is for a quote of white space. A browser
    without text fragments opens the page at its top.
    """
    if not quote.text.strip():
        return url
    base, _, fragment = url.partition("#")
    return f"{base}#{fragment.partition(DELIMITER)[0]}{DELIMITER}{directive(text, quote)}"


def directive(text: str, quote: Quote) -> str:
    """Return ``text=[prefix-,]start[,end][,-suffix]``, the shortest that finds this place first.

    Words that stand in the text more than once get the words around them; a quote that runs over
    paragraphs, or is long, is given by its ends.
    """
    wanted = _trimmed(text, quote)
    found = None
    for start, end in _cores(text[slice(*wanted)]):
        for prefix, suffix in _contexts(text, wanted):
            found = _Directive(prefix, start, end, suffix)
            if found.first(text) == wanted:
                return str(found)
    return str(found)


class _Directive:
    """The four parts of a directive, the outer ones empty where they are not needed."""

    def __init__(self, prefix: str, start: str, end: str, suffix: str) -> None:
        self.prefix, self.start, self.end, self.suffix = prefix, start, end, suffix

    def __str__(self) -> str:
        parts = [_encoded(part) for part in (self.start, self.end) if part]
        if self.prefix:
            parts.insert(0, _encoded(self.prefix) + "-")
        if self.suffix:
            parts.append("-" + _encoded(self.suffix))
        return "text=" + ",".join(parts)

    def first(self, text: str) -> tuple[int, int] | None:
        """Return the first place that a browser finds in a text: whole words, in any case."""
        core = _words(self.start) + (r"(?!\w).*?(?<!\w)" + _words(self.end) if self.end else "")
        before = _words(self.prefix) + r"\s*" if self.prefix else ""
        after = r"\s*" + _words(self.suffix) if self.suffix else ""
        pattern = rf"(?<!\w){before}(?P<quote>{core}){after}(?!\w)"
        match = re.search(pattern, text, re.IGNORECASE | re.DOTALL)
        return match.span("quote") if match else None


def _words(part: str) -> str:
    return r"\s+".join(re.escape(word) for word in part.split())


def _trimmed(text: str, quote: Quote) -> tuple[int, int]:
    """Return the quote's span without white space at its ends, widened to whole words."""
    start, end = quote.start, quote.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start > 0 and _inside(text[start - 1 : start + 1]):
        start -= 1
    while end < len(text) and _inside(text[end - 1 : end + 1]):
        end += 1
    return start, end


def _inside(pair: str) -> bool:
    return re.fullmatch(r"\w\w", pair) is not None


def _cores(words: str) -> Iterator[tuple[str, str]]:
    """Yield start and end of a quote: whole if it is short and in one paragraph, else its ends."""
    lines = [line for line in words.splitlines() if line.strip()]
    if len(lines) == 1 and len(words) <= _WHOLE:
        yield " ".join(words.split()), ""
        return
    first, last = lines[0].split(), lines[-1].split()
    if len(lines) == 1 and len(first) < 2:
        # One endless "word": nothing to cut it at.
        yield first[0], ""
        return
    most = max(1, len(first) // 2) if len(lines) == 1 else max(len(first), len(last))
    for count in (_ENDS, 2 * _ENDS):
        size = min(count, most)
        yield " ".join(first[:size]), " ".join(last[-size:])


def _contexts(text: str, wanted: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """Yield words before and after, none at first; each from one paragraph, as a browser asks."""
    before = _nearest(text[: wanted[0]], last=True)
    after = _nearest(text[wanted[1] :], last=False)
    yield "", ""
    for size in range(1, _CONTEXT + 1):
        prefix, suffix = " ".join(before[-size:]), " ".join(after[:size])
        yield prefix, ""
        # A lone full stop or comma is no word that a browser would look for.
        if re.search(r"\w", suffix):
            yield prefix, suffix


def _nearest(text: str, *, last: bool) -> list[str]:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1 if last else 0].split() if lines else []


def _encoded(part: str) -> str:
    """Percent-encode a part; "-", "," and "&" have a meaning of their own in a directive."""
    return percent_encoded(part, safe="", errors="replace").replace("-", "%2D")
