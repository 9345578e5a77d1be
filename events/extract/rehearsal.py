"""Rehearsals: how the sequence reader learns, in numpy; used by :mod:`events.extract.train`.

Gradients are worked out by hand (tests compare them with differences); the weights move by thinc's
Adam under a learning rate that rises and falls once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from thinc.api import Adam

from events.extract.recurrent import Trace, backward, forward
from events.extract.sequence import KINDS, WIDTH, Floats, Passage, Reader, Rows

UNITS, INPUT, INNER = 64, 128, 64
SIZES = (16, 8, 8, 32, 16, 16, 8, 16)
"""Width of what is learnt of a word of each of KINDS."""
LEAST = {"word": 4, "verb": 4}
"""A word counts from so many tokens on, a verb from so many sentences."""
EPOCHS, BATCH, RATE, DECAY, RISE = 8, 32, 0.0015, 0.02, 0.15
DROP, DROP_WORD, DROP_INNER = 0.3, 0.1, 0.2
_WORD = KINDS.index("word")
Weights = dict[str, Floats]


def vocabulary(passages: Sequence[Passage]) -> dict[str, int]:
    """Return the row of each "kind=word" that is frequent enough, from 1."""
    counts: Counter[str] = Counter()
    for one in passages:
        for words in one.words:
            counts.update(f"{k}={w}" for k, w in zip(KINDS[:-1], words[:-1], strict=True))
        counts[f"verb={one.words[0][-1]}"] += 1
    kept = sorted(w for w, n in counts.items() if n >= LEAST.get(w.split("=", 1)[0], 1))
    return {word: i for i, word in enumerate(kept, start=1)}


def start(rows: dict[str, int], chance: np.random.Generator) -> Weights:
    """Return weights to begin with."""

    def even(*shape: int, width: int) -> Floats:
        edge = 1 / math.sqrt(width)
        return chance.uniform(-edge, edge, shape).astype(np.float32)

    mixed = WIDTH + sum(SIZES)
    found = {f"e{i}": _normal(chance, len(rows) + 1, size) for i, size in enumerate(SIZES)}
    return found | {
        "mix": even(mixed, INPUT, width=mixed),
        "bias": even(INPUT, width=mixed),
        "gain": np.ones(INPUT, np.float32),
        "shift": np.zeros(INPUT, np.float32),
        "inputs": even(2, INPUT, 4 * UNITS, width=UNITS),
        "gates": even(2, 4 * UNITS, width=UNITS),
        "weights": even(2, UNITS, 4 * UNITS, width=UNITS),
        "inner": even(4 * INPUT, INNER, width=4 * INPUT),
        "inner_bias": even(INNER, width=4 * INPUT),
        "outer": even(INNER, 1, width=INNER),
        "outer_bias": np.zeros(1, np.float32),
    }


def _normal(chance: np.random.Generator, *shape: int) -> Floats:
    return chance.standard_normal(shape).astype(np.float32)


class Batch:
    """Passages laid side by side, the shorter ones filled up at their end."""

    def __init__(self, passages: Sequence[Passage], ids: Sequence[Rows]) -> None:
        """Take passages and the rows of their words."""
        lengths = np.array([len(p.words) for p in passages])
        count, longest = len(passages), int(lengths.max())
        self.ids = np.zeros((count, longest, len(KINDS)), np.intp)
        self.vectors = np.zeros((count, longest, WIDTH), np.float32)
        steps = np.arange(longest)
        back = lengths[:, None] - 1 - steps
        self.back = np.where(back >= 0, back, steps)
        """The token that the backward direction reads at each step."""
        pools: list[Floats] = []
        self.owner: list[int] = []
        """The passage of each name."""
        for i, (one, rows) in enumerate(zip(passages, ids, strict=True)):
            self.ids[i, : len(rows)] = rows
            self.vectors[i, : len(rows)] = one.vectors
            for low, high, root in filter(None, one.names):
                pool = np.zeros((4, longest), np.float32)
                pool[0, low:high] = 1 / (high - low)
                pool[1, one.trigger] = 1
                pool[2, : lengths[i]] = 1 / lengths[i]
                pool[3, root] = 1
                pools.append(pool)
                self.owner.append(i)
        self.pools = np.stack(pools)
        """How much each token counts in the four parts of what is known of a name."""


def _kept(chance: np.random.Generator | None, shape: tuple[int, ...], drop: float) -> Any:
    """Return a mask that drops a share and makes up for it; 1 without chance."""
    if chance is None:
        return np.float32(1)
    return (chance.random(shape) >= drop).astype(np.float32) / np.float32(1 - drop)


class Run:
    """One pass over a batch: the log odds of its names, and the slopes of all weights."""

    def __init__(self, w: Weights, batch: Batch, chance: np.random.Generator | None) -> None:
        """Run forwards; with ``chance`` some inputs are dropped."""
        self._w, self._batch = w, batch
        ids = batch.ids.copy()
        if chance is not None:
            ids[..., _WORD] *= chance.random(ids.shape[:2]) >= DROP_WORD
        self._ids = ids
        parts = [batch.vectors, *(w[f"e{i}"][ids[..., i]] for i in range(len(KINDS)))]
        mixed = np.concatenate(parts, axis=-1)
        self._drop = _kept(chance, mixed.shape, DROP)
        self._mixed = mixed * self._drop
        flat = self._mixed @ w["mix"] + w["bias"]
        self._on = flat > 0
        flat *= self._on
        flat -= flat.mean(axis=-1, keepdims=True)
        self._spread = np.sqrt((flat * flat).mean(axis=-1, keepdims=True) + np.float32(1e-5))
        self._even = flat / self._spread
        told = self._even * w["gain"] + w["shift"]
        self._told = told
        rows = np.arange(len(told))[:, None]
        self._both = np.stack([told, told[rows, batch.back]])
        gates = np.matmul(self._both.reshape(2, -1, INPUT), w["inputs"]) + w["gates"][:, None]
        gates = gates.reshape(2, *told.shape[:2], 4 * UNITS).transpose(2, 0, 1, 3)
        self._trace: Trace = forward(np.ascontiguousarray(gates), w["weights"])
        hidden = self._trace.hidden.transpose(1, 2, 0, 3)
        state = told + np.concatenate([hidden[0], hidden[1][rows, batch.back]], axis=-1)
        self._names = np.matmul(batch.pools, state[batch.owner])
        self._drop_names = _kept(chance, self._names.shape, DROP)
        found = (self._names * self._drop_names).reshape(len(batch.owner), -1)
        self._found = found
        inner = np.maximum(found @ w["inner"] + w["inner_bias"], 0)
        self._drop_inner = _kept(chance, inner.shape, DROP_INNER)
        self._raw, self._inner = inner, inner * self._drop_inner
        self.odds: Floats = (self._inner @ w["outer"] + w["outer_bias"])[:, 0]

    def slopes(self, right: Floats) -> Weights:
        """Return the slope of the mean cross entropy along each weight."""
        w, batch = self._w, self._batch
        odds = ((1 / (1 + np.exp(-self.odds)) - right) / len(right)).astype(np.float32)[:, None]
        told: Weights = {"outer": self._inner.T @ odds, "outer_bias": odds.sum(axis=0)}
        inner = odds @ w["outer"].T * self._drop_inner * (self._raw > 0)
        told |= {"inner": self._found.T @ inner, "inner_bias": inner.sum(axis=0)}
        names = (inner @ w["inner"].T).reshape(self._names.shape) * self._drop_names
        state = np.zeros_like(self._told)
        np.add.at(state, batch.owner, np.matmul(batch.pools.swapaxes(1, 2), names))
        rows = np.arange(len(state))[:, None]
        hidden = np.stack([state[..., :UNITS], state[rows, batch.back, UNITS:]])
        gates, told["weights"] = backward(
            self._trace, np.ascontiguousarray(hidden.transpose(2, 0, 1, 3)), w["weights"]
        )
        flat = gates.transpose(1, 2, 0, 3).reshape(2, -1, 4 * UNITS)
        both = self._both.reshape(2, -1, INPUT)
        told["inputs"] = np.matmul(both.swapaxes(1, 2), flat)
        told["gates"] = flat.sum(axis=1)
        back = np.matmul(flat, w["inputs"].swapaxes(1, 2)).reshape(self._both.shape)
        return told | self._first(state + back[0] + back[1][rows, batch.back])

    def _first(self, slope: Floats) -> Weights:
        """Return the slopes of what comes before the layer."""
        w = self._w
        axes = (0, 1)
        told: Weights = {"gain": (slope * self._even).sum(axis=axes), "shift": slope.sum(axis=axes)}
        even = slope * w["gain"]
        flat = even - even.mean(axis=-1, keepdims=True)
        flat -= self._even * (even * self._even).mean(axis=-1, keepdims=True)
        flat = flat / self._spread * self._on
        mixed = self._mixed.reshape(-1, self._mixed.shape[-1])
        told["mix"] = mixed.T @ flat.reshape(-1, INPUT)
        told["bias"] = flat.sum(axis=axes)
        part = flat @ w["mix"].T * self._drop
        at = WIDTH
        for i, size in enumerate(SIZES):
            table = np.zeros_like(w[f"e{i}"])
            np.add.at(table, self._ids[..., i], part[..., at : at + size])
            told[f"e{i}"] = table
            at += size
        return told


def rehearse(passages: Sequence[Passage], right: Sequence[Sequence[bool]], seed: int) -> Reader:
    """Fit a reader to passages and to which of their names say where."""
    near = [i for i, one in enumerate(passages) if None not in one.names]
    passages, right = [passages[i] for i in near], [right[i] for i in near]
    chance = np.random.default_rng(seed)
    rows = vocabulary(passages)
    known = [ids(rows, one) for one in passages]
    weights = start(rows, chance)
    step = Adam(RATE, L2=DECAY, grad_clip=1.0, L2_is_weight_decay=True)
    total, done = EPOCHS * math.ceil(len(passages) / BATCH), 0
    for _ in range(EPOCHS):
        for chosen in _batches(passages, chance):
            run = Run(weights, _batch(passages, known, chosen), chance)
            truth = np.array([r for i in chosen for r in right[i]], np.float32)
            scale = _rate(done / total)
            for name, slope in run.slopes(truth).items():
                weights[name], _ = step((0, name), weights[name], slope, lr_scale=scale)
            done += 1
    return fold(rows, weights)


def _rate(done: float) -> float:
    """Return the share of the learning rate after a share of the steps: up, then down to none."""
    if done < RISE:
        return 0.04 + 0.96 * (1 - math.cos(math.pi * done / RISE)) / 2
    return (1 + math.cos(math.pi * (done - RISE) / (1 - RISE))) / 2


def ids(rows: dict[str, int], one: Passage) -> Rows:
    """Return the rows of the words of each token, one column a kind."""
    return np.array(
        [[rows.get(f"{k}={w}", 0) for k, w in zip(KINDS, ws, strict=True)] for ws in one.words],
        np.intp,
    )


def _batch(passages: Sequence[Passage], ids: Sequence[Rows], chosen: Sequence[int]) -> Batch:
    return Batch([passages[i] for i in chosen], [ids[i] for i in chosen])


def _batches(passages: Sequence[Passage], chance: np.random.Generator) -> Iterator[list[int]]:
    """Yield the numbers of passages of like length, in any order."""
    lengths = np.array([len(p.words) for p in passages]) + chance.random(len(passages)) * 8
    order = np.argsort(lengths)
    parts = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    for i in chance.permutation(len(parts)):
        yield parts[i].tolist()


def fold(rows: dict[str, int], w: Weights) -> Reader:
    """Return the reader of some weights: what a word gives to the input is worked out once."""
    table = np.zeros((len(rows) + 1, INPUT), np.float32)
    nothing, at, parts = np.zeros(INPUT, np.float32), WIDTH, {}
    for i, (kind, size) in enumerate(zip(KINDS, SIZES, strict=True)):
        parts[kind] = w[f"e{i}"] @ w["mix"][at : at + size]
        nothing += parts[kind][0]
        at += size
    for word, row in rows.items():
        kind = word.split("=", 1)[0]
        table[row] = parts[kind][row] - parts[kind][0]
    kept = ("gain", "shift", "inputs", "gates", "weights", "inner", "inner_bias", "outer")
    return Reader(
        rows=rows,
        table=table,
        vectors=w["mix"][:WIDTH],
        bias=w["bias"] + nothing,
        outer_bias=w["outer_bias"],
        **{name: w[name] for name in kept},
    )
