"""A link between two reports: how much speaks for one event, in points, and in which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from events.merge.nearness import Finding, place, time
from events.merge.rule import DETAIL, MUTUAL, NEEDED, OTHER_TOLL, PARTIES, TOLL, WORDING
from events.merge.trait import Side, Trait

_SURE = DETAIL["verbatim_words"]


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports of one event; ``first`` is the smaller id."""

    first: str
    second: str
    points: float
    why: tuple[str, ...]
    """What speaks for it: "same place (Kyiv)", "same day", "same actor (Russian forces)"."""


def link(a: Trait, b: Trait) -> Link | None:
    """Return the link of two reports, None unless enough speaks for one event."""
    return _link(b, a) if a.id > b.id else _link(a, b)


@lru_cache(maxsize=65_536)
def _link(a: Trait, b: Trait) -> Link | None:
    """Compare two reports; those of one event meet again with each that joins it."""
    if apart(a, b):
        return None
    if _loose(a, b) and (_tolls(a, b).points < 0 or _renumbered(a, b)):
        # Another number, and another day or another place as well: another raid, or the bulletin
        # of the day after.
        return None
    found = [finding for finding in _findings(a, b) if finding.points or finding.why]
    points = sum(finding.points for finding in found)
    if points < NEEDED:
        return None
    return Link(a.id, b.id, points, tuple(f.why for f in found if f.why))


def apart(a: Trait, b: Trait) -> bool:
    """Whether something forbids that two reports are of one event, whatever speaks for it."""
    if a.article == b.article or a.occurred != b.occurred or not a.deeds & b.deeds:
        return True
    if time(a, b) is None or place(a, b) is None:
        return True
    # What has not happened has no traces to know it by: only the same words are the same plan.
    return not a.occurred and a.wording != b.wording


def _loose(a: Trait, b: Trait) -> bool:
    """Whether place or day agree only by a stretch."""
    where, when = place(a, b), time(a, b)
    return where is None or when is None or min(where.points, when.points) < DETAIL["loose"]


def _findings(a: Trait, b: Trait) -> Iterator[Finding]:
    where, when = place(a, b), time(a, b)
    if where and when:
        yield where
        yield when
    yield from _parties(a, b)
    yield from _deed(a, b)
    yield _tolls(a, b)
    yield _wording(a, b)


def _parties(a: Trait, b: Trait) -> Iterator[Finding]:
    if str(a.report.type) in MUTUAL and str(b.report.type) in MUTUAL:
        yield from _mutual(a, b)
        return
    yield _side("actor", a.actors, b.actors)
    yield _side("recipient", a.recipients, b.recipients)
    if _others(a.actors, b.actors):
        yield Finding(PARTIES["apart"], "though they name other actors")
    crossed = (a.actors.countries & b.recipients.countries) | (
        a.recipients.countries & b.actors.countries
    )
    if crossed:
        yield Finding(PARTIES["crossed"], "")


def _mutual(a: Trait, b: Trait) -> Iterator[Finding]:
    """Compare who meets whom: who is named first means nothing there."""
    mine, yours = (_both(t.actors, t.recipients) for t in (a, b))
    named = mine.named & yours.named
    if len(named) > 1:
        why = f"same parties ({', '.join(sorted(named))})"
        yield Finding(2 * PARTIES["named"], why)
        return
    yield _side("party", mine, yours)
    countries = mine.countries & yours.countries
    if len(countries) > 1:
        yield Finding(PARTIES["country"], "")


def _both(one: Side, other: Side) -> Side:
    return Side(
        one.named | other.named,
        one.described | other.described,
        one.countries | other.countries,
    )


def _side(word: str, mine: Side, yours: Side) -> Finding:
    named = mine.named & yours.named
    if named:
        return Finding(PARTIES["named"], f"same {word} ({', '.join(sorted(named))})")
    countries = mine.countries & yours.countries
    points = PARTIES["country"] if countries else 0.0
    # A description here may stand as a name there, at the start of a sentence.
    described = (mine.named | mine.described) & (yours.named | yours.described)
    if described:
        points += PARTIES["described"]
        return Finding(points, f"same {word} ({', '.join(sorted(described))})")
    if countries:
        return Finding(points, f"{word} of the same country ({', '.join(sorted(countries))})")
    return Finding(0.0, "")


def _others(mine: Side, yours: Side) -> bool:
    """Whether both say who did it and they differ."""
    if mine.named & yours.named:
        return False
    return bool(mine.countries and yours.countries and not mine.countries & yours.countries)


def _deed(a: Trait, b: Trait) -> Iterator[Finding]:
    if a.report.type is not b.report.type:
        yield Finding(DETAIL["other_type"], "")
    elif a.report.mode and b.report.mode:
        same = a.report.mode == b.report.mode
        yield Finding(DETAIL["mode" if same else "other_mode"], "")
    if a.report.trigger.text.casefold() == b.report.trigger.text.casefold():
        yield Finding(0.0, f"same word for it ({a.report.trigger.text})")


def _tolls(a: Trait, b: Trait) -> Finding:
    same = a.tolls & b.tolls
    if same:
        kind, most = max(same, key=lambda toll: (toll[1], toll[0]))
        points = next((level["points"] for level in TOLL if most >= level["from"]), 0.0)
        return Finding(points, f"same toll ({most} {kind})")
    worst = Finding(0.0, "")
    for kind, low in sorted(a.tolls):
        for other_kind, other in sorted(b.tolls):
            ratio = max(low, other) / max(1, min(low, other))
            for level in OTHER_TOLL:
                if (
                    kind == other_kind
                    and ratio >= level["ratio"]
                    and level["points"] < worst.points
                ):
                    worst = Finding(level["points"], f"though {low} and {other} {kind}")
    return worst


def _renumbered(a: Trait, b: Trait) -> bool:
    """Whether each sentence has a number that the other lacks: the next day's bulletin."""
    mine, yours = ({word for word in t.words if word.isdigit()} for t in (a, b))
    return bool(mine - yours and yours - mine)


def _wording(a: Trait, b: Trait) -> Finding:
    if a.wording == b.wording and a.length >= _SURE:
        return Finding(DETAIL["verbatim"], "the same sentence")
    # A party here may be a word there: "teachers marched", "it drew teachers to a protest".
    common = (a.words & b.told) | (b.words & a.told)
    if not common:
        return Finding(0.0, "")
    told = f"({', '.join(sorted(common)[:5])})"
    shorter = min(len(a.words), len(b.words))
    if len(common) >= max(DETAIL["nearly_words"], DETAIL["nearly_share"] * shorter):
        return Finding(DETAIL["nearly"], f"nearly the same sentence {told}")
    ratio = len(common) / len(a.words | b.words)
    for level in WORDING:
        if len(common) >= level["shared"] and ratio >= level["ratio"]:
            return Finding(level["points"], f"like words {told}")
    return Finding(0.0, "")
