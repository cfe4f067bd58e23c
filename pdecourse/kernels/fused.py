"""One step per pass over memory: diffusion and reaction fused, every cell read and written once."""

from numba import njit, prange

from pdecourse.kernels.stencil import advance_row, grid_row


@njit
def advance_rows(problem, fields, old, new, first, last):
    """Advance rows ``first`` to ``last - 1`` of the grid at ``old`` by one step into the grid at ``new``."""
    for i in range(first, last):
        north, south = grid_row(problem, old, i - 1), grid_row(problem, old, i + 1)
        advance_row(problem, fields, north, old + i, south, new + i)


@njit(parallel=True, cache=True)
def advance_parallel(problem, fields, old, new, steps, bands):
    """Take ``steps`` steps, each thread walking through one band of rows at a time."""
    ny = problem.ny
    for _ in range(steps):
        for b in prange(bands):
            advance_rows(problem, fields, old, new, ny * b // bands, ny * (b + 1) // bands)
        old, new = new, old


@njit(nogil=True, cache=True)
def advance_serial(problem, fields, old, new, steps, bands):
    """The same on the calling thread alone, with the interpreter lock released."""
    for _ in range(steps):
        advance_rows(problem, fields, old, new, 0, problem.ny)
        old, new = new, old
