"""What speaks for and against a candidate mention being a place name: the models' features."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from geodata.mention import Mention
from geodata.names import NameKind
from geodata.reading import Reading
from geodata.wordlist import common_words, forenames, groups, lexicon, surnames

_FEATURES = ("PCLI", "ADM1", "ADM2", "TOWN", "AIRP", "WORLD")
_DEP = ("nsubj", "nsubjpass", "pobj", "dobj", "compound", "poss", "amod", "appos", "conj", "ROOT",
        "npadvmod", "attr", "nmod")  # fmt: skip
_AFTER = (" ", ",", ".", "'", "’", "-", ")", ":", "\n", "(", ";", "")
_BEFORE = (" ", "(", "-", "\n", '"', "“", "")


def gazetteer_signs(reading: Reading, mention: Mention) -> dict[str, float]:
    """Return what the gazetteer says of the name."""
    atlas, matches = reading.atlas, mention.matches
    signs: dict[str, float] = {"known": float(bool(matches)), "matches": math.log1p(len(matches))}
    if not matches:
        return signs
    scores = sorted(((atlas.prior(m), m) for m in matches), key=lambda pair: -pair[0])
    signs["prior"] = scores[0][0]
    signs["prior_gap"] = scores[0][0] - scores[1][0] if len(scores) > 1 else 9.0
    signs["kind"] = float(min(m.kind for m in matches))
    signs["top_kind"] = float(scores[0][1].kind)
    for kind in (NameKind.DEMONYM, NameKind.ABBREVIATION, NameKind.DERIVED):
        signs[f"kind_{kind.name}"] = float(any(m.kind is kind for m in matches))
    for score, match in scores[:12]:
        feature = atlas.feature(match.row)
        name = feature if feature in _FEATURES else "TOWN" if feature.startswith("P") else "WORLD"
        signs.setdefault(f"is_{name}", score + 1.0)
    return signs


def shape_signs(reading: Reading, mention: Mention) -> dict[str, float]:
    """Return what the name itself looks like."""
    name = mention.name
    own = reading.words[mention.first : mention.last + 1]
    words = [w.text.lower().rstrip(".") for w in own] or [""]
    signs = {
        "words": float(len(words)),
        "chars": float(len(name)),
        "upper": float(name.isupper()),
        "dots": float("." in name),
        "digits": float(any(c.isdigit() for c in name)),
        "hyphen": float("-" in name),
        "common": float(len(words) == 1 and words[0] in common_words()),
        "lowered": math.log1p(reading.lowered[words[0]] if len(words) == 1 else 0),
        "count": math.log1p(reading.counts[name]),
        "placed": math.log1p(reading.placed[name]),
        "surname": math.log1p(reading.surnames[name]),
        "forename": math.log1p(reading.openers[name]),
        "position": min(mention.start, 3000) / 3000,
        "of": float("of" in words),
    }
    if own and (len(words) == 1 or not mention.matches):
        # "Khan Younis" is no one called Khan: for a known longer name these would mislead.
        signs["is_forename"] = float(words[0] in forenames())
        signs["is_surname"] = float(words[-1] in surnames())
        signs["person"] = float(reading.persons[own[-1].text])
        signs["person_first"] = float(reading.callers[own[0].text])
    for label, word in (("first", words[0]), ("last", words[-1])):
        for group in groups().get(word, ()):
            if group not in ("placing", "locating", "saying"):
                signs[f"{label}_{group}"] = 1.0
    return signs


def neighbour_signs(reading: Reading, mention: Mention) -> dict[str, float]:
    """Return what stands before and after the name."""
    text, words = reading.text, reading.words
    signs: dict[str, float] = {}
    before = text[mention.start - 1 : mention.start]
    after = text[mention.end : mention.end + 1]
    signs["before"] = float(_BEFORE.index(before) if before in _BEFORE else 9)
    signs["after"] = float(_AFTER.index(after) if after in _AFTER else 19)
    signs["possessive"] = float(text[mention.end : mention.end + 2] in ("'s", "’s"))
    for label, index, step in (("prev", mention.first - 1, -1), ("next", mention.last + 1, 1)):
        for distance in (1, 2):
            at = index + step * (distance - 1)
            word = words[at] if 0 <= at < len(words) else None
            key = f"{label}{distance}"
            if word is None:
                signs[f"{key}_none"] = 1.0
                continue
            gap = text[word.end : mention.start] if step < 0 else text[mention.end : word.start]
            signs[f"{key}_capital"] = float(word.capital)
            signs[f"{key}_adjacent"] = float(gap == " " or gap == "-") if distance == 1 else 0.0
            signs[f"{key}_gap"] = float(min(len(gap), 20))
            signs[f"{key}_comma"] = float("," in gap)
            signs[f"{key}_stop"] = float("." in gap or "\n" in gap)
            plain = word.text.lower().rstrip(".")
            signs[f"{key}_forename"] = float(word.capital and plain in forenames())
            for group in groups().get(plain, ()):
                signs[f"{key}_{group}"] = 1.0
    return signs


def grammar_signs(reading: Reading, index: int) -> dict[str, float]:
    """Return parts of speech and the dependency of the mention's root."""
    first, last = reading.ranges[index]
    grammar = reading.grammar
    signs: dict[str, float] = {}
    spots = {"first": first, "last": last, "prev": first - 1, "next": last + 1}
    for label, at in spots.items():
        signs[f"pos_{label}"] = grammar[at].pos if 0 <= at < len(grammar) else 19.0
    root = grammar[last]
    for token in grammar[first : last + 1]:
        if not first <= token.head <= last or token.root:
            root = token
    head = grammar[root.head]
    signs["dep"] = float(_DEP.index(root.dep) if root.dep in _DEP else 19)
    signs["sentence_start"] = float(grammar[first].starts)
    signs["head_placing"] = float(head.lower in lexicon()["locating"])
    signs["head_saying"] = float(head.lower in lexicon()["saying"])
    signs["head_organisation"] = float(head.lower in lexicon()["organisation"])
    signs["head_pos"] = head.pos
    signs["head_left"] = float(root.head < first)
    return signs


