"""Exercise 8.2: a layer with explicit reaction and implicit diffusion."""

import numpy as np

from pdecourse.exercises.drawn_graphs import adjacency_of, drawn_edges, laplacian_of, on_nodes
from pdecourse.exercises.feedback import agree, call
from pdecourse.exercises.record import Check, Exercise


def imex_step(
    laplacian: np.ndarray, x: np.ndarray, reaction: np.ndarray, kappa: np.ndarray, h: float
) -> np.ndarray:
    """Return y with (I + h κ_c L) y_c = x_c + h R_c in every channel c."""
    known = x + h * reaction
    one = np.eye(len(x))
    return np.column_stack(
        [np.linalg.solve(one + h * k * laplacian, column) for k, column in zip(kappa, known.T)]
    )


def one_rate(answer, rng):
    """The same rate in all channels."""
    laplacian, x, reaction, kappa, h = drawn(rng)
    compare(answer, laplacian, x, reaction, np.full_like(kappa, kappa[0]), h)


def own_rates(answer, rng):
    """Every channel has a matrix of its own; among the rates, a zero."""
    laplacian, x, reaction, kappa, h = drawn(rng)
    compare(answer, laplacian, x, reaction, kappa, h)
    compare(answer, laplacian, x, reaction, np.append(kappa[:-1], 0.0), h)


def long_step(answer, rng):
    """A step far beyond any explicit one."""
    laplacian, x, reaction, kappa, _ = drawn(rng)
    compare(answer, laplacian, x, reaction, kappa, float(rng.uniform(50, 200)))


def compare(answer, laplacian, x, reaction, kappa, h):
    """Compare a step with the right one, and with what usual mistakes give."""
    got = on_nodes(call(answer, laplacian, x, reaction, kappa, h), x.shape, "the step")
    zero, (values, vectors) = np.zeros_like(x), np.linalg.eigh(laplacian)
    walk = imex_step(laplacian, x, zero, kappa, h)
    mistakes = {
        "this is the explicit step": x + h * (reaction - laplacian @ x * kappa),
        "the reaction is added after the solve: it belongs to the right-hand side": walk + h * reaction,
        "the reaction lacks h": imex_step(laplacian, x, reaction / h, kappa, h),
        "the reaction is missing": walk,
        "the reaction has the wrong sign": imex_step(laplacian, x, -reaction, kappa, h),
        "the matrix lacks h": imex_step(laplacian, x + h * reaction, zero, kappa, 1.0),
        "the matrix lacks κ": imex_step(laplacian, x, reaction, np.ones_like(kappa), h),
        "the matrix has the wrong sign: I + hκL": imex_step(laplacian, x + h * reaction, zero, kappa, -h),
        "all channels have the rate of the first one": imex_step(
            laplacian, x, reaction, np.full_like(kappa, kappa[0]), h
        ),
        "all channels have the mean rate": imex_step(
            laplacian, x, reaction, np.full_like(kappa, kappa.mean()), h
        ),
        "this is Crank–Nicolson: diffusion is wholly at the new time": imex_step(
            laplacian, x - h / 2 * laplacian @ x * kappa, 2 * reaction, kappa, h / 2
        ),
        "diffusion is an exponential here: an IMEX step solves (I + hκL) x_new = x + hR": vectors
        @ (np.exp(-h * np.outer(values, kappa)) * (vectors.T @ (x + h * reaction))),
        "the I is missing": imex_step(laplacian, 1e9 * (x + h * reaction), zero, kappa, 1e9 * h),
    }
    agree(got, imex_step(laplacian, x, reaction, kappa, h), "the step", mistakes)


def drawn(rng):
    """A Laplacian, features, a reaction, rates and a step."""
    n, c = int(rng.integers(7, 11)), 3
    laplacian = laplacian_of(adjacency_of(drawn_edges(rng, n, 5), n))
    return (
        laplacian, rng.normal(size=(n, c)), rng.normal(size=(n, c)), rng.uniform(0.2, 2.0, size=c),
        float(rng.uniform(0.3, 0.8)),
    )  # fmt: skip


IMEX_STEP = Exercise(
    number="8.2",
    title="Diffusion at the new time",
    minutes=8,
    reference=imex_step,
    hints=(
        "Write down the step for one channel and bring everything that holds the new features to the left. Which "
        "matrix stands there? How many different matrices are there?",
        "known = x + h * reaction. For every channel c: np.linalg.solve(np.eye(n) + h * kappa[c] * laplacian, "
        "known[:, c]). Put the columns together with np.column_stack.",
    ),
    checks=(
        Check("one rate for all channels", 1, one_rate),
        Check("a rate for each channel", 2, own_rates),
        Check("a very long step", 1, long_step),
    ),
)
