"""Exercise 1.3: one implicit Euler step of the heat equation by a tridiagonal solve."""

import numpy as np
from scipy.linalg import solve_banded

from pdecourse.exercises.feedback import Wrong, agree, call, equal, shaped
from pdecourse.exercises.record import Check, Exercise
from pdecourse.grid import Grid
from pdecourse.heat import laplacian_matrix


def implicit_step(u: np.ndarray, alpha: float, dx: float, dt: float) -> np.ndarray:
    """Return the temperature of a rod with insulated ends one implicit Euler step later."""
    r = alpha * dt / dx**2
    bands = np.empty((3, len(u)))  # the diagonals above, on and below; unused corners do not matter
    bands[0] = bands[2] = -r
    bands[1] = 1 + 2 * r
    bands[1, [0, -1]] = 1 + r  # an end has one neighbour
    return solve_banded((1, 1), bands, u)


def inside(answer, rng):
    """The new temperature solves the equations of the inner cells."""
    u, alpha, dx, dt = drawn(rng)
    got = shaped(call(answer, u, alpha, dx, dt), u.shape, "the new temperature")
    left = got - alpha * dt / dx**2 * np.diff(np.pad(got, 1, mode="edge"), 2)
    if not equal(left[1:-1], u[1:-1]):
        agree(got, implicit_step(u, alpha, dx, dt), "the new temperature", wrong_equations(u, alpha, dx, dt))


def ends(answer, rng):
    """The new temperature solves the equations of the two end cells."""
    u, alpha, dx, dt = drawn(rng)
    r, want = alpha * dt / dx**2, implicit_step(u, alpha, dx, dt)
    got = shaped(call(answer, u, alpha, dx, dt), u.shape, "the new temperature")
    left = got - r * np.diff(np.pad(got, 1, mode="edge"), 2)
    if equal(left[[0, -1]], u[[0, -1]]):
        return
    n = len(u)
    matrix = np.eye(n) - r * laplacian(n, "neumann")
    fixed, mirrored = matrix.copy(), matrix.copy()
    fixed[[0, -1]] = np.eye(n)[[0, -1]]
    mirrored[0, :2] = mirrored[-1, :-3:-1] = 1 + 2 * r, -2 * r
    mistakes = {
        "the ends are held at zero: an end has one neighbour, so 1 + r on the diagonal, not 1 + 2r": solved(
            np.eye(n) - r * laplacian(n, "dirichlet"), u
        ),
        "the rod is closed to a ring: its ends are insulated, not joined": solved(
            np.eye(n) - r * laplacian(n, "periodic"), u
        ),
        "the end cells never change: they exchange heat with their one neighbour": solved(fixed, u),
        "the neighbour of an end counts twice: the wall lies at the face of the cell, half a cell "
        "away": solved(mirrored, u),
    }
    agree(got, want, "the new temperature", mistakes | wrong_equations(u, alpha, dx, dt))


def total(answer, rng):
    """No heat is made and none is lost."""
    u, alpha, dx, dt = drawn(rng)
    start = u + 5
    got = shaped(call(answer, start, alpha, dx, dt), u.shape, "the new temperature")
    if not abs(got.sum() - start.sum()) <= 1e-5 * start.sum():
        raise Wrong(
            "heat is lost or made: each column of the matrix must sum to 1",
            f"the sum over the rod went from {start.sum():.5g} to {got.sum():.5g}",
        )


def giant_step(answer, rng):
    """After a step far beyond every explicit limit the rod is smooth and inside its old range."""
    u, alpha, dx, dt = drawn(rng)
    u[[0, -1]] = -1.5, 1.5  # ends that are held fixed would leave a slope between them
    got = shaped(call(answer, u, alpha, dx, 3000 * dt), u.shape, "the new temperature")
    if not (np.isfinite(got).all() and u.min() - 1e-3 <= got.min() and got.max() <= u.max() + 1e-3):
        raise Wrong(
            "a giant step leaves the range of the old temperatures: an implicit step never does",
            f"old range {u.min():.3g} to {u.max():.3g}, new range {got.min():.3g} to {got.max():.3g}",
        )
    if not np.abs(np.diff(got)).max() <= 0.01 * np.abs(np.diff(u)).max():
        raise Wrong(
            "after a giant step the rod is not smooth: the short waves must be gone",
            f"neighbours differ by up to {np.abs(np.diff(got)).max():.3g}",
        )


def wrong_equations(u, alpha, dx, dt):
    """What usual mistakes in the matrix give."""
    one, change = np.eye(len(u)), alpha * dt / dx**2 * laplacian(len(u), "neumann")
    return {
        "this is the explicit step: the Laplacian is taken of the old temperature": (one + change) @ u,
        "this is the Crank–Nicolson step, the mean of both": solved(one - change / 2, (one + change / 2) @ u),
        "the matrix is multiplied, not solved with": (one - change) @ u,
        "the sign in the matrix is wrong: I − dt α L, so 1 + 2r on the diagonal": solved(one + change, u),
        "the diffusivity alpha is missing": solved(one - change / alpha, u),
        "the time step dt is missing": solved(one - change / dt, u),
        "1/dx² is missing": solved(one - change * dx**2, u),
        "it is divided by dx, not by dx²": solved(one - change * dx, u),
        "the temperature is unchanged: the diffusion is missing": u,
    }


def laplacian(n, boundary):
    """The matrix of second differences of n cells at spacing 1."""
    return laplacian_matrix(Grid((n,), boundary=boundary)).toarray()


def solved(matrix, right):
    """The solution of a linear system; NaN where a wrong matrix has none."""
    try:
        return np.linalg.solve(matrix, right)
    except np.linalg.LinAlgError:
        return np.full_like(right, np.nan)


def drawn(rng):
    """A rod, and a step beyond the limit of the explicit scheme."""
    alpha, dx = float(rng.uniform(1.3, 2.0)), float(rng.uniform(0.5, 0.8))
    return rng.normal(size=10), alpha, dx, float(rng.uniform(0.7, 1.4)) * dx**2 / alpha


IMPLICIT_STEP = Exercise(
    number="1.3",
    title="An implicit step",
    minutes=12,
    reference=implicit_step,
    hints=(
        "Bring everything new to the left side. Write the equation of one inner cell and that of the "
        "first cell. Which three unknowns appear, with which coefficients?",
        "With r = α dt/dx²: −r on both sides and 1 + 2r in the middle, but 1 + r in the two end cells, "
        "which have one neighbour. Put the diagonals into the rows of an array `bands` (3, n), above, on "
        "and below, and return `solve_banded((1, 1), bands, u)`. `np.linalg.solve` with the full matrix "
        "is right too.",
    ),
    checks=(
        Check("the equations of the inner cells", 1, inside),
        Check("the equations of the end cells", 1, ends),
        Check("the heat in the rod is kept", 1, total),
        Check("a giant step smooths", 1, giant_step),
    ),
)