_PREPOSITIONS = ("in", "at", "near", "from", "to", "of", "for", "with", "by", "against", "on",
                 "into", "between", "across", "over", "around", "outside", "inside", "through",
                 "about", "toward", "towards", "under", "within", "like", "and", "or", "as",
                 "via", "along", "off", "behind", "opposite", "beside", "than", "that")  # fmt: skip
_ROAD = re.compile(r"^(?:[A-Z]{1,3}-?\d{1,4}|(?:Route|Highway|Interstate|Junction) \d+)$")


def site_signs(reading: Reading, mention: Mention) -> dict[str, float]:
    """Return what speaks for a building, a road or another site that no gazetteer has."""
    words, text = reading.words, reading.text
    own = [w.text.lower().rstrip(".") for w in words[mention.first : mention.last + 1]]
    facility = lexicon()["facility"]
    previous = words[mention.first - 1] if mention.first else None
    following = words[mention.last + 1] if mention.last + 1 < len(words) else None
    after = text[mention.end : mention.end + 24]
    joined = previous is not None and text[previous.end : mention.start] in (" ", "-")
    adjacent = following is not None and text[mention.end : following.start] in (" ", "-")
    runs_on = following is not None and adjacent and (following.capital or following.text == "of")
    signs = {
        "sites": float(sum(word in facility for word in own)),
        "road_code": float(bool(_ROAD.match(mention.name))),
        "whole": float(not (joined and previous is not None and previous.capital) and not runs_on),
        "where": float(bool(_SITUATED.match(after))),
        "then_name": float(bool(_THEN_NAME.match(after))),
        "owner": float("'s " in mention.name or "’s " in mention.name),
        "then_site": float(
            adjacent and following is not None and following.text.lower() in facility
        ),
    }
    back = mention.first - 1
    for _ in range(3):
        if back < 0 or words[back].text.lower() in _PREPOSITIONS or words[back].capital:
            break
        if back == mention.first - 1 and words[back].text.lower() in ("the", "a", "an"):
            signs["article"] = 1.0 + (words[back].text.lower() != "the")
        back -= 1
    if (
        back >= 0
        and words[back].text.lower() in _PREPOSITIONS
        and mention.start - words[back].end < 30
    ):
        signs["led"] = 1.0 + _PREPOSITIONS.index(words[back].text.lower())
        signs[f"led_{words[back].text.lower()}"] = 1.0 + (back == mention.first - 1)
    return signs


_SITUATED = re.compile(r"^,? (?:in|at|on|near|outside|where|which|is|was|will)\b")
_THEN_NAME = re.compile(r"^(?:,| in| at| on| near) (?:the )?[A-Z]")


def overlap_signs(reading: Reading) -> list[dict[str, float]]:
    """Return, for each mention, what the mentions around it in the same words are."""
    found = reading.mentions
    result: list[dict[str, float]] = []
    strength = [_strength(reading, m) for m in found]
    for i, mention in enumerate(found):
        signs = {"inside_known": 0.0, "holds_known": 0.0, "beside_known": 0.0, "longest": 1.0}
        j = i
        while j > 0 and found[j - 1].last >= mention.first - 3 and i - j < 40:
            j -= 1
        while j < len(found) and found[j].start < mention.end + 2:
            other = found[j]
            if j != i:
                _overlap(mention, other, strength[j], signs)
            j += 1
        result.append(signs)
    return result


def _strength(reading: Reading, mention: Mention) -> float:
    return max((reading.atlas.prior(m) for m in mention.matches), default=0.0) + bool(
        mention.matches
    )


def _overlap(mention: Mention, other: Mention, strength: float, signs: dict[str, float]) -> None:
    if other.start <= mention.start and other.end >= mention.end:
        signs["inside_known"] = max(signs["inside_known"], strength)
        signs["longest"] = 0.0
    elif other.start >= mention.start and other.end <= mention.end:
        signs["holds_known"] = max(signs["holds_known"], strength)
    elif other.end > mention.start and other.start < mention.end:
        signs["beside_known"] = max(signs["beside_known"], strength)


def signs(reading: Reading) -> list[dict[str, float]]:
    """Return the features of each of the reading's mentions by name; a missing one is 0."""
    overlaps = overlap_signs(reading)
    return [
        gazetteer_signs(reading, mention)
        | shape_signs(reading, mention)
        | neighbour_signs(reading, mention)
        | grammar_signs(reading, i)
        | site_signs(reading, mention)
        | overlaps[i]
        for i, mention in enumerate(reading.mentions)
    ]


def matrix(rows: Sequence[dict[str, float]], names: tuple[str, ...]) -> npt.NDArray[np.float32]:
    """Return features as an array with one column a name, in order."""
    out = np.zeros((len(rows), len(names)), np.float32)
    column = {name: i for i, name in enumerate(names)}
    width = len(names)
    flat = out.ravel()
    for start, row in enumerate(rows):
        told = [name for name, value in row.items() if value and name in column]
        flat[[start * width + column[name] for name in told]] = [row[name] for name in told]
    return out
