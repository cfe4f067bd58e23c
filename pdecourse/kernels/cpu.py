"""The numba backend: rows with ghost cells, and as many steps per pass as suit the size of the grid."""

import numpy as np
from numba import get_num_threads

from pdecourse.kernels import blocked, fused
from pdecourse.kernels.memory import VECTOR_BYTES
from pdecourse.kernels.problem import NEUMANN, PERIODIC, Problem
from pdecourse.shapes import State

FIRST_CACHE, SECOND_CACHE = 40 * 1024, 1024 * 1024
"""Bytes near one core: the sizes of today's L1 and L2 caches. They decide speed only, never the result."""


def compile_stepper(kinetics, grid, diffusion, dt, dtype="float32", parallel=True, levels=None):
    """Return a stepper; one compilation serves all parameters, sizes and boundaries of a reaction.

    ``parallel=False`` keeps to the calling thread and releases the interpreter lock, as small grids always do.
    ``levels`` is the number of steps per pass over memory; by default the size of the grid decides.
    """
    return CpuStepper(kinetics, grid, diffusion, dt, dtype, parallel, levels)


class CpuStepper:
    r"""Explicit Euler, :math:`u \leftarrow u + \Delta t\,(D\nabla^2_h u + R(u))`, compiled. Chapter 2.

    ``fields`` holds one array per species, with these rows: the value outside, the grid, a second copy of
    the grid, and the rings of ``blocked``. Each row starts and ends with a vector's worth of ghost cells, of
    which only the one next to the grid is ever used.
    """

    def __init__(self, kinetics, grid, diffusion, dt, dtype, parallel, levels):
        self.problem, dtype = Problem.of(kinetics, grid, diffusion, dt), np.dtype(dtype)
        ny, nx = grid.shape
        lanes = VECTOR_BYTES // dtype.itemsize
        columns = lanes + -(-nx // lanes) * lanes + lanes
        row_bytes = columns * dtype.itemsize * len(kinetics.species)
        parallel = parallel and 2 * ny * row_bytes > SECOND_CACHE  # else waking the others takes longer
        self.kernel = "advance_parallel" if parallel else "advance_serial"
        self.bands = min(get_num_threads(), ny) if parallel else 1
        self.height = rows_per_visit(row_bytes)
        self.levels = levels or steps_per_pass(ny, self.bands, row_bytes, self.height)
        ring_rows = blocked.rows_in_ring(self.levels, self.height)
        self.old, self.new, self.ring = 1, 1 + ny, 1 + 2 * ny + ring_rows
        rows = 1 + 2 * ny + self.bands * ring_rows
        self.fields = tuple(aligned_zeros(rows, columns, dtype) for _ in kinetics.species)
        self.columns = slice(lanes, lanes + nx)

    def grid_of(self, field, start):
        """Return the view of ``field`` that holds the copy of the grid beginning at row ``start``."""
        return field[start : start + self.problem.ny, self.columns]

    def load(self, state: State) -> None:
        """Copy ``state`` (species, ny, nx) in."""
        first, last = self.columns.start, self.columns.stop - 1
        ends = {PERIODIC: (last, first), NEUMANN: (first, last)}.get(self.problem.boundary)
        for field, values, outside in zip(self.fields, state, self.problem.outside, strict=True):
            field[:] = outside
            self.grid_of(field, self.old)[:] = values
            if ends:
                field[:, first - 1], field[:, last + 1] = field[:, ends[0]], field[:, ends[1]]

    def advance(self, steps: int) -> None:
        """Take ``steps`` steps."""
        place = self.problem, self.fields, self.old, self.new
        if self.levels == 1:
            getattr(fused, self.kernel)(*place, steps, self.bands)
        else:
            getattr(blocked, self.kernel)(*place, self.ring, steps, self.levels, self.height, self.bands)
        passes = -(-steps // self.levels)
        if passes % 2:
            self.old, self.new = self.new, self.old

    def read(self) -> State:
        """Return a copy of the state (species, ny, nx)."""
        return np.stack([self.grid_of(field, self.old) for field in self.fields])


def rows_per_visit(row_bytes: int) -> int:
    """How many rows of a level to compute at a time: several, if what they share fits the first cache."""
    return 4 if 4 * row_bytes <= FIRST_CACHE else 1


def steps_per_pass(ny: int, bands: int, row_bytes: int, height: int) -> int:
    """Return how many steps to take per pass over a grid of ``ny`` rows of ``row_bytes`` bytes, all species.

    One where a thread's share of both copies of the grid lies in cache anyway, and it need not wait for
    others. Otherwise as many as the ring leaves room for and the overlap of the bands is worth.
    """
    if bands == 1 and 2 * ny * row_bytes <= SECOND_CACHE:
        return 1
    for levels in (16, 8, 4, 2):
        ring_bytes = blocked.rows_in_ring(levels, height) * row_bytes
        if ring_bytes <= 0.75 * SECOND_CACHE and 16 * levels <= ny // bands:
            return levels
    return 1


def aligned_zeros(rows, columns, dtype):
    """Return zeros that start on a cache line, so that no vector of cells straddles two."""
    memory = np.zeros(rows * columns * dtype.itemsize + VECTOR_BYTES, np.uint8)
    start = -memory.ctypes.data % VECTOR_BYTES
    return memory[start : start + rows * columns * dtype.itemsize].view(dtype).reshape(rows, columns)
