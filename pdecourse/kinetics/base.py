"""What every reaction has in common."""

from collections.abc import Sequence
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
        (or of 1, at the origin) in every cell. Raises ``NotImplementedError`` if it has neither.
        """
        if not hasattr(self, "steady_states"):
            raise NotImplementedError(
                f"{type(self).__name__} has no first state: define initial(grid, rng) or steady_states(), "
                "or pass simulate(initial=…)"
            )
        rest = np.array(self.steady_states()[-1])
        size = 0.01 * (np.abs(rest).max() or 1.0)
        return rest.reshape(-1, *(1,) * grid.dimension) + size * rng.standard_normal((len(rest), *grid.shape))

    def checked_diffusion(self, diffusion: Sequence[float] | None = None) -> np.ndarray:
        """Return ``diffusion`` (species,), by default the reaction's own, in units of length squared per time.

        Raises ``ValueError`` unless there is one finite number for each species and none is negative.
        """
        values = np.atleast_1d(np.asarray(self.diffusion if diffusion is None else diffusion, dtype=float))
        if values.shape != (len(self.species),) or not (np.isfinite(values) & (values >= 0)).all():
            raise ValueError(
                f"diffusion is {values.tolist()}; wanted {len(self.species)} finite non-negative numbers, "
                f"one for each of {', '.join(self.species)}, such as {self.diffusion}"
            )
        return values

    def missing_state(self) -> str:
        """Say why a homogeneous steady state is missing at these parameters; empty if none is."""
        return ""
