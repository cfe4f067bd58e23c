r"""Reaction kinetics: what the species do at one point when nothing diffuses.

Every ``rates`` is plain arithmetic on its arguments. NumPy evaluates it on whole fields, Numba compiles it
into the CPU and CUDA kernels, and the Turing checker differentiates it exactly by complex steps: each
reaction is written down once. Products, not powers, and no branches: both keep it fast and differentiable.
"""

from pdecourse.kinetics.allen_cahn import AllenCahn
from pdecourse.kinetics.base import Kinetics
from pdecourse.kinetics.brusselator import Brusselator
from pdecourse.kinetics.diffusion import Diffusion
from pdecourse.kinetics.fitzhugh_nagumo import FitzHughNagumo
from pdecourse.kinetics.gierer_meinhardt import GiererMeinhardt
from pdecourse.kinetics.gray_scott import PEARSON, GrayScott, Regime
from pdecourse.kinetics.linear import LinearKinetics
from pdecourse.kinetics.mimura_murray import MimuraMurray
from pdecourse.kinetics.schnakenberg import Schnakenberg

KINETICS = {
    "diffusion": Diffusion,
    "gray_scott": GrayScott,
    "fitzhugh_nagumo": FitzHughNagumo,
    "schnakenberg": Schnakenberg,
    "brusselator": Brusselator,
    "gierer_meinhardt": GiererMeinhardt,
    "mimura_murray": MimuraMurray,
    "allen_cahn": AllenCahn,
}
"""Reactions by name."""

__all__ = [
    "KINETICS",
    "PEARSON",
    "AllenCahn",
    "Brusselator",
    "Diffusion",
    "FitzHughNagumo",
    "GiererMeinhardt",
    "GrayScott",
    "Kinetics",
    "LinearKinetics",
    "MimuraMurray",
    "Regime",
    "Schnakenberg",
]
