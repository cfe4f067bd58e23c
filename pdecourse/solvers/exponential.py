"""The exact flow of a linear field: the reference for all others."""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pdecourse.solvers.linear_field import LinearField
from pdecourse.solvers.one_step import OneStep


@dataclass(frozen=True)
class Exponential(OneStep):
    r"""Matrix exponential applied to the state, chapters 1, 4 and 6.

    .. math:: x(t + \Delta t) = e^{\Delta t A} x(t) \quad \text{for } \dot x = A x, \qquad R(z) = e^z

    Exact up to round-off at any step; a source is included. The exponential is never formed. On arrays SciPy's
    ``expm_multiply`` sums its Taylor series on the state (Al-Mohy & Higham 2011), on tensors
    ``linear_flow`` finds a polynomial of its own, with gradients; the cost grows with :math:`\Delta t \|A\|`.
    Raises ``TypeError`` unless the field is a matrix or a ``LinearField``.
    """

    order: ClassVar[float] = math.inf
    stability_limit: ClassVar[float] = math.inf
    ignores_dt: ClassVar[bool] = True

    def stability_function(self, z):
        r"""Return the amplification factor :math:`e^z` per step."""
        return np.exp(np.asarray(z))

    def step(self, field, t, x, dt):
        """Return the state at ``t + dt`` after ``x`` at ``t``."""
        if not isinstance(field, LinearField):
            raise TypeError(
                "the exponential solver needs a linear field: a matrix or LinearField(matrix, source); "
                "for any other field choose 'rk4' or 'crank_nicolson'"
            )
        return field.flow(x, dt)
