r"""Cartesian grids, their boundaries, and the reference Laplacian that every kernel is held against."""

from dataclasses import dataclass

import numpy as np

from pdecourse.choices import choose

BOUNDARIES = {
    "periodic": "the grid wraps round: the cell left of the first is the last",
    "neumann": "no flux: the ghost cell copies its neighbour",
    "dirichlet": "fixed value: the ghost cell holds ``value``",
}


@dataclass(frozen=True)
class Grid:
    r"""Cell-centred grid with square cells of side ``spacing``, in one or two dimensions.

    Space derivatives need one layer of ghost cells outside the grid; ``boundary`` says what they hold.

    Parameters: ``shape`` (ny, nx) or (n,), at least 3 cells along each axis; ``spacing`` :math:`\Delta x`
    in units of length; ``boundary`` a name in ``BOUNDARIES``; ``value`` the concentration just outside a
    Dirichlet edge, one number or one per species. Chapters 1 and 2.

    Raises ``ValueError`` for a shape, a spacing or a boundary that is none of these.
    """

    shape: tuple[int, ...]
    spacing: float = 1.0
    boundary: str = "periodic"
    value: float | tuple[float, ...] = 0.0

    def __post_init__(self):
        shape = tuple(int(n) for n in np.atleast_1d(self.shape))
        if len(shape) not in (1, 2) or min(shape) < 3:
            raise ValueError(
                f"grid shape is {self.shape}; wanted (ny, nx) or (n,) with at least 3 cells along each axis"
            )
        if not (np.isfinite(self.spacing) and self.spacing > 0):
            raise ValueError(f"grid spacing is {self.spacing}; wanted a positive length such as 1.0")
        choose(BOUNDARIES, self.boundary, "boundary")
        object.__setattr__(self, "shape", shape)
        object.__setattr__(self, "spacing", float(self.spacing))

    @property
    def dimension(self) -> int:
        """Number of space dimensions, 1 or 2."""
        return len(self.shape)

    @property
    def extent(self) -> tuple[float, ...]:
        """Side lengths (ny·spacing, nx·spacing)."""
        return tuple(n * self.spacing for n in self.shape)

    def coordinates(self) -> tuple[np.ndarray, ...]:
        """Return the cell centres along each axis, in the order of ``shape`` (y before x)."""
        return tuple((np.arange(n) + 0.5) * self.spacing for n in self.shape)

    def ghost_values(self, species: int) -> tuple[float, ...]:
        """Return the value outside a Dirichlet edge for each of ``species`` fields.

        Raises ``ValueError`` if the grid was given values for another number of species.
        """
        values = np.atleast_1d(np.asarray(self.value, dtype=float))
        if len(values) not in (1, species):
            raise ValueError(
                f"{len(values)} Dirichlet values for {species} species; give one number or one per species"
            )
        return tuple(np.broadcast_to(values, species).tolist())

    def laplacian(self, field: np.ndarray) -> np.ndarray:
        r"""Return the second-order Laplacian of ``field`` (..., ny, nx), in units of field per length squared.

        .. math:: (\nabla^2_h u)_{ij} = \frac{u_{i-1,j} + u_{i+1,j} + u_{i,j-1} + u_{i,j+1} - 4u_{ij}}{\Delta x^2}

        This plain NumPy version is the definition that the compiled kernels are tested against.
        """
        axes = range(-self.dimension, 0)
        total = -2 * self.dimension * field
        for axis in axes:
            north, south = self._neighbours(field, axis)
            total += north + south
        return total / self.spacing**2

    def _neighbours(self, field: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
        """Return ``field`` seen from the previous and the next cell along ``axis``."""
        before, after = np.roll(field, 1, axis), np.roll(field, -1, axis)
        if self.boundary != "periodic":
            first, last = _edge(field.ndim, axis, 0), _edge(field.ndim, axis, -1)
            before[first] = field[first] if self.boundary == "neumann" else self._outside(field)
            after[last] = field[last] if self.boundary == "neumann" else self._outside(field)
        return before, after

    def _outside(self, field: np.ndarray) -> np.ndarray:
        """Return the Dirichlet value shaped to fill one edge of ``field``."""
        if field.ndim == self.dimension:
            return np.asarray(self.ghost_values(1)[0], field.dtype)
        values = np.asarray(self.ghost_values(field.shape[-self.dimension - 1]), field.dtype)
        return values.reshape(-1, *(1,) * self.dimension)


def _edge(ndim: int, axis: int, position: int) -> tuple:
    """Return the index of the first (0) or last (-1) slice along ``axis``, keeping the axis."""
    index = [slice(None)] * ndim
    index[axis] = slice(0, 1) if position == 0 else slice(-1, None)
    return tuple(index)
