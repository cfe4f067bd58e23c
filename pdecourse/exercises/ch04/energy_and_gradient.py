"""Exercise 4.2: the Dirichlet energy and its gradient."""

import numpy as np

from pdecourse.exercises.drawn_graphs import (
    adjacency_of,
    drawn_edges,
    laplacian_of,
    on_nodes,
    one_number,
    parts,
)
from pdecourse.exercises.feedback import agree, call
from pdecourse.exercises.record import Check, Exercise


def energy_and_gradient(edges: np.ndarray, x: np.ndarray) -> tuple[float, np.ndarray]:
    """Return E = ½ Σ ‖x_i − x_j‖² over the edges, each once, and its derivative by x, which is L x."""
    i, j = edges
    difference = x[i] - x[j]
    gradient = np.zeros(x.shape)
    np.add.at(gradient, i, difference)
    np.add.at(gradient, j, -difference)
    return (difference**2).sum() / 2, gradient


def one_channel(answer, rng):
    """The energy of one number per node."""
    edges, x = drawn(rng, 1)
    energy(answer, edges, x, "with one channel", {})


def many_channels(answer, rng):
    """The energy of several numbers per node is the sum of the energies of the channels."""
    edges, x = drawn(rng, 3)
    each = ((x[edges[0]] - x[edges[1]]) ** 2).sum(axis=0) / 2
    mistakes = {
        "channels add up, they are not averaged": each.mean(),
        "only the first channel is counted": each[0],
        "only the last channel is counted": each[-1],
        "channels are summed before they are squared: opposite differences cancel": (
            (x[edges[0]] - x[edges[1]]).sum(axis=1) ** 2
        ).sum()
        / 2,
    }
    energy(answer, edges, x, "with three channels", mistakes)


def downhill(answer, rng):
    """The gradient: L x, with no factor, because the energy has a half."""
    for channels in (1, 3):
        edges, x = drawn(rng, channels)
        a = adjacency_of(edges, len(x))
        d = a.sum(1)[:, None]
        want = laplacian_of(a) @ x
        mistakes = {
            "this is minus the gradient: heat flows along −Lx, the gradient is Lx": -want,
            "there is a factor of 2 too many: ½ in the energy cancels the 2 of the square": 2 * want,
            "a factor of 2 is missing: x_i stands in the terms of all its edges, as either end": want / 2,
            "each edge pulls at one of its ends only: the other end gets the opposite": one_sided(edges, x),
            "the other end gets the same sign: its derivative is x_j − x_i": one_sided(edges, x)
            + other_side(edges, x),
            "`gradient[i] += …` adds once per node, not once per edge: use np.add.at, or L": overwritten(
                edges, x
            ),
            "this is A x: the gradient is (D − A) x": a @ x,
            "this is divided by the degree: that is L_rw x": want / d,
            "this is the gradient of the normalised energy, L_sym x": (x / d**0.5 - a @ (x / d**0.5) / d)
            * d**0.5,
        }
        got = parts(call(answer, edges, x), "energy, gradient", 2)[1]
        agree(on_nodes(got, x.shape, "the gradient"), want, "the gradient", mistakes)


def energy(answer, edges, x, which, mistakes):
    """Compare the energy with the right one, and with what usual mistakes give."""
    difference = x[edges[0]] - x[edges[1]]
    want = (difference**2).sum() / 2
    d = adjacency_of(edges, len(x)).sum(1)[:, None]
    scaled = x / d**0.5
    mistakes = mistakes | {
        "this is twice the energy: each edge counts once, with a half": 2 * want,
        "this is half the energy: ¼ is for sums that visit each edge twice": want / 2,
        "this is four times the energy: E = ½⟨X, LX⟩": 4 * want,
        "the differences are not squared": np.abs(difference).sum() / 2,
        "a root is taken of the sum: the energy is a sum of squares": np.sqrt((difference**2).sum()) / 2,
        "the sign is wrong: an energy is not negative": -want,
        "this is divided by the number of edges": want / edges.shape[1],
        "this is divided by the number of nodes": want / len(x),
        "this is the normalised energy: do not divide by √d here": (
            (scaled[edges[0]] - scaled[edges[1]]) ** 2
        ).sum()
        / 2,
    }
    got = one_number(parts(call(answer, edges, x), "energy, gradient", 2)[0], "the energy")
    agree(got, want, f"the energy {which}", mistakes)


def one_sided(edges, x):
    """What the first ends alone collect."""
    out = np.zeros_like(x)
    np.add.at(out, edges[0], x[edges[0]] - x[edges[1]])
    return out


def other_side(edges, x):
    """What the second ends collect with the wrong sign."""
    out = np.zeros_like(x)
    np.add.at(out, edges[1], x[edges[0]] - x[edges[1]])
    return out


def overwritten(edges, x):
    """What `+=` with repeated indices gives."""
    out = np.zeros_like(x)
    difference = x[edges[0]] - x[edges[1]]
    out[edges[0]] += difference
    out[edges[1]] -= difference
    return out


def drawn(rng, channels):
    """Edges and features."""
    n = int(rng.integers(8, 11))
    return drawn_edges(rng, n, 8), rng.normal(size=(n, channels))


ENERGY_AND_GRADIENT = Exercise(
    number="4.2",
    title="Energy and its gradient",
    minutes=10,
    reference=energy_and_gradient,
    hints=(
        "Take the differences across all edges at once: `x[i] - x[j]`. The energy is a sum over them. "
        "In which terms of it does the row of one node stand, and with which sign?",
        "E = ½ Σ ‖x_i − x_j‖². Node i gets x_i − x_j from each of its edges and node j the opposite: "
        "`np.add.at(gradient, i, difference)` and `np.add.at(gradient, j, -difference)`. Or build L and "
        "return ½⟨X, LX⟩ and LX.",
    ),
    checks=(
        Check("the energy of one channel", 1, one_channel),
        Check("the energy of several channels", 1, many_channels),
        Check("the gradient", 2, downhill),
    ),
)
