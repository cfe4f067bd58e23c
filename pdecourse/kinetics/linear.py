"""Two species with constant coefficients."""

from dataclasses import dataclass
from typing import ClassVar

from pdecourse.kinetics.base import Kinetics


@dataclass(frozen=True)
class LinearKinetics(Kinetics):
    r"""Any two-species reaction seen from close by its steady state, chapter 3.

    .. math:: \dot u = au + bv, \qquad \dot v = cu + dv

    u and v are deviations from the state; ``a``, ``b``, ``c``, ``d`` are the rows of its Jacobian
    :math:`J = \begin{pmatrix} a & b \\ c & d \end{pmatrix}`. What grows here never stops growing, so this is
    for analysis and is not in ``KINETICS``.
    """

    a: float
    b: float
    c: float
    d: float

    species: ClassVar = ("u", "v")
    diffusion: ClassVar = (1.0, 10.0)

    @staticmethod
    def rates(u, v, a, b, c, d):
        """Return (du/dt, dv/dt)."""
        return a * u + b * v, c * u + d * v

    def steady_states(self) -> list[tuple[float, float]]:
        """Return the origin."""
        return [(0.0, 0.0)]

    def missing_state(self) -> str:
        """Say so if the origin is not alone."""
        singular = self.a * self.d == self.b * self.c
        return "det J = 0: a line of steady states; (0, 0) stands for all of them" if singular else ""
