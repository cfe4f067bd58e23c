"""Implicit methods: an equation to solve at every step, and no limit on the step."""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.optimize import NoConvergence, newton_krylov

from pdecourse.solvers.errors import NotConverged
from pdecourse.solvers.linear_field import LinearField


@dataclass(frozen=True)
class ThetaMethod:
    r"""Weighted mean of the slopes at both ends of the step, chapters 1 and 6.

    .. math:: x_{n+1} = x_n + \Delta t \big[ (1 - \theta) f(t_n, x_n) + \theta f(t_{n+1}, x_{n+1}) \big],
              \qquad R(z) = \frac{1 + (1 - \theta) z}{1 - \theta z}

    For :math:`\theta \ge \frac12` it is stable for every z with a real part :math:`\le 0`. A ``LinearField``
    is solved directly, with one sparse factorisation for all steps of a size; any other field by Newton's
    method, whose linear equations a Krylov method solves without forming a matrix, until the residual is
    below ``tolerance`` · (1 + largest entry of the state). Source: Hairer & Wanner, *Solving Ordinary
    Differential Equations II* (1996), chapter IV.

    States are NumPy arrays. Raises ``NotConverged`` when Newton's method gives up.
    """

    theta: float
    order: int
    tolerance: float = 1e-10
    stability_limit: ClassVar[float] = math.inf

    def __post_init__(self):
        if not 0.5 <= self.theta <= 1:
            raise ValueError(f"theta is {self.theta}; wanted 1/2 to 1, below which steps are limited again")

    def stability_function(self, z):
        r"""Return the amplification factor R(z) per step, for real or complex z = λ·dt."""
        z = np.asarray(z)
        return (1 + (1 - self.theta) * z) / (1 - self.theta * z)

    def step(self, field, t, x, dt):
        """Return the state at ``t + dt`` after ``x`` at ``t``."""
        if not isinstance(x, np.ndarray | np.generic):
            raise TypeError(
                f"implicit solvers take NumPy arrays, got {type(x).__name__}; "
                "convert the state with .numpy(), or choose an explicit solver such as 'rk4'"
            )
        shift = self.theta * dt
        known = x + (dt - shift) * field(t, x) if self.theta < 1 else x
        if isinstance(field, LinearField):
            source = field(t + dt, np.zeros_like(x))
            return field.solve_shifted(known + shift * source, shift)
        return self._newton(lambda y: y - shift * field(t + dt, y) - known, x)

    def _newton(self, residual, guess):
        """Return the root of ``residual`` near ``guess``."""
        tolerance = self.tolerance * (1 + np.abs(guess).max())
        try:
            return newton_krylov(residual, guess, f_tol=tolerance, maxiter=50)
        except NoConvergence as error:
            left = np.abs(residual(error.args[0])).max()
            raise NotConverged(
                f"Newton's method left a residual of {left:.2g} after 50 iterations; "
                "take a smaller dt, so that the old state is a better first guess"
            ) from error


IMPLICIT_EULER = ThetaMethod(theta=1.0, order=1)
r"""Implicit Euler: :math:`R(z) = 1/(1 - z)`, in (0, 1] for z ≤ 0: stiff modes vanish without sign flips."""

CRANK_NICOLSON = ThetaMethod(theta=0.5, order=2)
r"""Crank & Nicolson (1947): :math:`R(z) = (1 + z/2)/(1 - z/2)`, near −1 for z ≪ 0: stiff modes flip sign."""
