"""Lab 5: over-smoothing, and how to tell it from its doubles."""

from pdecourse.exercises.ch05.diagnose import DIAGNOSE
from pdecourse.exercises.ch05.layers_to_smooth import LAYERS_TO_SMOOTH
from pdecourse.exercises.ch05.limits import LIMITS
from pdecourse.exercises.ch05.propagate import PROPAGATE
from pdecourse.exercises.ch05.step_lengths import STEP_LENGTHS

LAB = (PROPAGATE, LIMITS, STEP_LENGTHS, LAYERS_TO_SMOOTH, DIAGNOSE)
"""The exercises, in order. Each file holds one: the reference solution, the checks, the record."""
