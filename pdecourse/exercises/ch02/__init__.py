"""Lab 2: patterns of Gray–Scott and FitzHugh–Nagumo."""

from pdecourse.exercises.ch02.count_spots import COUNT_SPOTS
from pdecourse.exercises.ch02.gray_scott_step import GRAY_SCOTT_STEP
from pdecourse.exercises.ch02.laplacian import LAPLACIAN
from pdecourse.exercises.ch02.oscillating_currents import OSCILLATING_CURRENTS
from pdecourse.exercises.ch02.saddle_node import SADDLE_NODE

LAB = (LAPLACIAN, GRAY_SCOTT_STEP, SADDLE_NODE, COUNT_SPOTS, OSCILLATING_CURRENTS)
"""The exercises, in order. Each file holds one: the reference solution, the checks, the record."""
