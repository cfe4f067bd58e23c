"""Exercise 7.4: the energy of a direction, and how large it can be."""

import numpy as np

from pdecourse.exercises.drawn_graphs import (
    adjacency_of,
    drawn_edges,
    laplacian_of,
    normalised_of,
    one_number,
    parts,
)
from pdecourse.exercises.feedback import agree, call
from pdecourse.exercises.record import Check, Exercise


def roughness(edges: np.ndarray, x: np.ndarray) -> tuple[float, float]:
    """Return Ē(X/‖X‖) and the largest value it can have on this graph, ρ/2."""
    n = len(x)
    root = np.sqrt(np.bincount(edges.ravel(), minlength=n))
    scaled = x / root[:, None]
    energy = ((scaled[edges[0]] - scaled[edges[1]]) ** 2).sum() / 2
    delta = np.eye(n)
    delta[edges[0], edges[1]] = delta[edges[1], edges[0]] = -1 / (root[edges[0]] * root[edges[1]])
    return energy / (x**2).sum(), np.linalg.eigvalsh(delta)[-1] / 2


def one_channel(answer, rng):
    """A single column."""
    normalised(answer, rng, 1, 1.0)


def many_channels(answer, rng):
    """Several columns of different sizes, small or large: one norm for all."""
    for size in (1e-3, 1e3):
        normalised(answer, rng, 3, size)


def normalised(answer, rng, channels, size):
    """Compare the normalised energy with the right one, and with what usual mistakes give."""
    n = int(rng.integers(6, 10))
    edges = drawn_edges(rng, n, 6)
    x = size * rng.normal(size=(n, channels)) * np.arange(1, channels + 1)
    a = adjacency_of(edges, n)
    delta, plain = np.eye(n) - normalised_of(a), laplacian_of(a)
    energy, square = (x * (delta @ x)).sum() / 2, (x**2).sum()
    columns = (x * (delta @ x)).sum(0) / 2 / (x**2).sum(0)
    mistakes = {
        "this is the energy of X: divide X by its norm first": energy,
        "this is divided by ‖X‖: the energy is a square, so divide by ‖X‖²": energy / np.sqrt(square),
        "this is the mean frequency ⟨X, ΔX⟩/‖X‖²: the energy is half of it": 2 * energy / square,
        "each edge is counted once, so the ¼ is a ½": energy / 2 / square,
        "the degrees are missing: this is the energy of D − A": (x * (plain @ x)).sum() / 2 / square,
        "each channel has a norm of its own here: one ‖X‖ for all, and the channels add up": columns.mean(),
        "each channel has a norm of its own here: one ‖X‖ for all channels": columns.sum(),
    }
    got = one_number(pair(answer, edges, x)[0], "the normalised energy")
    agree(got, energy / square, "the normalised energy", mistakes)


def ceiling(answer, rng):
    """Half of the largest frequency."""
    for _ in range(2):
        n = int(rng.integers(6, 10))
        edges = drawn_edges(rng, n, 7)
        a = adjacency_of(edges, n)
        values = np.linalg.eigvalsh(np.eye(n) - normalised_of(a))
        looped = np.linalg.eigvalsh(np.eye(n) - normalised_of(a + np.eye(n)))
        plain = np.linalg.eigvalsh(laplacian_of(a))
        mistakes = {
            "this is 1 = 2/2, which no graph exceeds and only bipartite ones reach": 1.0,
            "this is 2, the bound for ρ on all graphs": 2.0,
            "this is ρ: the energy of its eigenvector is half of it": values[-1],
            "this is the largest eigenvalue of D − A, not of Δ": plain[-1] / 2,
            "this is the largest eigenvalue of D − A, not of Δ, and not halved": plain[-1],
            "this is half of the smallest frequency above 0: the largest is wanted": values[1] / 2,
            "this is the largest eigenvalue of Ā, always 1, and that belongs to λ = 0": 0.5,
            "these are the frequencies with self-loops: GRAFF has none": looped[-1] / 2,
            "this is half of the smallest eigenvalue of Ā: ρ is 1 minus that": (1 - values[-1]) / 2,
        }
        got = one_number(pair(answer, edges, rng.normal(size=(n, 2)))[1], "the ceiling")
        agree(got, values[-1] / 2, "the ceiling", mistakes)


def pair(answer, edges, x):
    """Return the two parts of an answer."""
    return parts(call(answer, edges, x), "energy, ceiling", 2)


ROUGHNESS = Exercise(
    number="7.4",
    title="The energy of a direction",
    minutes=8,
    reference=roughness,
    hints=(
        "The energy is a square: what happens to it if you divide X by its norm? How often does each edge come in "
        "the double sum, and in `edges`? For the ceiling write X in eigenvectors of Δ.",
        "scaled = x/√d, with degrees from `np.bincount(edges.ravel(), minlength=n)`; the energy is half the sum "
        "of squares of scaled[edges[0]] − scaled[edges[1]], divided by (x**2).sum(). The ceiling is half of the "
        "last of `np.linalg.eigvalsh` of I − D^(-1/2) A D^(-1/2).",
    ),
    checks=(
        Check("one channel", 1, one_channel),
        Check("several channels, any size", 1, many_channels),
        Check("the ceiling", 2, ceiling),
    ),
)
