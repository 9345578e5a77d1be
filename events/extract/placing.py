"""Placing: how names hang on a trigger in the parse, and the word lists of locations."""

from __future__ import annotations

import tomllib
from importlib import resources

from spacy.tokens import Span, Token

from events.extract.reading import WORDS as DATE_WORDS

_TABLES = tomllib.loads((resources.files("events") / "data" / "location.toml").read_text("utf-8"))
WORDS: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in _TABLES["words"].items()}
NAMES: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in _TABLES["names"].items()}
FREQUENT: frozenset[str] = frozenset(_TABLES["scorer"]["frequent"])
SPEECH = frozenset(DATE_WORDS["speech"]["verbs"])
VERBAL = ("VERB", "AUX")
MODIFIERS = ("compound", "nmod", "amod", "poss")


def phrase_head(token: Token) -> Token:
    """Return the head of the noun phrase that a name is a modifier in."""
    while token.dep_ in MODIFIERS and token.head != token:
        token = token.head
    return token


def first_of(token: Token) -> Token:
    """Return the first member of the list of nouns that a token stands in."""
    while token.dep_ in ("conj", "appos") and token.head != token and token.head.pos_ not in VERBAL:
        token = token.head
    return token


def list_of(root: Token) -> Token:
    """Return what stands for the list that a name is in: its preposition, or its first noun.

    "The towns of [X] in the province of Y, and the port city of [Z]" and "in [X] and in [Z]" are
    lists, whatever words lie between.
    """
    head = first_of(phrase_head(first_of(root)))
    while head.dep_ == "pobj" and head.head.lower_ == "of":
        above = head.head.head
        if above.lemma_.lower() not in WORDS["towns"] | WORDS["regions"]:
            return head
        head = first_of(phrase_head(above))
        if (
            head.dep_ != "pobj"
            and above.dep_ == "conj"
            and head.lemma_.lower() not in WORDS["towns"]
        ):
            # "raids in the town of X, and the city of Y": the parse joins the city to the raids
            prep = next((c for c in head.children if c.lower_ in WORDS["locative"]), None)
            return prep or head
    if head.dep_ != "pobj":
        return head
    prep = head.head
    while prep.dep_ == "conj" and prep.head.dep_ in ("prep", "conj") and prep.head.pos_ == "ADP":
        prep = prep.head
    return prep


def event_of(trigger: Token) -> Token:
    """Return the event's own word: of "claimed responsibility for the bombings", the bombings."""
    thing = next((c for c in trigger.children if c.dep_ == "dobj"), None)
    if trigger.lemma_ != "claim" or thing is None or thing.lemma_ != "responsibility":
        return trigger
    for prep in (c for word in (thing, trigger) for c in word.children if c.lower_ == "for"):
        for event in prep.children:
            if event.dep_ in ("pobj", "pcomp"):
                return event
    return trigger


def locative(root: Token) -> Token | None:
    """Return the preposition that makes a name say where, through "the town of X"."""
    head = first_of(phrase_head(first_of(root)))
    for _ in range(4):
        if head.dep_ != "pobj":
            return None
        prep = head.head
        if prep.lower_ in WORDS["locative"]:
            return prep
        if prep.lower_ != "of":
            return None
        head = first_of(phrase_head(first_of(prep.head)))
    return None


def inside(root: Token, trigger: Token) -> bool:
    """Whether an event noun has the place within its phrase: "the Raqqa battle", "a raid in X"."""
    if trigger.pos_ != "NOUN":
        return False
    if root.dep_ in ("compound", "nmod") and root.tag_ in ("NNP", "NNPS"):
        return root.head == trigger
    prep = locative(root)
    return prep is not None and prep.head == trigger


def struck(root: Token, trigger: Token) -> bool:
    """Whether a place is what an event noun is done to: "attacks on X", "the siege of X"."""
    nouns = WORDS["back_nouns"] | WORDS["campaigns"] | WORDS["done_to"]
    if trigger.pos_ != "NOUN" or trigger.lemma_.lower() not in nouns:
        return False
    head = first_of(phrase_head(first_of(root)))
    for _ in range(3):
        if head.dep_ != "pobj" or head.head.lower_ not in ("of", "on", "against", "for", "over"):
            return False
        above = head.head.head
        if above == trigger:
            return True
        if head.head.lower_ != "of" or above.lemma_.lower() not in WORDS["parts"]:
            return False
        head = first_of(phrase_head(above))
    return False


def reached(root: Token, trigger: Token) -> bool:
    """Whether a place is where one goes for the event: "flew to X to meet", "a visit to X"."""
    head = first_of(phrase_head(first_of(root)))
    while head.dep_ == "pobj" and head.head.lower_ == "of":
        head = first_of(phrase_head(head.head.head))
    if head.dep_ != "pobj" or head.head.lower_ not in ("to", "in", "at"):
        return False
    prep, above = head.head, head.head.head
    if trigger.pos_ == "NOUN" and trigger.lemma_.lower() in WORDS["journeys"]:
        if above == trigger:
            return trigger.head.lemma_.lower() not in WORDS["cancelling"]
        return trigger.dep_ == "pobj" and trigger.head.lower_ in ("on", "for") and _goes(above)
    if not _goes(above) or prep.i < above.i:
        return False
    if trigger.dep_ in ("xcomp", "advcl") and trigger.head == above:
        return any(c.lower_ == "to" and c.dep_ == "aux" for c in trigger.children)
    return (
        trigger.dep_ == "pobj"
        and trigger.head.lower_ == "for"
        and (above in (trigger.head.head, trigger.head.head.head))
    )


