"""Lab 8: steps that split diffusion from reaction, their limits, patterns on a graph, and depth without loss."""

from pdecourse.exercises.ch08.first_growth import FIRST_GROWTH
from pdecourse.exercises.ch08.first_wave import FIRST_WAVE
from pdecourse.exercises.ch08.growth_rates import GROWTH_RATES
from pdecourse.exercises.ch08.imex_step import IMEX_STEP
from pdecourse.exercises.ch08.reaction import REACTION
from pdecourse.exercises.ch08.three_steps import THREE_STEPS

LAB = (THREE_STEPS, IMEX_STEP, FIRST_GROWTH, GROWTH_RATES, FIRST_WAVE, REACTION)
"""The exercises, in order. Each file holds one: the reference solution, the checks, the record."""
