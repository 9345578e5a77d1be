"""Sequels: the sentence after that says where an event took place: "This happened in X"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from events.extract.placing import WORDS, goes_on, locative
from events.extract.sentence import number_of, numbered, sentence_of
from geodata.language import text_of
from geodata.toponym import Toponym


def sequel(trigger: Token) -> Span | None:
    """Return the sentence after a trigger's if it goes on, in the same paragraph, about where."""
    sentence, doc = sentence_of(trigger), trigger.doc
    after = numbered(doc, number_of(trigger) + 1)
    if after is None or "\n" in text_of(doc)[sentence.start_char : after.start_char].rstrip(" "):
        return None
    return after if goes_on(after) and _happens(after) else None


def told_by(sentence: Span, toponym: Toponym) -> bool:
    """Whether a place hangs on the verb of a sentence, not on another act in it."""
    words = sentence.doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
    prep = locative(words.root) if words is not None else None
    if prep is None:
        return False
    held = (sentence.root, *(c for c in sentence.root.children if c.dep_ in ("nsubj", "nsubjpass")))
    return prep.head in held or prep.head.lemma_.lower() in WORDS["happening"]


def _happens(sentence: Span) -> bool:
    """Whether a sentence says that something took place: "This happened in ..."."""
    root = sentence.root
    if root.lemma_.lower() in WORDS["happening"]:
        return True
    for child in root.children:
        if child.dep_ == "dobj" and child.lemma_.lower() in WORDS["happening"]:
            return True  # "took place"
        if child.dep_ in ("nsubj", "nsubjpass") and child.lemma_.lower() in WORDS["back_nouns"]:
            return True
    return False
