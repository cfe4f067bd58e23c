"""The record of an exercise, and where to find one."""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import numpy as np

import pdecourse.exercises as package


@dataclass(frozen=True)
class Check:
    """One thing that is looked at, worth ``points``: ``run(answer, rng)`` raises ``Wrong`` unless it is right.

    All inputs come from ``rng``, so another generator gives other inputs to the same check.
    """

    title: str
    points: int
    run: Callable[[Callable, np.random.Generator], None]


@dataclass(frozen=True)
class Exercise:
    """One exercise: what is asked, the two hints, the reference solution (a real function) and the checks."""

    number: str  # "2.1": chapter and place in its lab
    title: str
    minutes: int
    reference: Callable
    hints: tuple[str, str]
    checks: tuple[Check, ...]
    seconds: float | None = None  # how long a grader lets one call take; None: as long as it lets most

    @property
    def points(self) -> int:
        return sum(check.points for check in self.checks)


def chapters() -> list[int]:
    """Numbers of the chapters that have a lab."""
    return sorted(
        int(m.name[2:])
        for m in pkgutil.iter_modules(package.__path__)
        if m.name.startswith("ch") and m.name[2:].isdigit()
    )


def lab(chapter: int) -> tuple[Exercise, ...]:
    """Return the exercises of a chapter's lab, in order."""
    if chapter not in chapters():
        raise ValueError(f"there is no lab {chapter!r}; labs: {', '.join(map(str, chapters()))}")
    return import_module(f"pdecourse.exercises.ch{chapter:02d}").LAB


def find(number: str) -> Exercise:
    """Return the exercise with this number, for example "2.1"."""
    exercises = {exercise.number: exercise for chapter in chapters() for exercise in lab(chapter)}
    if str(number) not in exercises:
        raise ValueError(f"there is no exercise {number!r}; exercises: {', '.join(exercises)}")
    return exercises[str(number)]
