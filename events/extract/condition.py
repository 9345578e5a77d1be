"""Conditions of the lexicon, tested on a trigger's frame."""

from __future__ import annotations

from spacy.tokens import Token

from events.extract.frame import Frame, counted, governors
from events.extract.lexicon import Need, classes
from events.extract.vocabulary import words

PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
PEOPLE_ENTITIES = frozenset({"PERSON", "NORP"})


def met(need: Need, frame: Frame) -> bool:
    """Whether a frame meets a condition."""
    return _holds(need, frame) != need.negated


def _holds(need: Need, frame: Frame) -> bool:
    match need.slot:
        case "passive":
            return frame.passive
        case "any":
            return any(_fits(need, token, "any") for token in frame.trigger.sent)
        case "head":
            above = [token for _, token in zip(range(2), governors(frame.trigger), strict=False)]
            return any(_fits(need, token, "head") for token in above)
        case "prep":
            return any(frame.slot(name) for name in need.words | need.classes)
        case slot:
            return any(_fits(need, token, slot) for token in frame.slot(slot))


def _fits(need: Need, token: Token, slot: str) -> bool:
    if need.anything:
        return slot != "any" or True
    content = counted(token)
    lemmas = {token.lemma_.lower(), content.lemma_.lower(), content.lower_}
    if lemmas & need.words:
        return True
    return any(_in_class(name, content, lemmas, slot) for name in need.classes)


def _in_class(name: str, token: Token, lemmas: set[str], slot: str) -> bool:
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
                or (slot == "subj" and (token.pos_ == "PROPN" or entity in ("GPE", "ORG")))
            )
        case "territory":
            return entity in PLACE_ENTITIES
        case "government":
            return entity in ("GPE", "ORG") or (token.pos_ == "PROPN" and slot == "subj")
        case "troops":
            return entity == "NORP" or (entity == "ORG" and slot == "subj")
        case "protester":
            return entity == "NORP" or token.lower_ in ("they", "who")
        case _:
            return False
