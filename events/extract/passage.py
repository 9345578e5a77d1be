"""Passages: the sentence or clause that states an event, short enough to quote."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from events.extract.trigger import Trigger

LONGEST = 300
"""Characters; the annotation guidelines allow no longer quote."""
CLAUSES = frozenset(("ROOT", "ccomp", "advcl", "conj", "relcl", "parataxis", "acl", "xcomp"))


def passage(trigger: Trigger) -> tuple[int, int]:
    """Return the character offsets of the words that state the event of a trigger."""
    sentence = trigger.token.sent
    start, end = _trimmed(sentence)
    if end - start <= LONGEST:
        return start, end
    for head in _clause_heads(trigger.token):
        tokens = [t for t in head.subtree if not t.is_space]
        first, last = tokens[0], tokens[-1]
        span = _trimmed(head.doc[first.i : last.i + 1])
        if trigger.start < span[0] or trigger.end > span[1]:
            continue
        if span[1] - span[0] <= LONGEST:
            start, end = span
        else:
            break
    if end - start <= LONGEST:
        return start, end
    return _window(trigger, start, end)


def _clause_heads(token: Token) -> list[Token]:
    """Return the clause heads from the trigger's own clause up to the sentence's."""
    heads = [token]
    while token.head.i != token.i:
        token = token.head
        if token.dep_ in CLAUSES:
            heads.append(token)
    return heads


def _trimmed(span: Span) -> tuple[int, int]:
    text = span.text
    start = span.start_char + len(text) - len(text.lstrip())
    end = span.start_char + len(text.rstrip())
    return (start, end) if end > start else (span.start_char, span.end_char)


def _window(trigger: Trigger, start: int, end: int) -> tuple[int, int]:
    """Return whole words around the trigger, LONGEST characters at most."""
    first = last = trigger.token.i
    doc = trigger.token.doc
    sentence = trigger.token.sent
    while True:
        grown = False
        if first > sentence.start and _length(doc, first - 1, last) <= LONGEST:
            first, grown = first - 1, True
        if last + 1 < sentence.end and _length(doc, first, last + 1) <= LONGEST:
            last, grown = last + 1, True
        if not grown:
            return _trimmed(doc[first : last + 1])


def _length(doc: Doc, first: int, last: int) -> int:
    span: Span = doc[first : last + 1]
    return span.end_char - span.start_char
