"""The NumPy kernel: slow, short, and the definition of the right answer."""

import numpy as np

from pdecourse.shapes import State


def right_hand_side(kinetics, grid, diffusion, state: np.ndarray) -> np.ndarray:
    r"""Return :math:`D\nabla^2_h u + R(u)` of ``state`` (species, \*shape), in its units per unit of time."""
    coefficients = np.reshape(np.asarray(diffusion, state.dtype), (-1, *(1,) * grid.dimension))
    return coefficients * grid.laplacian(state) + np.stack(kinetics.rates(*state, *kinetics.params))


def compile_stepper(kinetics, grid, diffusion, dt, dtype="float32", parallel=True):
    """Return a stepper that evaluates every formula on whole arrays; ``parallel`` makes no difference."""
    return NumpyStepper(kinetics, grid, diffusion, dt, dtype)


class NumpyStepper:
    r"""Explicit Euler, :math:`u \leftarrow u + \Delta t\,(D\nabla^2_h u + R(u))`, in NumPy. Chapter 2."""

    def __init__(self, kinetics, grid, diffusion, dt, dtype):
        self.equation, self.dt, self.dtype = (kinetics, grid, diffusion), float(dt), np.dtype(dtype)

    def load(self, state: State) -> None:
        """Copy ``state`` in."""
        self.state = np.array(state, self.dtype)

    def advance(self, steps: int) -> None:
        """Take ``steps`` steps."""
        for _ in range(steps):
            self.state = self.state + self.dt * right_hand_side(*self.equation, self.state)

    def read(self) -> State:
        """Return a copy of the state."""
        return self.state.copy()
