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


def hit(root: Token, trigger: Token) -> bool:
    """Whether the place changes hands or is "the target of" the event: "Raqqa fell"."""
    head = first_of(phrase_head(root))
    if root.dep_ == "poss" or head.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if head.head == trigger:
        return trigger.lemma_ in WORDS["lost"]
    target = trigger.head.head if trigger.dep_ == "pobj" else trigger
    return target.dep_ == "attr" and target.lemma_ in WORDS["scenes"] and head.head == target.head


def of_other_time(root: Token, trigger: Token) -> bool:
    """Whether a place belongs to what came before or after: "after a visit to Homs, he met"."""
    for token in (root, *root.ancestors):
        if token == trigger or token.is_ancestor(trigger):
            return False
        if token.dep_ in ("pobj", "pcomp") and token.head.lower_ in WORDS["apart"]:
            return True
        if token.dep_ == "advcl" and any(c.lower_ in WORDS["apart"] for c in token.children):
            return True
    return False


def of_other_act(root: Token, trigger: Token) -> bool:
    """Whether a place is outside an event noun's phrase and of the clause that phrase stands in."""
    if trigger.pos_ in VERBAL or trigger.is_ancestor(root):
        return False
    verb = next((t for t in trigger.ancestors if t.pos_ in VERBAL), trigger.sent.root)
    for token in (root, *root.ancestors):
        if token == verb or token.is_ancestor(trigger):
            return False
        if token.dep_ in ("ccomp", "advcl", "relcl", "acl", "parataxis"):
            return True
    return False


def of_other_event(root: Token, trigger: Token) -> bool:
    """Whether a place only tells of another event.

    "a base for the Raqqa offensive"; "a suspect in the attacks in Paris was captured".
    """
    event = root.head
    events = WORDS["back_nouns"] | WORDS["campaigns"]
    if root.dep_ in ("compound", "nmod") and event != trigger:
        if event.lemma_.lower() not in events:
            return False
        return event.dep_ == "pobj" and event.head.lower_ in ("for", "about", "of", "to", "against")
    prep = locative(root)
    if prep is None or prep.head == trigger or prep.head.lemma_.lower() not in events:
        return False
    if prep.head.pos_ != "NOUN" or prep.head.is_ancestor(trigger):
        return False
    above = prep.head.head
    through = above.head if prep.head.dep_ == "pobj" else above
    return prep.head.dep_ == "pobj" and through != trigger and through.pos_ in ("NOUN", "PROPN")


def of_plan(root: Token, trigger: Token) -> bool:
    """Whether a place hangs on what may or will be, below a trigger: "agreed that they would"."""
    for token in root.ancestors:
        if token == trigger or trigger.is_ancestor(token) is False:
            return False
        if any(c.dep_ == "aux" and c.tag_ == "MD" for c in token.children):
            return True
    return False


def goes_on(sentence: Span) -> bool:
    """Whether a sentence goes on about the event before: "This happened in ..."."""
    for token in sentence.root.children:
        if token.dep_ in ("nsubj", "nsubjpass"):
            if token.lower_ in WORDS["back"]:
                return True
            definite = any(c.lower_ in ("the", "this", "that", "these") for c in token.children)
            return definite and token.lemma_.lower() in WORDS["back_nouns"]
    return False


TOLD = ("ccomp", "xcomp", "conj", "relcl", "pcomp")
"""What hangs on a verb of saying as what is said, or as a clause of its own."""


def of_speaker(root: Token, trigger: Token) -> bool:
    """Whether a place is where somebody speaks of the event: "the ministry in Moscow said".

    What opens a sentence ("In Homs, officials said that rebels attacked") may tell of what is
    said; the object of a verb of saying ("In Rome, he condemned the attack") is told from afar.
    """
    token = root
    for above in root.ancestors:
        if above == trigger:
            return False
        if above.lower_ == "according":
            return True
        if token.dep_ == "nsubj" and _in_clause(trigger, above):
            return True  # "students in X demanded that ..."
        told = token == trigger or token.is_ancestor(trigger) or token.dep_ in TOLD
        if above.lemma_ in SPEECH and not told and not _reported(trigger, above):
            if _right_after(token, trigger):
                return False
            quoted = _in_clause(trigger, above)
            opening = token.dep_ == "prep" and bool(token.is_sent_start)
            if not (opening and quoted) and not (token.dep_ == "dobj" and not quoted):
                return True
        token = above
    return False


def _right_after(prep: Token, trigger: Token) -> bool:
    """Whether a phrase follows what is spoken of, but for a time: "condemned the raid today in X".

    The parse often hangs it on the verb; the writer means the raid.
    """
    if trigger.dep_ != "dobj" or prep.dep_ != "prep" or prep.head != trigger.head:
        return False
    between = prep.doc[trigger.right_edge.i + 1 : max(prep.i, trigger.right_edge.i + 1)]
    return prep.i > trigger.i and all(t.ent_type_ in ("DATE", "TIME") for t in between)


def _reported(trigger: Token, verb: Token) -> bool:
    """Whether a verb of saying is passive and has the event for subject: "were reported in X"."""
    return any(
        c.dep_ == "nsubjpass" and (c == trigger or c.is_ancestor(trigger)) for c in verb.children
    )


def _in_clause(token: Token, verb: Token) -> bool:
    """Whether a token stands in a clause that says what is said, below a verb of saying."""
    for above in (token, *token.ancestors):
        if above == verb:
            return False
        if above.dep_ in ("ccomp", "parataxis") and above.head == verb:
            return True
    return False


def of_party(root: Token, trigger: Token) -> bool:
    """Whether a place only names who acts: "the foreign minister of Ukraine accused"."""
    if root.dep_ != "pobj" or root.head.lower_ != "of":
        return False
    head = first_of(root.head.head)
    acts = head.dep_ == "nsubj" or (head.dep_ == "pobj" and head.head.dep_ == "agent")
    return acts and head.head.lemma_ not in WORDS["lost"] | WORDS["seeing"]


def of_origin(root: Token, trigger: Token) -> bool:
    """Whether a place is where somebody is from or lives: "a man from the suburb of X pleaded"."""
    for token in (root, *root.ancestors):
        if token == trigger or token.is_ancestor(trigger):
            break
        if token.dep_ in ("relcl", "acl") and token.lemma_ in WORDS["dwelling"]:
            return True
    head = first_of(phrase_head(root))
    while head.dep_ == "pobj" and head.head.lower_ == "of":
        head = first_of(phrase_head(head.head.head))
    if head.dep_ != "pobj" or head.head.lower_ != "from":
        return False
    source = head.head.head
    return source != trigger and source.pos_ in ("NOUN", "PROPN", "NUM", "PRON")


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


def headed_for(root: Token, trigger: Token) -> bool:
    """Whether a place is only where those who leave go: "leaving for X", "withdrew to X"."""
    if trigger.lemma_.lower() not in WORDS["leaving"]:
        return False
    above = (t for t in root.ancestors if t.pos_ == "ADP")
    prep = next((t for t in above if t.lower_ != "of"), None)
    return (
        prep is not None
        and prep.lower_ in ("to", "for", "towards", "into")
        and trigger.is_ancestor(prep)
    )
