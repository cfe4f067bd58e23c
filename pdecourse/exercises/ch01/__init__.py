"""Lab 1: the heat equation and its schemes."""

from pdecourse.exercises.ch01.heat_kernel import HEAT_KERNEL
from pdecourse.exercises.ch01.heat_step import HEAT_STEP
from pdecourse.exercises.ch01.implicit_step import IMPLICIT_STEP
from pdecourse.exercises.ch01.perona_malik_step import PERONA_MALIK_STEP
from pdecourse.exercises.ch01.step_limits import STEP_LIMITS

LAB = (HEAT_STEP, STEP_LIMITS, IMPLICIT_STEP, HEAT_KERNEL, PERONA_MALIK_STEP)
"""The exercises, in order. Each file holds one: the reference solution, the checks, the record."""
