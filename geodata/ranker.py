"""Which place a name means: candidates ranked by a learned model over the text's evidence."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from geodata.context import Context, kilometres_between
from geodata.forest import forest
from geodata.names import NameKind
from geodata.spelling import fold
from geodata.wordlist import lexicon

Floats = npt.NDArray[np.float64]
_CONTAINING = re.compile(r"^(?:,|,? (in)|,? inside| [(])[ ]?(?:the )?$")
_CODES = ("PCLI", "ADM1", "ADM2", "PPLC", "PPLA", "PPLA2", "PPLX", "AIRP")
NAMES = (
    "prior", "gap", "rank", "count", "kind", "people", "code", "share", "country", "admin1",
    "admin2", "country_share", "admin1_share", "near50", "near300", "in_country", "in_admin1",
    "in_admin2", "held", "linked_down", "linked_up", "home_km", "home_admin1", "home_country",
    "nation", "titled", "unit_word", "city_word", "upper", "same_admin1_name", "words", "names",
    "people_rank", "before_unit", "near_best",
)  # fmt: skip
"""The features of one candidate, in the order of the columns."""


def features(context: Context) -> list[Floats]:
    """Return for each mention the features of its name's candidates (rows) in order."""
    if not len(context.row):
        return [np.zeros((0, len(NAMES))) for _ in context.found]
    shared = _shared(context)
    return [_local(context, i, shared) for i in range(len(context.found))]


def _shared(context: Context) -> Floats:
    """Return the features that hold for a candidate whatever the mention."""
    out = np.zeros((len(context.row), len(NAMES)))
    put = _Columns(out)
    put("prior", context.prior)
    put("kind", context.kind)
    put("people", context.people)
    put(
        "code",
        np.array(
            [_CODES.index(f) if f in _CODES else 8 if f[0] == "P" else 9 for f in context.feature]
        ),
    )
    put("share", context.share)
    country, admin1 = context.mass(context.country), context.mass(context.admin1 + 1)
    put("country", country)
    put("admin1", admin1)
    put("admin2", context.mass(context.admin2 + 1))
    put("country_share", country / max(1, len(context.slices) - 1))
    put("admin1_share", admin1 / max(1, len(context.slices) - 1))
    near50 = context.evidence["near"]
    put("near50", near50)
    put("near300", context.nearness(300.0))
    inside = context.evidence["inside"]
    for j, name in enumerate(("in_country", "in_admin1", "in_admin2")):
        put(name, inside[:, j])
    put("held", context.held())
    put("linked_down", context.evidence["down"])
    put("linked_up", context.evidence["up"])
    _publisher(context, put)
    put("names", np.full(len(context.row), float(len(context.slices))))
    for a, b in context.slices:
        if b > a:
            _among(context, out[a:b], a, b, near50)
    return out


class _Columns:
    def __init__(self, out: Floats) -> None:
        self.out = out

    def __call__(self, name: str, values: npt.ArrayLike) -> None:
        self.out[:, NAMES.index(name)] = values


def _publisher(context: Context, put: _Columns) -> None:
    places = context.atlas.places
    if context.home is not None:
        home = places[context.home]
        distance = kilometres_between(
            context.lat, context.lon, np.array(home["lat"], float), np.array(home["lon"], float)
        )
        put("home_km", np.log1p(distance))
        put("home_admin1", context.admin1 + 1 == int(home["admin1"]))
        put("home_country", context.country == int(home["country"]))
    else:
        put("home_km", -1.0)
        put("home_admin1", -1.0)
        put("home_country", -1.0)
    put("nation", context.country == context.nation if context.nation else -1.0)


def _among(context: Context, out: Floats, a: int, b: int, near: Floats) -> None:
    """Fill in where a candidate stands among those of its name."""
    put = _Columns(out)
    prior = context.prior[a:b]
    put("gap", prior - prior.max())
    put("rank", np.argsort(np.argsort(-prior, kind="stable"), kind="stable"))
    put("people_rank", np.argsort(np.argsort(-context.people[a:b], kind="stable"), kind="stable"))
    put("count", np.log1p(b - a))
    put("near_best", near[a:b] - near[a:b].max())
    labels = [fold(context.atlas.label(int(row))) for row in context.row[a:b]]
    units = [
        fold(context.atlas.label(int(u))).split(" ")[0] if u >= 0 else ""
        for u in context.admin1[a:b]
    ]
    put(
        "same_admin1_name",
        [one.split(" ")[0] == two for one, two in zip(labels, units, strict=True)],
    )


def _local(context: Context, index: int, shared: Floats) -> Floats:
    """Return the candidates' features for one mention."""
    mention = context.found[index]
    a, b = context.slices[context.names[mention.name]]
    out: Floats = shared[a:b].copy()
    put = _Columns(out)
    after = context.text[mention.end : mention.end + 24].split()
    before = context.text[max(0, mention.start - 24) : mention.start].lower().split()
    following = after[0].strip(",.;:'’\"”").lower() if after else ""
    own = mention.name.lower().split()
    lists = lexicon()
    put("unit_word", 2.0 * (own[-1] in lists["unit"]) + (following in lists["unit"]))
    put(
        "city_word",
        following == "city" or before[-2:] in (["city", "of"], ["town", "of"], ["village", "of"]),
    )
    put("before_unit", before[-2:-1] != [] and before[-2] in lists["unit"] and before[-1] == "of")
    put("upper", mention.name.isupper())
    put("titled", fold(mention.name) in context.title)
    put("words", len(own))
    return out


def rank(context: Context) -> list[Floats]:
    """Return for each mention the probability of each of its name's candidates (0 to 1)."""
    model = forest("rank")
    rows = features(context)
    if not rows:
        return []
    every = model.probability(np.vstack(rows).astype(np.float32))
    judged = np.split(every, np.cumsum([len(one) for one in rows])[:-1])
    for index in reversed(range(len(judged) - 1)):
        _contain(context, index, judged)
    return judged


def _contain(context: Context, index: int, judged: list[Floats]) -> None:
    """Hold a name to the unit that the text names right after it: "Paris, Texas".

    Candidates outside the unit fall behind; after "in" they are out even if none is inside, so
    that "Tarasivka in Kharkiv Oblast" stays open rather than becoming another Tarasivka.
    """
    one, two = context.found[index], context.found[index + 1]
    link = _CONTAINING.match(context.text[one.end : two.start])
    if not link or not len(judged[index]) or not len(judged[index + 1]):
        return
    c, _ = context.slices[context.names[two.name]]
    best = int(np.argmax(judged[index + 1]))
    unit = c + best
    if judged[index + 1][best] < 0.5 or context.kind[unit] == NameKind.DEMONYM:
        return
    inside = context.inside(one.name, unit)
    if inside is None:
        return
    if inside.any():
        total = judged[index][inside].sum()
        judged[index][~inside] *= 0.05
        judged[index][inside] *= max(1.0, 0.7 / total) if total else 1.0
        np.minimum(judged[index], 0.999, out=judged[index])
    elif link.group(1) and context.feature[unit] != "PCLI":
        judged[index] *= 0.1
