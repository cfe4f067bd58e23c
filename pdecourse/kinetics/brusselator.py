"""The Brusselator."""

from dataclasses import dataclass
from typing import ClassVar

from pdecourse.kinetics.base import Kinetics


@dataclass(frozen=True)
class Brusselator(Kinetics):
    r"""The model reaction of the Brussels school, Prigogine and Lefever (1968), chapter 3.

    .. math:: \dot u = A - (B + 1)u + u^2 v, \qquad \dot v = Bu - u^2 v

    u is the activator, v the substrate it uses up; ``A`` and ``B`` are the concentrations, kept constant, of
    the two chemicals fed in; time is in units of the decay of u. It oscillates for :math:`B > 1 + A^2` and
    has a Turing band for :math:`B > (1 + A\sqrt{D_u/D_v})^2`, at first with :math:`k^2 = A/\sqrt{D_u D_v}`.
    Use ``dt`` of 0.01 on cells of side 0.5.
    """

    A: float = 3.0
    B: float = 7.0

    species: ClassVar = ("u", "v")
    diffusion: ClassVar = (1.0, 4.0)

    @staticmethod
    def rates(u, v, A, B):
        """Return (du/dt, dv/dt)."""
        conversion, autocatalysis = B * u, u * u * v
        return A - u - conversion + autocatalysis, conversion - autocatalysis

    def steady_states(self) -> list[tuple[float, float]]:
        """Return the one state (A, B/A)."""
        return [(self.A, self.B / self.A)]
