"""Reaction–diffusion systems and graph neural networks: the package behind the course.

``from pdecourse import GrayScott, Grid, simulate`` is enough for the first chapters; ``pdecourse.graphs``,
``pdecourse.turing``, ``pdecourse.solvers``, ``pdecourse.plots`` and ``pdecourse.widgets`` are loaded when used.
"""

from pdecourse.grid import Grid
from pdecourse.kinetics import (
    KINETICS,
    PEARSON,
    AllenCahn,
    Brusselator,
    Diffusion,
    FitzHughNagumo,
    GiererMeinhardt,
    GrayScott,
    Kinetics,
    LinearKinetics,
    MimuraMurray,
    Schnakenberg,
)
from pdecourse.notebook import glue
from pdecourse.simulate import Trajectory, simulate, sweep

__version__ = "0.1.0"

__all__ = [
    "KINETICS",
    "PEARSON",
    "AllenCahn",
    "Brusselator",
    "Diffusion",
    "FitzHughNagumo",
    "GiererMeinhardt",
    "GrayScott",
    "Grid",
    "Kinetics",
    "LinearKinetics",
    "MimuraMurray",
    "Schnakenberg",
    "Trajectory",
    "check",
    "glue",
    "hint",
    "score",
    "simulate",
    "solution",
    "sweep",
]


def __getattr__(name: str):
    """Load the exercises when the first of their functions is asked for."""
    if name in ("check", "hint", "solution", "score"):
        from pdecourse import exercises

        return getattr(exercises, name)
    raise AttributeError(f"module 'pdecourse' has no attribute {name!r}")
