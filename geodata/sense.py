"""Whether a name means the place itself, and why: the tells of metonyms, origins, datelines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from geodata.mention import Mention, Word
from geodata.names import NameKind
from geodata.reading import Reading
from geodata.toponym import Sense
from geodata.wordlist import lexicon, senses, vocabulary

LITERAL = 0.45
"""Least chance of meaning the place itself for a marker: at .33 one pin in twenty more is false."""
LISTED = 0.33
"""Least chance for a list of literal names, where either error counts the same: strict F1, held
out, is flat from .30 to .42."""
_DATELINE = re.compile(r"(?:^|\n)[\s*]*(?:By [^\n]{0,60}\n\s*)?(?:[A-Z][\w.'’ -]{0,30}, )?$")
_AFTER_DATELINE = re.compile(
    r"^(?:, [A-Z][\w. ]{1,24})?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?\s?"
    r"(?:\([^)\n]{2,40}\)\s?(?:-|–|—|:)|—|–|--|-\s|:\s(?=[A-Z]))"
)
_HYPHENATED = re.compile(
    r"^-(?:born|based|backed|led|made|owned|controlled|held|area|style|bred)\b"
)


def dateline(reading: Reading, mention: Mention) -> bool:
    """Whether the name opens a paragraph as the place a story was filed from."""
    before = reading.text[max(0, mention.start - 100) : mention.start]
    after = reading.text[mention.end : mention.end + 60]
    if not _DATELINE.search(("" if mention.start > 100 else "\n") + before):
        return False
    return bool(_AFTER_DATELINE.match(after)) and (
        mention.name.isupper() or "(" in after[:28] or "—" in after[:20] or mention.start < 60
    )


def _anchor(reading: Reading, index: int) -> Token:
    """Return the token that ties the mention to its clause, above any conjunction."""
    first, last = reading.ranges[index]
    root = reading.doc[last]
    for token in reading.doc[first : last + 1]:
        if not first <= token.head.i <= last or token.head.i == token.i:
            root = token
    for _ in range(6):
        if root.dep_ not in ("conj", "appos"):
            break
        root = root.head
    return root


def tells(reading: Reading, index: int) -> dict[str, float]:
    """Return the sense features of a mention that :mod:`geodata.sign` does not have."""
    mention = reading.mentions[index]
    anchor = _anchor(reading, index)
    head = anchor.head
    tells: dict[str, float] = {
        "dateline": float(dateline(reading, mention)),
        "hyphenated": float(bool(_HYPHENATED.match(reading.text[mention.end : mention.end + 12]))),
        "conj": float(reading.doc[reading.ranges[index][1]].dep_ in ("conj", "appos")),
    }
    place = {
        "anchor_subject": anchor.dep_ in ("nsubj", "nsubjpass", "agent"),
        "anchor_object": anchor.dep_ in ("dobj", "dative", "iobj"),
        "anchor_modifier": anchor.dep_ in ("amod", "compound", "nmod"),
        "anchor_owner": anchor.dep_ == "poss",
        "anchor_prep": anchor.dep_ == "pobj",
    }
    tells |= {name: float(value) for name, value in place.items()}
    governor = head.head if anchor.dep_ == "pobj" else head
    preposition = head.lower_ if anchor.dep_ == "pobj" else ""
    for i, word in enumerate(_PREPOSITIONS):
        if preposition == word:
            tells["preposition"] = i + 1.0
            tells[f"prep_{word}"] = 1.0
    after = reading.words[mention.last + 1 : mention.last + 3]
    near = [w.text.lower() for w in after if w.start - mention.end < 14]
    spots = {"head": head.lower_, "governor": governor.lower_}
    spots |= dict(zip(("next", "next2"), near, strict=False))
    for label, word in spots.items():
        for group in senses().get(word, ()):
            tells[f"{label}_{group}"] = 1.0
    tells["governor_verb"] = float(governor.tag_.startswith("VB"))
    tells["governor_root"] = float(governor.dep_ == "ROOT")
    return tells


_PREPOSITIONS = ("in", "at", "near", "from", "to", "of", "for", "with", "by", "against", "on",
                 "into", "between", "across", "over", "around", "outside", "through", "about",
                 "toward", "under", "within", "like")  # fmt: skip


def sense(reading: Reading, index: int, probability: float) -> tuple[Sense, str, float]:
    """Return the sense of a mention, the reason, and the chance that it means the place itself.

    ``probability`` is the model's; where a rule decides, the chance is 0 or 1.
    """
    mention = reading.mentions[index]
    if dateline(reading, mention):
        return Sense.DATELINE, "where the story was filed", 1.0
    if any(m.kind is NameKind.DEMONYM for m in mention.matches):
        return Sense.DEMONYM, "a nationality word", probability
    rule = _rule(reading, index)
    if rule is not None:
        return *rule, float(rule[0] is Sense.LITERAL)
    if probability >= LITERAL:
        return Sense.LITERAL, _why_literal(reading, index), probability
    return *_why_not(reading, index), probability


def _rule(reading: Reading, index: int) -> tuple[Sense, str] | None:
    """Return a sense that the words around leave no doubt about, whatever the model says."""
    mention, words = reading.mentions[index], reading.words
    whole = reading.facility(mention)
    if whole is not None:
        return Sense.ORGANISATION, f"part of the name {reading.text[whole.start : whole.end]!r}"
    earlier = words[max(0, mention.first - 3) : mention.first]
    before = [w.text.lower() for w in earlier]
    if before[-1:] == ["the"]:
        before = before[:-1]
    if before[-1:] == ["of"] and len(before) > 1:
        found = _of(earlier[len(before) - 2])
        if found is not None:
            return found
    if before[-1:] == ["on"] and len(before) > 1 and before[-2] in vocabulary()["assaults"]:
        return Sense.LITERAL, f"after '{before[-2]} on'"
    after = words[mention.last + 1 : mention.last + 4]
    if after and after[0].text.lower() in vocabulary()["institution"] and after[0].capital:
        return Sense.ORGANISATION, f"part of a longer name (before {after[0].text!r})"
    if _seat(reading, mention):
        return _government(reading, index, [w.text.lower() for w in after])
    if before and before[-1] in vocabulary()["place_verbs"]:
        return Sense.LITERAL, f"after {before[-1]!r}"
    return None


def _of(said: Word) -> tuple[Sense, str] | None:
    """Return what "WORD of NAME" says: "the centre of X" is a place, "the Centre of X" is not."""
    lists, word = vocabulary(), said.text.lower()
    if word in lists["origin_of"]:
        return Sense.ORIGIN, f"after '{word} of'"
    if word in lists["battle"] and not said.capital:
        return Sense.LITERAL, f"after '{word} of'"
    if not said.capital and word in ("department", "hall"):
        return Sense.LITERAL, f"after '{word} of'"  # of Cauca, and the town hall of X
    if word in lexicon()["organisation"] and word not in lexicon()["unit"]:
        return Sense.ORGANISATION, f"part of an organisation's name (after '{word} of')"
    if word in lists["ground"] or word in lists["battle"]:
        return Sense.LITERAL, f"after '{word} of'"
    return None


def _government(reading: Reading, index: int, after: Sequence[str]) -> tuple[Sense, str] | None:
    """Return METONYM where a capital or country clearly stands for its government."""
    mention, lists = reading.mentions[index], vocabulary()
    anchor = _anchor(reading, index)
    if anchor.dep_ == "nsubj" and anchor.head.lower_ in lists["speech"]:
        return Sense.METONYM, f"subject of {anchor.head.text!r}: the government there"
    if reading.text[mention.end : mention.end + 2] in ("'s", "’s"):
        policy = next((word for word in after if word in lists["policy"]), None)
        if policy:
            return Sense.METONYM, f"owner of {policy!r}: the government there"
    if anchor.dep_ == "dobj" and anchor.head.lower_ in lists["addressed"]:
        return Sense.METONYM, f"object of {anchor.head.text!r}: the government there"
    if anchor.dep_ != "pobj":
        return None
    governor = anchor.head.head
    if anchor.head.dep_ == "agent" and governor.lower_ in lists["speech"] | lists["addressed"]:
        return Sense.METONYM, f"agent of {governor.text!r}: the government there"
    if anchor.head.lower_ in lists["towards"]:
        dealing = _dealing(governor)
        if dealing is not None:
            words = f"{dealing.text} {anchor.head.text}"
            return Sense.METONYM, f"after {words!r}: the government there"
    return None


def _dealing(governor: Token) -> Token | None:
    """Return the word of dealings that "from Beijing" belongs to: "demands an answer from"."""
    dealings = vocabulary()["dealings"]
    if governor.lower_ in dealings:
        return governor
    objects = (token for token in governor.children if token.dep_ in ("dobj", "nsubjpass"))
    return next((token for token in objects if token.lower_ in dealings), None)


def _seat(reading: Reading, mention: Mention) -> bool:
    """Whether the name is a country's or a capital's, so that it may stand for a government."""
    atlas = reading.atlas
    best = atlas.best(mention.matches)[:1]
    return any(atlas.feature(m.row) in ("PCLI", "PPLC", "SITE") for m in best)


def _why_literal(reading: Reading, index: int) -> str:
    anchor = _anchor(reading, index)
    if anchor.dep_ == "pobj":
        return f"after {anchor.head.text!r}"
    if anchor.dep_ == "dobj":
        return f"object of {anchor.head.text!r}"
    return "named as a place"


def _why_not(reading: Reading, index: int) -> tuple[Sense, str]:
    mention = reading.mentions[index]
    text, lists, words = reading.text, vocabulary(), reading.words
    following = words[mention.last + 1] if mention.last + 1 < len(words) else None
    close = following is not None and text[mention.end : following.start] == " "
    own = mention.name.split()
    if len(own) > 1 and own[-1].lower().rstrip(".") in lexicon()["organisation"]:
        return Sense.ORGANISATION, f"an organisation's name ({own[-1]!r})"
    if following is not None and close and following.capital:
        return Sense.ORGANISATION, f"part of a longer name (before {following.text!r})"
    previous = words[mention.first - 1] if mention.first else None
    beside = [w.text.lower() for w in (previous, following) if w is not None]
    if any(word in lists["origin"] for word in beside) or _HYPHENATED.match(
        text[mention.end : mention.end + 12]
    ):
        return Sense.ORIGIN, "where someone is from or based"
    anchor = _anchor(reading, index)
    if anchor.dep_ in ("nsubj", "nsubjpass"):
        return Sense.METONYM, f"subject of {anchor.head.text!r}: people or a government"
    if anchor.dep_ == "pobj":
        governor = anchor.head.head
        if governor.ent_type_ == "PERSON" or (
            governor.tag_ == "NNP" and anchor.head.lower_ in ("of", "from")
        ):
            return Sense.ORIGIN, "where someone is from"
        return Sense.METONYM, f"after {governor.text!r} {anchor.head.text!r}"
    if anchor.dep_ == "poss":
        return Sense.METONYM, f"owner of {anchor.head.text!r}"
    if anchor.head is anchor:
        return Sense.METONYM, "nothing says that something is there"
    return Sense.METONYM, f"with {anchor.head.text!r}: a people, a government or a team"
