"""Pronouns: which party of an article "he", "they", "it" and "we" mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Token

from events.extract.actor import Mention
from events.extract.figure import Figure
from events.extract.office import bodies, head_lemma
from events.extract.tree import counted, governors

Test = Callable[[Token], bool]
FIRST_PERSON = frozenset(("i", "we", "us", "our", "my", "me", "ours"))
SINGULAR = frozenset(("he", "she", "him", "her", "his"))
PLURAL = frozenset(("they", "them", "their"))
NEUTER = frozenset(("it", "its"))
PRONOUNS = FIRST_PERSON | SINGULAR | PLURAL | NEUTER
WINDOW = 60
"""Tokens before a pronoun's sentence in which its antecedent is looked for."""
SUBJECTS = ("nsubj", "nsubjpass")


class Pronouns:
    """What stands before the pronouns of one article.

    ``mentions`` are its listed parties by token; ``figure`` and ``is_party`` tell which party a
    phrase means, and whether it can be one.
    """

    def __init__(
        self,
        doc: Doc,
        mentions: Mapping[int, Mention],
        figure: Callable[[Token], Figure | None],
        is_party: Test,
    ) -> None:
        self._doc = doc
        self._mentions = mentions
        self._figure = figure
        self._is_party = is_party

    def of(self, token: Token, speaker: Token | None) -> Figure | None:
        """Return the party that a pronoun means; ``speaker`` is who "we" means."""
        word = token.lower_
        figure = None
        if word in FIRST_PERSON:
            figure = self._figure(speaker) if speaker is not None and speaker != token else None
        elif word in SINGULAR:
            figure = self.before(token, self._is_person)
        elif word in PLURAL:
            figure = self.before(token, self._is_group)
        elif word in NEUTER and token.dep_ == "nsubj":
            figure = self.before(token, self._is_body)
        if figure is None:
            return None
        return replace(
            figure,
            start=token.idx,
            end=token.idx + len(token),
            reason=f"'{token.text}' is {figure.name}",
        )

    def several(self, token: Token) -> tuple[Figure, ...]:
        """Return the parties that "they" means where two or more share a verb above it.

        "[Peru] and [Chile] said they had signed it".
        """
        if token.lower_ != "they":
            return ()
        subject = next(
            (
                child
                for above in governors(token)
                for child in above.children
                if child.dep_ in SUBJECTS and child.i < token.i and child.pos_ != "PRON"
            ),
            None,
        )
        listed = (subject, *subject.conjuncts) if subject is not None else ()
        figures = [self._figure(other) for other in listed if other.pos_ == "PROPN"]
        known = [figure for figure in figures if figure is not None]
        if len(known) < 2 or len(known) < len(listed):
            return ()
        start, end = token.idx, token.idx + len(token)
        return tuple(
            replace(known_as, start=start, end=end, reason=f"'{token.text}' is {known_as.name}")
            for known_as in known
        )

    def before(self, token: Token, fits: Test) -> Figure | None:
        """Return the nearest party before a pronoun; subjects go before other words."""
        start = max(0, token.sent.start - WINDOW)
        taken = _own_subject(token)
        candidates = [
            other
            for other in self._doc[start : token.i]
            # "hundreds of [their] men" are not their own owner
            if counted(other).i < token.i
            and other.i not in taken
            and (fits(other) or (other.dep_ in SUBJECTS and fits(counted(other))))
        ]
        here = [
            other
            for other in candidates
            if other.sent.start == token.sent.start and other.dep_ in SUBJECTS
        ]
        ranked = sorted(
            here or candidates,
            key=lambda t: (t.sent.start, t.dep_ in SUBJECTS, t.i),
            reverse=True,
        )
        return next((figure for other in ranked if (figure := self._figure(other))), None)

    def _is_person(self, token: Token) -> bool:
        mention = self._mentions.get(token.i)
        if mention:
            return mention.party.person and token.i == mention.end - 1
        return token.ent_type_ == "PERSON" and token.dep_ not in ("compound", "poss", "amod")

    def _is_group(self, token: Token) -> bool:
        if token.dep_ in ("compound", "amod", "poss", "det"):
            return False
        plural = token.tag_ in ("NNS", "NNPS") or token.ent_type_ == "NORP"
        return plural and self._is_party(token)

    def _is_body(self, token: Token) -> bool:
        if token.dep_ in ("compound", "amod", "poss", "pobj", "det"):
            return False
        if token.tag_ in ("NN", "NNP") and head_lemma(token) in bodies():
            return True
        mention = self._mentions.get(token.i)
        if mention:
            return not (mention.party.person or mention.demonym)
        return token.ent_type_ in ("ORG", "GPE")


def _own_subject(token: Token) -> frozenset[int]:
    """Return the tokens of the subject of whose verb a pronoun is the object.

    In "[the envoy, Anna Holm], met the mayor and accused [her]" she is not the envoy.
    """
    if token.dep_ not in ("dobj", "dative") or token.head.pos_ != "VERB":
        return frozenset()
    verb = token.head
    while verb.dep_ == "conj" and not any(child.dep_ in SUBJECTS for child in verb.children):
        verb = verb.head
    subjects = (child for child in verb.children if child.dep_ in SUBJECTS)
    return frozenset(inner.i for subject in subjects for inner in subject.subtree)
