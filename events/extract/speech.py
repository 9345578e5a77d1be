"""Speech: what stands in quotation marks, and who speaks it, over sentences of one paragraph."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from events.extract.standing import is_reporting
from events.extract.tree import antecedent
from events.extract.vocabulary import words

OPENING = frozenset("“«")
CLOSING = frozenset("”»")
PLAIN = frozenset(('"', "``", "''"))


def quoted(doc: Doc) -> frozenset[int]:
    """Return the indices of the tokens inside quotation marks; each paragraph starts outside."""
    known: frozenset[int] | None = doc.user_data.get("quoted")
    if known is None:
        known = doc.user_data["quoted"] = _quoted(doc)
    return known


def _quoted(doc: Doc) -> frozenset[int]:
    inside = False
    found: set[int] = set()
    for token in doc:
        mark = token.text
        if "\n" in mark or mark in CLOSING:
            inside = False
        elif mark in OPENING:
            inside = True
        elif mark in PLAIN:
            inside = not inside
        elif inside:
            found.add(token.i)
    return frozenset(found)


def speaker(token: Token, quotes: frozenset[int]) -> Token | None:
    """Return the head of who speaks the quoted words of a token; None where nobody is named.

    ``quotes``: what :func:`quoted` returned. The nearest verb of saying outside the quotation
    marks names the speaker; one in the same sentence goes first.
    """
    first, last = _paragraph(token)
    verbs = [
        t
        for t in token.doc[first:last]
        if t.i not in quotes and (is_reporting(t) or t.lemma_ in words("speech", "speaking"))
    ]
    start = token.sent.start
    for verb in sorted(verbs, key=lambda v: (v.sent.start != start, abs(v.i - token.i))):
        for child in verb.children:
            if child.dep_ == "nsubj":
                return antecedent(child)
    return None


NEAR = 150
"""Tokens on either side in which a paragraph's speaker is looked for."""


def _paragraph(token: Token) -> tuple[int, int]:
    """Return the token range of the line that holds a token, at most NEAR to each side."""
    doc = token.doc
    first = last = token.i
    while first > max(0, token.i - NEAR) and "\n" not in doc[first - 1].text:
        first -= 1
    while last < min(len(doc), token.i + NEAR) and "\n" not in doc[last].text:
        last += 1
    return first, last
