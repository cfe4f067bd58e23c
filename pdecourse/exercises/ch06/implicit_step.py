"""Exercise 6.6: an implicit step by conjugate gradients, with nothing but products L p."""

import numpy as np

from pdecourse.exercises.drawn_graphs import adjacency_of, drawn_edges, laplacian_of, on_nodes
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise


def implicit_step(laplacian: np.ndarray, x: np.ndarray, h: float, iterations: int) -> np.ndarray:
    """Return what conjugate gradients have found of (I + hL) y = x after so many iterations, from y = 0."""
    y, residual, direction = np.zeros(len(x)), x, x
    square = residual @ residual
    for _ in range(iterations):
        if square <= 1e-30 * (x @ x):
            break  # nothing is left to correct
        image = direction + h * (laplacian @ direction)
        length = square / (direction @ image)
        y = y + length * direction
        residual = residual - length * image
        previous, square = square, residual @ residual
        direction = residual + square / previous * direction
    return y


def first(answer, rng):
    """One iteration: a multiple of x."""
    laplacian, x, h = drawn(rng)
    matrix = np.eye(len(x)) + h * laplacian
    mistakes = {
        "this is one explicit step": x - h * laplacian @ x,
        "the I is missing: the matrix is I + hL": (x @ x) / (x @ (h * laplacian) @ x) * x,
        "h is missing: the matrix is I + hL": (x @ x) / (x @ x + x @ laplacian @ x) * x,
        "the sign is wrong: the matrix is I + hL": (x @ x) / (x @ x - h * x @ laplacian @ x) * x,
        "y starts at x: it must start at 0": x
        + ((x - matrix @ x) @ (x - matrix @ x))
        / ((x - matrix @ x) @ matrix @ (x - matrix @ x))
        * (x - matrix @ x),
        "the length is upside down: ⟨r, r⟩/⟨p, Mp⟩": (x @ matrix @ x) / (x @ x) * x,
        "the length is a root too small: ⟨r, r⟩ is the square of the norm": np.sqrt(x @ x)
        / (x @ matrix @ x)
        * x,
        "nothing has been added to y": 0 * x,
        "no length: the whole direction is added": x,
    }
    compare(answer, laplacian, x, h, 1, mistakes | exact(laplacian, x, h))


def several(answer, rng):
    """A few iterations: each direction is new."""
    for iterations in (2, 3, 4):
        laplacian, x, h = drawn(rng)
        matrix = np.eye(len(x)) + h * laplacian
        mistakes = {
            "these are steps straight downhill: a direction needs a part of the old one": variant(
                matrix, x, iterations, lambda new, old: 0.0
            ),
            "⟨r, r⟩ is upside down in the new direction: new over old": variant(
                matrix, x, iterations, lambda new, old: old / new
            ),
            "the old direction is added as it is: multiply it by new ⟨r, r⟩ over old": variant(
                matrix, x, iterations, lambda new, old: 1.0
            ),
            "a root is taken: multiply the old direction by new ⟨r, r⟩ over old": variant(
                matrix, x, iterations, lambda new, old: np.sqrt(new / old)
            ),
            "the old direction is taken off: add it": variant(
                matrix, x, iterations, lambda new, old: -new / old
            ),
            "one iteration is missing": implicit_step(laplacian, x, h, iterations - 1),
            "there is one iteration too many": implicit_step(laplacian, x, h, iterations + 1),
            "this is the result of one iteration": implicit_step(laplacian, x, h, 1),
        }
        compare(answer, laplacian, x, h, iterations, mistakes | exact(laplacian, x, h))


def to_the_end(answer, rng):
    """As many iterations as nodes give the implicit step; a constant is done at once, and stays."""
    laplacian, x, h = drawn(rng)
    got = on_nodes(call(answer, laplacian, x, h, len(x) + 2), x.shape, "y")
    finite(got)
    want = np.linalg.solve(np.eye(len(x)) + h * laplacian, x)
    if np.abs(got - want).max() > 1e-7 * np.abs(want).max():
        agree(got, want, "y after more iterations than nodes, which is the implicit step,")
    level = np.full(len(x), float(rng.integers(2, 9)))
    got = on_nodes(call(answer, laplacian, level, h, 4), x.shape, "y")
    finite(got)
    agree(got, level, "the implicit step of a constant")


def finite(got):
    """Complain about 0/0 after the last residual."""
    if not np.isfinite(got).all():
        raise Wrong("y is not finite: when the residual is 0 there is nothing to divide by; stop there")


def compare(answer, laplacian, x, h, iterations, mistakes):
    """Compare an iterate with the right one, and with what usual mistakes give."""
    got = on_nodes(call(answer, laplacian, x, h, iterations), x.shape, "y")
    finite(got)
    want = implicit_step(laplacian, x, h, iterations)
    agree(got, want, f"y after {iterations} iteration{'s' * (iterations > 1)}", mistakes)


def exact(laplacian, x, h):
    """The mistake of solving at once."""
    one = "this is the exact solution: wanted is what so many iterations have found"
    return {one: np.linalg.solve(np.eye(len(x)) + h * laplacian, x)}


def variant(matrix, x, iterations, share):
    """Conjugate gradients with another share of the old direction."""
    y, r, p = 0 * x, x, x
    for _ in range(iterations):
        length = (r @ r) / (p @ matrix @ p)
        y = y + length * p
        old, r = r, r - length * matrix @ p
        p = r + share(r @ r, old @ old) * p
    return y


def drawn(rng):
    """A Laplacian, a signal, and a step."""
    n = int(rng.integers(9, 13))
    laplacian = laplacian_of(adjacency_of(drawn_edges(rng, n, 8), n))
    return laplacian, rng.normal(size=n), float(rng.uniform(0.5, 2.0))


IMPLICIT_STEP = Exercise(
    number="6.6",
    title="An implicit step by products alone",
    minutes=12,
    reference=implicit_step,
    hints=(
        "Keep four things: y, the residual r, the direction p, and ⟨r, r⟩. The formulas above the stub have the "
        "order. Only one product with M per iteration is needed; where do you use its result twice?",
        "Before the loop y = 0, r = p = x. In the loop: Mp = p + h L p, length = ⟨r, r⟩/⟨p, Mp⟩, y = y + length "
        "p, r = r − length Mp, then p = r + (new ⟨r, r⟩/old ⟨r, r⟩) p. Leave the loop when ⟨r, r⟩ is 0 to "
        "round-off.",
    ),
    checks=(
        Check("one iteration", 1, first),
        Check("several iterations", 2, several),
        Check("to the end, and not beyond", 1, to_the_end),
    ),
)
