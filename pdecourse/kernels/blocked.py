r"""Several steps per pass over memory: temporal blocking in a ring of rows.

One step reads and writes the whole state, and a large grid spends its time waiting for memory. But row i
after t steps needs only rows i - 1, i and i + 1 after t - 1 steps. So a thread walks down its band of rows
once, and behind the newest row keeps the last few rows of every level t in a ring that stays in cache:

    level 0 (old)   . . . . r-1 r        level t computes row r - t from rows
    level 1         . . . . r-1          r - t - 1, r - t and r - t + 1 of level t - 1
    level 2         . . . r-2
    level 3 (new)   . . r-3

It visits each level for ``height`` rows at a time, so that two of the three rows it reads are still in the
first cache. Bands overlap: for its own rows at the last level a band needs a shrinking wedge of its
neighbours' rows at the levels before, and computes them too. That is ``levels / rows per band`` more work,
and no thread ever waits for another within a pass.
"""

from numba import njit, prange

from pdecourse.kernels.problem import DIRICHLET, PERIODIC
from pdecourse.kernels.stencil import OUTSIDE, advance_row, grid_row


def rows_in_ring(levels, height):
    """Rows of memory that one band needs: ``height + 2`` for each level but the first and the last."""
    return (height + 2) * (levels - 1)


@njit
def ring_row(problem, ring, height, level, i):
    """Return the row of ``fields`` that holds row ``i`` of ``level`` in the ring that begins at ``ring``."""
    if problem.boundary != PERIODIC and not 0 <= i < problem.ny:
        if problem.boundary == DIRICHLET:
            return OUTSIDE
        i = min(max(i, 0), problem.ny - 1)
    return ring - (height + 2) * level + i % (height + 2)


@njit
def advance_band(problem, fields, old, new, ring, first, last, levels, height):
    """Advance rows ``first`` to ``last - 1`` of the grid at ``old`` by ``levels`` steps, into ``new``."""
    for newest in range(first - levels + 2, last + levels + height - 1, height):
        for level in range(1, levels + 1):
            wedge = levels - level
            low = max(first - wedge, newest - level - height + 1)
            high = min(last + wedge, newest - level + 1)
            if problem.boundary != PERIODIC:
                low, high = max(low, 0), min(high, problem.ny)
            for i in range(low, high):
                if level == 1:
                    north, south = grid_row(problem, old, i - 1), grid_row(problem, old, i + 1)
                    here = grid_row(problem, old, i)
                else:
                    north = ring_row(problem, ring, height, level - 1, i - 1)
                    here = ring_row(problem, ring, height, level - 1, i)
                    south = ring_row(problem, ring, height, level - 1, i + 1)
                target = new + i if level == levels else ring_row(problem, ring, height, level, i)
                advance_row(problem, fields, north, here, south, target)


@njit(parallel=True, cache=True)
def advance_parallel(problem, fields, old, new, ring, steps, levels, height, bands):
    """Take ``steps`` steps, ``levels`` per pass, one band of rows for each thread."""
    ny, size = problem.ny, (height + 2) * (levels - 1)
    while steps > 0:
        now = min(levels, steps)
        for b in prange(bands):
            first, last = ny * b // bands, ny * (b + 1) // bands
            advance_band(problem, fields, old, new, ring + size * b, first, last, now, height)
        old, new = new, old
        steps -= now


@njit(nogil=True, cache=True)
def advance_serial(problem, fields, old, new, ring, steps, levels, height, bands):
    """The same on the calling thread alone, with the interpreter lock released."""
    while steps > 0:
        now = min(levels, steps)
        advance_band(problem, fields, old, new, ring, 0, problem.ny, now, height)
        old, new = new, old
        steps -= now
