"""Diffusion on a grid: the Laplacian as a matrix, the heat kernel, and conductivities that vary in space."""

from collections.abc import Callable
from functools import reduce

import numpy as np
import scipy.sparse as sp

from pdecourse.grid import Grid


def laplacian_matrix(grid: Grid) -> sp.csr_array:
    r"""Return the matrix L with ``L @ field.ravel()`` = ``grid.laplacian(field).ravel()``, chapter 1.

    In two dimensions it is the Kronecker sum :math:`L_y \otimes I + I \otimes L_x` of the second differences
    along each axis. It is symmetric, in units of one over length squared. At a Dirichlet edge the stencil
    brings in the fixed value too, which is no multiple of the field: that part is ``boundary_source(grid)``.
    """
    second_differences = [_second_difference(n, grid.boundary) for n in grid.shape]
    # kronsum(A, B) = I ⊗ A + B ⊗ I: the axis that varies fastest in memory comes first.
    return (reduce(lambda y, x: sp.kronsum(x, y), second_differences) / grid.spacing**2).tocsr()


def boundary_source(grid: Grid) -> np.ndarray:
    """Return the Laplacian of the zero field (cells,): what a Dirichlet value adds to that of any field."""
    return grid.laplacian(np.zeros(grid.shape)).ravel()


def heat_kernel(distance, t: float, alpha: float = 1.0, dimension: int = 1):
    r"""Return the temperature at ``distance`` from a unit of heat released at one point a time ``t`` ago.

    .. math:: G(x, t) = (4 \pi \alpha t)^{-d/2} \exp\Big({-\frac{|x|^2}{4 \alpha t}}\Big)

    ``alpha`` is the diffusivity in length squared per time, d the ``dimension``. Raises ``ValueError`` unless t > 0.
    Fourier (1822), chapter 1.
    """
    if not t > 0:
        raise ValueError(f"t is {t}; the heat kernel needs t > 0 (at t = 0 all heat is in one point)")
    return (4 * np.pi * alpha * t) ** (-dimension / 2) * np.exp(-np.square(distance) / (4 * alpha * t))


def dirichlet_energy(field: np.ndarray, grid: Grid) -> float:
    r"""Return the energy whose steepest descent is the heat equation, chapter 1.

    .. math:: E(u) = \tfrac12 \int |\nabla u|^2 \, dx, \qquad \frac{\delta E}{\delta u} = -\nabla^2 u
    """
    # On a periodic grid the first and the last face are the same one.
    first = 1 if grid.boundary == "periodic" else 0
    gradients = enumerate(face_gradients(field, grid))
    squares = sum(np.square(np.moveaxis(gradient, axis, 0)[first:]).sum() for axis, gradient in gradients)
    return float(squares / 2 * grid.spacing**grid.dimension)


def face_gradients(field: np.ndarray, grid: Grid) -> list[np.ndarray]:
    """Return the derivative of ``field`` across the faces along each axis; n cells have n + 1 faces. Chapter 1.

    Raises ``ValueError`` unless ``field`` has the shape of ``grid``.
    """
    if np.shape(field) != grid.shape:
        raise ValueError(
            f"field has shape {np.shape(field)} on a grid of shape {grid.shape}; give one value per cell"
        )
    modes = {
        "periodic": {"mode": "wrap"},
        "neumann": {"mode": "edge"},
        "dirichlet": {"mode": "constant", "constant_values": grid.ghost_values(1)[0]},
    }
    padded = [np.pad(field, _one_ghost(grid, axis), **modes[grid.boundary]) for axis in range(grid.dimension)]
    return [np.diff(values, axis=axis) / grid.spacing for axis, values in enumerate(padded)]


def inhomogeneous_diffusion(field: np.ndarray, conductivity: np.ndarray | float, grid: Grid) -> np.ndarray:
    r"""Return :math:`\nabla \cdot (g \nabla u)` for a conductivity g, one or one per cell, chapter 1.

    What leaves a cell through a face enters the next one, so diffusion moves heat without making or losing
    any; at a face g is the mean of its two cells. In units of g times field per length squared.
    """
    mode = "wrap" if grid.boundary == "periodic" else "edge"
    fluxes = []
    for axis, gradient in enumerate(face_gradients(field, grid)):
        g = np.pad(np.broadcast_to(conductivity, grid.shape), _one_ghost(grid, axis), mode=mode)
        n = g.shape[axis]
        at_faces = (g.take(range(n - 1), axis) + g.take(range(1, n), axis)) / 2
        fluxes.append(at_faces * gradient)
    return _divergence(fluxes, grid)


def perona_malik(grid: Grid, contrast: float) -> Callable[[float, np.ndarray], np.ndarray]:
    r"""Return the right-hand side ``f(t, u)`` of edge-preserving smoothing, Perona & Malik (1990), chapter 1.

    .. math:: \dot u = \nabla \cdot \big(g(|\nabla u|) \nabla u\big), \qquad g(s) = \frac{1}{1 + (s/K)^2}

    Differences steeper than the ``contrast`` K, in units of field per length, count as edges and conduct
    little. As in the original, g is taken from the difference across each face. Since g ≤ 1 the step is
    limited like that of the heat equation with diffusivity 1. Raises ``ValueError`` unless K > 0.
    """
    if not contrast > 0:
        raise ValueError(f"contrast is {contrast}; wanted a positive slope, in units of the field per length")

    def field(t: float, u: np.ndarray) -> np.ndarray:
        gradients = face_gradients(u, grid)
        return _divergence([gradient / (1 + (gradient / contrast) ** 2) for gradient in gradients], grid)

    return field


def _divergence(fluxes: list[np.ndarray], grid: Grid) -> np.ndarray:
    """Return inflow minus outflow per cell, from the fluxes through the faces of each axis."""
    return sum(np.diff(flux, axis=axis) for axis, flux in enumerate(fluxes)) / grid.spacing


def _one_ghost(grid: Grid, axis: int) -> list[tuple[int, int]]:
    """Return padding widths for one layer of ghost cells on both sides of ``axis``."""
    return [(int(other == axis), int(other == axis)) for other in range(grid.dimension)]


def _second_difference(n: int, boundary: str) -> sp.lil_array:
    """Return the (n, n) matrix with rows 1, −2, 1; the first and last row depend on the boundary."""
    matrix = sp.diags_array([1.0, -2.0, 1.0], offsets=[-1, 0, 1], shape=(n, n)).tolil()
    if boundary == "neumann":
        matrix[0, 0] = matrix[-1, -1] = -1.0  # the ghost cell copies its neighbour and cancels one of the two
    elif boundary == "periodic":
        matrix[0, -1] = matrix[-1, 0] = 1.0
    return matrix
