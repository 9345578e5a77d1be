"""Names: the proper names of a sentence, one of which may say where an event took place."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from events.extract.placing import NAMES
from events.extract.reading import MONTHS, WEEKDAYS

DATES = frozenset(word.lower() for word in (*MONTHS, *WEEKDAYS))
LINKS = frozenset({"-", "–", "/", "'", "’", "‘"})
LEADING = NAMES["sides"] | NAMES["leading"]


def _named(token: Token) -> bool:
    """Whether a token reads as (part of) a name."""
    if token.lower_ in DATES or not token.text[0].isalpha():
        return False
    if token.tag_ in ("NNP", "NNPS"):
        return token.pos_ == "PROPN" or token.text[0].isupper()
    capital = token.text[0].isupper() and not token.is_sent_start
    return capital and token.pos_ in ("PROPN", "NOUN", "ADJ", "X", "VERB", "ADV")


def _linked(token: Token) -> bool:
    """Whether a token glues the one before to the next: "Al-Hasim"."""
    if token.text not in LINKS or token.i + 1 >= len(token.doc):
        return False
    tight = not token.whitespace_ and not token.doc[token.i - 1].whitespace_
    after = token.doc[token.i + 1].text
    return tight and not (after.islower() and after.endswith(tuple(NAMES["halves"])))


def names(sentence: Span) -> tuple[Span, ...]:
    """Return the names of a sentence in order, as spans of tokens, none overlapping."""
    found: list[Span] = []
    index = sentence.start
    while index < sentence.end:
        if not _named(sentence.doc[index]):
            index += 1
            continue
        end = _end(sentence, index)
        found.extend(_trimmed(sentence.doc[index:end]))
        index = end
    return tuple(found)


def _end(sentence: Span, start: int) -> int:
    doc, end = sentence.doc, start + 1
    while end < sentence.end:
        token = doc[end]
        after = doc[end + 1] if end + 1 < sentence.end else None
        if _named(token):
            end += 1
        elif (
            _linked(token)
            or (token.lower_ == "of" and after and _named(after) and _wide(doc[end - 1], token))
            or (token.lower_ in NAMES["inner"] and after is not None and _named(after))
        ):
            end += 2
        else:
            break
    return min(end, sentence.end)


def _wide(before: Token, link: Token) -> bool:
    """Whether "of" belongs to a name: "Gulf of Oman", and not "city of Homs"."""
    return before.lower_ in NAMES["of"]


def _trimmed(span: Span) -> Iterator[Span]:
    """Yield a name without a leading "northern" or "President"."""
    start = span.start
    while start < span.end - 1 and span.doc[start].lower_ in LEADING:
        first = span.doc[start]
        if first.text[0].isupper() and not first.is_sent_start and first.lower_ in NAMES["sides"]:
            break
        start += 1
    yield span.doc[start : span.end]
