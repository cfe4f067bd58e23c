"""The excitable medium of FitzHugh and Nagumo."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pdecourse.grid import Grid
from pdecourse.kinetics.base import Kinetics
from pdecourse.kinetics.roots import real_roots
from pdecourse.shapes import State


@dataclass(frozen=True)
class FitzHughNagumo(Kinetics):
    r"""Excitable medium of FitzHugh (1961) and Nagumo et al. (1962), chapter 2.

    .. math:: \dot v = v - \tfrac13 v^3 - w + I, \qquad \dot w = \varepsilon\,(v + \beta - \gamma w)

    v is the fast membrane potential, w the slow recovery variable, both dimensionless; ``epsilon``
    :math:`\varepsilon` separates their speeds, ``beta`` and ``gamma`` place the rest state, ``current`` is
    :math:`I`. With these defaults one rest state exists, it is stable, and a push beyond its threshold makes
    one large pulse. Only v diffuses. Use ``dt`` of about 0.1. A broken
    wave curls into a spiral; with ``epsilon`` = 0.08 its end retreats instead.
    """

    epsilon: float = 0.04
    beta: float = 0.7
    gamma: float = 0.8
    current: float = 0.0

    species: ClassVar = ("v", "w")
    diffusion: ClassVar = (1.0, 0.0)

    @staticmethod
    def rates(v, w, epsilon, beta, gamma, current):
        """Return (dv/dt, dw/dt)."""
        return v - v * v * v / 3 - w + current, epsilon * (v + beta - gamma * w)

    def steady_states(self) -> list[tuple[float, float]]:
        """Return one to three states by ascending v.

        Eliminating w = (v + β)/γ leaves the cubic v³/3 + (1/γ − 1) v + β/γ − I = 0.
        """
        cubic = 1 / 3, 0.0, 1 / self.gamma - 1, self.beta / self.gamma - self.current
        return [(float(v), float((v + self.beta) / self.gamma)) for v in real_roots(*cubic)]

    def rest_state(self) -> tuple[float, float]:
        """Return the homogeneous steady state with the smallest v."""
        return self.steady_states()[0]

    def initial(self, grid: Grid, rng: np.random.Generator) -> State:
        """Return a broken plane wave: an excited strip with recovering tissue on one side of its lower half.

        The free end of the strip curls up into a spiral. Nothing here is random.
        """
        v, w = self.rest_state()
        ny, nx = grid.shape
        state = np.empty((2, ny, nx))
        state[0], state[1] = v, w
        state[0, : ny // 2, nx // 2 - nx // 20 - 1 : nx // 2] = 1.5
        state[1, : ny // 2, nx // 2 - nx // 5 : nx // 2 - nx // 20 - 1] = w + 1.5
        return state
