"""Exercise 7.1: an energy, and the right-hand side that runs downhill on it."""

import numpy as np

from pdecourse.exercises.drawn_graphs import (
    adjacency_of,
    drawn_edges,
    normalised_of,
    on_nodes,
    one_number,
    parts,
)
from pdecourse.exercises.feedback import agree, call
from pdecourse.exercises.record import Check, Exercise


def downhill(
    a: np.ndarray, x: np.ndarray, x0: np.ndarray, w: np.ndarray, omega: np.ndarray, beta: float
) -> tuple[float, np.ndarray]:
    """Return ½⟨X, XΩ⟩ − ½⟨X, ĀXW⟩ − β⟨X, X₀⟩ and minus its gradient; W need not be symmetric."""
    energy = (x * (x * omega - a @ x @ w)).sum() / 2 - beta * (x * x0).sum()
    return energy, -x * omega + a @ x @ (w + w.T) / 2 + beta * x0


def energy(answer, rng):
    """Three terms, two of them with a half."""
    a, x, x0, w, omega, beta = drawn(rng)
    own, pairs, source = (x * x * omega).sum(), (x * (a @ x @ w)).sum(), beta * (x * x0).sum()
    mistakes = {
        "the ½ of the first two terms is missing": own - pairs - source,
        "the ½ of the pairs is missing": own / 2 - pairs - source,
        "the ½ of the first term is missing": own - pairs / 2 - source,
        "the last term has no ½: it is linear in X": (own - pairs - source) / 2,
        "the pairs have the wrong sign": (own + pairs) / 2 - source,
        "the last term has the wrong sign": (own - pairs) / 2 + source,
        "the last term is missing": (own - pairs) / 2,
        "the first term is missing: Ω acts on each node alone": -pairs / 2 - source,
        "W is missing": (own - (x * (a @ x)).sum()) / 2 - source,
        "the ½ has become a ¼: the pairs are counted twice in ⟨X, ĀXW⟩ already": own / 2 - pairs / 4 - source,
    }
    got = one_number(pair(answer, a, x, x0, w, omega, beta)[0], "the energy")
    agree(got, downhill(a, x, x0, w, omega, beta)[0], "the energy", mistakes)


def symmetric(answer, rng):
    """Minus the gradient, for a symmetric W."""
    a, x, x0, w, omega, beta = drawn(rng)
    compare(answer, a, x, x0, (w + w.T) / 2, omega, beta, "the rate of change for a symmetric W")


def crooked(answer, rng):
    """The energy sees the symmetric part of W alone, so its gradient does too."""
    compare(answer, *drawn(rng), "the rate of change for a W that isn't symmetric")


def compare(answer, a, x, x0, w, omega, beta, name):
    """Compare the rate of change with the right one, and with what usual mistakes give."""
    even = (w + w.T) / 2
    own, pairs, source = x * omega, a @ x @ even, beta * x0
    mistakes = {
        "this runs uphill: the rate is minus the gradient": own - pairs - source,
        "this is Ā X W: right if W is symmetric, but the energy sees only (W + Wᵀ)/2": -own
        + a @ x @ w
        + source,
        "this is Ā X Wᵀ: the energy sees both, (W + Wᵀ)/2": -own + a @ x @ w.T + source,
        "the pairs have a 2 too much: (W + Wᵀ)/2, or (ĀXW + ĀXWᵀ)/2": -own + 2 * pairs + source,
        "there is a ½ too much: X stands in the first two terms twice, so the ½ goes": (-own + pairs) / 2
        + source,
        "there is a ½ too much in the pairs: X stands in them twice, so the ½ goes": -own
        + pairs / 2
        + source,
        "the pull to the start is missing": -own + pairs,
        "the pull to the start has the wrong sign": -own + pairs - source,
        "Ω has the wrong sign": own + pairs + source,
        "Ω is missing": pairs + source,
        "W is missing": -own + a @ x + source,
    }
    got = on_nodes(pair(answer, a, x, x0, w, omega, beta)[1], x.shape, name)
    agree(got, downhill(a, x, x0, w, omega, beta)[1], name, mistakes)


def pair(answer, *inputs):
    """Return the two parts of an answer."""
    return parts(call(answer, *inputs), "energy, rate", 2)


def drawn(rng):
    """A graph, features now and at the start, and the parameters of an energy."""
    n, c = int(rng.integers(6, 10)), 3
    a = normalised_of(adjacency_of(drawn_edges(rng, n, 5), n))
    x, x0, w = rng.normal(size=(n, c)), rng.normal(size=(n, c)), rng.normal(size=(c, c))
    return a, x, x0, w, rng.uniform(0.3, 1.5, size=c), float(rng.uniform(0.3, 1.2))


DOWNHILL = Exercise(
    number="7.1",
    title="An energy and its slope",
    minutes=10,
    reference=downhill,
    hints=(
        "⟨P, Q⟩ is the sum over all entries of P * Q, and X Ω is `x * omega`. For the gradient replace X by X + Y "
        "and collect what is linear in Y. In which two places does X stand in ⟨X, ĀXW⟩?",
        "energy = (x * (x * omega - a @ x @ w)).sum()/2 − beta * (x * x0).sum(). The linear part of ½⟨X, ĀXW⟩ is "
        "½⟨Y, ĀXW⟩ + ½⟨X, ĀYW⟩, and the second one is ½⟨Y, ĀXWᵀ⟩. So the rate has Ā X (W + Wᵀ)/2. It is minus the "
        "gradient.",
    ),
    checks=(
        Check("the energy", 1, energy),
        Check("the rate, W symmetric", 1, symmetric),
        Check("the rate, any W", 2, crooked),
    ),
)
