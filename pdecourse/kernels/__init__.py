r"""Explicit Euler for :math:`u_t = D\nabla^2u + R(u)`, once per backend, each compiled from the same ``rates``.

A backend is a module with ``compile_stepper(kinetics, grid, diffusion, dt, dtype, parallel)``. A stepper keeps
the state in the layout its backend likes: ``load(state)``, ``advance(steps)``, ``read() -> state``.
"""

from importlib import import_module
from typing import Protocol

from pdecourse.choices import choose
from pdecourse.shapes import State

BACKENDS = {
    "numpy": "pdecourse.kernels.reference",
    "cpu": "pdecourse.kernels.cpu",
    "cuda": "pdecourse.kernels.cuda",
}
"""The modules of the backends, by the name that ``simulate`` takes."""


class Stepper(Protocol):
    """A state that can be moved forward in time."""

    def load(self, state: State) -> None:
        """Copy ``state`` into the stepper; the caller's array is never written to."""

    def advance(self, steps: int) -> None:
        """Take ``steps`` explicit Euler steps."""

    def read(self) -> State:
        """Return a copy of the present state."""


def compile_stepper(kinetics, grid, diffusion, dt, dtype="float32", backend="auto", parallel=True) -> Stepper:
    """Return a stepper for ``kinetics`` on ``grid``.

    ``parallel=False`` keeps to the calling thread and releases the interpreter lock, for sweeps that already
    run many simulations side by side.
    """
    module = import_module(choose(BACKENDS, resolve(backend), "backend"))
    return module.compile_stepper(kinetics, grid, diffusion, dt, dtype, parallel)


def resolve(backend: str) -> str:
    """Return the backend that ``backend`` stands for: ``"auto"`` is CUDA where a GPU works, else the CPU."""
    if backend != "auto":
        return backend
    from numba import config

    from pdecourse.kernels import cuda

    return "cuda" if not config.ENABLE_CUDASIM and not cuda.preflight() else "cpu"
