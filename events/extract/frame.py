"""Frames: who and what stands around a trigger in the dependency parse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from events.extract.clause import resumed
from events.extract.tree import antecedent, governors, prepositional
from events.extract.vocabulary import verb as verb_lemma
from events.extract.vocabulary import words

SINGULAR = frozenset({"has", "was", "is"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The arguments of one trigger; every value is the head token of a phrase."""

    trigger: Token
    subjects: tuple[Token, ...] = ()
    objects: tuple[Token, ...] = ()
    prepositions: Mapping[str, tuple[Token, ...]] = field(default_factory=dict)
    passive: bool = False
    infinitive: Token | None = None
    clause: Token | None = None
    places: frozenset[int] = frozenset()
    """Indices of the tokens of the text that a place name covers."""
    subject_reason: str = ""
    object_reason: str = ""

    def slot(self, name: str) -> tuple[Token, ...]:
        """Return the fillers of ``subj``, ``obj``, ``xcomp``, ``ccomp`` or a preposition."""
        match name:
            case "subj":
                return self.subjects
            case "obj":
                return self.objects
            case "xcomp":
                return (self.infinitive,) if self.infinitive else ()
            case "ccomp":
                return (self.clause,) if self.clause else ()
            case _:
                return self.prepositions.get(name, ())


def frame_of(trigger: Token) -> Frame:
    """Return the frame of a verb or noun."""
    if trigger.pos_ in ("VERB", "AUX") or trigger.tag_.startswith("VB"):
        return _verb_frame(trigger)
    return _noun_frame(trigger)


def _phrases(heads: list[Token]) -> tuple[Token, ...]:
    """Return heads with what is coordinated to them, relative pronouns replaced."""
    found: list[Token] = []
    for head in heads:
        head = antecedent(head)
        if head not in found:
            found.append(head)
        found += [other for other in head.conjuncts if other.i > head.i and other not in found]
    return tuple(found)


def _verb_frame(verb: Token) -> Frame:
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "csubj")]
    patients = [c for c in verb.children if c.dep_ == "nsubjpass"]
    passive = bool(patients) or any(c.dep_ == "auxpass" for c in verb.children)
    objects = patients + [
        c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"
    ]
    prepositions = prepositional(verb)
    agents = [t for t in prepositions.get("by", []) if t.dep_ == "pobj"]
    subject_reason = "grammatical subject" if subjects else ""
    object_reason = "passive subject" if passive and objects else "grammatical object"
    inherited = _Inherited()
    if not (objects and subjects):
        inherited = _inherited(verb, passive or _participle(verb))
    if inherited.objects and not objects:
        objects, object_reason = list(inherited.objects), inherited.reason
        passive = verb.dep_ != "relcl"
    if passive and agents:
        subjects, subject_reason = agents, "agent after 'by'"
    elif inherited.subjects and not subjects:
        subjects, subject_reason = list(inherited.subjects), inherited.reason
    return Frame(
        trigger=verb,
        subjects=_phrases(subjects),
        objects=_phrases(objects),
        prepositions={name: _phrases(heads) for name, heads in prepositions.items()},
        passive=passive,
        infinitive=next((c for c in verb.children if c.dep_ == "xcomp"), None),
        clause=next((c for c in verb.children if c.dep_ == "ccomp"), None),
        subject_reason=subject_reason,
        object_reason=object_reason if objects else "",
    )


@dataclass(frozen=True, slots=True)
class _Inherited:
    subjects: tuple[Token, ...] = ()
    objects: tuple[Token, ...] = ()
    reason: str = ""


def _participle(verb: Token) -> bool:
    """Whether a past participle without auxiliary stands for a passive ("troops captured by")."""
    bare = verb.tag_ in ("VBN", "VBD") and not _auxiliaries(verb) and not _moving(verb)
    return bare and (verb.dep_ in ("acl", "amod") or _opening(verb))


def _opening(verb: Token) -> bool:
    """Whether a participle with its agent stands beside a clause: "[Hit] by a mine, it sank"."""
    own = any(child.dep_ in ("nsubj", "dobj", "mark") for child in verb.children)
    agent = any(child.dep_ == "agent" or child.lower_ == "by" for child in verb.children)
    return verb.dep_ == "advcl" and verb.tag_ == "VBN" and agent and not own


def _acting(verb: Token) -> bool:
    """Whether the noun before a participle does what it tells."""
    reaching = verb.dep_ == "amod" and any(child.dep_ == "dobj" for child in verb.children)
    return reaching or _moving(verb)


def _moving(verb: Token) -> bool:
    """Whether a verb that has no passive was parsed as one: "troops [pushed] towards the town"."""
    agent = any(child.dep_ == "agent" for child in verb.children)
    return verb.dep_ == "acl" and verb.lemma_ in words("frame", "intransitive") and not agent


