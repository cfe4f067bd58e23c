"""Grade one submission: the learner's functions run elsewhere, what they return is judged here."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from pdecourse.exercises.marking import Result, mark
from pdecourse.exercises.record import Exercise, chapters, lab
from pdecourse.grading.isolation import Isolation
from pdecourse.grading.notebook import Cell, Question, Unreadable, answers, read_cells
from pdecourse.grading.relevance import needed
from pdecourse.grading.running import OutOfTime, RunningNotebook

NO_QUESTIONS: Mapping[str, Question] = MappingProxyType({})


@dataclass(frozen=True)
class Grade:
    """What came out for one submission, exercise by exercise.

    ``status`` is "graded", "timeout" (some code had to be stopped), "crashed" (some code ended its process),
    "unreadable" (no notebook of this lab) or "needs_review" (a check did not cope with an answer, or a cell of the
    lab was lost); in all cases the
    points are those of everything that could be judged. ``reason`` explains every status but "graded";
    ``notes`` are errors at the top of cells; ``written`` the answers in words, by the id of their question.
    """

    results: tuple[Result, ...]
    status: str = "graded"
    reason: str = ""
    notes: tuple[str, ...] = ()
    written: dict[str, str] = field(default_factory=dict)

    @property
    def points(self) -> int:
        """Points earned in all exercises together."""
        return sum(result.points for result in self.results)


def grade(
    path: Path,
    chapter: int,
    student: str,
    *,
    secret: bytes,
    isolation: Isolation,
    given: frozenset[str] = frozenset(),
    questions: Mapping[str, Question] = NO_QUESTIONS,
) -> Grade:
    """Return the grade of the notebook at ``path`` for the lab of ``chapter``.

    Hidden inputs are drawn from ``secret``, the student and the exercise: the same for every run, and different
    for every student. ``given`` are the sources of the lab's own cells, which run only where needed;
    ``questions`` those that are answered in words, by id.
    """
    exercises = lab(chapter)
    try:
        cells = read_cells(path)
    except Unreadable as error:
        return Grade(blank(chapter), "unreadable", str(error))
    if other := _another_lab(chapter, cells):
        reason = f"this is the notebook of lab {other}; hand in that of lab {chapter}"
        return Grade(blank(chapter), "unreadable", reason)
    written = answers(questions, cells)
    with RunningNotebook(_code(cells, given), isolation) as notebook:
        results, reviews = [], []
        for exercise in exercises:
            try:
                results.append(_mark(exercise, notebook, cells, _entropy(secret, student, exercise)))
            except OutOfTime:
                results.append(
                    Result(exercise.number, exercise.points, remark="the time of the submission was used up")
                )
            except Exception as error:  # a check that meets an answer it was not written for
                results.append(
                    Result(
                        exercise.number, exercise.points, remark="this answer needs a person to look at it"
                    )
                )
                reviews.append(f"exercise {exercise.number}: a check raised {type(error).__name__}")
        status, reason = _status(notebook, reviews)
        notes = (*_repeated(chapter, cells), *notebook.notes)
        return Grade(tuple(results), status, reason, notes, written)


def blank(chapter: int) -> tuple[Result, ...]:
    """Return the results of a submission in which nothing could be judged."""
    return tuple(Result(e.number, e.points, remark="not graded") for e in lab(chapter))


def _another_lab(chapter: int, cells: list[Cell]) -> int | None:
    """Return the number of the lab that the notebook belongs to, if that is not ``chapter``."""
    text = "\n".join(cell.source for cell in cells)
    if any(exercise.reference.__name__ in text for exercise in lab(chapter)):
        return None
    fitting = (n for n in chapters() if any(f"def {e.reference.__name__}(" in text for e in lab(n)))
    return next(fitting, None)


def _repeated(chapter: int, cells: list[Cell]) -> list[str]:
    """Say of each function that is written more than once which one counts."""
    notes = []
    for name in (exercise.reference.__name__ for exercise in lab(chapter)):
        places = [str(n) for n, c in enumerate(cells, start=1) if c.is_code and f"def {name}(" in c.source]
        if len(places) > 1:
            notes.append(f"{name} is defined in cells {' and '.join(places)}: the last definition counts")
    return notes


def _code(cells: list[Cell], given: frozenset[str]) -> list[tuple[str, str]]:
    """Return the cells that run, with names for messages; the lab's own test cells are not among them."""
    code = [
        (f"given cell {number}" if cell.source.strip() in given else f"cell {number}", cell)
        for number, cell in enumerate(cells, start=1)
        if cell.is_code and cell.role != "test"
    ]
    runs = needed([cell.source for _, cell in code], given)
    return [(name, cell.source) for (name, cell), is_needed in zip(code, runs) if is_needed]


def _mark(exercise: Exercise, notebook: RunningNotebook, cells: list[Cell], entropy: int) -> Result:
    """Return the result of one exercise; a missing function is named together with what is there."""
    name, there = exercise.reference.__name__, notebook.functions()
    if name not in there:
        return Result(exercise.number, exercise.points, remark=_missing(name, there, cells))
    return mark(exercise, lambda *inputs: notebook.call(name, *inputs, seconds=exercise.seconds), entropy)


def _missing(name: str, there: dict[str, bool], cells: list[Cell]) -> str:
    """Say that a function is missing, and why if that can be seen."""
    if any(not cell.is_code and f"def {name}" in cell.source for cell in cells):
        return f"the cell with {name} is a Markdown cell: change its type back to code"
    own = sorted(function for function, is_own in there.items() if is_own)
    found = f"the notebook defines {', '.join(own)}" if own else "the notebook defines no function"
    return f"there is no function named {name}; {found}"


def _entropy(secret: bytes, student: str, exercise: Exercise) -> int:
    """Return what the hidden inputs of this student in this exercise are drawn from."""
    digest = hmac.digest(secret, f"{student}\0{exercise.number}".encode(), hashlib.sha256)
    return int.from_bytes(digest[:16], "big")


def _status(notebook: RunningNotebook, reviews: list[str]) -> tuple[str, str]:
    """Return the status of a submission and the reason for it."""
    if reviews:
        return "needs_review", "; ".join(reviews)
    if notebook.incomplete:
        return (
            "needs_review",
            "a cell of the lab itself failed or took too long: is the machine busy? Grade again",
        )
    if notebook.slow:
        return "timeout", "code that took too long was stopped"
    if notebook.crashed:
        return "crashed", "code ended the process it ran in"
    return "graded", ""
