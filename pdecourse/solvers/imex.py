"""Implicit in the diffusion, explicit in the reaction."""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pdecourse.solvers.one_step import OneStep
from pdecourse.solvers.split_field import split


@dataclass(frozen=True)
class IMEXEuler(OneStep):
    r"""Implicit–explicit Euler for :math:`\dot x = \mathcal D x + R(t, x)`, chapter 8.

    .. math:: (I - \Delta t\, \mathcal D)\, x_{n+1} = x_n + \Delta t\, R(t_n, x_n)

    One linear equation per step, always with the same matrix, whatever the reaction is. Diffusion sets no
    limit to the step; a stiff reaction still does. Source: Ascher, Ruuth & Wetton (1995), scheme 1-SBDF.
    Raises ``TypeError`` unless the field is a ``SplitField`` or a ``LinearField``.
    """

    order: ClassVar[int] = 1
    stability_limit: ClassVar[float] = math.inf

    def stability_function(self, z):
        """Return the factor 1/(1 − z) per step for diffusion alone."""
        return 1 / (1 - np.asarray(z))

    def step(self, field, t, x, dt):
        """Return the state at ``t + dt`` after ``x`` at ``t``."""
        field = split(field, "IMEX Euler")
        known = x + dt * field.reaction(t, x) + dt * field.diffusion.source_like(x)
        return field.diffusion.solve_shifted(known, dt)
