"""Speech: who speaks the words inside quotation marks, over sentences of one paragraph."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from events.extract.frame import antecedent
from events.extract.standing import is_reporting

OPENING = frozenset("“«‘")
CLOSING = frozenset("”»’")
PLAIN = '"'


def quoted(token: Token) -> bool:
    """Whether a token stands inside quotation marks of its paragraph."""
    inside = False
    for other in reversed(token.doc[: token.i]):
        if "\n" in other.text:
            return inside
        if other.text in OPENING and other.text != "‘":
            return not inside
        if other.text in CLOSING and other.text != "’":
            return False
        if other.text == PLAIN:
            inside = not inside
    return inside


def speaker(token: Token) -> Token | None:
    """Return the head of who speaks the quoted words of a token; None where nobody is named."""
    doc: Doc = token.doc
    first, last = _paragraph(token)
    verbs = [
        t
        for t in doc[first:last]
        if (is_reporting(t) or t.lemma_ in ("defend", "speak", "urge", "warn")) and not quoted(t)
    ]
    for verb in sorted(verbs, key=lambda v: (v.sent.start != token.sent.start, abs(v.i - token.i))):
        for child in verb.children:
            if child.dep_ == "nsubj":
                return antecedent(child)
    return None


def _paragraph(token: Token) -> tuple[int, int]:
    """Return the token range of the line that holds a token."""
    doc = token.doc
    first = last = token.i
    while first > 0 and "\n" not in doc[first - 1].text:
        first -= 1
    while last < len(doc) and "\n" not in doc[last].text:
        last += 1
    return first, last
