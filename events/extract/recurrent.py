"""One layer of long short-term memory over both directions of a batch, in numpy.

Axes: steps, directions, sequences, units. The backward direction's sequences come in reversed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """What every step came to."""

    gates: Floats
    """Input, forget and output gate and the new content, side by side."""
    cells: Floats
    hidden: Floats


def forward(inputs: Floats, weights: Floats) -> Trace:
    """Run the layer. ``inputs``: what each step gives to the four gates; ``weights``: the hidden
    units' share in them, (directions, units, 4 units).
    """
    steps, ways, count, width = inputs.shape
    units = width // 4
    gates = np.empty_like(inputs)
    cells = np.empty((steps, ways, count, units), np.float32)
    hidden = np.empty_like(cells)
    state, cell = np.zeros((2, ways, count, units), np.float32)
    for step in range(steps):
        gate = gates[step]
        np.matmul(state, weights, out=gate)
        gate += inputs[step]
        squash(gate)
        cell = gate[..., units : 2 * units] * cell
        cell += gate[..., :units] * gate[..., 3 * units :]
        cells[step] = cell
        state = np.tanh(cell, out=hidden[step])
        state *= gate[..., 2 * units : 3 * units]
    return Trace(gates, cells, hidden)


def squash(gate: Floats) -> None:
    """Apply the sigmoid to three gates and tanh to the content, in place."""
    units = gate.shape[-1] // 4
    content = gate[..., 3 * units :]
    content *= 2.0  # tanh(x) = 2 sigmoid(2 x) - 1: one function for all
    np.clip(gate, -60.0, 60.0, out=gate)
    np.negative(gate, out=gate)
    np.exp(gate, out=gate)
    gate += 1.0
    np.reciprocal(gate, out=gate)
    content *= 2.0
    content -= 1.0


def backward(trace: Trace, slopes: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return the slopes of the inputs and of the weights from those of the hidden units."""
    units = slopes.shape[-1]
    inner = np.empty_like(trace.gates)
    state, cell = np.zeros((2, *slopes.shape[1:]), np.float32)
    for step in range(len(slopes) - 1, -1, -1):
        enter, keep, show, new = np.split(trace.gates[step], 4, axis=-1)
        bent = np.tanh(trace.cells[step])
        before = trace.cells[step - 1] if step else np.zeros_like(cell)
        state = state + slopes[step]
        cell = cell + state * show * (1 - bent * bent)
        inner[step, ..., :units] = cell * new * enter * (1 - enter)
        inner[step, ..., units : 2 * units] = cell * before * keep * (1 - keep)
        inner[step, ..., 2 * units : 3 * units] = state * bent * show * (1 - show)
        inner[step, ..., 3 * units :] = cell * enter * (1 - new * new)
        cell = cell * keep
        state = inner[step] @ weights.swapaxes(1, 2)
    past = np.zeros_like(trace.hidden)
    past[1:] = trace.hidden[:-1]
    return inner, np.einsum("sdbu,sdbg->dug", past, inner, optimize=True)