def _gap(verb: Token) -> bool:
    """Whether a relative clause leaves its object out: "the deal (that) the council [rejected]"."""
    if any(child.dep_ in ("dobj", "prep", "ccomp", "xcomp", "auxpass") for child in verb.children):
        return False
    named = any(c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT") for c in verb.children)
    return named and verb.head.lemma_.lower() not in words("frame", "occasions")


def _auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in ("aux", "auxpass")]


def _inherited(verb: Token, passive: bool) -> _Inherited:
    """Return the arguments that a verb without its own takes from the word it hangs on."""
    head = verb.head
    match verb.dep_:
        case "amod" | "acl" if _acting(verb):
            return _Inherited(subjects=(head,), reason=f"'{head.text}' before it")
        case "relcl" if _gap(verb):
            return _Inherited(objects=(head,), reason=f"'{head.text}' before its clause")
        case "acl" | "amod" if verb.tag_ in ("VBN", "VBD"):
            return _Inherited(objects=(head,), reason=f"participle of '{head.text}'")
        case "acl" if verb.tag_ == "VBG":
            author = _author(head)
            if author:
                return _Inherited(subjects=author, reason=f"author of '{head.text}'")
            return _Inherited(subjects=(head,), reason=f"participle of '{head.text}'")
        case "acl" if head.lemma_.lower() in words("standing", "decided"):
            return _Inherited(subjects=_noun_frame(head).subjects, reason=f"whose '{head.text}'")
        case "conj" if head.pos_ in ("VERB", "AUX"):
            return _coordinated(verb, head)
        case "conj" if head.dep_ == "acomp":  # "was unharmed and later [accused] the envoy"
            above = _verb_frame(head.head)
            return _Inherited(subjects=above.subjects, reason=f"shared with '{head.head.text}'")
        case "xcomp" | "advcl" | "ccomp" | "pcomp":
            return _from_governor(verb, passive)
    return _Inherited()


def _coordinated(verb: Token, head: Token) -> _Inherited:
    """Return what a verb shares with the one that it is joined to by "and"."""
    other = resumed(verb)
    if other is not None:
        above = _verb_frame(other)
        return _Inherited(subjects=above.subjects, reason=f"shared with '{other.text}'")
    above = _verb_frame(head)
    if above.passive and (verb.tag_ == "VBN" or _passive_too(verb)):
        return _Inherited(above.subjects, above.objects, f"shared with '{head.text}'")
    surface = above.objects if above.passive else above.subjects
    return _Inherited(subjects=_agreeing(verb, surface), reason=f"shared with '{head.text}'")


def _passive_too(verb: Token) -> bool:
    """Whether what reads like a past tense is a passive's second half: "held and [deported]"."""
    reaching = any(child.dep_ in ("dobj", "nsubj", "aux", "ccomp") for child in verb.children)
    return verb.tag_ == "VBD" and verb.lemma_ in words("frame", "transitive") and not reaching


