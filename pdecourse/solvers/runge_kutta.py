"""Explicit Runge–Kutta methods: a step is a weighted mean of slopes."""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import Polynomial

from pdecourse.solvers.one_step import OneStep
from pdecourse.solvers.tensors import is_tensor


@dataclass(frozen=True)
class RungeKutta(OneStep):
    r"""Explicit Runge–Kutta method with s stages, chapters 1 and 6.

    .. math:: k_i = f\Big(t + c_i \Delta t,\; x + \Delta t \sum_{j<i} a_{ij} k_j\Big), \qquad
              x_{n+1} = x_n + \Delta t \sum_i b_i k_i

    ``a`` holds the rows below the diagonal, ``b`` the weights; :math:`c_i = \sum_j a_{ij}` follows from them.
    ``order`` is p if the error at a fixed time shrinks like :math:`\Delta t^p`. Source: Hairer, Nørsett &
    Wanner, *Solving Ordinary Differential Equations I* (1993), chapter II.

    States may be NumPy arrays or PyTorch tensors of any shape.
    """

    a: tuple[tuple[float, ...], ...]
    b: tuple[float, ...]
    order: int

    @property
    def c(self) -> tuple[float, ...]:
        """Times of the stages, as fractions of the step."""
        return tuple(float(sum(row)) for row in self.a)

    def step(self, field, t, x, dt):
        """Return the state at ``t + dt`` after ``x`` at ``t``."""
        slopes = []
        for row, c in zip(self.a, self.c, strict=True):
            slopes.append(field(t + c * dt, moved(x, dt, row, slopes)))
        return moved(x, dt, self.b, slopes)

    @property
    def stability_polynomial(self) -> Polynomial:
        r"""R(z), the factor per step for :math:`\dot x = \lambda x`, where :math:`z = \lambda \Delta t`.

        It comes from taking one step with polynomials in z for numbers, so it cannot disagree with ``step``.
        """
        z = Polynomial([0.0, 1.0])
        return self.step(lambda t, x: z * x, 0.0, Polynomial([1.0]), 1.0)

    def stability_function(self, z):
        r"""Return the amplification factor R(z) per step, for real or complex z = λ·dt."""
        return self.stability_polynomial(np.asarray(z))

    @property
    def stability_limit(self) -> float:
        r"""The largest s with :math:`|R(z)| \le 1` for all real z from −s to 0.

        A symmetric problem with eigenvalues between :math:`-\lambda_{max}` and 0 does not grow as long as
        :math:`\Delta t \le s / \lambda_{max}`.
        """
        r = self.stability_polynomial
        roots = np.concatenate([(r - 1).roots(), (r + 1).roots()])
        crossings = -roots[(np.abs(roots.imag) < 1e-9) & (roots.real < -1e-9)].real
        # A root where |R| only touches 1 is no limit: just beyond a limit, |R| exceeds 1.
        return float(min(s for s in crossings if abs(r(-s * (1 + 1e-6))) > 1))


EULER = RungeKutta(a=((),), b=(1,), order=1)
r"""Explicit Euler: :math:`R(z) = 1 + z`, stable for −2 ≤ z ≤ 0, without sign flips for −1 ≤ z ≤ 0."""

MIDPOINT = RungeKutta(a=((), (1 / 2,)), b=(0, 1), order=2)
r"""Explicit midpoint rule (Runge 1895): :math:`R(z) = 1 + z + z^2/2`, stable for −2 ≤ z ≤ 0."""

HEUN = RungeKutta(a=((), (1,)), b=(1 / 2, 1 / 2), order=2)
r"""Heun's method (1900), the explicit trapezoidal rule: R(z) and stability as for the midpoint rule."""

RK4 = RungeKutta(a=((), (1 / 2,), (0, 1 / 2), (0, 0, 1)), b=(1 / 6, 1 / 3, 1 / 3, 1 / 6), order=4)
r"""The classical method of Kutta (1901): :math:`R(z) = \sum_{k \le 4} z^k/k!`, stable for −2.785 ≤ z ≤ 0."""


def moved(x, dt, weights, slopes):
    """Return x + dt Σ weight · slope, without the terms whose weight is zero."""
    for weight, slope in zip(weights, slopes, strict=True):
        if weight:
            # On tensors this is one pass over memory, and one more in the backward pass.
            x = x.add(slope, alpha=dt * weight) if is_tensor(x) else x + dt * weight * slope
    return x
