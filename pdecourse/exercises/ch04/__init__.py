"""Lab 4: graphs, their Laplacians and what heat does on them."""

from pdecourse.exercises.ch04.energy_and_gradient import ENERGY_AND_GRADIENT
from pdecourse.exercises.ch04.fiedler_split import FIEDLER_SPLIT
from pdecourse.exercises.ch04.heat_filter import HEAT_FILTER
from pdecourse.exercises.ch04.laplacians import LAPLACIANS
from pdecourse.exercises.ch04.ring_growth import RING_GROWTH

LAB = (LAPLACIANS, ENERGY_AND_GRADIENT, HEAT_FILTER, RING_GROWTH, FIEDLER_SPLIT)
"""The exercises, in order. Each file holds one: the reference solution, the checks, the record."""
