"""Exercise 5.4: the second modulus of Ã with self-loops of any weight, and the depth that it promises."""

import math

import numpy as np

from pdecourse.exercises.drawn_graphs import adjacency_of, drawn_edges, normalised_of, one_number, parts
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise


def layers_to_smooth(adjacency: np.ndarray, loops: float, share: float) -> tuple[float, float]:
    """Return the second modulus μ of the propagation matrix, and the first ℓ with μ^{2ℓ} ≤ share (or infinity)."""
    a = adjacency + loops * np.eye(len(adjacency))
    root = 1 / np.sqrt(a.sum(axis=1))
    moduli = np.sort(np.abs(np.linalg.eigvalsh(root[:, None] * a * root)))
    mu = moduli[-2]
    if mu > 1 - 1e-12:  # a bipartite graph without loops: −1 is an eigenvalue
        return 1.0, np.inf
    return mu, np.ceil(np.log(share) / (2 * np.log(mu)))


def modulus(answer, rng):
    """Where a positive eigenvalue is second."""
    n = int(rng.integers(7, 11))
    for loops in (1.0, float(rng.uniform(0.6, 1.6))):
        a = two_sides(rng, n)
        compare(answer, a, loops, "μ")


def negative(answer, rng):
    """A bipartite graph with weak loops: the second modulus belongs to a negative eigenvalue."""
    a = bipartite(rng)
    compare(answer, a, float(rng.uniform(0.03, 0.1)), "μ of a bipartite graph with weak self-loops")


def depth(answer, rng):
    """The first layer at which the bound has fallen to a share."""
    for _ in range(2):
        a = two_sides(rng, int(rng.integers(7, 11)))
        mu, want = second(a, 1.0), int(rng.integers(6, 15))
        share = float(mu ** (2 * want - rng.uniform(0.7, 1.3)))  # between layers want − 1 and want
        exact = math.log(share) / math.log(mu)
        mistakes = {
            "this is one layer too few: after it the bound is still above the share": want - 1,
            "this is one layer too many": want + 1,
            "the 2 is missing: the energy falls with μ², the features with μ": math.ceil(exact),
            "this is not a whole number: round up": exact / 2,
            "neither rounded nor halved: the energy falls with μ², and layers are counted": exact,
            "this is four times too deep: the bound is μ^(2ℓ)": math.ceil(2 * exact),
        }
        got = one_number(answer_of(answer, a, 1.0, share)[1], "the number of layers")
        agree(got, want, "the number of layers", mistakes)


def never(answer, rng):
    """A bipartite graph without loops never smooths: the mode of −1 only changes its sign."""
    a = bipartite(rng)
    mu, layers = answer_of(answer, a, 0.0, 0.01)
    mu = one_number(mu, "μ")
    around = np.sort(np.linalg.eigvalsh(normalised(a, 0.0)))
    mistakes = {
        "the eigenvalue −1 of a bipartite graph is missed: the second largest modulus counts": around[-2]
    }
    agree(mu, 1.0, "μ of a bipartite graph without self-loops", mistakes)
    layers = numbers_or_nan(layers)
    if not (np.isposinf(layers) or layers > 1e9):  # round-off may leave μ a little below 1
        raise Wrong(
            "a bipartite graph without self-loops never becomes smooth: return np.inf layers",
            f"got {layers:.6g}, μ = {mu:.6g}",
        )


def numbers_or_nan(value):
    """Return one number, where nan and −inf are answers to be judged."""
    array = np.asarray(value, dtype=float)
    if array.ndim:
        raise Wrong("the number of layers must be one number")
    return float(array)


def compare(answer, a, loops, which):
    """Compare the second modulus with the right one, and with what usual mistakes give."""
    values = np.linalg.eigvalsh(normalised(a, loops))
    ordered = np.sort(np.abs(values))
    bare = np.sort(np.abs(np.linalg.eigvalsh(normalised(a, 0.0))))
    n, d = len(a), a.sum(1)
    half = np.sqrt(np.outer(d, d))
    mistakes = {
        "this is the second largest eigenvalue: a negative one has a larger modulus": values[-2],
        "the self-loops are missing": bare[-2],
        "this is the largest one, always 1: take the next": ordered[-1],
        "this is the third": ordered[-3],
        "this is the most negative eigenvalue: take moduli": values[0],
        "the self-loops always have weight 1 here: use `loops`": second(a, 1.0),
        "the self-loops are not in the degrees": np.sort(
            np.abs(np.linalg.eigvalsh((a + loops * np.eye(n)) / half))
        )[-2],
        "the matrix is not normalised": np.sort(np.abs(np.linalg.eigvalsh(a + loops * np.eye(n))))[-2],
        "this is λ₂ of the Laplacian: μ belongs to Ã, and is near 1 − λ₂": 1 - values[-2],
        "this is μ²: return μ": ordered[-2] ** 2,
    }
    got = one_number(answer_of(answer, a, loops, 0.01)[0], "μ")
    agree(got, ordered[-2], which, mistakes)


def answer_of(answer, a, loops, share):
    """Return the two parts of an answer."""
    return parts(call(answer, a, loops, share), "mu, layers", 2)


def normalised(a, loops):
    """D̃^{-1/2}(A + γI)D̃^{-1/2}."""
    return normalised_of(a + loops * np.eye(len(a)))


def second(a, loops):
    """The second largest modulus."""
    return float(np.sort(np.abs(np.linalg.eigvalsh(normalised(a, loops))))[-2])


def two_sides(rng, n):
    """A connected graph that mixes slowly, two crowds and one link, and that isn't bipartite."""
    half = n // 2
    while True:
        edges = np.concatenate([drawn_edges(rng, half, 4), drawn_edges(rng, n - half, 4) + half], axis=1)
        link = np.array([[rng.integers(half)], [half + rng.integers(n - half)]])
        a = adjacency_of(rng.permutation(n)[np.concatenate([edges, link], axis=1)], n)
        if second(a, 0.0) < 1 - 1e-6:
            return a


def bipartite(rng):
    """A connected bipartite graph: many edges between two sides, none within."""
    left, right = int(rng.integers(3, 5)), int(rng.integers(4, 6))
    block = (rng.random((left, right)) < 0.7).astype(float)
    block[0, :] = block[:, 0] = 1.0
    n = left + right
    a = np.zeros((n, n))
    a[:left, left:] = block
    order = rng.permutation(n)
    return np.ascontiguousarray((a + a.T)[np.ix_(order, order)])


LAYERS_TO_SMOOTH = Exercise(
    number="5.4",
    title="How many layers until it is smooth",
    minutes=10,
    reference=layers_to_smooth,
    hints=(
        "`np.linalg.eigvalsh` gives all eigenvalues of a symmetric matrix; some are negative. Which of them "
        "decays last? Then solve μ^(2ℓ) = share for ℓ. What if μ = 1?",
        "a = A + γI, D̃ its row sums, Ã = D̃^(-1/2) a D̃^(-1/2). Sort the moduli of its eigenvalues: μ is the "
        "one before the last. ℓ = ln(share)/(2 ln μ), rounded up with np.ceil; np.inf if μ is 1 to "
        "round-off.",
    ),
    checks=(
        Check("the second modulus", 1, modulus),
        Check("a negative eigenvalue counts too", 1, negative),
        Check("the number of layers", 1, depth),
        Check("a graph that never becomes smooth", 1, never),
    ),
)
