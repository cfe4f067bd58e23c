"""The NumPy kernel: slow, short, and the definition of the right answer."""

import numpy as np

from pdecourse.shapes import State


def compile_stepper(kinetics, grid, diffusion, dt, dtype="float32", parallel=True):
    """Return a stepper that evaluates every formula on whole arrays; ``parallel`` makes no difference."""
    return NumpyStepper(kinetics, grid, diffusion, dt, dtype)


class NumpyStepper:
    r"""Explicit Euler, :math:`u \leftarrow u + \Delta t\,(D\nabla^2_h u + R(u))`, in NumPy. Chapter 2."""

    def __init__(self, kinetics, grid, diffusion, dt, dtype):
        self.kinetics, self.grid, self.dt, self.dtype = kinetics, grid, float(dt), np.dtype(dtype)
        self.diffusion = np.reshape(np.asarray(diffusion, self.dtype), (-1, *(1,) * grid.dimension))

    def load(self, state: State) -> None:
        """Copy ``state`` in."""
        self.state = np.array(state, self.dtype)

    def advance(self, steps: int) -> None:
        """Take ``steps`` steps."""
        for _ in range(steps):
            rates = np.stack(self.kinetics.rates(*self.state, *self.kinetics.params))
            self.state = self.state + self.dt * (self.diffusion * self.grid.laplacian(self.state) + rates)

    def read(self) -> State:
        """Return a copy of the state."""
        return self.state.copy()
