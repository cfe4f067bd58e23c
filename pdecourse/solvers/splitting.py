"""Operator splitting: let diffusion and reaction act one after the other."""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pdecourse.solvers.one_step import OneStep
from pdecourse.solvers.runge_kutta import MIDPOINT
from pdecourse.solvers.split_field import split


@dataclass(frozen=True)
class Splitting(OneStep):
    r"""Lie or Strang splitting of :math:`\dot x = \mathcal D x + R(t, x)`, chapter 8.

    .. math:: x_{n+1} = \Phi^R_{\Delta t}\, e^{\Delta t \mathcal D}\, x_n \;\text{(Lie)}, \qquad
              x_{n+1} = e^{\frac{\Delta t}{2} \mathcal D}\, \Phi^R_{\Delta t}\, e^{\frac{\Delta t}{2} \mathcal D}\,
              x_n \;\text{(Strang)}

    Diffusion moves exactly; the reaction :math:`\Phi^R` takes one step of the midpoint rule. Lie is of order
    1, because the two do not commute, and the symmetry of Strang's step cancels that error. Sources: Trotter
    (1959), Strang (1968). Raises ``TypeError`` unless the field is a ``SplitField`` or a ``LinearField``.
    """

    symmetric: bool
    order: int
    stability_limit: ClassVar[float] = math.inf

    def stability_function(self, z):
        r"""Return the factor :math:`e^z` per step for diffusion alone."""
        return np.exp(np.asarray(z))

    def step(self, field, t, x, dt):
        """Return the state at ``t + dt`` after ``x`` at ``t``."""
        field = split(field, "operator splitting")
        before = dt / 2 if self.symmetric else dt
        x = MIDPOINT.step(field.reaction, t, field.diffusion.flow(x, before), dt)
        return field.diffusion.flow(x, dt / 2) if self.symmetric else x


LIE = Splitting(symmetric=False, order=1)
STRANG = Splitting(symmetric=True, order=2)
