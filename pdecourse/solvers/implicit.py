"""Implicit methods: an equation to solve at every step, and no limit on the step."""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.optimize import NoConvergence, newton_krylov

from pdecourse.solvers.errors import NotConverged
from pdecourse.solvers.linear_field import LinearField
from pdecourse.solvers.one_step import OneStep
from pdecourse.solvers.tensors import is_tensor


@dataclass(frozen=True)
class ThetaMethod(OneStep):
    r"""Weighted mean of the slopes at both ends of the step, chapters 1 and 6.

    .. math:: x_{n+1} = x_n + \Delta t \big[ (1 - \theta) f(t_n, x_n) + \theta f(t_{n+1}, x_{n+1}) \big],
              \qquad R(z) = \frac{1 + (1 - \theta) z}{1 - \theta z}

    For :math:`\theta \ge \frac12` it is stable for every z with a real part :math:`\le 0`. A ``LinearField``
    is solved directly, with one sparse factorisation for all steps of a size; any other field by Newton's
    method, whose linear equations a Krylov method solves without forming a matrix, until the residual is
    below ``tolerance`` · (1 + largest entry of the state), or at the round-off of single precision. Source:
    Hairer & Wanner, *Solving Ordinary Differential Equations II* (1996), chapter IV.

    States are arrays or tensors; gradients of tensors come from implicit differentiation, see
    ``shifted_solve`` and ``implicit_tensors``. Raises ``NotConverged`` when an iteration gives up, ``ValueError`` for
    a θ below ½ or above 1.
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
        shift = self.theta * dt
        known = x + (dt - shift) * field(t, x) if self.theta < 1 else x
        if isinstance(field, LinearField):
            return field.solve_shifted(known + shift * field.source_like(x), shift)
        if not is_tensor(x):
            return self._newton(lambda y: y - shift * field(t + dt, y) - known, x, field)
        return self._step_of_tensors(field, t + dt, x, known, shift)

    def _step_of_tensors(self, field, t, x, known, shift):
        """Find the new state without gradients, then attach those of the equation it solves."""
        import torch

        from pdecourse.solvers.implicit_tensors import attach_gradient

        def residual(y):
            y = torch.from_numpy(y).to(x)
            return (y - shift * field(t, y) - known).cpu().numpy()

        with torch.no_grad():
            root = torch.from_numpy(self._newton(residual, x.cpu().numpy(), field)).to(x)
        return attach_gradient(root, known, field, t, shift)

    def _newton(self, residual, guess, field):
        """Return the root of ``residual`` near ``guess``."""
        iterations, precision = [], np.finfo(guess.dtype).eps
        tolerance = max(self.tolerance, 20 * precision) * (1 + np.abs(guess).max())
        try:
            root = newton_krylov(
                residual, guess, f_tol=tolerance, maxiter=50, rdiff=precision**0.5,
                callback=lambda y, r: iterations.append(1),
            )  # fmt: skip
        except NoConvergence as error:
            left = np.abs(residual(error.args[0])).max()
            raise NotConverged(
                f"Newton's method left a residual of {left:.2g} after 50 iterations; "
                "take a smaller dt, so that the old state is a better first guess"
            ) from error
        if getattr(field, "work", None) is not None:
            field.work.iterations += len(iterations)
        return root.astype(guess.dtype)


IMPLICIT_EULER = ThetaMethod(theta=1.0, order=1)
r"""Implicit Euler: :math:`R(z) = 1/(1 - z)`, in (0, 1] for z ≤ 0: stiff modes vanish without sign flips."""

CRANK_NICOLSON = ThetaMethod(theta=0.5, order=2)
r"""Crank & Nicolson (1947): :math:`R(z) = (1 + z/2)/(1 - z/2)`, near −1 for z ≪ 0: stiff modes flip sign."""
