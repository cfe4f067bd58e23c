r"""Measures on fields: is it alive, does it stand still, is it made of spots, holes or stripes?

A two-dimensional field is split into a *high* and a *low* phase at Otsu's threshold. Each connected
piece of a phase, with opposite edges of the array joined, gets a *slenderness*

.. math:: s = \frac{A}{\pi r^2},

where ``A`` is its area and ``r`` the radius of the largest disc inside it: 1 for a disc, about
``1.3 L/w`` for a stripe of length ``L`` and width ``w``. The names of Pearson's regimes (chapter 2) are
statements about these numbers, so they can be tested instead of admired.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from pdecourse.kernels.reference import right_hand_side

SLENDER = 3.0
"""A piece more slender than this, about 2.4 widths long, is a stripe; below it, a spot or a hole."""

SMALLEST = 4
"""Pieces of fewer cells are specks on the threshold, not features."""


@dataclass(frozen=True)
class Look:
    """What one field looks like; made by :func:`describe`, named by :func:`name`."""

    filled: float  # fraction of cells above the level at which the catalyst lives; 0 is dead
    contrast: float  # highest minus lowest value, in the field's units
    coverage: float  # fraction of cells in the high phase
    spots: int  # compact pieces of the high phase
    holes: int  # compact pieces of the low phase
    spotted: float  # fraction of the high phase that lies in spots
    perforated: float  # fraction of the low phase that lies in holes


def threshold(field, bins=128) -> float:
    r"""Return Otsu's threshold, which maximises the variance between the two phases.

    Otsu, N. (1979), IEEE Trans. Syst. Man Cybern. 9, 62–66. Raises ``ValueError`` unless ``field`` (ny, nx) is finite.
    """
    counts, edges = np.histogram(_plane(field), bins=bins)
    centres, below = (edges[:-1] + edges[1:]) / 2, np.cumsum(counts)[:-1]
    above = counts.sum() - below
    partial = np.cumsum(counts * centres)
    gap = partial[:-1] / below - (partial[-1] - partial[:-1]) / np.maximum(above, 1)
    variance = below * above * gap**2
    best = np.flatnonzero(variance == variance.max())  # empty bins tie: take the middle of the tie
    return float(edges[1:-1][best].mean())


def pieces(mask) -> tuple[np.ndarray, np.ndarray]:
    """Return the areas (cells) and slendernesses of the connected pieces of ``mask``, edges joined."""
    labels = _joined_labels(mask)
    count = labels.max()
    if count == 0:
        return np.zeros(0), np.zeros(0)
    margin = max(mask.shape) // 4  # distances across the joined edges; no disc here is larger
    depth = ndimage.distance_transform_edt(np.pad(mask, margin, mode="wrap"))
    depth = depth[margin:-margin, margin:-margin] - 0.5  # from cell centre to the phase's edge
    names = np.arange(1, count + 1)
    areas = ndimage.sum_labels(mask, labels, names)
    radii = ndimage.maximum(depth, labels, names)
    large = areas >= SMALLEST
    return areas[large], (areas / (np.pi * np.maximum(radii, 0.5) ** 2))[large]


def describe(field, level=0.1, flat=0.05) -> Look:
    """Measure ``field`` (ny, nx); a field whose contrast is below ``flat`` has no features. Chapter 2.

    ``level`` is the value above which a cell counts as filled. Raises ``ValueError`` unless the field is finite.
    """
    field = _plane(field)
    contrast, filled = float(np.ptp(field)), float(np.mean(field > level))
    if contrast < flat:
        return Look(filled, contrast, float(filled > 0), 0, 0, 0.0, 0.0)
    high = field > threshold(field)
    spots, spotted = _compact(high)
    holes, perforated = _compact(~high)
    return Look(filled, contrast, float(high.mean()), spots, holes, spotted, perforated)


def name(look: Look) -> str:
    """Return ``"dead"``, ``"uniform"``, ``"spots"``, ``"holes"``, ``"stripes"`` or ``"mixed"``.

    Spots are more than four fifths of a minority high phase in compact pieces, holes the same of a minority
    low phase; stripes have less than two fifths of either phase in compact pieces; the rest is mixed.
    """
    if look.filled == 0:
        return "dead"
    if look.coverage in (0.0, 1.0):
        return "uniform"
    if look.spotted > 0.8 and look.coverage < 0.5:
        return "spots"
    if look.perforated > 0.8 and look.coverage > 0.5:
        return "holes"
    return "stripes" if max(look.spotted, look.perforated) < 0.4 else "mixed"


def unsteadiness(kinetics, grid, diffusion, state) -> float:
    r"""Return how fast ``state`` (species, \*shape) still changes, from this one snapshot.

    The root mean square of the right-hand side :math:`D\nabla^2 u + R(u)` over cells and species, in
    units of field per unit of time: zero for a steady state, whatever it looks like.
    """
    slope = right_hand_side(kinetics, grid, diffusion, np.asarray(state, dtype=float))
    return float(np.sqrt(np.mean(slope**2)))


def wavelength(field, spacing=1.0) -> float:
    r"""Return :math:`2\pi/\langle|k|\rangle`, the mean taken with the power spectrum of ``field`` (ny, nx). Chapter 2.

    ``spacing`` is the side of a cell. ``turing.measured_wavelength`` looks at the peak of the spectrum instead.
    Raises ``ValueError`` for a uniform field.
    """
    field = _plane(field)
    power = np.abs(np.fft.fft2(field - field.mean())) ** 2
    ky, kx = (2 * np.pi * np.fft.fftfreq(n, spacing) for n in field.shape)
    if power.sum() == 0:
        raise ValueError("a uniform field has no wavelength; wanted some contrast, e.g. run for longer")
    return float(2 * np.pi * power.sum() / (power * np.hypot(ky[:, None], kx)).sum())


def _plane(field) -> np.ndarray:
    field = np.asarray(field, dtype=float)
    if field.ndim != 2:
        raise ValueError(f"got an array of shape {field.shape}; wanted one species (ny, nx), e.g. state[1]")
    if not np.isfinite(field).all():
        raise ValueError("the field has non-finite values: the run blew up; try a smaller dt")
    return field


def _compact(phase) -> tuple[int, float]:
    """Return the number of compact pieces of ``phase`` and the fraction of its area they hold."""
    areas, slenderness = pieces(phase)
    compact = slenderness < SLENDER
    return int(compact.sum()), float(areas[compact].sum() / max(areas.sum(), 1))


def _joined_labels(mask) -> np.ndarray:
    """Label connected pieces of ``mask`` on the torus: 0 outside, 1 … n inside, without gaps."""
    labels, _ = ndimage.label(mask)
    for first, last in ((labels[0], labels[-1]), (labels[:, 0], labels[:, -1])):
        for a, b in zip(first, last):
            if a and b and a != b:
                labels[labels == b] = a  # views: first and last see the new names at once
    return np.unique(labels, return_inverse=True)[1].reshape(mask.shape) if labels.any() else labels
