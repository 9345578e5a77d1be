"""Astray: clauses and phrases that tell of another act, whose places are not a trigger's."""

from __future__ import annotations

from spacy.tokens import Token

from events.extract.lexicon import VERB, index
from events.extract.placing import SPEECH, VERBAL, WORDS, first_of, phrase_head
from events.report import EventType

FORCE = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT}
)
"""Types of acts that tell where what they are done to is."""


def of_other_clause(root: Token, trigger: Token) -> bool:
    """Whether a place stands in a clause about a noun that tells another act.

    "The worst fighting since the truce [signed in X]", "two men [accused of a plot in X]"; but
    "a ship [seized in X]" that is stormed is stormed near there.
    """
    for token in root.ancestors:
        if token == trigger or token.is_ancestor(trigger):
            return False
        about = token.head == trigger or token.head.is_ancestor(trigger)
        if token.dep_ in ("relcl", "acl") and not about and token.tag_ != "VBG":
            kinds = {sense.type for sense in index().get((VERB, token.lemma_.lower()), ())}
            if kinds and not (_reached(token, trigger) and kinds & FORCE):
                return True
    return False


def _reached(clause: Token, trigger: Token) -> bool:
    """Whether a trigger reaches what a clause is about: "fired at [men] who had entered X"."""
    noun = clause.head
    if noun.dep_ == "pobj":
        prep = noun.head
        aimed = prep.lower_ in ("at", "against")
        aimed = aimed or (prep.lower_ in ("on", "upon", "with") and clause.dep_ == "relcl")
        return aimed and trigger in (prep.head, prep.head.head)
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head == trigger


def of_verdict(root: Token, trigger: Token) -> bool:
    """Whether a place is the court's or the jailers', and not of the crime.

    "A court in X sentenced him for the murder of two men".
    """
    crime = first_of(phrase_head(trigger)) if trigger.pos_ == "NOUN" else trigger
    if crime.dep_ not in ("pobj", "pcomp") or crime.is_ancestor(root):
        return False
    prep = crime.head
    while prep.dep_ == "conj" and prep.head.pos_ == "ADP":
        prep = prep.head
    noun = prep.head
    verb = noun if noun.pos_ in VERBAL else noun.head
    verb = verb.head if verb.pos_ == "ADP" else verb  # "to 20 years in prison for"
    return prep.lower_ in ("for", "of", "over", "with") and verb.lemma_ in WORDS["judging"]


def of_subject_told(root: Token, trigger: Token) -> bool:
    """Whether words only tell who it is that something else happens to at a place.

    "The man who killed two guards in May was arrested in X".
    """
    who = trigger.head
    if trigger.dep_ not in ("relcl", "acl") or who.dep_ not in ("nsubj", "nsubjpass"):
        return False
    deed = who.lemma_.lower() in WORDS["back_nouns"] | WORDS["campaigns"]
    return not deed and not trigger.is_ancestor(root) and root.i > trigger.right_edge.i


def of_first_half(root: Token, trigger: Token) -> bool:
    """Whether a place is of a clause before, and the trigger's has a subject and a time of its own.

    "One man was killed in [X] in July, and in May another was shot".
    """
    own = {child.dep_ for child in trigger.children}
    if trigger.dep_ != "conj" or trigger.head.pos_ not in VERBAL or not own & SUBJECTS:
        return False
    dated = any(token.ent_type_ == "DATE" for token in trigger.subtree)
    return dated and root.i < trigger.left_edge.i and trigger.head.is_ancestor(root)


SUBJECTS = {"nsubj", "nsubjpass"}


def of_main_clause(root: Token, trigger: Token) -> bool:
    """Whether words are told in a side clause, outside of which the place stands.

    "Crowds marched in X after the government announced new taxes" elsewhere.
    """
    told = trigger.dep_ == "advcl" and trigger.lemma_ in SPEECH
    return told and not trigger.is_ancestor(root)


def of_home(root: Token, trigger: Token) -> bool:
    """Whether a place says where somebody named is from: "Ann Lee, 39, of [X] in [Y] County"."""
    token = root
    while True:
        token = first_of(phrase_head(first_of(token)))
        if token.dep_ != "pobj" or trigger in (token, token.head):
            return False
        prep, noun = token.head, token.head.head
        if prep.lower_ == "of":
            return noun.ent_type_ == "PERSON" or any(
                c.ent_type_ == "DATE" and c.dep_ in ("amod", "appos") for c in noun.children
            )  # "20-year-old", "39,"
        if prep.lower_ not in WORDS["locative"] or noun.pos_ != "PROPN":
            return False
        token = noun


def of_topic(root: Token, trigger: Token) -> bool:
    """Whether a place is what is talked of, or what moves those who act.

    "They discussed the campaign in [X]", "protests by people angry over the shelling of [X]".
    """
    below = root
    for token in root.ancestors:
        if token == trigger:
            return below.dep_ == "dobj" and trigger.lemma_.lower() in WORDS["debating"]
        if token.is_ancestor(trigger):
            return False
        moved = token.pos_ == "ADJ" and token.dep_ == "amod" and below.dep_ == "prep"
        if moved and below.lower_ in ("about", "at", "by", "over", "with"):
            return True
        below = token
    return False
