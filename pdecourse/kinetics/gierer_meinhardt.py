"""Gierer and Meinhardt's activator and inhibitor."""

from dataclasses import dataclass
from typing import ClassVar

from pdecourse.kinetics.base import Kinetics


@dataclass(frozen=True)
class GiererMeinhardt(Kinetics):
    r"""An activator and the inhibitor it makes, Gierer and Meinhardt (1972), chapter 3.

    .. math:: \dot u = a - bu + \frac{u^2}{v}, \qquad \dot v = u^2 - v

    u is the activator, v its inhibitor, which must stay positive, both dimensionless and scaled so that v
    decays at rate 1; ``a`` is a background source of u and ``b`` its decay rate. With the defaults patterns
    need D_v/D_u > 8.24: spots. Use ``dt`` of 0.02 on cells of side 1.
    """

    a: float = 0.1
    b: float = 1.0

    species: ClassVar = ("u", "v")
    diffusion: ClassVar = (1.0, 10.0)

    @staticmethod
    def rates(u, v, a, b):
        """Return (du/dt, dv/dt)."""
        production = u * u
        return a - b * u + production / v, production - v

    def steady_states(self) -> list[tuple[float, float]]:
        """Return the one state: v = u² leaves a − bu + 1 = 0."""
        u = (self.a + 1) / self.b
        return [(u, u**2)]
