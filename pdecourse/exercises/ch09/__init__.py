"""The capstone: one exercise, a right-hand side of your own."""

from pdecourse.exercises.ch09.predict import PREDICT

LAB = (PREDICT,)
"""The exercise. Its file holds the reference solution, the checks, the record."""
