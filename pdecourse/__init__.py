"""Reaction–diffusion systems and graph neural networks: the package behind the course.

``from pdecourse import GrayScott, Grid, simulate`` is enough for the first chapters; ``pdecourse.graphs``,
``pdecourse.turing``, ``pdecourse.solvers`` and the other ``PARTS`` are loaded when used.
"""

from importlib import import_module

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


PARTS = """
    dynamics experiments graph_ode graphs heat network patterns plots solvers training turing widgets
""".split()
"""Modules that are loaded when they are first used: PyTorch and Matplotlib take seconds."""


def __getattr__(name: str):
    """Load a part, or the exercises, when one of their names is first asked for."""
    if name in PARTS:
        return import_module(f"pdecourse.{name}")
    if name in ("check", "hint", "solution", "score"):
        return getattr(import_module("pdecourse.exercises"), name)
    raise AttributeError(f"module 'pdecourse' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return all names, so that completion shows what is not loaded yet."""
    return sorted({*globals(), *__all__, *PARTS})
