"""Exercise 6.3: two borders of the explicit step, from the diagonal and from the eigenvalues of attention."""

import numpy as np

from pdecourse.exercises.ch06.drawn_attention import circling_attention, drawn_attention
from pdecourse.exercises.drawn_graphs import adjacency_of, drawn_edges, one_number, parts
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise


def step_borders(a: np.ndarray) -> tuple[float, float]:
    """Return the largest τ at which Q = (1 − τ)I + τA takes means, and at which no eigenvector of A grows."""
    means = 1 / (1 - np.diag(a).min())
    z = 1 - np.linalg.eigvals(a)
    z = z[np.abs(z) > 1e-9]  # the constant neither grows nor decays
    return means, (2 * z.real / np.abs(z) ** 2).min()


def takes_means(answer, rng):
    """No entry of Q is negative."""
    a = drawn_attention(rng, int(rng.integers(7, 10)))
    diagonal = np.diag(a)
    want = 1 / (1 - diagonal.min())
    mistakes = {
        "this is 1, the paper's border: self-attention allows more": 1.0,
        "the largest diagonal entry is taken: the smallest turns negative first": 1 / (1 - diagonal.max()),
        "the mean of the diagonal is taken: the smallest entry turns negative first": 1
        / (1 - diagonal.mean()),
        "this is 1/a: the entry 1 − τ(1 − a) is negative beyond 1/(1 − a)": 1 / diagonal.min(),
        "this is 1 − a: the border is its inverse": 1 - diagonal.min(),
        "this is the border of growth": step_borders(a)[1],
    }
    agree(one_number(pair(answer, a)[0], "means"), want, "means", mistakes)


def real_spectrum(answer, rng):
    """Symmetric weights: all eigenvalues are real, and the lowest decides. Among them, a bipartite graph."""
    n = int(rng.integers(7, 10))
    a = adjacency_of(drawn_edges(rng, n, 6), n) + np.eye(n)
    weights = np.exp(rng.uniform(-1, 1, size=(n, n)))
    a *= weights + weights.T
    stable(answer, a / a.sum(1, keepdims=True))
    side = int(rng.integers(3, 5))
    both = np.zeros((2 * side, 2 * side))
    both[:side, side:] = rng.uniform(0.5, 1.0, size=(side, side))
    both = both + both.T
    stable(answer, both / both.sum(1, keepdims=True))


def complex_spectrum(answer, rng):
    """Attention in one direction: eigenvalues are complex, and the modulus counts."""
    stable(answer, circling_attention(rng, 2 * int(rng.integers(2, 5)) + 1))


def stable(answer, a):
    """Compare the border of growth with the right one, and with what usual mistakes give."""
    mu = np.linalg.eigvals(a)
    z = 1 - mu
    z = z[np.abs(z) > 1e-9]
    want = (2 * z.real / np.abs(z) ** 2).min()
    mistakes = {
        "this is 1, which is sufficient on every graph, but not the border": 1.0,
        "this is 2: that needs all eigenvalues of A at or above 0": 2.0,
        "the border of the means comes back: growth is decided by eigenvalues": 1 / (1 - np.diag(a).min()),
        "there is a 2 missing: at this τ the lowest mode begins to flip, not to grow": 1 / z.real.max(),
        "this takes the largest of all bounds: each mode must stay, so take the smallest": (
            2 * z.real / np.abs(z) ** 2
        ).max(),
        "this is the bound of the slowest mode": 2 / z.real.min(),
        "this looks at real parts only: |1 − τz|² = 1 gives 2 Re z/|z|²": 2 / z.real.max(),
        "this looks at moduli only: |1 − τz|² = 1 gives 2 Re z/|z|²": 2 / np.abs(z).max(),
        "the modulus is not squared: |1 − τz|² = 1 gives 2 Re z/|z|²": (2 * z.real / np.abs(z)).min(),
        "this is 2/(largest |μ|): Q has the eigenvalues 1 − τ(1 − μ)": 2 / np.abs(mu).max(),
    }
    got = one_number(pair(answer, a)[1], "stable")
    if abs(got) > 1e6:
        raise Wrong("the eigenvalue μ = 1 slips in: its z is 0 to round-off; leave it out", f"got {got:.3g}")
    agree(got, want, "stable", mistakes)


def pair(answer, a):
    """Return the two parts of an answer."""
    return parts(call(answer, a), "means, stable", 2)


STEP_BORDERS = Exercise(
    number="6.3",
    title="Two borders of a step",
    minutes=10,
    reference=step_borders,
    hints=(
        "Which entries of Q = (1 − τ)I + τA can become negative? And which are the eigenvalues of Q, if μ is one "
        "of A? An eigenvalue may be complex; then look at its modulus.",
        "means is 1/(1 − a) with the smallest diagonal entry a. With z = 1 − μ, |1 − τz|² ≤ 1 says τ ≤ 2 Re "
        "z/|z|². Take the smallest over all eigenvalues from np.linalg.eigvals, without the one at μ = 1, "
        "where z is zero to round-off.",
    ),
    checks=(
        Check("as long as Q takes means", 1, takes_means),
        Check("real eigenvalues", 1, real_spectrum),
        Check("complex eigenvalues", 2, complex_spectrum),
    ),
)
