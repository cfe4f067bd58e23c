"""What every reaction has in common."""

from dataclasses import astuple
from typing import ClassVar

import numpy as np

from pdecourse.grid import Grid
from pdecourse.shapes import State


class Kinetics:
    """What every reaction offers: named species, typical diffusion, ``rates`` and a first state.

    A subclass may also have ``steady_states()``, its homogeneous steady states in closed form, the one that
    patterns grow from last. Without it the Turing checker searches for them.
    """

    species: ClassVar[tuple[str, ...]]
    diffusion: ClassVar[tuple[float, ...]]

    @property
    def params(self) -> tuple[float, ...]:
        """The parameter values, in the order in which ``rates`` takes them after the species."""
        return astuple(self)

    def initial(self, grid: Grid, rng: np.random.Generator) -> State:
        """Return a first state from which this reaction shows what it can do.

        Unless a subclass knows better: its last steady state, with Gaussian noise of 1 % of its largest value
        (or of 1, at the origin) in every cell.
        """
        rest = np.array(self.steady_states()[-1])
        size = 0.01 * (np.abs(rest).max() or 1.0)
        return rest.reshape(-1, *(1,) * grid.dimension) + size * rng.standard_normal((len(rest), *grid.shape))

    def missing_state(self) -> str:
        """Say why a homogeneous steady state is missing at these parameters; empty if none is."""
        return ""