def _goes(verb: Token) -> bool:
    return verb.pos_ in VERBAL and verb.lemma_.lower() in WORDS["going"]


def hit(root: Token, trigger: Token) -> bool:
    """Whether the place changes hands or is "the target of" the event: "Raqqa fell"."""
    head = first_of(phrase_head(root))
    if root.dep_ == "poss" or head.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if head.head == trigger:
        return trigger.lemma_ in WORDS["lost"]
    target = trigger.head.head if trigger.dep_ == "pobj" else trigger
    return target.dep_ == "attr" and target.lemma_ in WORDS["scenes"] and head.head == target.head


def goes_on(sentence: Span) -> bool:
    """Whether a sentence goes on about the event before: "This happened in ..."."""
    for token in sentence.root.children:
        if token.dep_ in ("nsubj", "nsubjpass"):
            if token.lower_ in WORDS["back"]:
                return True
            definite = any(c.lower_ in ("the", "this", "that", "these") for c in token.children)
            return definite and token.lemma_.lower() in WORDS["back_nouns"]
    return False


def left(root: Token, trigger: Token) -> bool:
    """Whether a place is what is left: "withdrew from X", "the evacuation of rebels from X"."""
    if trigger.lemma_.lower() not in WORDS["leaving"]:
        return False
    if (
        root.dep_ == "dobj"
        and root.head == trigger
        and trigger.lemma_ in ("leave", "evacuate", "flee")
    ):
        return True
    head = first_of(phrase_head(first_of(root)))
    while head.dep_ == "pobj" and head.head.lower_ == "of":
        head = first_of(phrase_head(first_of(head.head.head)))
    if head.dep_ != "pobj" or head.head.lower_ != "from":
        return False
    source = head.head.head
    return source == trigger or (
        trigger.is_ancestor(source) and source.pos_ in ("NOUN", "PROPN", "ADP")
    )


def occasion(root: Token, trigger: Token) -> bool:
    """Whether a place is that of an occasion: "shot at a rally in X", "during a visit to X"."""
    verb = (
        trigger
        if trigger.pos_ in VERBAL
        else next((t for t in trigger.ancestors if t.pos_ in VERBAL), trigger)
    )
    token = first_of(phrase_head(first_of(root)))
    through = 0
    while token.dep_ != "ROOT" and through < 6:
        above = token.head
        known = token.dep_ == "pobj" and above.lower_ in ("during", "at", "in", "after")
        if known and through and token.lemma_.lower() in WORDS["occasions"]:
            return above.lower_ != "after" and above.head in (verb, trigger)
        if token.dep_ == "pobj" and not (
            above.lower_ in WORDS["locative"] or above.lower_ in ("of", "to")
        ):
            return False
        if token.pos_ in VERBAL and token.dep_ != "acl":
            return False
        token, through = above, through + 1
    return False


def happened(root: Token, trigger: Token) -> bool:
    """Whether a clause about it says where: "the attack on a convoy, which took place in X"."""
    prep = locative(root)
    clause = prep.head if prep is not None else root
    told = clause.lemma_.lower() in WORDS["happening"] or any(
        c.dep_ == "dobj" and c.lemma_ == "place" for c in clause.children
    )
    if clause.lemma_ == "hold" and clause.tag_ == "VBN":  # "the meeting of ministers held in X"
        told = trigger.lemma_.lower() in WORDS["occasions"]
    if clause.dep_ not in ("relcl", "acl") or not told or trigger.pos_ != "NOUN":
        return False
    noun = clause.head
    if noun.dep_ == "attr" and trigger.dep_ == "nsubj" and trigger.head == noun.head:
        return True  # "the siege was a hostage taking that began in X"
    between = [noun, *noun.ancestors]
    if trigger not in between:
        return False
    return not any(t.pos_ in VERBAL for t in between[: between.index(trigger)])


def in_court(root: Token, trigger: Token) -> bool:
    """Whether a place is that of the court which acts: "a court in X jailed", "an X court"."""
    head = phrase_head(root)
    prep = locative(root) if head == root else None
    court = prep.head if prep is not None else head
    acts = court.dep_ == "nsubj" or (court.dep_ == "pobj" and court.head.dep_ == "agent")
    verb = court.head if court.dep_ == "nsubj" else court.head.head
    if court == root or not acts or court.lemma_.lower() not in WORDS["courts"]:
        return False
    return verb == trigger or (trigger.dep_ == "conj" and trigger.head == verb)


def visited(root: Token, trigger: Token) -> bool:
    """Whether a place is what is visited, or where what is visited is: "visiting X's air base"."""
    thing = first_of(phrase_head(first_of(root)))
    if thing.dep_ == "pobj" and thing.head.lower_ in ("of", "in", "at", "near"):
        thing = thing.head.head
    verbs = (trigger, *(c for c in trigger.children if c.dep_ in ("xcomp", "advcl")))
    seen = [v for v in verbs if v.pos_ in VERBAL and v.lemma_.lower() in WORDS["visiting"]]
    return thing.dep_ in ("dobj", "nsubjpass") and thing.head in seen
