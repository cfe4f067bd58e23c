"""Exercise 2.1: the periodic five-point Laplacian."""

import numpy as np

from pdecourse.exercises.feedback import Wrong, agree, call, shaped
from pdecourse.exercises.record import Check, Exercise
from pdecourse.grid import Grid

MISSING = "1/dx² is missing: a second derivative has units of 1/length²"
NOT_SQUARED = "it is divided by dx, not by dx²"
MULTIPLIED = "it is multiplied by dx², not divided by it"


def laplacian(field: np.ndarray, dx: float) -> np.ndarray:
    """Return the five-point Laplacian of a periodic field (ny, nx) with spacing dx."""
    neighbours = np.roll(field, 1, 0) + np.roll(field, -1, 0) + np.roll(field, 1, 1) + np.roll(field, -1, 1)
    return (neighbours - 4 * field) / dx**2


def inside(answer, rng):
    """Away from the edges, at spacing 1: the sum over four neighbours minus four times the centre."""
    field = rng.normal(size=(7, 10))
    want = laplacian(field, 1.0)
    got = shaped(call(answer, field, 1.0), field.shape, "the Laplacian")
    got[edge_of(field)] = want[edge_of(field)]  # not judged here
    along_y, along_x = (np.roll(field, 1, a) + np.roll(field, -1, a) - 2 * field for a in (0, 1))
    mistakes = {
        "only neighbours along y are taken: those to the left and right are missing": along_y,
        "only neighbours along x are taken: those above and below are missing": along_x,
        "`np.roll` is called without its axis, so it rolls the flattened array": 2 * along_x,
        "the neighbours are added but 4 × the centre is not subtracted": want + 4 * field,
        "the centre is subtracted twice, as in one dimension, not four times": want + 2 * field,
        "the centre is subtracted once, not four times: there are four neighbours": want + 3 * field,
        "the centre is added, not subtracted": want + 8 * field,
        "the mean of the neighbours is taken, not their sum: a quarter of the Laplacian": want / 4,
    }
    seen = {mistake: np.where(edge_of(field), want, value) for mistake, value in mistakes.items()}
    agree(got, want, "the Laplacian away from the edges", seen)


def around(answer, rng):
    """At the edges the neighbours are on the other side."""
    field = rng.normal(size=(6, 9))
    want = laplacian(field, 1.0)
    got = shaped(call(answer, field, 1.0), field.shape, "the Laplacian")
    got[~edge_of(field)] = want[~edge_of(field)]  # not judged here
    closed = Grid(field.shape, boundary="dirichlet").laplacian(field)
    mirrored = Grid(field.shape, boundary="neumann").laplacian(field)
    wraps_y, wraps_x = closed.copy(), closed.copy()
    wraps_y[:, 1:-1], wraps_x[1:-1] = want[:, 1:-1], want[1:-1]
    mistakes = {
        "the grid ends at its edges (zero outside): periodic neighbours are on the other side": closed,
        "the edge cells are mirrored (no flux): periodic neighbours are on the other side": mirrored,
        "the edge cells are left at zero: they have four neighbours too": np.where(edge_of(field), 0, want),
        "the grid wraps round along y only": wraps_y,
        "the grid wraps round along x only": wraps_x,
    }
    agree(got, want, "the Laplacian at the edges", mistakes)


def converges(answer, rng):
    """For a smooth field the error falls fourfold when the spacing is halved."""
    phase, length = rng.uniform(0, 2 * np.pi), rng.uniform(3.0, 5.0)
    error = []
    for n in (24, 48):
        dx = length / n
        x, y = np.meshgrid(np.arange(n) * 2 * np.pi / n, np.arange(n) * 2 * np.pi / n)
        field = np.sin(x + phase) * np.cos(y)
        exact = -2 * (2 * np.pi / length) ** 2 * field
        got = shaped(call(answer, field, dx), field.shape, "the Laplacian")
        for power, mistake in (2, MISSING), (1, NOT_SQUARED), (4, MULTIPLIED):
            if np.allclose(got, exact * dx**power, rtol=0.02, atol=1e-9):
                raise Wrong(mistake, f"dx = {dx:.3g}: your values are {dx**power:.3g} times the right ones")
        error.append(float(np.abs(got - exact).max()))
    order = float(np.log2(error[0] / error[1])) if min(error) > 0 else 0.0
    if not 1.8 < order < 2.2:
        raise Wrong(
            "the error on a sine wave does not fall fourfold when dx is halved",
            f"observed order {order:.1f}, wanted 2",
        )


def whole_numbers(answer, rng):
    """A field of integers, such as the pixels of an image, is not rounded."""
    field = rng.integers(0, 9, size=(6, 8))
    want = laplacian(field, 2.0)
    mistakes = {MISSING: 4 * want, NOT_SQUARED: 2 * want, MULTIPLIED: 16 * want}
    agree(call(answer, field, 2.0), want, "the Laplacian of an integer field", mistakes)


def edge_of(field):
    """True in the outermost rows and columns."""
    edge = np.ones(field.shape, bool)
    edge[1:-1, 1:-1] = False
    return edge


LAPLACIAN = Exercise(
    number="2.1",
    title="The periodic Laplacian",
    minutes=8,
    reference=laplacian,
    hints=(
        "Write down what one cell needs: its four neighbours and itself. Which NumPy function shifts a "
        "whole array by one cell and brings what falls off one side back on the other?",
        "`np.roll(field, 1, axis=0)` is the field seen from the cell above, `axis=1` from the cell to "
        "the left, and `-1` looks the other way. Add the four, subtract `4 * field`, divide by `dx**2`.",
    ),
    checks=(
        Check("four neighbours minus four times the centre", 1, inside),
        Check("the edges wrap round", 1, around),
        Check("spacing: second order on a sine wave", 1, converges),
        Check("an integer field is not rounded", 1, whole_numbers),
    ),
)
