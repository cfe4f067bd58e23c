"""No reaction at all."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pdecourse.grid import Grid
from pdecourse.kinetics.base import Kinetics
from pdecourse.shapes import State


@dataclass(frozen=True)
class Diffusion(Kinetics):
    r"""No reaction at all: with the Laplacian this is the heat equation, Fourier (1822), chapter 1.

    .. math:: \dot u = 0

    u is a temperature or a concentration.
    """

    species: ClassVar = ("u",)
    diffusion: ClassVar = (1.0,)

    @staticmethod
    def rates(u):
        """Return (du/dt,) = (0,), with the shape and type of u."""
        return (0 * u,)

    def steady_states(self) -> list[tuple[float]]:
        """Return u = 0, to stand for all: see ``missing_state``."""
        return [(0.0,)]

    def missing_state(self) -> str:
        """Say that no state is special."""
        return "without a reaction every constant is a steady state; u = 0 stands for all of them"

    def initial(self, grid: Grid, rng: np.random.Generator) -> State:
        """Return a hot block, u = 1, in the middle half of a cold plate, u = 0. Nothing here is random."""
        state = np.zeros((1, *grid.shape))
        state[(0, *(slice(n // 4, n - n // 4) for n in grid.shape))] = 1.0
        return state
