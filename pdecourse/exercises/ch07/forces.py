"""Exercise 7.3: what draws a node to its neighbours, and what drives it away."""

import numpy as np

from pdecourse.exercises.ch07.drawn_flows import symmetric_with
from pdecourse.exercises.drawn_graphs import (
    adjacency_of,
    drawn_edges,
    laplacian_of,
    normalised_of,
    on_nodes,
    parts,
)
from pdecourse.exercises.feedback import agree, call
from pdecourse.exercises.record import Check, Exercise


def forces(edges: np.ndarray, x: np.ndarray, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the attraction −ΔXW₊ and the repulsion −ΔXW₋, with W = W₊ + W₋ split by sign of eigenvalues."""
    degree = np.bincount(edges.ravel(), minlength=len(x))
    scaled = x / np.sqrt(degree)[:, None]
    across = scaled[edges[1]] - scaled[edges[0]]
    pull = np.zeros_like(x)
    np.add.at(pull, edges[0], across)
    np.add.at(pull, edges[1], -across)
    pull = pull / np.sqrt(degree)[:, None]
    values, vectors = np.linalg.eigh(w)
    plus = vectors * np.maximum(values, 0) @ vectors.T
    return pull @ plus, pull @ (w - plus)


def attraction(answer, rng):
    """No negative eigenvalue."""
    values = rng.uniform(0.5, 2.0, size=3)
    compare(answer, *drawn(rng), symmetric_with(rng, values))


def repulsion(answer, rng):
    """No positive eigenvalue."""
    values = -rng.uniform(0.5, 2.0, size=3)
    compare(answer, *drawn(rng), symmetric_with(rng, values))


def both(answer, rng):
    """Eigenvalues of both signs."""
    values = np.array([rng.uniform(0.5, 2.0), -rng.uniform(0.5, 2.0), rng.uniform(0.2, 1.0)])
    compare(answer, *drawn(rng), symmetric_with(rng, values))


def compare(answer, edges, x, w):
    """Compare both forces with the right ones, and with what usual mistakes give."""
    n = len(x)
    a = adjacency_of(edges, n)
    normalised, degree = normalised_of(a), a.sum(1)[:, None]
    pull = normalised @ x - x
    values, vectors = np.linalg.eigh(w)
    plus = vectors * np.maximum(values, 0) @ vectors.T
    minus = vectors * np.minimum(values, 0) @ vectors.T  # exactly 0 where no eigenvalue is negative
    got = parts(call(answer, edges, x, w), "attraction, repulsion", 2)
    for name, force, mine, split, other in (
        ("the attraction", got[0], plus, np.maximum(w, 0), minus),
        ("the repulsion", got[1], minus, np.minimum(w, 0), plus),
    ):
        diagonal = np.diag(np.diag(split))
        mistakes = {
            "this splits W by the signs of its entries: split it by the signs of its eigenvalues": pull
            @ split,
            "this splits the diagonal of W: split W by the signs of its eigenvalues": pull @ diagonal,
            "attraction and repulsion are exchanged": pull @ other,
            "this is the whole force, not split": pull @ w,
            "the force points the wrong way": -pull @ mine,
            "this is ĀXW: the force across an edge is W times a difference": normalised @ x @ mine,
            "the degrees are missing: this is D − A in the place of Δ": -laplacian_of(a) @ x @ mine,
            "the outer 1/√d_i is missing": np.sqrt(degree) * pull @ mine,
            "differences are not divided by √d: this is the Laplacian of the random walk": -(
                laplacian_of(a) / degree
            )
            @ x
            @ mine,
            "each edge acts on one of its ends only": one_way(edges, x) @ mine,
            "each edge counts twice": 2 * pull @ mine,
        }
        agree(on_nodes(force, x.shape, name), pull @ mine, name, mistakes)


def one_way(edges, x):
    """The pull on the first end of each edge alone."""
    degree = np.bincount(edges.ravel(), minlength=len(x))
    scaled = x / np.sqrt(degree)[:, None]
    pull = np.zeros_like(x)
    np.add.at(pull, edges[0], scaled[edges[1]] - scaled[edges[0]])
    return pull / np.sqrt(degree)[:, None]


def drawn(rng):
    """A graph and features."""
    n = int(rng.integers(6, 10))
    return drawn_edges(rng, n, 6), rng.normal(size=(n, 3))


FORCES = Exercise(
    number="7.3",
    title="Attraction and repulsion",
    minutes=12,
    reference=forces,
    hints=(
        "Without W the force on all nodes together is −ΔX. `np.linalg.eigh` returns the eigenvalues of W and its "
        "eigenvectors as columns. How do you put W together again from these, and how only a part of it?",
        "Δ = I − Ā with Ā = D^(-1/2) A D^(-1/2), so pull = Ā X − X. `values, vectors = np.linalg.eigh(w)`; plus = "
        "vectors * np.maximum(values, 0) @ vectors.T; minus = w − plus. Return pull @ plus and pull @ minus.",
    ),
    checks=(
        Check("attraction alone", 1, attraction),
        Check("repulsion alone", 1, repulsion),
        Check("both at once", 2, both),
    ),
)
