r"""The update of one row of cells, which every CPU kernel calls.

.. math::

    u^{n+1}_{ij} = u_{ij} + \Delta t\,\Bigl(\frac{D}{\Delta x^2}\,
    (u_{i-1,j} + u_{i+1,j} + u_{i,j-1} + u_{i,j+1} - 4u_{ij}) + R(u_{ij})\Bigr)
"""

from numba import njit

from pdecourse.kernels.memory import east_of_first, lanes, load, load_cell, store, west_of_second
from pdecourse.kernels.problem import NEUMANN, PERIODIC, react

OUTSIDE = 0
"""The row of ``fields`` that holds the value beyond a Dirichlet edge; the grid and all else follow it."""


@njit
def advance_row(problem, fields, north, here, south, target):
    """Write to row ``target`` the next state of row ``here``, which lies between ``north`` and ``south``."""
    width = lanes(fields)
    before, cells = load(fields, here, 0), load(fields, here, width)
    for j in range(width, width + problem.nx, width):
        after = load(fields, here, j + width)
        west, east = west_of_second(before, cells), east_of_first(cells, after)
        laplacian = (load(fields, north, j) + load(fields, south, j)) + (west + east) - 4 * cells
        store(fields, target, j, cells + problem.dt * (problem.diffusion * laplacian + react(problem, cells)))
        before, cells = cells, after
    close_row(problem, fields, target)


@njit
def close_row(problem, fields, row):
    """Fill the ghost cells at both ends of ``row``."""
    first = lanes(fields)
    last = first + problem.nx - 1
    if problem.boundary == PERIODIC:
        store(fields, row, first - 1, load_cell(fields, row, last))
        store(fields, row, last + 1, load_cell(fields, row, first))
    elif problem.boundary == NEUMANN:
        store(fields, row, first - 1, load_cell(fields, row, first))
        store(fields, row, last + 1, load_cell(fields, row, last))
    else:
        store(fields, row, first - 1, problem.outside)
        store(fields, row, last + 1, problem.outside)


@njit
def grid_row(problem, start, i):
    """Return the row of ``fields`` that stands for row ``i`` of the grid beginning at ``start``."""
    if 0 <= i < problem.ny:
        return start + i
    if problem.boundary == PERIODIC:
        return start + i % problem.ny
    if problem.boundary == NEUMANN:
        return start + min(max(i, 0), problem.ny - 1)
    return OUTSIDE
