"""Lab 7: features that run downhill on an energy, attract and repel."""

from pdecourse.exercises.ch07.downhill import DOWNHILL
from pdecourse.exercises.ch07.forces import FORCES
from pdecourse.exercises.ch07.growth import GROWTH
from pdecourse.exercises.ch07.mixings import MIXINGS
from pdecourse.exercises.ch07.roughness import ROUGHNESS
from pdecourse.exercises.ch07.winners import WINNERS

LAB = (DOWNHILL, MIXINGS, FORCES, ROUGHNESS, GROWTH, WINNERS)
"""The exercises, in order. Each file holds one: the reference solution, the checks, the record."""
