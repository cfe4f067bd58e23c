"""Exercise 6.2: the left eigenvector that says what constant attention ends with."""

import numpy as np

from pdecourse.exercises.ch06.drawn_attention import drawn_attention, walk_of
from pdecourse.exercises.drawn_graphs import drawn_edges, on_nodes, parts
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise


def stationary(a: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return π with πᵀA = πᵀ and sum 1, and the limit of e^{t(A−I)} x, which is 1 πᵀx."""
    values, vectors = np.linalg.eig(a.T)  # left eigenvectors of A are right ones of its transpose
    pi = vectors[:, values.real.argmax()].real
    pi = pi / pi.sum()
    return pi, np.outer(np.ones(len(a)), pi @ x)


def degrees(answer, rng):
    """The random walk: π is proportional to the degree, counting the self-loop."""
    n = int(rng.integers(7, 10))
    edges = drawn_edges(rng, n, 5)
    compare(answer, walk_of(edges, n), rng.normal(size=(n, 2)), "π of the random walk")


def learned(answer, rng):
    """Any attention."""
    n = int(rng.integers(7, 10))
    compare(answer, drawn_attention(rng, n), rng.normal(size=(n, 2)), "π of an attention matrix")


def limit(answer, rng):
    """All nodes end with the mean that has the weights π."""
    n = int(rng.integers(7, 10))
    a, x = drawn_attention(rng, n), rng.normal(size=(n, 3)) + rng.uniform(1, 2, size=3)
    pi, want = stationary(a, x)
    unit = pi / np.linalg.norm(pi)
    mistakes = {
        "this is the plain mean: the weights are π": np.ones((n, 1)) * x.mean(0),
        "this is proportional to π: π belongs on the left, nodes end with the constant 1·πᵀx": np.outer(
            pi, x.sum(0)
        ),
        "this projects on π: the right eigenvector is the constant 1, π is the left one": np.outer(
            unit, unit @ x
        ),
        "π is not divided by its sum": np.ones((n, 1)) * (unit @ x),
        "this is one step, A x": a @ x,
    }
    got = on_nodes(pair(answer, a, x)[1], x.shape, "the limit")
    agree(got, want, "the limit", mistakes)


def compare(answer, a, x, name):
    """Compare π with the right one, and with what usual mistakes give."""
    n, want = len(a), stationary(a, x)[0]
    got = np.asarray(pair(answer, a, x)[0])
    if got.dtype.kind == "c":
        raise Wrong(
            "π is complex: np.linalg.eig returns complex arrays; the vector of the eigenvalue 1 is real"
        )
    got = on_nodes(got, (n,), "π")
    degree = (a > 0).sum(1)
    columns = a.sum(0)
    mistakes = {
        "this is the right eigenvector, constant: π is the left one, an eigenvector of Aᵀ": np.full(n, 1 / n),
        "this is the constant 1: π is the left eigenvector, an eigenvector of Aᵀ": np.ones(n),
        "this is the right eigenvector of length 1: π is the left one, and its entries sum to 1": np.full(
            n, 1 / np.sqrt(n)
        ),
        "this has the degrees as weights: right for equal attention only": degree / degree.sum(),
        "this has the degrees without self-loops as weights": (degree - 1) / (degree - 1).sum(),
        "these are column sums of A, one step of the walk from equal weights: not stationary yet": columns
        / columns.sum(),
        "π has length 1; divide by its sum instead": want / np.linalg.norm(want),
        "π has length 1 and the wrong sign; divide by its sum": -want / np.linalg.norm(want),
        "π is not divided by its sum": want / want.max(),
    }
    agree(got, want, name, mistakes)


def pair(answer, a, x):
    """Return the two parts of an answer."""
    return parts(call(answer, a, x), "pi, limit", 2)


STATIONARY = Exercise(
    number="6.2",
    title="What is left at the end",
    minutes=8,
    reference=stationary,
    hints=(
        "`np.linalg.eig` returns right eigenvectors. Of which matrix are the left eigenvectors of A the right "
        "ones? Which number does a step x → Ax leave as it is?",
        "`values, vectors = np.linalg.eig(a.T)`; take the column with the largest real part of its "
        "eigenvalue, its `.real`, and divide by its sum. Then πᵀx never changes, and all nodes end with it: "
        "`np.outer(np.ones(n), pi @ x)`.",
    ),
    checks=(
        Check("the random walk", 1, degrees),
        Check("any attention", 2, learned),
        Check("the limit of the features", 1, limit),
    ),
)
