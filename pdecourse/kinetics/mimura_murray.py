"""Prey and predators of Mimura and Murray."""

from dataclasses import dataclass
from typing import ClassVar

from pdecourse.kinetics.base import Kinetics
from pdecourse.kinetics.roots import real_roots


@dataclass(frozen=True)
class MimuraMurray(Kinetics):
    r"""Prey and predator in patches, Mimura and Murray (1978), chapters 3 and 4.

    .. math:: \dot u = \left(\frac{a + bu - u^2}{c} - v\right) u, \qquad \dot v = \bigl(u - 1 - dv\bigr) v

    u is the prey, whose growth per head first rises with u (activator), v its predator (inhibitor), both
    dimensionless populations; ``d`` is the crowding of predators. The defaults, and the pattern of
    chapter 4 on a network, are those of Nakao and Mikhailov (2010): patterns need D_v/D_u > 15.5. Use ``dt``
    of 0.002 on cells of side 0.15.
    """

    a: float = 35.0
    b: float = 16.0
    c: float = 9.0
    d: float = 0.4

    species: ClassVar = ("u", "v")
    diffusion: ClassVar = (0.12, 1.92)

    @staticmethod
    def rates(u, v, a, b, c, d):
        """Return (du/dt, dv/dt)."""
        return ((a + b * u - u * u) / c - v) * u, (u - 1 - d * v) * v

    def steady_states(self) -> list[tuple[float, float]]:
        """Return every state without negative populations: extinction, prey alone, and both together last.

        Together, v = (u − 1)/d leaves d u² + (c − bd) u − (ad + c) = 0, and u > 1.
        """
        a, b, c, d = self.params
        alone = [(float(u), 0.0) for u in real_roots(-1, b, a) if u > 0]
        together = [(float(u), float((u - 1) / d)) for u in real_roots(d, c - b * d, -(a * d + c)) if u > 1]
        return [(0.0, 0.0), *alone, *together]
