"""Exercise 4.3: the heat equation on a graph, solved in the basis of eigenvectors."""

import numpy as np

from pdecourse.exercises.drawn_graphs import adjacency_of, drawn_edges, laplacian_of, on_nodes
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise


def heat_filter(laplacian: np.ndarray, x: np.ndarray, t: float) -> np.ndarray:
    """Return e^{-tL} x: every mode of x multiplied by e^{-tλ} of its own eigenvalue."""
    eigenvalues, eigenvectors = np.linalg.eigh(laplacian)
    coefficients = eigenvectors.T @ x
    return eigenvectors @ (np.exp(-t * eigenvalues)[:, None] * coefficients)


def one_mode(answer, rng):
    """A cosine on a path keeps its form and decays at its own rate."""
    n, k, t = int(rng.integers(10, 13)), int(rng.integers(2, 4)), float(rng.uniform(0.6, 1.4))
    mode = np.cos(np.pi * k * (np.arange(n) + 0.5) / n)[:, None]
    path = laplacian_of(np.eye(n, k=1) + np.eye(n, k=-1))
    compare(answer, path, mode, t, "an eigenvector")


def any_signal(answer, rng):
    """Any signal, several channels at once."""
    for channels in (1, 4):
        laplacian, n = drawn(rng)
        compare(answer, laplacian, rng.normal(size=(n, channels)), float(rng.uniform(0.3, 0.7)), "a signal")


def two_halves(answer, rng):
    """Two short times make a long one, and time zero changes nothing."""
    laplacian, n = drawn(rng)
    x, t = rng.normal(size=(n, 2)), float(rng.uniform(0.4, 0.8))
    still = on_nodes(call(answer, laplacian, x, 0.0), x.shape, "the signal at t = 0")
    agree(still, x, "the signal at t = 0, where nothing has happened yet,", usual(laplacian, x, 0.0))
    half = on_nodes(call(answer, laplacian, x, t / 2), x.shape, "the signal")
    twice = on_nodes(call(answer, laplacian, half, t / 2), x.shape, "the signal")
    once = on_nodes(call(answer, laplacian, x, t), x.shape, "the signal")
    if not np.allclose(once, twice, rtol=0, atol=1e-9 * np.abs(x).max()):
        compare(answer, laplacian, x, t, "a signal")
        raise Wrong("two steps of t/2 are not one step of t")


def long_time(answer, rng):
    """In the end every node holds the mean: exercise 1 of the article."""
    laplacian, n = drawn(rng)
    x = rng.normal(size=(n, 2)) + rng.uniform(1, 2, size=2)
    got = on_nodes(call(answer, laplacian, x, 1e4), x.shape, "the signal after a long time")
    if not np.isfinite(got).all():
        raise Wrong("the signal is not finite after a long time: the modes must decay, e^(−tλ)")
    want = np.broadcast_to(x.mean(axis=0), x.shape)
    mistakes = {
        "everything is gone: the mode with λ = 0 does not decay, it holds the mean": 0 * x,
        "the mean has been taken off: the mode with λ = 0 does not decay": x - want,
        "this is high-pass: e^(−tλ) keeps what is smooth": x - want,
    }
    if np.abs(got - want).max() > 1e-6 * np.abs(want).max():
        agree(got, want, "the signal after a long time", mistakes | usual(laplacian, x, 1e4))


def compare(answer, laplacian, x, t, which):
    """Compare a filtered signal with the right one, and with what usual mistakes give."""
    got = on_nodes(call(answer, laplacian, x, t), x.shape, f"{which} after the time t")
    want = heat_filter(laplacian, x, t)
    agree(got, want, f"{which} after the time t", usual(laplacian, x, t))


def usual(laplacian, x, t):
    """What usual mistakes give."""
    values, vectors = np.linalg.eigh(laplacian)
    decay, hat = np.exp(-t * values)[:, None], vectors.T @ x
    smooth = vectors @ (decay * hat)

    def response(factor):
        return vectors @ (factor[:, None] * hat)

    return {
        "these modes grow: the factor is e^(−tλ)": response(np.exp(t * np.minimum(values, 700 / (t + 1)))),
        "t is missing: the factor is e^(−tλ)": response(np.exp(-values)),
        "λ is squared: it is λ itself that stands in e^(−tλ)": response(np.exp(-t * values**2)),
        "a root of λ is taken: it is λ itself that stands in e^(−tλ)": response(
            np.exp(-t * np.sqrt(np.abs(values)))
        ),
        "there is a half too many: the factor is e^(−tλ)": response(np.exp(-t * values / 2)),
        "np.exp works entry by entry: exponentiate the eigenvalues, not the matrix": np.exp(-t * laplacian)
        @ x,
        "this is one explicit Euler step, 1 − tλ: wanted is e^(−tλ)": x - t * laplacian @ x,
        "this is one implicit Euler step, 1/(1 + tλ): wanted is e^(−tλ)": vectors
        @ (hat / (1 + t * values[:, None])),
        "this is high-pass: e^(−tλ) keeps what is smooth": x - smooth,
        "these are the coefficients: go back, with the eigenvectors": decay * hat,
        "the eigenvectors and their transpose are exchanged: columns are eigenvectors": vectors.T
        @ (decay * (vectors @ x)),
        "the transform is missing: multiply the coefficients Φᵀx, not x": vectors @ (decay * x),
        "the transpose is missing: the coefficients are Φᵀx": vectors @ (decay * (vectors @ x)),
        "x itself is multiplied: multiply its coefficients Φᵀx, and go back with Φ": decay * x,
    }


def drawn(rng):
    """A Laplacian and its size."""
    n = int(rng.integers(8, 12))
    return laplacian_of(adjacency_of(drawn_edges(rng, n, 8), n)), n


HEAT_FILTER = Exercise(
    number="4.3",
    title="Heat as a filter",
    minutes=10,
    reference=heat_filter,
    hints=(
        "Three steps: into the basis of eigenvectors, multiply, and back. `np.linalg.eigh` returns the "
        "eigenvalues and a matrix; are its rows or its columns the eigenvectors?",
        "`values, vectors = np.linalg.eigh(laplacian)`; coefficients are `vectors.T @ x`, one row per "
        "mode. Multiply row k by e^(−tλ_k), that is by `np.exp(-t * values)[:, None]`, and put `vectors "
        "@` in front.",
    ),
    checks=(
        Check("an eigenvector decays at its own rate", 1, one_mode),
        Check("any signal, any number of channels", 1, any_signal),
        Check("two short times make a long one", 1, two_halves),
        Check("in the end, the mean", 1, long_time),
    ),
)
