"""Lab 6: attention as diffusion, and the solvers that carry it."""

from pdecourse.exercises.ch06.amplification import AMPLIFICATION
from pdecourse.exercises.ch06.attention import ATTENTION
from pdecourse.exercises.ch06.diffuse import DIFFUSE
from pdecourse.exercises.ch06.implicit_step import IMPLICIT_STEP
from pdecourse.exercises.ch06.stationary import STATIONARY
from pdecourse.exercises.ch06.step_borders import STEP_BORDERS

LAB = (ATTENTION, STATIONARY, STEP_BORDERS, AMPLIFICATION, DIFFUSE, IMPLICIT_STEP)
"""The exercises, in order. Each file holds one: the reference solution, the checks, the record."""
