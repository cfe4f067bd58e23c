"""Integrate any right-hand side with any solver."""

import math
from itertools import pairwise

import numpy as np

from pdecourse.choices import choose
from pdecourse.solvers.errors import BlowUp, NotConverged
from pdecourse.solvers.exponential import Exponential
from pdecourse.solvers.implicit import CRANK_NICOLSON, IMPLICIT_EULER
from pdecourse.solvers.linear_field import LinearField
from pdecourse.solvers.runge_kutta import EULER, HEUN, MIDPOINT, RK4

SOLVERS = {
    "euler": EULER,
    "midpoint": MIDPOINT,
    "heun": HEUN,
    "rk4": RK4,
    "implicit_euler": IMPLICIT_EULER,
    "crank_nicolson": CRANK_NICOLSON,
    "exponential": Exponential(),
}


def solve(field, x0, times, method="rk4", *, dt=None):
    r"""Integrate :math:`\dot x = f(t, x)` from ``x0`` at ``times[0]`` and return the states at all ``times``.

    ``field`` is a function ``f(t, x)``, or a matrix A for :math:`\dot x = A x`. ``x0`` is a number, an array
    or, for explicit solvers, a PyTorch tensor; the result has one more axis, of the length of ``times``, in
    front. Steps are at most ``dt`` long and land on every requested time; without ``dt`` there is one step
    from each time to the next. ``method`` is a name in ``SOLVERS``, or an object like those in it.

    Raises ``ValueError`` for times that do not increase, a ``dt`` that is not positive, an ``x0`` that is not
    finite and an unknown method; ``BlowUp`` or ``NotConverged``, with the step and a remedy, when the run fails.
    """
    solver = choose(SOLVERS, method, "solver") if isinstance(method, str) else method
    field = field if callable(field) else LinearField(field)
    times = _checked_times(times, dt)
    x, steps_taken = _floating(x0), 0
    states = [x]
    for start, stop in pairwise(times):
        num_steps = 1 if dt is None else max(1, math.ceil((stop - start) / dt - 1e-9))
        step = (stop - start) / num_steps
        for n in range(num_steps):
            steps_taken += 1
            x = _advance(solver, field, start + n * step, x, step, steps_taken)
        states.append(x)
    return _stack(states)


def _advance(solver, field, t, x, dt, number):
    """Take step ``number`` and raise if it fails."""
    place = f"step {number}, from t = {t:.6g} with dt = {dt:.6g}"
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            x = solver.step(field, t, x, dt)
    except NotConverged as error:
        raise NotConverged(f"{place}: {error}") from error
    if not _is_finite(x):
        raise BlowUp(f"the state is not finite after {place}; {_remedy(solver)}")
    return x


def _remedy(solver) -> str:
    if math.isinf(solver.stability_limit):
        return (
            "this solver is stable at any dt, so the field itself grows without bound or is not finite here"
        )
    return (
        f"this solver is stable only for dt up to {solver.stability_limit:.4g} / (largest decay rate), "
        "which largest_stable_dt computes for a matrix; take a smaller dt or method='implicit_euler'"
    )


def _checked_times(times, dt) -> list[float]:
    """Return the times as floats, if they increase and ``dt`` makes sense."""
    times = [float(t) for t in times]
    if not times or not all(map(math.isfinite, times)) or any(b <= a for a, b in pairwise(times)):
        raise ValueError(f"times are {times}; wanted finite, strictly increasing numbers such as [0, 0.5, 1]")
    if dt is not None and not dt > 0:
        raise ValueError(f"dt is {dt}; wanted a positive time step")
    return times


def _floating(x0):
    """Return a tensor as it is, anything else as an array of floating-point numbers, if all are finite."""
    if not hasattr(x0, "requires_grad"):
        x0 = np.asarray(x0)
        x0 = x0 if np.issubdtype(x0.dtype, np.inexact) else x0.astype(float)
    if not _is_finite(x0):
        raise ValueError("x0 has entries that are not finite; wanted a state of finite numbers")
    return x0


def _is_finite(x) -> bool:
    return math.isfinite(abs(x).max().item())


def _stack(states):
    """Return the states along a new first axis."""
    if not hasattr(states[0], "requires_grad"):
        return np.stack(states)
    import torch

    return torch.stack(states)
