"""The four commands of a lab. Each prints plain text; the score remembers the results of this session."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from pdecourse.exercises.feedback import described
from pdecourse.exercises.marking import Result, count, mark
from pdecourse.exercises.record import Exercise, find, lab

latest = {}  # exercise number -> last Result of this session
asked = {}  # exercise number -> hints given so far


def check(number: str, answer: Callable) -> Result:
    """Run the checks of exercise ``number`` on ``answer``, print what is right and wrong, and return a ``Result``.

    ``answer`` is the function itself: ``check("2.1", laplacian)``. What is not callable counts as not started.
    What takes longer than two seconds shows a progress bar. Raises ``ValueError``, listing the exercises, for an
    unknown number.
    """
    exercise = find(number)
    if callable(answer):
        result = mark(exercise, answer, progress=None)
    else:
        name = exercise.reference.__name__
        result = Result(
            exercise.number,
            exercise.points,
            remark=f'pass the function itself, check("{exercise.number}", {name}), not {described(answer)}',
        )
    latest[exercise.number] = result
    print(result)
    return result


def hint(number: str) -> None:
    """Print the next hint of exercise ``number``: first a nudge, then the idea, then both again."""
    exercise = find(number)
    given = asked[exercise.number] = asked.get(exercise.number, 0) + 1
    wanted = range(len(exercise.hints)) if given > len(exercise.hints) else [given - 1]
    for i in wanted:
        print(f"Hint {i + 1} of {len(exercise.hints)}: {exercise.hints[i]}")


def solution(number: str) -> None:
    """Print the reference solution of exercise ``number``."""
    exercise = find(number)
    print(f"# Exercise {exercise.number}\n{source(exercise)}", end="")


def source(exercise: Exercise) -> str:
    """The source text of the reference solution."""
    return inspect.getsource(exercise.reference)


@dataclass(frozen=True)
class Score:
    """Points of a lab in this session."""

    chapter: int
    complete: int
    exercises: int
    points: int
    total: int

    def __str__(self):
        done = f"{self.complete} of {count(self.exercises, 'exercise')} complete"
        return f"Lab {self.chapter}: {done} · {self.points}/{count(self.total, 'point')}"

    def _ipython_display_(self):
        """Show nothing: ``score`` has printed the text already."""


def score(chapter: int) -> Score:
    """Print the points of a lab, each exercise as last checked in this session, and return the ``Score``."""
    exercises = lab(chapter)
    results = {e.number: latest.get(e.number, Result(e.number, e.points)) for e in exercises}
    for e in exercises:
        print(
            f"{e.number}  {e.title:<{max(len(x.title) for x in exercises)}}  "
            f"{results[e.number].points}/{e.points}"
        )
    total = Score(
        chapter,
        sum(r.complete for r in results.values()),
        len(exercises),
        sum(r.points for r in results.values()),
        sum(e.points for e in exercises),
    )
    print(total)
    return total
