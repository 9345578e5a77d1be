"""Sentences of a parsed text, looked up without walking through the whole text each time."""

from __future__ import annotations

import bisect

from spacy.tokens import Doc, Span, Token

_KEY = "sentence_starts"


def _starts(doc: Doc) -> list[int]:
    """Return the index of the first token of each sentence, kept with the parsed text."""
    found: list[int] | None = doc.user_data.get(_KEY)
    if found is None:
        found = [sentence.start for sentence in doc.sents]
        doc.user_data[_KEY] = found
    return found


def number_of(token: Token) -> int:
    """Return the position of a token's sentence in its text, from 0."""
    return bisect.bisect_right(_starts(token.doc), token.i) - 1


def numbered(doc: Doc, number: int) -> Span | None:
    """Return a sentence by its position, None beyond the first and the last."""
    starts = _starts(doc)
    if not 0 <= number < len(starts):
        return None
    end = starts[number + 1] if number + 1 < len(starts) else len(doc)
    return Span(doc, starts[number], end)  # a slice's bounds would be checked in Python first


def sentence_of(token: Token) -> Span:
    """Return the sentence of a token."""
    found = numbered(token.doc, number_of(token))
    assert found is not None  # noqa: S101 - every token stands in a sentence
    return found


def forms_of(sentence: Span) -> frozenset[str]:
    """Return the forms and lemmas of a sentence's words in lower case, kept with the text."""
    kept: dict[int, frozenset[str]] = sentence.doc.user_data.setdefault("forms", {})
    found = kept.get(sentence.start)
    if found is None:
        forms = (form for token in sentence for form in (token.lemma_.lower(), token.lower_))
        found = kept[sentence.start] = frozenset(forms)
    return found
