"""Integrate any right-hand side with any solver."""

import math
from itertools import pairwise

import numpy as np

from pdecourse.choices import choose
from pdecourse.solvers.adaptive import BOSH3, DOPRI5, DOPRI8, Adaptive
from pdecourse.solvers.counting import Solution, Work, counted
from pdecourse.solvers.errors import BlowUp, NotConverged
from pdecourse.solvers.exponential import Exponential
from pdecourse.solvers.imex import IMEXEuler
from pdecourse.solvers.implicit import CRANK_NICOLSON, IMPLICIT_EULER
from pdecourse.solvers.linear_field import LinearField
from pdecourse.solvers.multistep import ADAMS_BASHFORTH_4, ADAMS_MOULTON_4
from pdecourse.solvers.runge_kutta import EULER, HEUN, MIDPOINT, RK4
from pdecourse.solvers.split_field import SplitField
from pdecourse.solvers.splitting import LIE, STRANG
from pdecourse.solvers.tensors import is_tensor

SOLVERS = {
    "euler": EULER,
    "midpoint": MIDPOINT,
    "heun": HEUN,
    "rk4": RK4,
    "adams_bashforth4": ADAMS_BASHFORTH_4,
    "adams_moulton4": ADAMS_MOULTON_4,
    "implicit_euler": IMPLICIT_EULER,
    "crank_nicolson": CRANK_NICOLSON,
    "imex_euler": IMEXEuler(),
    "lie": LIE,
    "strang": STRANG,
    "exponential": Exponential(),
    "bosh3": BOSH3,
    "dopri5": DOPRI5,
    "dopri8": DOPRI8,
}
"""Solvers by name."""


def solve(field, x0, times, method="rk4", *, dt=None):
    r"""Integrate :math:`\dot x = f(t, x)` from ``x0`` at ``times[0]`` and return the states at all ``times``.

    ``field`` is a function ``f(t, x)``, a ``SplitField``, or a matrix A for :math:`\dot x = A x`. ``x0`` is a
    number, an array or a PyTorch tensor; the result has one more axis, of the length of ``times``, in front.
    Steps are at most ``dt`` long and land on every requested time; without ``dt`` there is one step from each
    time to the next. Adaptive and exact solvers need no ``dt`` and ignore it. ``method`` is a name in
    ``SOLVERS``, or an object like those in it.

    Raises ``ValueError`` for times that do not increase, a ``dt`` that is not positive, an ``x0`` that is not
    finite and an unknown method; ``BlowUp`` or ``NotConverged``, with the step and a remedy, when the run fails.
    """
    return integrate(field, x0, times, method, dt=dt).states


def integrate(field, x0, times, method="rk4", *, dt=None) -> Solution:
    """Do as ``solve`` does, and return the states together with the ``Work`` they cost."""
    solver = choose(SOLVERS, method, "solver") if isinstance(method, str) else method
    work, times, x = Work(), _checked_times(times, dt), _floating(x0)
    field = counted(field if callable(field) else LinearField(field), work)
    steps = list(_schedule(times, None if solver.ignores_dt else dt))
    states, march = [x], solver.march(field, x, [(t, size) for t, size, _ in steps])
    for number, (t, size, lands) in enumerate(steps, start=1):
        x = _advance(march, solver, field, f"step {number}, from t = {t:.6g} with dt = {size:.6g}")
        if lands:
            states.append(x)
    if not isinstance(solver, Adaptive):
        work.step_sizes.extend(size for _, size, _ in steps)
    return Solution(times, _stack(states), work)


def _schedule(times, dt):
    """Yield (t, step size, whether the step lands on a requested time) for every step."""
    for start, stop in pairwise(times):
        num_steps = 1 if dt is None else max(1, math.ceil((stop - start) / dt - 1e-9))
        size = (stop - start) / num_steps
        for n in range(num_steps):
            yield start + n * size, size, n == num_steps - 1


def _advance(march, solver, field, place: str):
    """Take the next step of ``march`` and raise if it fails."""
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            x = next(march)
    except NotConverged as error:
        raise NotConverged(f"{place}: {error}") from error
    if not _is_finite(x):
        raise BlowUp(f"the state is not finite after {place}; {_remedy(solver, field)}")
    return x


def _remedy(solver, field) -> str:
    if isinstance(field, SplitField) and math.isinf(solver.stability_limit):
        return "diffusion is stable at any dt, so the reaction is too stiff or grows; take a smaller dt"
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
    if not is_tensor(x0):
        x0 = np.asarray(x0)
        x0 = x0 if np.issubdtype(x0.dtype, np.inexact) else x0.astype(float)
    if not _is_finite(x0):
        raise ValueError("x0 has entries that are not finite; wanted a state of finite numbers")
    return x0


def _is_finite(x) -> bool:
    if is_tensor(x):
        x = x.detach()
        # Several times faster than the test below: if the sum is finite, so are its terms.
        if math.isfinite(abs(x.sum().item())):
            return True
    return math.isfinite(abs(x).max().item())


def _stack(states):
    """Return the states along a new first axis."""
    if not is_tensor(states[0]):
        return np.stack(states)
    import torch

    return torch.stack(states)
