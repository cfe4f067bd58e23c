"""Lab 3: Turing's instability."""

from pdecourse.exercises.ch03.gray_scott_sweep import GRAY_SCOTT_SWEEP
from pdecourse.exercises.ch03.linearise import LINEARISE
from pdecourse.exercises.ch03.onset_on_a_line import ONSET_ON_A_LINE
from pdecourse.exercises.ch03.turing_conditions import TURING_CONDITIONS
from pdecourse.exercises.ch03.wavelength import WAVELENGTH

LAB = (LINEARISE, TURING_CONDITIONS, ONSET_ON_A_LINE, GRAY_SCOTT_SWEEP, WAVELENGTH)
"""The exercises, in order. Each file holds one: the reference solution, the checks, the record."""
