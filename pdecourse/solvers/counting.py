"""What a run costs: evaluations of the field, iterations of implicit steps, steps taken."""

import copy
from dataclasses import dataclass, field
from typing import Any

from pdecourse.solvers.linear_field import LinearField
from pdecourse.solvers.split_field import SplitField


@dataclass
class Work:
    """Counters of one run, chapter 6.

    ``evaluations`` of the field (NFE; a ``SplitField`` counts when its reaction is evaluated),
    ``iterations`` of the linear or nonlinear solver inside implicit steps, and the accepted ``step_sizes``.
    """

    evaluations: int = 0
    iterations: int = 0
    step_sizes: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Solution:
    """The states at the requested times, with one more axis in front, and the work they cost."""

    times: list[float]
    states: Any
    work: Work


class Counted:
    """A field that notes in ``work`` how often it was asked."""

    def __init__(self, evaluate, work: Work):
        self.evaluate, self.work = evaluate, work

    def __call__(self, t, x):
        """Return the slope at ``t`` and ``x``."""
        self.work.evaluations += 1
        return self.evaluate(t, x)


def counted(evaluate, work: Work):
    """Return a field of the same kind that notes its work; a factorisation made by either serves both."""
    if isinstance(evaluate, SplitField):
        return SplitField(counted(evaluate.diffusion, work), Counted(evaluate.reaction, work), work)
    if isinstance(evaluate, LinearField):
        noting = copy.copy(evaluate)
        noting.work = work
        return noting
    return Counted(evaluate, work)
