"""Targets: the party that the act of a sentence is done to, given or addressed to.

A linear model over the same kinds of features as the location scorer's, trained by
``python -m events.extract.train target``, ranks the nouns of the sentence.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from spacy.tokens import Token

from events.extract.cast import Cast
from events.extract.feature import features
from events.extract.frame import Frame
from events.extract.lexicon import VERB, index
from events.extract.linear import Linear, load
from events.extract.scorer import MODELS
from events.extract.sentence import sentence_of

LEAST = 0.22
"""Least probability of a target: best F1 in five-fold cross-validation on cameo_who_whom (.76)."""
PARTIES = frozenset({"GPE", "ORG", "PERSON", "NORP"})
TIMES = frozenset({"DATE", "TIME"})


@cache
def model(path: Path = MODELS / "target.npz") -> Linear:
    """Return the project's model, loaded once a process."""
    return load(path)


def candidates(
    frame: Frame, source: tuple[Token, ...], cast: Cast
) -> list[tuple[Token, list[str]]]:
    """Return the nouns that could be the target, with what is true of each."""
    trigger = frame.trigger
    nouns = [token for token in sentence_of(trigger) if _nominal(token)]
    told = features([t.doc[t.i : t.i + 1] for t in nouns], trigger, lambda span: "none/-")
    acting = {token.i for token in (*frame.subjects, *source)}
    objects = {token.i for token in frame.objects}
    names = {token.lemma_.lower() for token in source}
    sense = _sense(trigger)
    nth = parties = 0
    for token, words in zip(nouns, told, strict=True):
        party = cast.is_party(token)
        named = party or token.ent_type_ in PARTIES
        if token.i > trigger.i:
            nth, parties = nth + 1, parties + named
            words.append(f"nth={min(nth, 5)}|{named}")
            words += [f"party+nth={min(parties, 4)}|{token.ent_type_}"] * named
        seen = dict(word.split("=", 1) for word in words)
        of = any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children)
        words += [
            f"sense+prep={sense}|{seen['prep']}|{named}",
            f"sense+plain={sense}|{seen.get('plain', '-')}",
            f"again={token.lemma_.lower() in names}",
            f"of={of}|{token.dep_}",
            f"party={named}|{token.dep_}",
            f"kind={token.ent_type_ or party}|{token.pos_}",
            f"acts={token.i in acting}",
            f"object={token.i in objects}|{named}",
            f"lemma={token.lemma_.lower()}",
            f"nobody={not source}",
        ]
    return list(zip(nouns, told, strict=True))


def target(frame: Frame, source: tuple[Token, ...], cast: Cast) -> Token | None:
    """Return the head of the phrase that names the target, or None where none is likely."""
    ranked = [
        (model().probability(words), -token.i, token)
        for token, words in candidates(frame, source, cast)
    ]
    if not ranked:
        return None
    likeliest, _, token = max(ranked)
    return token if likeliest >= LEAST else None


def _sense(trigger: Token) -> str:
    """Return the event types that the lexicon knows for a word, the first two at most."""
    senses = index().get((VERB, trigger.lemma_.lower()), ())
    return "+".join(sorted({sense.type.value for sense in senses})[:2])


def _nominal(token: Token) -> bool:
    if token.ent_type_ in TIMES or token.dep_ in ("compound", "nmod"):
        return False
    return token.pos_ in ("NOUN", "PROPN", "PRON")
