"""Selection: which mentions a reader of a conflict map wants as events, and why not the others."""

from __future__ import annotations

from spacy.tokens import Token

from events.extract.aside import (
    described,
    goes_on,
    stance,
    told_past,
    unnamed,
    what_is_called,
)
from events.extract.draft import Draft
from events.extract.lexicon import NOUN, classes
from events.extract.nominal import SPEECH, noun_refusal
from events.extract.vocabulary import words
from events.report import Aux, DateBasis, EventType, Role

TIMELESS = frozenset(
    {EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.CONCEDE}
)
"""Types whose present tense tells of an act ("denies"), not of a state ("backs")."""


def _accident(draft: Draft) -> bool:
    """Whether a sentence tells of a crash, a flood or a falling tree, and of no violence."""
    sentence = [token for token in draft.trigger.token.sent if token.is_alpha]
    nouns = {token.lemma_.lower() for token in sentence if token.pos_ in ("NOUN", "PROPN")}
    others = {token.lemma_.lower() for token in sentence if token.pos_ in ("VERB", "ADV")}
    if nouns & (classes()["violence"] - UNPLANNED):
        return False
    moved = nouns & words("selection", "movers") and others & words("selection", "mishaps")
    leak = nouns & words("selection", "leaking") and nouns & {"explosion", "blast", "leak"}
    mishap = bool(moved or leak) or bool(others & words("selection", "unmeant"))
    return mishap or bool(nouns & words("selection", "accidents"))


UNPLANNED = frozenset(("crash", "incident", "explosion", "blast", "operation"))
"""Words of the class of violence that tell of accidents as well."""


def _habitual(draft: Draft) -> bool:
    """Whether a verb stands in the simple present of running text; headlines do so for acts."""
    token = draft.trigger.token
    auxiliaries = {c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass")}
    if draft.type is EventType.COERCE and draft.mode == "arrest":
        return False  # "is in custody", "faces charges"
    if draft.type is EventType.SUPPORT and token.lemma_ not in words("selection", "states"):
        return False  # "welcomes"
    passive = token.tag_ == "VBN"
    state = passive and bool(auxiliaries) and auxiliaries <= {"is", "are"}
    if not state and (token.tag_ not in ("VBZ", "VBP", "VB") or auxiliaries):
        return False
    if told_past(token) or any(child.lower_ == "now" for child in token.children):
        return False
    if not passive and _counted(draft):
        return False  # "releases dozens of detainees"
    if token.sent.text.rstrip()[-1:].isalnum():
        return False  # a headline: no full stop
    return draft.when is None or draft.when.basis is not DateBasis.STATED


def _counted(draft: Draft) -> bool:
    """Whether an act reaches so many that it was done once: "frees [nine] hostages"."""
    many = words("selection", "dozens")
    return any(
        noun.lemma_.lower() in many or any(child.dep_ == "nummod" for child in noun.lefts)
        for noun in draft.trigger.token.children
        if noun.dep_ == "dobj"
    )


UNREAL = frozenset({Aux.NEGATION, Aux.HYPOTHETICAL, Aux.FUTURE, Aux.GENERIC})
"""Flags of what did not happen, or not once."""


def refusal(draft: Draft) -> str | None:
    """Return why a mention is no event of its own, or None if it is one."""
    if draft.aux & UNREAL:
        return ", ".join(sorted(aux.value for aux in draft.aux & UNREAL))
    if draft.trigger.token.pos_ in ("NOUN", "PROPN") and draft.trigger.sense.pos == NOUN:
        return noun_refusal(draft)
    return _verb(draft)


def _lemma_in(token: Token, *names: str) -> bool:
    return any(token.lemma_.lower() in classes()[name] for name in names)


def _toll_of_protest(draft: Draft) -> bool:
    """Whether people were hurt in a protest: "forty were injured in [clashes] with police"."""
    token = draft.trigger.token
    if token.lemma_.lower() not in words("selection", "tolls") or draft.trigger.frame.subjects:
        return False
    unruly = words("selection", "unruly")
    crowds = (classes()["protester"] - MANY) | unruly
    if any(other.lemma_.lower() in crowds for other in token.sent):
        unruly |= {"clash"}
    return any(
        child.dep_ == "prep"
        and child.lower_ in ("in", "during", "at")
        and any(inner.lemma_.lower() in unruly for inner in child.children)
        for child in token.children
    )


MANY = frozenset(("thousands", "hundreds", "tens", "people", "worker", "resident"))
"""Words for protesters that as well mean anybody."""


def _written(draft: Draft) -> bool:
    """Whether the subject is what carries words, no party: "the plan calls for cuts"."""
    subjects = draft.trigger.frame.subjects
    listed = words("selection", "papers")
    return bool(subjects) and all(subject.lemma_.lower() in listed for subject in subjects)


REACTIONS = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.THREATEN})
"""Types of which one clause often tells two for one statement."""


def _of_animals(draft: Draft) -> bool:
    """Whether an act strikes animals alone: "[slaughtered] the hogs"."""
    struck = draft.trigger.frame.objects
    listed = words("selection", "animals")
    return bool(struck) and all(noun.lemma_.lower() in listed for noun in struck)


