"""Exercise 2.4: count the spots of a pattern on a periodic grid."""

import numpy as np
from scipy import ndimage

from pdecourse.exercises.feedback import Wrong, call, described, numbers
from pdecourse.exercises.record import Check, Exercise


def count_spots(v: np.ndarray, threshold: float) -> int:
    """Return the number of connected sets of cells with v > threshold; the grid is periodic."""
    above = v > threshold
    label = np.where(above, np.arange(1, v.size + 1).reshape(v.shape), 0)  # a number of its own for each cell
    while True:
        before = label
        for axis, shift in ((0, 1), (0, -1), (1, 1), (1, -1)):  # the largest number spreads to the neighbours
            label = np.where(above, np.maximum(label, np.roll(label, shift, axis)), 0)
        if np.array_equal(label, before):
            return len(np.unique(label[above]))


def apart(answer, rng):
    """Spots that touch neither each other nor an edge."""
    for wanted in rng.permutation([1, 4, 7]):
        expect(answer, scattered(rng, wanted), 0.2, "a field of separate spots")


def shapes(answer, rng):
    """A bent spot is one spot; two that meet at a corner only are two."""
    maze = np.zeros((9, 12))
    maze[1:8, 1:10:2] = rng.uniform(0.3, 0.5)  # five columns, joined at the bottom and the top in turn
    maze[7, [2, 6]] = maze[1, [4, 8]] = 0.4
    expect(answer, maze, 0.2, "one long bent stripe")
    ring = np.zeros((9, 12))
    ring[2:7, 3:9] = rng.uniform(0.3, 0.5)
    ring[3:6, 4:8] = 0.0
    expect(answer, ring, 0.2, "one ring-shaped spot")
    corners = np.zeros((8, 10))
    corners[2:4, 2:5] = corners[4:6, 5:8] = rng.uniform(0.3, 0.5)
    expect(answer, corners, 0.2, "two spots that meet at a corner")


def wrapped(answer, rng):
    """A spot that crosses an edge or a corner is one spot."""
    field = scattered(rng, 5)
    centres = np.argwhere(ndimage.binary_erosion(field > 0.2))
    y, x = -rng.choice(centres)  # the grid is cut through this spot
    for shift, where in (((y, x), "a corner"), ((y, 0), "the upper edge"), ((0, x), "the left edge")):
        expect(answer, np.roll(field, shift, (0, 1)), 0.2, f"separate spots, one of them across {where}")


def threshold_cases(answer, rng):
    """Nothing above is no spot, everything above is one, and the threshold itself is not above."""
    level = rng.uniform(0.2, 0.4)
    expect(answer, np.full((5, 7), level / 2), level, "a field below the threshold everywhere")
    expect(answer, np.full((5, 7), level + 0.1), level, "a field above the threshold everywhere")
    at_threshold = {"a cell at the threshold is not above it: use >, not >=": 1}
    expect(answer, np.full((5, 7), level), level, "a field at the threshold everywhere", at_threshold)


def scattered(rng, spots):
    """Noise below 0.2 with 3 × 3 spots above it, each in a 5 × 5 block of its own."""
    field = rng.uniform(0.0, 0.15, (20, 25))
    for block in rng.choice(20, spots, replace=False):
        row, column = 5 * (block // 5) + 1, 5 * (block % 5) + 1
        field[row : row + 3, column : column + 3] = rng.uniform(0.25, 0.5, (3, 3))
    return field


def expect(answer, field, threshold, what, special=None):
    """Compare a count with the right one, and with what usual mistakes would count."""
    got, want = whole(call(answer, field, threshold)), count_spots(field, threshold)
    if got == want:
        return
    above = field > threshold
    no_wrap, diagonal = ndimage.label(above)[1], ndimage.label(above, np.ones((3, 3)))[1]
    mistakes = (special or {}) | {
        "the grid does not wrap round: a spot across an edge is counted on each side": no_wrap,
        "cells that meet at a corner only are not neighbours: four neighbours, not eight": diagonal,
        "the background is counted as a spot": want + 1,
        "the number of cells above the threshold is returned: cells that touch are one spot": above.sum(),
        "the spots are counted row by row: follow them across rows": runs(above),
        "the spots are counted column by column: follow them across columns": runs(above.T),
    }
    named = [mistake for mistake, count in mistakes.items() if got == count]
    size = "large: cells of one spot are counted apart" if got > want else "small: some spots are not seen"
    raise Wrong(named[0] if named else f"the count is too {size}", f"{what}: got {got}, wanted {want}")


def runs(above):
    """Number of unbroken runs of cells in the rows."""
    return int((above & ~np.pad(above, ((0, 0), (1, 0)))[:, :-1]).sum())


def whole(got):
    """Return a count as an int, or say what came instead."""
    count = numbers(got, "the count")
    if count.ndim or not np.isfinite(count) or count != np.round(count):
        raise Wrong("the count is not one whole number", f"got {described(got)}")
    return int(count)


COUNT_SPOTS = Exercise(
    number="2.4",
    title="Count the spots",
    minutes=15,
    reference=count_spots,
    hints=(
        "Give each cell above the threshold a number of its own. What happens if a cell takes the "
        "largest number among itself and its neighbours, again and again?",
        "Start from `np.arange(1, v.size + 1).reshape(v.shape)`, set to 0 outside the spots. Repeat: for "
        "each axis and each shift of ±1, put `np.maximum(label, np.roll(label, shift, axis))` into the cells "
        "above the threshold, until nothing changes. Each spot then holds one number: count the different "
        "ones with `np.unique`.",
    ),
    checks=(
        Check("separate spots", 1, apart),
        Check("rings, bent stripes and corners", 1, shapes),
        Check("spots across the edges", 1, wrapped),
        Check("the threshold", 1, threshold_cases),
    ),
)
