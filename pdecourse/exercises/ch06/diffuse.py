"""Exercise 6.5: GRAND-l solved exactly, with nothing but products A x."""

import numpy as np

from pdecourse.exercises.ch06.drawn_attention import drawn_attention
from pdecourse.exercises.drawn_graphs import on_nodes
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise


def diffuse(a: np.ndarray, x: np.ndarray, t: float) -> np.ndarray:
    """Return e^{t(A−I)} x = Σ_k e^{−t} t^k/k! A^k x; a long time is cut into pieces of at most 30."""
    pieces = max(1, int(np.ceil(t / 30)))
    s = t / pieces
    for _ in range(pieces):
        term = np.exp(-s) * x
        x = term
        for k in range(1, 120):
            term = s / k * (a @ term)
            x = x + term
    return x


def two_nodes(answer, rng):
    """Two nodes: the difference decays like e^{−(p + q)t}, the mean with weights (q, p) stays."""
    p, q = (float(v) for v in rng.uniform(0.2, 0.8, size=2))
    a = np.array([[1 - p, p], [q, 1 - q]])
    compare(answer, a, rng.normal(size=(2, 2)), float(rng.uniform(1.1, 1.6)), "x on two nodes")


def attention(answer, rng):
    """Any attention, a few channels."""
    a = drawn_attention(rng, int(rng.integers(7, 10)))
    compare(answer, a, rng.normal(size=(len(a), 3)), float(rng.uniform(1.0, 3.0)), "x after a short time")


def many_hops(answer, rng):
    """A time at which the walker has made some forty steps: a short series is not enough."""
    n = int(rng.integers(12, 16))
    ring = slow_ring(rng, n)
    x, t = 0.2 * rng.normal(size=(n, 2)) + smooth(n), float(rng.uniform(35, 45))
    compare(answer, ring, x, t, "x after a longer time")


def long_time(answer, rng):
    """t = 1200: e^{−t} alone is zero in floating point."""
    n = int(rng.integers(36, 44))
    ring = slow_ring(rng, n)
    compare(answer, ring, smooth(n), 1200.0, "x at t = 1200")


def compare(answer, a, x, t, name):
    """Compare a state with the exact one, and with what usual mistakes give."""
    got = on_nodes(call(answer, a, x, t), x.shape, name)
    want = diffuse(a, x, t)
    if t > 700 and (not np.isfinite(got).all() or not got.any()):
        raise Wrong(
            "e^(−t) underflows to 0, or t^k overflows, at a long time: cut the time into shorter pieces",
            f"t = {t:g}: " + ("all entries are 0" if not got.any() else "some entries are not finite"),
        )
    one = np.eye(len(a))

    def series(matrix, s, terms, first=1.0, factorial=True):
        total = term = first * x
        for k in range(1, terms):
            term = s / (k if factorial else 1) * (matrix @ term)
            total = total + term
        return total

    mistakes = {
        "this is e^(tA) x, as printed in the paper: it grows like e^t; the −I gives a factor e^(−t)": want
        * np.exp(min(t, 700)),
        "A is transposed: means are taken along rows, A x": diffuse(a.T, x, t),
        "np.exp works entry by entry: this is not the exponential of a matrix": np.exp(t * (a - one)) @ x,
        "this is one explicit Euler step": x + t * (a @ x - x),
        "this is one implicit Euler step": np.linalg.solve((1 + t) * one - t * a, x),
        "t is missing: this is the state at time 1": diffuse(a, x, 1.0),
        "the factorial is missing: the weights are e^(−t) t^k/k!": series(a, t, 40, np.exp(-t), False),
        "the first term, of no hop at all, is missing": want - np.exp(-t) * x,
        "the first term is counted twice": want + np.exp(-t) * x,
    }
    if t < 5:
        mistakes["the sign of the time is wrong"] = series(one - a, t, 60)
    agree(got, want, name, mistakes | too_short(a, x, t, want))


def too_short(a, x, t, want):
    """What series with too few terms give, for usual numbers of terms."""
    found, term = {}, np.exp(-t) * x
    total = term
    for k in range(1, 101):
        if np.abs(total - want).max() > 1e-8 * np.abs(want).max():
            found[f"the series is too short: {k} terms don't reach as far as the walker at this time"] = total
        term = t / k * (a @ term)
        total = total + term
    return found


def slow_ring(rng, n):
    """Attention along a ring, a little different at each node."""
    one = np.eye(n)
    ring = one + np.roll(one, 1, axis=1) + np.roll(one, -1, axis=1)
    ring *= rng.uniform(0.9, 1.1, size=(n, n))
    return ring / ring.sum(axis=1, keepdims=True)


def smooth(n):
    """The longest waves of a ring, which last."""
    angle = 2 * np.pi * np.arange(n) / n
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


DIFFUSE = Exercise(
    number="6.5",
    title="Exact, by walking",
    minutes=10,
    reference=diffuse,
    hints=(
        "e^(t(A − I)) = e^(−t) e^(tA), and all terms of the second series are means with positive weights. How "
        "do you get a term from the one before it? How many terms count if the walker makes t steps on "
        "average?",
        "Start with term = e^(−t) x and add term = (t/k) A @ term for k = 1, 2, …; for t ≤ 30, some 120 terms "
        "reach round-off. A longer time: cut it into equal pieces of at most 30, and do one after the other.",
    ),
    checks=(
        Check("two nodes", 1, two_nodes),
        Check("any attention", 1, attention),
        Check("many hops", 1, many_hops),
        Check("a very long time", 1, long_time),
    ),
)
