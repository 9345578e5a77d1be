"""Elsewhere: what speaks against a place of a sentence being where an event happened."""

from __future__ import annotations

import re
from itertools import takewhile

from spacy.tokens import Token

from events.extract.placing import (
    SPEECH,
    VERBAL,
    WORDS,
    first_of,
    list_of,
    locative,
    phrase_head,
)
from events.extract.reading import WORDS as DATE_WORDS
from geodata.language import text_of


def of_other_time(root: Token, trigger: Token) -> bool:
    """Whether a place belongs to what came before or after: "after a visit to Homs, he met"."""
    for token in (root, *root.ancestors):
        if token == trigger or token.is_ancestor(trigger):
            return False
        if token.dep_ in ("pobj", "pcomp") and token.head.lower_ in WORDS["apart"]:
            return token.lemma_.lower() not in HOURS
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
            return not _occasion(token, verb)
    return False


def _occasion(clause: Token, verb: Token) -> bool:
    """Whether a clause tells of the occasion: "an attack during a parade [marking a day in X]"."""
    noun = clause.head
    during = noun.dep_ == "pobj" and noun.head.lower_ == "during"
    return clause.dep_ == "acl" and during and verb in (noun.head.head, noun.head.head.head)


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
        says = above.pos_ in VERBAL and above.lemma_ in SPEECH  # not "a state of emergency in X"
        if says and not told and not _reported(trigger, above):
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
    if head.dep_ in ("dobj", "nsubjpass") and head.lemma_.lower() in WORDS["offices"]:
        return True  # "shot the mayor of X"
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
    if source.dep_ == "dobj" and source.head == trigger and trigger.lemma_ in WORDS["removing"]:
        return False
    return source != trigger and source.pos_ in ("NOUN", "PROPN", "NUM", "PRON")


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


_AWAY = re.compile(
    r"(?P<count>\d[\d,.]*)\s*-?(?P<unit>km|kilomet(?:re|er)s?|(?:nautical\s+)?miles?|nm)\s+"
    r"(?:[a-z-]+\s+of|from|outside|away\s+from)\s+(?:the\s+[\w\s]{0,30}?)?$",
    re.I,
)
HOURS = frozenset(DATE_WORDS["speech"]["hours"])
NEAR_KM = 30
"""Kilometres from a named town up to which it stands for what lies there."""


def far_off(root: Token, trigger: Token) -> bool:
    """Whether a name only tells how far away the place is: "260 km northeast of X"."""
    first = root.doc[root.left_edge.i] if root.left_edge.pos_ == "PROPN" else root
    found = _AWAY.search(text_of(root.doc), max(0, first.idx - 60), first.idx)
    if found is None:
        return False
    count = float(found["count"].rstrip(".,").replace(",", "") or 0)
    unit = found["unit"].lower()
    return count * (1.85 if unit[0] == "n" else 1.6 if unit[0] == "m" else 1) > NEAR_KM


def towards(root: Token, trigger: Token) -> bool:
    """Whether a place is only where somebody heads in another clause: "on its way towards X"."""
    head = first_of(phrase_head(first_of(root)))
    prep = head.head
    return head.dep_ == "pobj" and prep.lower_ in ("toward", "towards") and prep.head != trigger


def bound_for(root: Token, trigger: Token) -> bool:
    """Whether a place is where one goes: "the train to X", "cancelled a trip to X"."""
    head = first_of(phrase_head(first_of(root)))
    prep, noun = head.head, head.head.head
    if head.dep_ != "pobj" or prep.lower_ != "to" or noun.pos_ != "NOUN":
        return False
    off = noun.dep_ == "dobj" and noun.head.lemma_.lower() in WORDS["cancelling"]
    return off or noun.lemma_.lower() not in WORDS["journeys"]


def of_ward(root: Token, trigger: Token) -> bool:
    """Whether somebody was taken to a place: "died in hospital in X", "flown to the port of X"."""
    prep = list_of(root)
    if root.is_ancestor(trigger):
        return False  # "flown to X, where the governor met her"
    before = prep.doc[max(0, prep.i - 1)]  # the parse may hang "in X" on the verb
    return any(
        _ward(token) or (_destination(token, trigger) and not _under_way(token, prep))
        for token in (before, prep, *takewhile(lambda t: t != trigger, root.ancestors))
    )


def _under_way(to: Token, prep: Token) -> bool:
    """Whether one is still on the way to what lies there: "a bus taking them to a fair in X"."""
    return to != prep and to.head.dep_ == "acl" and to.head.tag_ == "VBG"


def _ward(token: Token) -> bool:
    if token.lemma_.lower() not in WORDS["wards"] or token.dep_ != "pobj":
        return False
    return token.head.head.lemma_.lower() in WORDS["carrying"]


def _destination(prep: Token, trigger: Token) -> bool:
    verb = prep.head
    if prep.dep_ != "prep" or prep.lower_ != "to" or verb == trigger:
        return False
    goes = verb.tag_ != "VBN" and not any(c.dep_ == "dobj" for c in verb.children)
    if goes and trigger.dep_ == "conj" and trigger.head == verb:
        return False  # "flew to X and met": nobody is carried there
    return verb.lemma_.lower() in WORDS["carrying"]


def addressed(root: Token, trigger: Token) -> bool:
    """Whether a name is whom somebody calls on: "called on X and Y to halt the offensive"."""
    prep = list_of(root)
    return prep.lower_ in ("on", "upon") and prep.head.lemma_.lower() in WORDS["calling"]
