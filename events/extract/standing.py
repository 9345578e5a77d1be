"""How a text stands to an event: claimed by whom, doubted, denied, negated, or yet to come."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from events.extract.claim import according_to, account_of, speaker
from events.extract.clause import (
    avowed,
    awaited,
    denied_argument,
    done_by,
    in_general,
    infinitive,
    long_since,
    ordinal,
    parted,
    present,
    resumed,
    subjunctive,
    tried,
)
from events.extract.supposition import (
    called_off,
    ended,
    led_to,
    presupposed,
    proposed,
    supposed,
    taken_as_fact,
    usual,
    wished,
)
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
        token = resumed(token) or token.head
    walk.claimant = walk.claimant or according_to(trigger)
    account = account_of(trigger)
    if account is not None:
        walk.hearsay = True
        if account.dep_ == "dobj":
            walk.claimant = walk.claimant or speaker(account.head)
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
    if verb:
        _look_at_verb(token, walk)
    for child in token.children:
        lemma, lower = child.lemma_.lower(), child.lower_
        if child.dep_ == "neg" or (lower in ("no", "neither", "never") and child.i < token.i):
            if not awaited(token):
                walk.flag(Aux.NEGATION, f"'{child.text}'")
        elif not verb and lower in words("standing", "intended") and child.i < token.i:
            walk.flag(Aux.HYPOTHETICAL, f"'{child.text}'")
        elif child.dep_ == "mark":
            _marked(token, child, walk)
        elif lower in words("standing", "habit") and child.dep_ in ("advmod", "det"):
            walk.flag(Aux.GENERIC, f"'{child.text}'")
        if lemma in words("standing", "doubt") or lower in words("standing", "doubt"):
            walk.doubt = True
            walk.reasons.append(f"doubted: '{child.text}'")


def _look_at_verb(verb: Token, walk: _Walk) -> None:
    """Look at the auxiliaries of a verb, what it denies and whether it tells of a habit."""
    denied, lasting = denied_argument(verb), long_since(verb)
    if denied is not None:
        walk.flag(Aux.NEGATION, f"'{denied.text}'")
    if lasting is not None:
        walk.flag(Aux.GENERIC, f"'{lasting.text}'")
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in words("standing", "future"):
            walk.flag(Aux.FUTURE, f"'{child.text}'")
        elif child.dep_ == "aux" and child.lower_ in words("standing", "modal"):
            walk.flag(_modal(child, verb), f"'{child.text}'")


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
            says = avowed(token, head)
            if says is not None:
                _voiced(says, walk)
            elif infinitive(token) and not ordinal(head):
                walk.flag(Aux.HYPOTHETICAL, f"infinitive of '{head.text}'")
            _of_noun(token, head, walk)
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
    if infinitive(token) and head.tag_ in ("VBD", "VBZ", "VBP", "VBG"):
        walk.flag(Aux.HYPOTHETICAL, f"infinitive beside '{head.text}'")
    own = any(child.dep_ in ("aux", "nsubj", "nsubjpass") for child in token.children)
    # "Has long complained and now denies", "did not appear but rejected it": what is finite
    # has its own tense.
    own = own or (token.tag_ == "VBZ" and head.tag_ in ("VB", "VBN", "VBG"))
    own = own or (token.tag_ == "VBD" and head.tag_ == "VB")
    if head.pos_ in ("VERB", "AUX") and not own and resumed(token) is None:
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
        _voiced(head, walk)
        return True
    if token.dep_ == "ccomp" and head.pos_ == "VERB":
        _look_at(head, walk)
    meant = words("standing", "unreal") | words("standing", "prospective")
    beside = head.lower_ in words("standing", "beside")
    if token.dep_ == "pcomp" and head.head.lemma_.lower() in words("standing", "charging"):
        _voiced(head.head, walk)
    if token.dep_ == "pcomp" and head.head.lemma_.lower() in meant and not beside:
        walk.flag(Aux.HYPOTHETICAL, f"under '{head.head.text}'")
    kept = head.lower_ in ("without", "from") and head.head.lemma_ in words("standing", "keeping")
    if token.dep_ == "pcomp" and kept:
        walk.flag(Aux.NEGATION, f"'{head.text}'")
    return True


def _voiced(verb: Token, walk: _Walk) -> None:
    """Note that what is below a verb is only what its subject says."""
    walk.reporter = walk.reporter or verb
    walk.claimant = walk.claimant or speaker(verb)


def _infinitive(token: Token, head: Token, walk: _Walk) -> bool:
    lemma = head.lemma_.lower()
    done = done_by(token, head) if infinitive(token) else None
    if done is not None:
        says = avowed(token, head) or head
        if is_reporting(says):
            _voiced(says, walk)
        return done
    if lemma in words("standing", "negative") and token.dep_ == "xcomp":
        walk.flag(Aux.NEGATION, f"under '{head.text}'")
    elif token.dep_ == "xcomp" and tried(head):
        walk.flag(Aux.HYPOTHETICAL, f"under '{head.text}'")
    elif infinitive(token):
        _meant(token, head, walk)
    elif token.dep_ == "xcomp" and token.tag_ == "VBG" and proposed(head):
        walk.flag(Aux.HYPOTHETICAL, f"what is proposed: '{head.text} {token.text}'")
    if token.dep_ == "acl":
        _of_noun(token, head, walk)
        return False
    if token.dep_ == "advcl" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
        walk.settled = True
    if token.dep_ == "xcomp" and head.pos_ == "VERB":
        _look_at(head, walk)
    return True


def _meant(token: Token, head: Token, walk: _Walk) -> None:
    """Note what the word above an infinitive makes of it."""
    lemma, direct = head.lemma_.lower(), token.dep_ == "xcomp"
    if direct and lemma in words("standing", "doubtful"):
        walk.doubt = True
    elif any(child.lower_ == "yet" for child in head.children):
        walk.flag(Aux.NEGATION, "'yet to'")
    elif not (direct and lemma in words("standing", "implicative")):
        walk.flag(Aux.HYPOTHETICAL, f"infinitive under '{head.text}'")
    elif lemma == "be":
        walk.flag(Aux.FUTURE, "'be to'")


def _of_noun(clause: Token, noun: Token, walk: _Walk) -> None:
    """Note what a noun makes of the clause that tells more of it."""
    if in_general(clause, noun):
        walk.flag(Aux.GENERIC, f"'{noun.text}'")
    if any(child.lower_ == "no" for child in noun.lefts):
        walk.flag(Aux.NEGATION, f"'no {noun.text}'")
    if noun.lemma_.lower() == "information" and clause.lemma_ == "lead":
        walk.flag(Aux.HYPOTHETICAL, f"'{noun.text} {clause.text} to'")


def _prepositional(preposition: Token, walk: _Walk) -> bool:
    noun = preposition.head
    if preposition.lower_ == "without":
        walk.flag(Aux.NEGATION, "'without'")
    if taken_as_fact(preposition):
        return False
    lemma = noun.lemma_.lower()
    charge = noun.head if noun.dep_ == "dobj" else noun  # "accused [the army of raids]"
    if preposition.lower_ == "of" and charge.lemma_.lower() in words("standing", "charging"):
        _voiced(charge, walk)
    if lemma in words("standing", "ends") and ended(preposition):
        return preposition.lower_ == "of"
    if noun.pos_ == "NOUN" and lemma in words("standing", "unreal"):
        walk.flag(Aux.HYPOTHETICAL, f"under '{noun.text}'")
    aimed = preposition.lower_ in ("for", "against") and lemma in words("standing", "aiming")
    awaited_act = preposition.lower_ == "to" and lemma in words("standing", "scheduled")
    if noun.pos_ in ("VERB", "ADJ") and (aimed or awaited_act):
        walk.flag(Aux.HYPOTHETICAL, f"under '{noun.text} {preposition.text}'")
    if led_to(preposition):
        _look_at(noun, walk)
    return True


def _argument(token: Token, head: Token, walk: _Walk) -> bool:
    """An event noun as subject or object: what holds for its verb holds for it."""
    if head.pos_ not in ("VERB", "AUX") or token.pos_ not in ("NOUN", "PROPN"):
        return True
    if presupposed(token, head):
        return False
    unreal = head.lemma_.lower() in words("standing", "unreal_verbs") or called_off(head)
    if unreal and token.dep_ in ("dobj", "nsubjpass"):
        walk.flag(Aux.HYPOTHETICAL, f"object of '{head.text}'")
    if token.dep_ == "nsubjpass" and head.lemma_.lower() in words("standing", "scheduled"):
        walk.flag(Aux.FUTURE, f"'{head.text}'")
    if token.dep_ == "attr" and wished(head):
        walk.flag(Aux.HYPOTHETICAL, f"what is wished: '{head.text} {token.text}'")
    happens = head.lemma_ in words("standing", "happening") or supposed(token, head)
    if (token.dep_ == "dobj" or happens) and not is_reporting(head):
        _look_at(head, walk)
    if usual(token, head):
        walk.flag(Aux.GENERIC, f"'{token.text} {head.text}'")
    return True
