"""Conditions of the lexicon, tested on a trigger's frame."""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Token

from events.extract.clause import subjunctive
from events.extract.frame import Frame
from events.extract.lexicon import Need, classes
from events.extract.sentence import forms_of, sentence_of
from events.extract.tree import counted, governors, verdicts
from events.extract.vocabulary import singulars, words

PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
ENTITIES = {"territory": PLACE_ENTITIES, "date": frozenset({"DATE"})}
"""Kinds of entity that are in a class."""
ACTING = frozenset(
    {
        *("person", "dignitary", "troops", "fighters", "police", "government", "protester"),
        *("territory", "violence", "named"),
    }
)
"""Classes that the head of a phrase must be in; for others a word before it will do."""
PLACES = frozenset({"territory", "person", "troops"})
"""Classes that a place name decides: it is territory, no person."""
PEOPLE_ENTITIES = frozenset({"PERSON", "NORP"})
UNPLACED = frozenset({"PERSON", "NORP", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "EVENT"})
"""Entities that are no place, whatever their spelling."""


def met(need: Need, frame: Frame) -> bool:
    """Whether a frame meets a condition."""
    return _holds(need, frame) != need.negated


def _holds(need: Need, frame: Frame) -> bool:
    match need.slot:
        case "passive":
            return frame.passive
        case "order" | "deed" | "undone" | "other":
            return frame.clause is not None and _reports(frame.clause, need)
        case "any":
            return _anywhere(need, frame.trigger)
        case "mod":
            kinds = ("compound", "amod", "nmod")
            inside = (c for c in frame.trigger.children if c.dep_ in kinds)
            return any(_fits(need, token, "mod", frame) for token in inside)
        case "verdict":
            return any(_judges(need, token, frame) for token in verdicts(frame.trigger))
        case "head":
            above = [token for _, token in zip(range(4), governors(frame.trigger), strict=False)]
            return any(_fits(need, token, "head", frame) for token in above)
        case "prep":
            return any(frame.slot(name) for name in need.words | need.classes)
        case "ccomp" if need.words and frame.clause is not None:
            return any(t.lemma_.lower() in need.words for t in frame.clause.subtree)
        case slot:
            return any(_fits(need, token, slot, frame) for token in frame.slot(slot))


def _anywhere(need: Need, trigger: Token) -> bool:
    """Whether a word of a condition stands anywhere in the trigger's sentence."""
    lemmas = forms_of(sentence_of(trigger))
    if need.anything or lemmas & need.words:
        return True
    return any(lemmas & classes()[name] for name in need.classes)


def _reports(clause: Token, need: Need) -> bool:
    """Whether a reported clause is an order, tells a deed, denies one or is about another."""
    match need.slot:
        case "order":
            return _orders(clause, need)
        case "deed":
            done = clause.tag_ in ("VBD", "VBN", "VBG") and clause.lemma_.lower() in need.words
            return done and _of_another(clause)
        case "undone":
            around = {(c.dep_ == "neg", c.tag_ == "MD") for c in clause.children}
            denied = (True, False) in around and (False, True) not in around
            return denied and clause.lemma_.lower() in need.words and not _of_another(clause)
        case _:
            return any(_of_another(part) for part in (clause, *clause.conjuncts))


def _orders(clause: Token, need: Need) -> bool:
    """Whether a reported clause says what another must do ("said the army must leave")."""
    auxiliaries = {child.lower_ for child in clause.children if child.dep_ == "aux"}
    subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    other = subject is not None and subject.lower_ not in words("condition", "own")
    person = subject is not None and any(
        _in_class(name, subject, {subject.lemma_.lower()}, "subj")
        for name in ("person", "government", "troops", "violence")
    )
    told = auxiliaries & need.words or ("bare" in need.words and subjunctive(clause))
    return bool(told) and other and person


def _judges(need: Need, token: Token, frame: Frame) -> bool:
    """Whether a word is one of a verdict's: a participle only in its own form ("[biased]")."""
    if token.pos_ != "VERB" or need.anything:
        return _fits(need, token, "verdict", frame)
    listed = need.words.union(*(classes()[name] for name in need.classes))
    return token.lower_ in listed


def _of_another(clause: Token) -> bool:
    """Whether a reported clause has a subject that is not who reports it ("said [it] was")."""
    subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and subject.lower_ not in words("condition", "own")


def _fits(need: Need, token: Token, slot: str, frame: Frame) -> bool:
    if need.anything:
        return True
    content, lemmas, parts = _words_of(token)
    if (lemmas | parts) & need.words:
        return True
    if content.i in frame.places and slot == "obj" and need.classes & PLACES:
        return "territory" in need.classes
    return any(
        _in_class(name, content, lemmas if name in ACTING else lemmas | parts, slot)
        for name in need.classes
    )


def _words_of(token: Token) -> tuple[Token, frozenset[str], frozenset[str]]:
    """Return what a phrase counts, its lemmas and those before it; kept with the text.

    One filler is held against the conditions of every sense of a trigger.
    """
    kept: dict[int, tuple[Token, frozenset[str], frozenset[str]]]
    kept = token.doc.user_data.setdefault("fillers", {})
    found = kept.get(token.i)
    if found is None:
        content = counted(token)
        own = {token.lemma_.lower(), content.lemma_.lower(), content.lower_, *singulars(content)}
        before = (c.lemma_.lower() for c in content.children if c.dep_ in ("compound", "amod"))
        found = kept[token.i] = content, frozenset(own), frozenset(before)
    return found


def _in_class(name: str, token: Token, lemmas: Set[str], slot: str) -> bool:
    if lemmas & classes()[name]:
        return True
    if slot in ("any", "head"):
        return False
    entity = token.ent_type_
    match name:
        case "person":
            return (
                entity in PEOPLE_ENTITIES
                or token.lower_ in words("condition", "pronouns")
                or (token.pos_ == "NUM" and slot == "obj")
                or (token.lower_ == "it" and slot == "subj")
                or (slot == "subj" and (token.pos_ == "PROPN" or entity in ("GPE", "ORG")))
            )
        case "dignitary":
            return entity in ("PERSON", "ORG", "GPE", "NORP") or token.pos_ == "PROPN"
        case "territory" | "date":
            return entity in ENTITIES[name]
        case "government":
            named = token.pos_ == "PROPN" or token.lower_ in ("it", "they", "he", "she")
            return entity in ("GPE", "ORG") or (named and slot == "subj")
        case "troops":
            return entity == "NORP" or (entity == "ORG" and slot == "subj")
        case "protester":
            return entity == "NORP" or token.lower_ in ("they", "who")
        case "named":  # places that neither the recogniser nor the gazetteer knows
            return token.pos_ == "PROPN" and entity not in UNPLACED
        case _:
            return False
