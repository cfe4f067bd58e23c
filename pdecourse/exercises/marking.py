"""Run the checks of an exercise on an answer and say what came out: for a learner and for a grader."""

import inspect
import linecache
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from pdecourse.exercises.feedback import NotStarted, Raised, Wrong
from pdecourse.exercises.record import Exercise
from pdecourse.notebook import progress_bar


@dataclass(frozen=True)
class Outcome:
    """What one check found: ``mistake`` is empty if it passed, ``detail`` depends on the inputs drawn."""

    title: str
    points: int
    mistake: str = ""
    detail: str = ""

    @property
    def passed(self):
        return not self.mistake

    @property
    def earned(self) -> int:
        return self.points if self.passed else 0

    def __str__(self):
        if self.passed:
            return f"  ✓ {self.title} · {count(self.points, 'point')}"
        head = f"  ✗ {self.title} · 0 of {count(self.points, 'point')}"
        return "\n      ".join([head, self.mistake, *self.detail.splitlines()])


@dataclass(frozen=True)
class Result:
    """All outcomes of one exercise. ``str(result)`` is the text that ``check`` prints."""

    number: str
    total: int
    outcomes: tuple[Outcome, ...] = ()  # empty: not started
    remark: str = "not started"

    @property
    def points(self) -> int:
        return sum(outcome.earned for outcome in self.outcomes)

    @property
    def passed(self):
        return sum(outcome.passed for outcome in self.outcomes)

    @property
    def started(self) -> bool:
        return bool(self.outcomes)

    @property
    def complete(self) -> bool:
        return self.started and self.points == self.total

    def __str__(self):
        if not self.started:
            return f"Exercise {self.number}: {self.remark} · 0/{count(self.total, 'point')}"
        checks = f"{self.passed}/{count(len(self.outcomes), 'check')} passed"
        last = f"{checks} · {self.points}/{count(self.total, 'point')}"
        if self.complete:
            return f"Exercise {self.number}: {last}"
        return "\n".join([f"Exercise {self.number}", *self._lines(), last])

    def _lines(self):
        """One entry per check; a mistake that shows up again is not explained again."""
        named = set()
        for outcome in self.outcomes:
            again = outcome.mistake in named
            yield str(replace(outcome, mistake="the same as above", detail="") if again else outcome)
            named.add(outcome.mistake or None)

    def _ipython_display_(self):
        """Show nothing: ``check`` has printed the text already, and a notebook would show it twice."""


def mark(exercise: Exercise, answer: Callable, entropy: int = 0, *, progress: bool | None = False) -> Result:
    """Run every check of ``exercise`` on ``answer`` and return a ``Result``.

    Check number i draws its inputs from ``default_rng([entropy, i])``: a grader passes a secret ``entropy`` and a
    callable that stands for the learner's function. An exception of the answer fails that check only;
    what is not an ``Exception`` (an interrupt, a grader's own time limit) passes through. ``progress`` as for
    ``progress_bar``.
    """
    outcomes, waiting = [], 0
    checks = progress_bar(
        exercise.checks, total=len(exercise.checks), label=f"exercise {exercise.number}", show=progress
    )
    for i, check in enumerate(checks):
        mistake = detail = ""
        try:
            with np.errstate(all="ignore"):
                check.run(answer, np.random.default_rng([entropy, i]))
        except NotStarted as error:
            mistake, waiting = str(error), waiting + 1
        except Wrong as error:
            mistake, detail = error.mistake, error.detail
        except Raised as error:
            mistake, detail = raised(error.__cause__, answer, exercise)
        outcomes.append(Outcome(check.title, check.points, mistake, detail))
    return Result(exercise.number, exercise.points, () if waiting == len(outcomes) else tuple(outcomes))


def raised(error: BaseException, answer: Callable, exercise: Exercise) -> tuple[str, str]:
    """Describe an exception of the learner's code: its kind, then its text and the learner's own line."""
    mistake, text = f"your function raised {type(error).__name__}", str(error).splitlines()[:3]
    home = getattr(getattr(answer, "__code__", None), "co_filename", None)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == home]
    if frames:
        source = linecache.getline(frames[-1].filename, frames[-1].lineno).strip()
        text.append(f"line {frames[-1].lineno} of its cell" + (f": {source}" if source else ""))
    elif isinstance(error, TypeError):
        text.append(f"wanted: {signature(exercise.reference)}")
    return mistake, "\n".join(text)


def signature(function: Callable) -> str:
    """The call that is wanted, for example ``laplacian(field, dx)``."""
    return f"{function.__name__}({', '.join(inspect.signature(function).parameters)})"


def count(n: int, noun: str) -> str:
    """``1 point``, ``2 points``."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