def _circumstance(draft: Draft) -> bool:
    """Whether a peaceful act only tells what its doers suffered at: "shot as he [inspected] it"."""
    token = draft.trigger.token
    if draft.type not in PEACEFUL or token.dep_ != "advcl" or token.head.pos_ != "VERB":
        return False
    when = any(c.lower_ in ("as", "when", "while") and c.i < token.i for c in token.children)
    suffered = any(c.dep_ == "nsubjpass" for c in token.head.children)
    same = all(subject.pos_ == "PRON" for subject in draft.trigger.frame.subjects)
    return when and suffered and same


def _career(draft: Draft) -> bool:
    """Whether an act is of a kind that relative clauses tell of a person's past with."""
    if draft.trigger.token.head.lemma_.lower() in words("frame", "occasions"):
        return False  # "it was the day the envoy resigned"
    leaving = draft.type is EventType.RETREAT and draft.mode in ("resign", "disarm", "release")
    return leaving or draft.type in (EventType.SUPPORT, EventType.COOPERATE)


PEACEFUL = frozenset({EventType.CONSULT, EventType.AID, EventType.COOPERATE})


def _no_violence(draft: Draft) -> str | None:
    """Return why words of force tell of none between people."""
    loose = draft.trigger.token.lemma_.lower() in words("setting", "loose")
    if loose and _accident(draft):
        return "an accident or a disaster, by the words around it"
    if _toll_of_protest(draft):
        return "the toll of a protest that the sentence tells of"
    return "done to animals" if _of_animals(draft) else None


def _verb(draft: Draft) -> str | None:
    token = draft.trigger.token
    frame = draft.trigger.frame
    if draft.type in STRIKING and _of_a_war(token):
        return "what a long state has done by now: 'the war has killed thousands'"
    harmless = _no_violence(draft) if draft.type is EventType.ASSAULT else None
    if harmless is not None:
        return harmless
    if draft.type in REACTIONS and goes_on(token):
        return "the same reaction, told on: 'rejected and condemned it'"
    if draft.type is EventType.ACCUSE and what_is_called(token):
        return "what somebody calls something: 'survived what they called a coup'"
    if (draft.type not in TIMELESS or stance(token)) and _habitual(draft):
        return "a lasting state or habit, in the present tense"
    if draft.type in SPEECH and _written(draft):
        return "words on paper, without a speaker"
    spoken = any(part.role is Role.ACTOR for part in draft.parts)
    spoken = spoken or (draft.type is EventType.ACCUSE and draft.standing.claimant is not None)
    pronoun = any(subject.pos_ == "PRON" and subject.tag_ != "WDT" for subject in frame.subjects)
    if draft.type in (EventType.CONSULT, EventType.AGREE):
        spoken = spoken or any(subject.ent_type_ == "GPE" for subject in frame.subjects)
    fails = any(_lemma_in(subject, "talks", "deal") for subject in frame.subjects)
    if draft.type in SPEECH and not (spoken or pronoun or frame.passive or fails):
        return "a statement without a speaker"
    aside = token.dep_ in ("relcl", "acl") and frame.passive and not spoken
    if draft.type in SPEECH and aside and not _dated_deal(draft):
        return "a statement in passing, without a speaker"
    return _in_passing(draft)


STRIKING = frozenset({EventType.ASSAULT, EventType.COERCE})


def _of_a_war(verb: Token) -> bool:
    """Whether a verb sums up what a war or an insurgency has done so far."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    perfect = any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in verb.children)
    return perfect and any(
        c.dep_ == "nsubj" and c.lemma_.lower() in words("selection", "long_states")
        for c in verb.children
    )


def _dated_deal(draft: Draft) -> bool:
    """Whether a deal told in passing has a day or place of its own: "reached on Friday"."""
    day = draft.when is not None and draft.when.basis is DateBasis.STATED
    truce = draft.trigger.token.head.lemma_.lower() in words("selection", "truces")
    return draft.type is EventType.AGREE and not truce and (day or draft.where is not None)


def _in_passing(draft: Draft) -> str | None:
    """Return why a verb only goes with another act, or says who or what is meant."""
    token = draft.trigger.token
    if token.dep_ == "amod" and described(token):
        return "a participle that only describes"
    if unnamed(token):
        return "what no one in particular does: 'those who reject it'"
    if draft.type is EventType.REJECT and token.tag_ == "VBG" and token.dep_ in ("advcl", "pcomp"):
        return "a refusal that only goes with another act: 'defying the ban'"
    if _circumstance(draft):
        return "what the victims of an act were at"
    if token.dep_ == "relcl" and draft.where is None and _career(draft):
        return "only who somebody is: 'who took office last week'"
    if draft.type is EventType.CONCEDE and token.tag_ == "VBG" and token.dep_ == "advcl":
        return "only what an act brings about: 'allowing trucks to enter'"
    if draft.mode == "third-party" and token.dep_ == "acl" and _lemma_in(token.head, "deal"):
        return "only whose deal it was: 'brokered by Norway'"
    return None
