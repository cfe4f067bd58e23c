r"""Measure what the theory predicts: the wavelength of a pattern and the growth rate of a wave. Chapter 3."""

import math

import numpy as np
import scipy.fft
from jaxtyping import Float

from pdecourse.grid import Grid


def radial_spectrum(
    field: np.ndarray, grid: Grid
) -> tuple[Float[np.ndarray, " bin"], Float[np.ndarray, " bin"]]:
    r"""Return wavenumbers and the mean power :math:`|\hat u|^2` of the waves of each, over all directions.

    Rings are as wide as the coarsest step between wavenumbers of the grid. The mean of the field is left out. Raises
    ``ValueError`` unless ``field`` has the shape of ``grid``.
    """
    length, power = _modes(field, grid)
    step = _ring_width(grid)
    ring = np.rint(length / step).astype(int).ravel()
    count, total = np.bincount(ring), np.bincount(ring, power.ravel())
    rings = np.arange(1, len(count))
    return rings * step, total[1:] / np.maximum(count[1:], 1)


def measured_wavelength(field: Float[np.ndarray, "..."], grid: Grid) -> float:
    r"""Return the wavelength of ``field``, whose shape is the grid's, from its radially averaged spectrum.

    The tallest ring finds the peak; the mean of :math:`|k|` over the waves in it and in its neighbours within
    a quarter of its wavenumber, weighted with their power, places it between the rings. Raises ``ValueError``
    for a field of the wrong shape and for one without any wave.
    """
    length, power = _modes(field, grid)
    wavenumbers, mean_power = radial_spectrum(field, grid)
    if not np.max(mean_power) > 1e-24 * np.mean(np.square(field)):
        raise ValueError(
            "the field is uniform, so it has no wavelength; run longer, or start from a perturbed state"
        )
    peak = wavenumbers[np.argmax(mean_power)]
    near = np.abs(length - peak) <= max(1.5 * _ring_width(grid), peak / 4)
    near &= length > 0
    return float(2 * math.pi * power[near].sum() / (power[near] * length[near]).sum())


def measured_growth_rate(
    trajectory, wavenumber: float, *, start: float = 0.0, stop: float = math.inf, species: int = 0
):
    r"""Return the rate at which the waves nearest to ``wavenumber`` grow in a trajectory, by least squares.

    The slope of :math:`\tfrac12 \log \sum |\hat u|^2`, over the waves that fit the grid and have the nearest
    :math:`|k|`, through the saved times from ``start`` to ``stop``. Choose a window after other eigenvectors
    have died out and before the waves feel each other, and a grid that holds a whole number of waves. Raises
    ``ValueError`` with fewer than three saved times in the window, or without such a wave.
    """
    inside = (trajectory.times >= start) & (trajectory.times <= stop)
    if inside.sum() < 3:
        raise ValueError(
            f"{inside.sum()} saved times lie between {start} and {stop}; wanted at least 3: "
            "widen the window, or pass simulate a smaller save_every"
        )
    grid = trajectory.grid
    length = _modes(trajectory.states[0, species], grid)[0]
    distance = np.abs(length - wavenumber)
    nearest = distance <= distance.min() + 1e-9 * wavenumber
    power = np.array([_modes(state[species], grid)[1][nearest].sum() for state in trajectory.states[inside]])
    if not power.min() > 0:
        raise ValueError(
            f"the waves with |k| = {length[nearest][0]:.4g}, nearest to {wavenumber:.4g} on this grid, are "
            "absent at some saved time; start from noise, or ask for a wavenumber that is there"
        )
    return float(np.polyfit(trajectory.times[inside], 0.5 * np.log(power), 1)[0])


def grid_wavenumber(k, spacing: float):
    r"""Return the wavenumber that the second-order Laplacian sees for a wave ``k`` along a grid axis.

    .. math:: k_h = \frac{2}{\Delta x} \sin\frac{k \Delta x}{2}, \qquad
              k_h^2 = \frac{2 - 2\cos k\Delta x}{\Delta x^2}

    It is below ``k``, so a coarse grid makes patterns with slightly shorter waves than the plane.
    """
    return 2 / spacing * np.sin(np.asarray(k) * spacing / 2)


def _modes(field, grid: Grid) -> tuple[np.ndarray, np.ndarray]:
    """Return |k| and the power of every wave that fits the grid: Fourier if periodic, else cosines."""
    field = np.asarray(field, dtype=float)
    if field.shape != grid.shape:
        raise ValueError(
            f"the field has shape {field.shape}, the grid {grid.shape}; wanted equal shapes: "
            "pass one species at one time, such as trajectory.final[0]"
        )
    deviation = field - field.mean()
    if grid.boundary == "periodic":
        axes = [2 * math.pi * scipy.fft.fftfreq(n, grid.spacing) for n in grid.shape]
        power = np.abs(scipy.fft.fftn(deviation)) ** 2
    else:
        axes = [math.pi * np.arange(n) / (n * grid.spacing) for n in grid.shape]
        power = scipy.fft.dctn(deviation, type=2, norm="ortho") ** 2
    length = np.sqrt(sum(k**2 for k in np.meshgrid(*axes, indexing="ij")))
    return length, power


def _ring_width(grid: Grid) -> float:
    """The step between wavenumbers along the shortest side of the grid."""
    waves = 2 if grid.boundary == "periodic" else 1
    return waves * math.pi / (min(grid.shape) * grid.spacing)
