"""How a text stands to an event: claimed by whom, doubted, denied, negated, or yet to come."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from events.extract.clause import (
    denied_argument,
    done_by,
    ended,
    infinitive,
    ordinal,
    parted,
    present,
    presupposed,
    subjunctive,
)
from events.extract.tree import antecedent
from events.extract.vocabulary import words
from events.report import Aux, Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The auxiliary flags, the modality and the claimant of one mention of an event."""

    aux: frozenset[Aux]
    modality: Modality
    claimant: Token | None
    """Head of the phrase that names who says so."""
    reporter: Token | None
    """The verb of saying above the mention."""
    reasons: tuple[str, ...]


def is_reporting(token: Token) -> bool:
    """Whether a token is a verb of saying."""
    return token.pos_ == "VERB" and token.lemma_.lower() in words("standing", "reporting")


class _Walk:
    """Climbs from a trigger to the root of its sentence and notes what it meets."""

    def __init__(self, trigger: Token) -> None:
        self.aux: set[Aux] = set()
        self.doubt = False
        self.settled = False
        """Whether a clause of its own was left: what is above only tells who says so."""
        self.claimant: Token | None = None
        self.reporter: Token | None = None
        self.hearsay = False
        """Whether the words only tell of an account of it: "cited reports of clashes"."""
        self.reasons: list[str] = []

    def flag(self, aux: Aux, why: str) -> None:
        """Note a flag with the word it comes from."""
        if aux not in self.aux and not self.settled:
            self.aux.add(aux)
            self.reasons.append(f"{aux.value}: {why}")


def standing(trigger: Token) -> Standing:
    """Return how the text stands to the event of a trigger."""
    walk = _Walk(trigger)
    _look_at(trigger, walk)
    token = trigger
    while token.head.i != token.i:
        if not _climb(token, walk):
            break
        token = token.head
    _according_to(trigger, walk)
    _heard(trigger, walk)
    if trigger.sent.text.rstrip().endswith(("?", "?”")):
        walk.flag(Aux.HYPOTHETICAL, "a question")
    modality = Modality.ASSERTED
    if walk.doubt:
        modality = Modality.DISPUTED
    elif walk.hearsay or walk.claimant is not None or walk.reporter is not None:
        modality = Modality.CLAIMED
    return Standing(
        aux=frozenset(walk.aux),
        modality=modality,
        claimant=walk.claimant,
        reporter=walk.reporter,
        reasons=tuple(walk.reasons),
    )


def _look_at(token: Token, walk: _Walk) -> None:
    """Look at the words that hang on a verb or noun itself."""
    verb = token.pos_ in ("VERB", "AUX")
    denied = denied_argument(token) if verb else None
    if denied is not None:
        walk.flag(Aux.NEGATION, f"'{denied.text}'")
    for child in token.children:
        lemma, lower = child.lemma_.lower(), child.lower_
        if child.dep_ == "neg" or (lower in ("no", "neither", "never") and child.i < token.i):
            walk.flag(Aux.NEGATION, f"'{child.text}'")
        elif verb and child.dep_ == "aux":
            if lower in words("standing", "future"):
                walk.flag(Aux.FUTURE, f"'{child.text}'")
            elif lower in words("standing", "modal"):
                walk.flag(_modal(child, token), f"'{child.text}'")
        elif child.dep_ == "mark":
            _marked(token, child, walk)
        elif lower in words("standing", "habit") and child.dep_ in ("advmod", "det"):
            walk.flag(Aux.GENERIC, f"'{child.text}'")
        if lemma in words("standing", "doubt") or lower in words("standing", "doubt"):
            walk.doubt = True
            walk.reasons.append(f"doubted: '{child.text}'")


def _marked(verb: Token, mark: Token, walk: _Walk) -> None:
    """Note what the word that opens a verb's clause says: "if", "until"."""
    if mark.lower_ in words("standing", "condition"):
        walk.flag(Aux.HYPOTHETICAL, f"'{mark.text}'")
    elif mark.lower_ in words("standing", "awaited") and present(verb):
        walk.flag(Aux.FUTURE, f"'{mark.text}'")


def _modal(modal: Token, verb: Token) -> Aux:
    """Return FUTURE for a reported "would", HYPOTHETICAL for other modals."""
    reported = modal.lower_ in ("would", "'d") and verb.dep_ == "ccomp"
    return Aux.FUTURE if reported else Aux.HYPOTHETICAL


def _climb(token: Token, walk: _Walk) -> bool:
    """Note what the word above does to the event; return False where its influence ends."""
    head = token.head
    match token.dep_:
        case "relcl" | "appos":
            if infinitive(token) and not ordinal(head):
                walk.flag(Aux.HYPOTHETICAL, f"infinitive of '{head.text}'")
            return False
        case "csubj" if token.tag_ == "VBG" and token.i < head.i:
            walk.flag(Aux.GENERIC, f"subject of '{head.text}'")
            return True
        case "ccomp" | "pcomp" | "csubj":
            return _clause(token, head, walk)
        case "xcomp" | "advcl" | "acl":
            return _infinitive(token, head, walk)
        case "conj":
            return _beside(token, head, walk)
        case "pobj":
            return _prepositional(head, walk)
        case "dobj" | "nsubj" | "nsubjpass" | "attr" | "oprd":
            return _argument(token, head, walk)
    return True


