"""The Allen–Cahn equation."""

from dataclasses import dataclass
from typing import ClassVar

from pdecourse.kinetics.base import Kinetics


@dataclass(frozen=True)
class AllenCahn(Kinetics):
    r"""Two phases that each drive out the other, Allen and Cahn (1979), chapter 3.

    .. math:: \dot u = r\,(u - u^3)

    u is an order parameter, −1 in one phase and 1 in the other; ``r`` is the rate of separation. One species
    has no Turing pattern: u = 0 is unstable at once, and domains coarsen behind walls of profile
    :math:`\tanh(x\sqrt{r/2D})`.
    """

    r: float = 1.0

    species: ClassVar = ("u",)
    diffusion: ClassVar = (1.0,)

    @staticmethod
    def rates(u, r):
        """Return (du/dt,)."""
        return (r * (u - u * u * u),)

    def steady_states(self) -> list[tuple[float]]:
        """Return the two phases and the mixture 0 between them, last."""
        return [(-1.0,), (1.0,), (0.0,)]
