"""Every reaction of the package, and three more: one, two and three species, literals, no parameters."""

from dataclasses import dataclass
from typing import ClassVar

from pdecourse.grid import Grid
from pdecourse.kinetics import KINETICS, Kinetics
from pdecourse.simulate import largest_stable_step


@dataclass(frozen=True)
class Decay(Kinetics):
    """One species, one literal, one parameter: u' = -u/2 + a."""

    a: float = 0.1

    species: ClassVar = ("u",)
    diffusion: ClassVar = (0.2,)

    @staticmethod
    def rates(u, a):
        """Return (du/dt,)."""
        return (-u / 2 + a,)


@dataclass(frozen=True)
class Repressilator(Kinetics):
    """Three species in a ring, each made where the one before it is rare."""

    strength: float = 2.0

    species: ClassVar = ("x", "y", "z")
    diffusion: ClassVar = (0.2, 0.1, 0.05)

    @staticmethod
    def rates(x, y, z, strength):
        """Return (dx/dt, dy/dt, dz/dt)."""
        return strength / (1 + z * z) - x, strength / (1 + x * x) - y, strength / (1 + y * y) - z


@dataclass(frozen=True)
class Inert(Kinetics):
    """Two species without a reaction and without parameters."""

    species: ClassVar = ("u", "v")
    diffusion: ClassVar = (0.2, 0.1)

    @staticmethod
    def rates(u, v):
        """Return zeros."""
        return 0 * u, 0 * v


REACTIONS = {name: kind() for name, kind in KINETICS.items()}
REACTIONS |= {kind.__name__: kind() for kind in (Decay, Repressilator, Inert)}
BOUNDARIES = ["periodic", "neumann", "dirichlet"]
TOLERANCE = {"float32": 1e-5, "float64": 1e-12}


def step_size(reaction, grid: Grid) -> float:
    """Return a step at which no state of these tests blows up."""
    return min(0.05, 0.5 * largest_stable_step(grid, reaction.diffusion))
