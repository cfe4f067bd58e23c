"""Exercise 1.1: one explicit Euler step of the heat equation on a rod with insulated ends."""

import numpy as np

from pdecourse.exercises.feedback import Wrong, agree, call, shaped
from pdecourse.exercises.record import Check, Exercise


def heat_step(u: np.ndarray, alpha: float, dx: float, dt: float) -> np.ndarray:
    """Return the temperature of a rod one explicit Euler step later; no heat crosses the ends."""
    padded = np.pad(u, 1, mode="edge")  # outside each end the same temperature: no slope, so no flux
    return u + alpha * dt / dx**2 * np.diff(padded, 2)


def inside(answer, rng):
    """Away from the ends: the second difference, scaled by α dt/dx²."""
    u, alpha, dx, dt = drawn(rng)
    want = heat_step(u, alpha, dx, dt)
    got = shaped(call(answer, u, alpha, dx, dt), u.shape, "the new temperature")
    got[[0, -1]] = want[[0, -1]]  # not judged here
    seen = {m: np.r_[want[0], value[1:-1], want[-1]] for m, value in scalings(u, alpha, dx, dt).items()}
    agree(got, want, "the temperature away from the ends", seen)


def ends(answer, rng):
    """At an end there is one neighbour, and nothing comes from outside."""
    u, alpha, dx, dt = drawn(rng)
    want, r = heat_step(u, alpha, dx, dt), alpha * dt / dx**2
    got = shaped(call(answer, u, alpha, dx, dt), u.shape, "the new temperature")
    got[1:-1] = want[1:-1]  # not judged here
    first, last, outward = u[[0, -1]], u[[-1, 0]], u[[1, -2]] - u[[0, -1]]
    mistakes = {
        "the end cells never change: they exchange heat with their one neighbour": first,
        "the ends are held at zero: an insulated end lets no heat out": first + r * (outward - first),
        "the rod is closed to a ring: its ends are insulated, not joined": first
        + r * (outward + last - first),
        "the end cells copy their neighbour's new temperature: that makes and loses heat": want[[1, -2]],
        "the end cells are set to zero": np.zeros(2),
        "the neighbour of an end counts twice: the wall lies at the face of the cell, half a cell away": first
        + 2 * r * outward,
    }
    seen = {mistake: np.r_[value[0], want[1:-1], value[1]] for mistake, value in mistakes.items()}
    seen |= {m: np.r_[value[0], want[1:-1], value[-1]] for m, value in scalings(u, alpha, dx, dt).items()}
    agree(got, want, "the temperature at the ends", seen)


def total(answer, rng):
    """Over a few steps no heat is made and none is lost."""
    u, alpha, dx, dt = drawn(rng)
    start = rod = u + 5
    for _ in range(3):
        rod = shaped(call(answer, rod, alpha, dx, dt), u.shape, "the new temperature")
    if not abs(rod.sum() - start.sum()) <= 1e-5 * start.sum():
        raise Wrong(
            "heat is lost or made: what leaves a cell must enter its neighbour, and nothing crosses the ends",
            f"the sum over the rod went from {start.sum():.5g} to {rod.sum():.5g} in 3 steps",
        )


def whole_numbers(answer, rng):
    """Temperatures given as integers are not rounded."""
    u = rng.integers(0, 90, size=9)
    want = heat_step(u, 1.0, 1.0, 0.25)
    got = call(answer, u, 1.0, 1.0, 0.25)
    agree(got, want, "the temperature of an integer rod", scalings(u, 1.0, 1.0, 0.25))


def scalings(u, alpha, dx, dt):
    """What a whole rod looks like after usual mistakes in the rate."""
    r = alpha * dt / dx**2
    change = heat_step(u, alpha, dx, dt) - u
    return {
        "the temperature is unchanged: the diffusion is missing": u,
        "the rate of change is returned, not the new temperature u + dt · rate": change / dt,
        "the change is returned, not the new temperature: add u": change,
        "the diffusivity alpha is missing": u + change / alpha,
        "the time step dt is missing": u + change / dt,
        "1/dx² is missing: a second derivative has units of 1/length²": u + change * dx**2,
        "it is divided by dx, not by dx²": u + change * dx,
        "the sign is wrong: a cell colder than its neighbours must warm up": u - change,
        "the centre is subtracted once, not twice: there are two neighbours": u + change + r * u,
        "the mean of the neighbours is used, not their sum: half of the second difference": u + change / 2,
    }


def drawn(rng):
    """A rod and numbers at which the step is stable."""
    alpha, dx = float(rng.uniform(1.3, 2.0)), float(rng.uniform(0.5, 0.8))
    return rng.normal(size=10), alpha, dx, float(rng.uniform(0.2, 0.4)) * dx**2 / alpha


HEAT_STEP = Exercise(
    number="1.1",
    title="One step of the heat equation",
    minutes=8,
    reference=heat_step,
    hints=(
        "Heat flows through the faces between cells. An insulated end has no flow through its outer face. "
        "What temperature, in an imagined cell just outside, would make that flow zero?",
        'The same as in the end cell. `padded = np.pad(u, 1, mode="edge")` puts these two cells on; '
        "`np.diff(padded, 2)` is then the second difference at every cell of the rod. Return `u + alpha * "
        "dt / dx**2` times it.",
    ),
    checks=(
        Check("away from the ends", 1, inside),
        Check("the insulated ends", 1, ends),
        Check("the heat in the rod is kept", 1, total),
        Check("an integer rod is not rounded", 1, whole_numbers),
    ),
)
