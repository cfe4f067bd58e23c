"""Schnakenberg's kinetics."""

from dataclasses import dataclass
from typing import ClassVar

from pdecourse.kinetics.base import Kinetics


@dataclass(frozen=True)
class Schnakenberg(Kinetics):
    r"""The simplest activator and its substrate, Schnakenberg (1979), chapter 3.

    .. math:: \dot u = a - u + u^2 v, \qquad \dot v = b - u^2 v

    u is the activator, v the substrate it uses up, both dimensionless and scaled so that u decays at rate 1;
    ``a`` and ``b`` are their feeds. With the defaults patterns need D_v/D_u > 8.57: spots. Use ``dt`` of
    0.02 on cells of side 1.
    """

    a: float = 0.1
    b: float = 0.9

    species: ClassVar = ("u", "v")
    diffusion: ClassVar = (1.0, 10.0)

    @staticmethod
    def rates(u, v, a, b):
        """Return (du/dt, dv/dt)."""
        autocatalysis = u * u * v
        return a - u + autocatalysis, b - autocatalysis

    def steady_states(self) -> list[tuple[float, float]]:
        """Return the one state: adding the rates leaves u = a + b."""
        u = self.a + self.b
        return [(u, self.b / u**2)] if u else []

    def missing_state(self) -> str:
        """Say so if a + b = 0."""
        if self.a + self.b:
            return ""
        return "no homogeneous steady state exists: with a + b = 0 nothing balances the decay of u"