def _agreeing(verb: Token, shared: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the shared subjects, or a higher clause's if a singular verb has plural ones.

    "said that nationals may be fighting and [has] told": who said has told.
    """
    singular = any(c.dep_ in ("aux", "auxpass") and c.lower_ in SINGULAR for c in verb.children)
    if not singular or not shared or shared[0].tag_ not in ("NNS", "NNPS"):
        return shared
    for above in governors(verb):
        for child in above.children:
            if child.dep_ == "nsubj" and child.tag_ in ("NN", "NNP", "PRP") and child.i < verb.i:
                return (child,)
    return shared


def _author(noun: Token) -> tuple[Token, ...]:
    """Return whose words a document is: "posted a message on a site [blaming]"."""
    token, document = noun, False
    while token.dep_ in ("dobj", "pobj", "prep"):
        if token.dep_ == "prep" and token.lower_ not in ("on", "in", "to", "via"):
            break
        document = document or token.lemma_.lower() in words("frame", "documents")
        token = token.head
    return _verb_frame(token).subjects if document and token.pos_ == "VERB" else ()


def _from_governor(verb: Token, passive: bool) -> _Inherited:
    governor = verb.head
    if verb.dep_ == "pcomp":
        governor = governor.head
    if governor.pos_ == "ADJ" and governor.head.lemma_ == "be":
        governor = governor.head
    if governor.pos_ not in ("VERB", "AUX") or (verb.dep_ == "ccomp" and verb.tag_ != "VBG"):
        return _Inherited()
    above = _verb_frame(governor)
    surface = above.objects if above.passive else above.subjects
    controlled = above.objects and (
        (verb.dep_ == "xcomp" and governor.lemma_ in words("frame", "object_control"))
        or (verb.dep_ == "pcomp" and governor.lemma_ in ("accuse", "suspect", "convict", "blame"))
    )
    takers = above.objects if controlled else surface
    reason = f"through '{governor.text}'"
    return _Inherited(objects=takers, reason=reason) if passive else _Inherited(takers, (), reason)


def _noun_frame(noun: Token) -> Frame:
    prepositions = prepositional(noun)
    occurs = verb_lemma(noun.head.lemma_) in words("frame", "occurrence")
    if noun.dep_ in ("nsubj", "nsubjpass") and occurs:
        for name, heads in prepositional(noun.head).items():
            prepositions.setdefault(name, []).extend(heads)
    possessors = [child for child in noun.children if child.dep_ == "poss"]
    modifiers = [child for child in noun.children if child.dep_ in ("compound", "amod", "nmod")]
    named = [m for m in modifiers if m.ent_type_ in ("NORP", "GPE", "ORG", "PERSON")]
    subjects = list(prepositions.get("by", [])) + list(prepositions.get("between", []))
    objects = list(prepositions.get("of", []))
    if not subjects:  # "the capture of a colonel by troops": the parser hangs "by" on the colonel
        subjects = [agent for t in objects for agent in prepositional(t).get("by", [])]
    for name in ("on", "against", "at"):
        objects += [t for t in prepositions.get(name, []) if t.ent_type_ not in ("DATE", "TIME")]
    reason = "after 'by' or 'between'" if subjects else ""
    if possessors and not subjects:
        subjects, reason = possessors, "possessor"
    if not subjects and named:
        subjects, reason = named, "modifier of the noun"
    if not subjects:
        subjects, reason = _uttered(noun, prepositions)
    if not subjects:
        subjects, reason = _light_subject(noun)
    return Frame(
        trigger=noun,
        subjects=_phrases(subjects),
        objects=_phrases(objects),
        prepositions={name: _phrases(heads) for name, heads in prepositions.items()},
        subject_reason=reason,
        object_reason="after the noun's preposition" if objects else "",
    )


def _uttered(noun: Token, prepositions: Mapping[str, Sequence[Token]]) -> tuple[list[Token], str]:
    """Return whose words a noun is: "drew criticism from [the bishop]"."""
    if noun.lemma_.lower() not in words("frame", "uttered"):
        return [], ""
    found = list(prepositions.get("from", []))
    if not found and noun.dep_ == "dobj" and noun.head.lemma_ in words("frame", "drawing"):
        found = prepositional(noun.head).get("from", [])
    return [t for t in found if t.ent_type_ not in TIMES], "after 'from'" if found else ""


def _light_subject(noun: Token) -> tuple[list[Token], str]:
    verb = noun.head
    if noun.dep_ == "dobj" and verb_lemma(verb.lemma_) in words("frame", "light"):
        frame = _verb_frame(verb)
        return list(frame.subjects), f"subject of '{verb.text}'"
    if noun.dep_ == "nsubjpass" and verb_lemma(verb.lemma_) in words("frame", "light"):
        frame = _verb_frame(verb)
        return [t for t in frame.subjects if t != noun], f"agent of '{verb.text}'"
    occasion = noun.dep_ == "pobj" and noun.head.lower_ in ("during", "at", "in", "on")
    if occasion and noun.head.head.pos_ == "VERB":
        governor = noun.head.head
        frame = _verb_frame(governor)
        if not frame.passive:
            return list(frame.subjects), f"subject of '{governor.text}'"
    blamed = _blamed(noun)
    if blamed[0]:
        return blamed
    for above in governors(noun):
        if above.lemma_ == "come" and above.pos_ == "VERB":
            return prepositional(above).get("from", []), "after 'come from'"
        if above.pos_ == "VERB":
            break
    return [], ""


def _blamed(noun: Token) -> tuple[list[Token], str]:
    """Return who does an act by the words around its noun.

    "Strikes carried out by [A]", "accused [A] of the shelling", "[A]'s role in the siege".
    """
    for clause in noun.children:
        if clause.dep_ == "acl" and clause.lemma_.lower() in words("frame", "authored"):
            agents = prepositional(clause)
            found = agents.get("by", []) + agents.get("with", []) + agents.get("on", [])
            if found:
                return [t for t in found if t.ent_type_ not in TIMES], f"after '{clause.text}'"
    while noun.dep_ == "conj":
        noun = noun.head
    above = noun.head
    if noun.dep_ != "pobj" or above.head == above:
        return [], ""
    governor = above.head
    verb = verb_lemma(governor.lemma_)
    if (verb, above.lower_) in (("accuse", "of"), ("blame", "for"), ("suspect", "of")):
        return list(_verb_frame(governor).objects), f"whom '{governor.text}' names"
    if verb in ("role", "part", "involvement", "hand", "complicity") and above.lower_ == "in":
        return [c for c in governor.children if c.dep_ == "poss"], f"whose '{governor.text}'"
    return [], ""


TIMES = frozenset(("DATE", "TIME"))
