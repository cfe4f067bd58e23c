r"""The CUDA backend: one thread per cell, or tiles that take several steps in shared memory per launch.

A GPU spends a simple step waiting for memory: each cell is read and written once, 16 bytes for two float32
species. The tiled kernel loads a tile with a rim of ``LEVELS`` cells, takes ``LEVELS`` steps inside the chip
while the correct part of the tile shrinks by one cell per side and step, and writes back the middle. Tiles
overlap, so some cells are computed twice; memory is touched ``LEVELS`` times less often.

Without a GPU the same code runs, slowly, in numba's simulator: set ``NUMBA_ENABLE_CUDASIM=1``.
"""

from functools import lru_cache
from types import FunctionType
from typing import NamedTuple

import numpy as np
from numba import cuda

from pdecourse.kernels.problem import DIRICHLET, PERIODIC, Problem
from pdecourse.shapes import State

THREADS = 32, 8
"""Threads per block along x and y."""

TILE_WIDTH, LEVELS, SHARED_BYTES = 64, 4, 48 * 1024
"""Cells along a tile, rim included; steps per launch; shared memory that every block may have."""


def compile_stepper(kinetics, grid, diffusion, dt, dtype="float32", parallel=True, tiled=True):
    """Return a stepper whose state stays on the GPU. A GPU is always parallel; ``tiled`` picks the kernel.

    Raises ``RuntimeError`` saying what is missing if no kernel can run here.
    """
    reason = preflight()
    if reason:
        raise RuntimeError(reason)
    return CudaStepper(kinetics, grid, diffusion, dt, dtype, tiled)