def _beside(token: Token, head: Token, walk: _Walk) -> bool:
    """A coordinated word: what hangs on the first of two verbs may hold for both."""
    if infinitive(token) and head.tag_ in ("VBD", "VBZ", "VBP"):
        walk.flag(Aux.HYPOTHETICAL, f"infinitive beside '{head.text}'")
    own = any(child.dep_ in ("aux", "nsubj", "nsubjpass") for child in token.children)
    if head.pos_ in ("VERB", "AUX") and not own:
        _look_at(head, walk)
    return True


def _clause(token: Token, head: Token, walk: _Walk) -> bool:
    if token.dep_ == "ccomp" and parted(token, head):
        return False
    lemma = head.lemma_.lower()
    if lemma in words("standing", "negative"):
        walk.flag(Aux.NEGATION, f"under '{head.text}'")
    wanted = token.tag_ == "VB" or infinitive(token) or subjunctive(token)
    if wanted and lemma in words("standing", "prospective") and token.dep_ == "ccomp":
        walk.flag(Aux.HYPOTHETICAL, f"under '{head.text}'")
    if is_reporting(head):
        walk.reporter = walk.reporter or head
        walk.claimant = walk.claimant or _speaker(head)
        return True
    if token.dep_ == "ccomp" and head.pos_ == "VERB":
        _look_at(head, walk)
    meant = words("standing", "unreal") | words("standing", "prospective")
    beside = head.lower_ in words("standing", "beside")
    if token.dep_ == "pcomp" and head.head.lemma_.lower() in meant and not beside:
        walk.flag(Aux.HYPOTHETICAL, f"under '{head.head.text}'")
    kept = head.lower_ in ("without", "from") and head.head.lemma_ in words("standing", "keeping")
    if token.dep_ == "pcomp" and kept:
        walk.flag(Aux.NEGATION, f"'{head.text}'")
    return True


def _infinitive(token: Token, head: Token, walk: _Walk) -> bool:
    lemma = head.lemma_.lower()
    done = done_by(token, head) if infinitive(token) else None
    if done is not None:
        walk.reporter = walk.reporter or (head if is_reporting(head) else None)
        return done
    if lemma in words("standing", "negative") and token.dep_ == "xcomp":
        walk.flag(Aux.NEGATION, f"under '{head.text}'")
    elif infinitive(token) and token.dep_ == "xcomp" and lemma in words("standing", "doubtful"):
        walk.doubt = True
    elif infinitive(token) and not (
        token.dep_ == "xcomp" and lemma in words("standing", "implicative")
    ):
        walk.flag(Aux.HYPOTHETICAL, f"infinitive under '{head.text}'")
    elif infinitive(token) and lemma == "be":
        walk.flag(Aux.FUTURE, "'be to'")
    if token.dep_ == "acl":
        return False
    if token.dep_ == "advcl" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
        walk.settled = True
    if token.dep_ == "xcomp" and head.pos_ == "VERB":
        _look_at(head, walk)
    return True


def _prepositional(preposition: Token, walk: _Walk) -> bool:
    noun = preposition.head
    if preposition.lower_ == "without":
        walk.flag(Aux.NEGATION, "'without'")
    lemma = noun.lemma_.lower()
    if lemma in words("standing", "ends") and ended(preposition):
        return preposition.lower_ == "of"
    if noun.pos_ == "NOUN" and lemma in words("standing", "unreal"):
        walk.flag(Aux.HYPOTHETICAL, f"under '{noun.text}'")
    aimed = preposition.lower_ in ("for", "against") and lemma in words("standing", "aiming")
    if noun.pos_ == "VERB" and aimed:
        walk.flag(Aux.HYPOTHETICAL, f"under '{noun.text} {preposition.text}'")
    return True


def _argument(token: Token, head: Token, walk: _Walk) -> bool:
    """An event noun as subject or object: what holds for its verb holds for it."""
    if head.pos_ not in ("VERB", "AUX") or token.pos_ not in ("NOUN", "PROPN"):
        return True
    if presupposed(token, head):
        return False
    unreal = head.lemma_.lower() in words("standing", "unreal_verbs")
    if unreal and token.dep_ in ("dobj", "nsubjpass"):
        walk.flag(Aux.HYPOTHETICAL, f"object of '{head.text}'")
    if token.dep_ == "nsubjpass" and head.lemma_.lower() in words("standing", "scheduled"):
        walk.flag(Aux.FUTURE, f"'{head.text}'")
    light = token.dep_ == "dobj" or head.lemma_ in ("be", "happen", "occur", "take", "begin")
    if light and not is_reporting(head):
        _look_at(head, walk)
    return True


def _speaker(verb: Token) -> Token | None:
    """Return the head of who says something: subject, or agent of a passive."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            return antecedent(child)
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return _speaker(verb.head)
    if verb.dep_ in ("advcl", "xcomp") and verb.head.pos_ == "VERB":
        return _speaker(verb.head)
    return None


def _according_to(trigger: Token, walk: _Walk) -> None:
    """Find "according to X" in the sentence of a trigger."""
    if walk.claimant is not None:
        return
    for token in trigger.sent:
        if token.lower_ != "according":
            continue
        for child in token.subtree:
            if child.dep_ == "pobj" and child.head.lower_ == "to":
                walk.claimant = child
                return


def _heard(trigger: Token, walk: _Walk) -> None:
    """Find the account of an event: "He cited [reports] of troops engaging them"."""
    token = trigger
    while token.dep_ in ("acl", "pcomp", "pobj", "conj", "compound") or token.lower_ == "of":
        token = token.head
        if token.pos_ == "NOUN" and token.lemma_.lower() in words("standing", "accounts"):
            walk.hearsay = True
            if token.dep_ == "dobj":
                walk.claimant = walk.claimant or _speaker(token.head)
            return