class CudaStepper:
    r"""Explicit Euler, :math:`u \leftarrow u + \Delta t\,(D\nabla^2_h u + R(u))`, on a GPU. Chapter 2."""

    def __init__(self, kinetics, grid, diffusion, dt, dtype, tiled):
        problem, kind = Problem.of(kinetics, grid, diffusion, dt), np.dtype(dtype).type
        self.shape, self.dtype, self.tiled = grid.shape, np.dtype(dtype), tiled
        self.kernels = compile_kernels(kinetics.rates, len(kinetics.species), problem.boundary, self.dtype)
        self.constants = (
            tuple(map(kind, problem.params)),
            tuple(map(kind, problem.diffusion)),
            tuple(map(kind, problem.outside)),
            kind(problem.dt),
        )

    def load(self, state: State) -> None:
        """Copy ``state`` (species, ny, nx) to the device."""
        self.old = cuda.to_device(np.ascontiguousarray(state, self.dtype))
        self.new = cuda.device_array_like(self.old)

    def advance(self, steps: int) -> None:
        """Take ``steps`` steps, ``LEVELS`` at a time where the tiled kernel is used."""
        while steps > 0:
            levels = min(LEVELS, steps) if self.tiled else 1
            self._launch(levels)
            self.old, self.new = self.new, self.old
            steps -= levels

    def _launch(self, levels):
        ny, nx = self.shape
        if levels > 1:
            height, width = self.kernels.tile
            blocks = -(-nx // (width - 2 * levels)), -(-ny // (height - 2 * levels))
            self.kernels.tiled[blocks, THREADS](self.old, self.new, levels, *self.constants)
        else:
            blocks = -(-nx // THREADS[0]), -(-ny // THREADS[1])
            self.kernels.naive[blocks, THREADS](self.old, self.new, *self.constants)

    def read(self) -> State:
        """Return a copy of the state (species, ny, nx) in the host's memory."""
        return self.old.copy_to_host()


class Kernels(NamedTuple):
    """Both kernels of one reaction, and the tile of the second: (height, width), rim included."""

    naive: object
    tiled: object
    tile: tuple[int, int]


@lru_cache
def compile_kernels(rates, species, boundary, dtype) -> Kernels:
    """Return the kernels for ``rates``. Parameters are arguments, so one compilation serves all of them."""
    four, width = dtype.type(4), TILE_WIDTH
    height = 32 if 2 * species * 32 * width * dtype.itemsize <= SHARED_BYTES else 16
    react = cuda.jit(device=True)(with_constants(rates, dtype))
    cell = cell_reader(species)

    @cuda.jit(device=True)
    def inside(i, n):
        """Return the index within 0 … n - 1 that stands for ``i``: wrapped round, or mirrored at the wall."""
        if 0 <= i < n:  # nearly always; spares a division, which is slow on a GPU
            return i
        if boundary == PERIODIC:
            return i % n
        i = i % (2 * n)
        return min(i, 2 * n - 1 - i)

    @cuda.jit(device=True)
    def value(state, s, i, j, outside):
        """Return species ``s`` at row ``i`` and column ``j``, which may lie beyond the edge."""
        ny, nx = state.shape[1:]
        if boundary == DIRICHLET and not (0 <= i < ny and 0 <= j < nx):
            return outside[s]
        return state[s, inside(i, ny), inside(j, nx)]

    @cuda.jit
    def naive(old, new, params, diffusion, outside, dt):
        j, i = cuda.grid(2)
        ny, nx = old.shape[1:]
        if i < ny and j < nx:
            rate = react(*cell(old, i, j), *params)
            for s in range(species):
                vertical = value(old, s, i - 1, j, outside) + value(old, s, i + 1, j, outside)
                horizontal = value(old, s, i, j - 1, outside) + value(old, s, i, j + 1, outside)
                here = old[s, i, j]
                laplacian = vertical + horizontal - four * here
                new[s, i, j] = here + dt * (diffusion[s] * laplacian + rate[s])

    @cuda.jit
    def tiled(old, new, levels, params, diffusion, outside, dt):
        tiles = cuda.shared.array((2, species, height, width), dtype)
        ny, nx = old.shape[1:]
        top = cuda.blockIdx.y * (height - 2 * levels) - levels
        left = cuda.blockIdx.x * (width - 2 * levels) - levels

        for y in range(cuda.threadIdx.y, height, cuda.blockDim.y):
            for x in range(cuda.threadIdx.x, width, cuda.blockDim.x):
                for s in range(species):
                    tiles[0, s, y, x] = tiles[1, s, y, x] = value(old, s, top + y, left + x, outside)
        cuda.syncthreads()

        for level in range(levels):
            source, target = tiles[level % 2], tiles[(level + 1) % 2]
            for y in range(1 + cuda.threadIdx.y, height - 1, cuda.blockDim.y):
                for x in range(1 + cuda.threadIdx.x, width - 1, cuda.blockDim.x):
                    beyond = not (0 <= top + y < ny and 0 <= left + x < nx)
                    if boundary == DIRICHLET and beyond:
                        continue  # held at the value it was loaded with
                    rate = react(*cell(source, y, x), *params)
                    for s in range(species):
                        vertical = source[s, y - 1, x] + source[s, y + 1, x]
                        horizontal = source[s, y, x - 1] + source[s, y, x + 1]
                        here = source[s, y, x]
                        laplacian = vertical + horizontal - four * here
                        target[s, y, x] = here + dt * (diffusion[s] * laplacian + rate[s])
            cuda.syncthreads()

        for y in range(levels + cuda.threadIdx.y, height - levels, cuda.blockDim.y):
            for x in range(levels + cuda.threadIdx.x, width - levels, cuda.blockDim.x):
                if top + y < ny and left + x < nx:
                    for s in range(species):
                        new[s, top + y, left + x] = tiles[levels % 2, s, y, x]

    return Kernels(naive, tiled, (height, width))


def cell_reader(species):
    """Return a device function that reads all species of one cell as a tuple."""
    last = species - 1
    only_last = cuda.jit(device=True)(lambda state, i, j: (state[last, i, j],))
    if species == 1:
        return only_last
    others = cell_reader(last)
    return cuda.jit(device=True)(lambda state, i, j: others(state, i, j) + only_last(state, i, j))


def with_constants(rates, dtype):
    """Return ``rates`` with its literals cast to ``dtype``, as NumPy treats them: numba would use float64."""
    code = rates.__code__
    constants = tuple(dtype.type(c) if type(c) in (int, float) else c for c in code.co_consts)
    return FunctionType(
        code.replace(co_consts=constants), rates.__globals__, rates.__name__, None, rates.__closure__
    )


CURES = {
    "driver library cannot be found": "There is no NVIDIA driver; in Colab set Runtime > Change runtime type",
    "NO_DEVICE": "The driver sees no GPU; look at nvidia-smi and CUDA_VISIBLE_DEVICES",
    "NVVM": "There is no CUDA compiler; pip install 'numba-cuda[cu12]', or [cu13], as nvidia-smi says",
    "PTX": "The driver is older than the compiler; update it, or install the numba-cuda of its version",
    "OUT_OF_MEMORY": "Another program holds the GPU's memory; nvidia-smi lists it",
}
"""What an error message contains, and what to do about it."""


@lru_cache
def preflight() -> str:
    """Run one small kernel. Return "" if it works, else what failed and how to mend it."""
    try:
        numbers = cuda.to_device(np.zeros(32, np.float32))
        _add_one[1, 32](numbers)
        result = numbers.copy_to_host()
    except Exception as error:  # whatever goes wrong below, the reader needs its name and a cure
        message = " ".join(str(error).split())
        cure = next((cure for sign, cure in CURES.items() if sign in message), "Ask: python -m numba -s")
        problem = f"{type(error).__name__}: {message[:120]}"
        return f"CUDA does not work here ({problem}). {cure}; or use backend='cpu'."
    return "" if (result == 1).all() else "CUDA runs but computes nonsense: 0 + 1 gave something else"


@cuda.jit
def _add_one(numbers):
    i = cuda.grid(1)
    if i < numbers.size:
        numbers[i] += 1
