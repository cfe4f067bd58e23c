"""Grade many submissions, side by side and so that it can be interrupted at any moment."""

import hashlib
import os
import secrets
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from joblib import Parallel, delayed

from pdecourse.exercises.record import Exercise, lab
from pdecourse.grading.grader import Grade, blank, grade
from pdecourse.grading.isolation import Isolation
from pdecourse.grading.lateness import Deadlines
from pdecourse.grading.manual import collect, judged
from pdecourse.grading.notebook import Question, plain
from pdecourse.grading.pages import write_pages
from pdecourse.grading.records import ExerciseRecord, Record, keep, kept, key, lab_version, table
from pdecourse.grading.running import NoWorker
from pdecourse.grading.submissions import Submission, find
from pdecourse.notebook import progress_bar
from pdecourse.writing import write_atomically

NO_DEADLINE = Deadlines()


@dataclass(frozen=True)
class Assignment:
    """What all submissions of one lab have in common.

    ``given`` are the sources of the lab's own cells, ``questions`` those to be answered in words, by id.
    Exercises ``without`` are left out of the marks; students ``again`` are graded though their record is there.
    """

    chapter: int
    secret: bytes
    isolation: Isolation
    given: frozenset[str] = frozenset()
    deadlines: Deadlines = NO_DEADLINE
    questions: dict[str, Question] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()

    @cached_property
    def version(self) -> str:
        """The version of the lab's checks."""
        return lab_version(self.chapter)

    @property
    def exercises(self) -> list[Exercise]:
        """The exercises that count. Raises ``ValueError`` if one to leave out is not in the lab."""
        numbers = {exercise.number for exercise in lab(self.chapter)}
        if unknown := self.without - numbers:
            raise ValueError(f"lab {self.chapter} has no exercise {', '.join(sorted(unknown))}")
        return [exercise for exercise in lab(self.chapter) if exercise.number not in self.without]

    @property
    def possible(self) -> int:
        """All points that one can earn."""
        in_words = sum(question.points for question in self.questions.values())
        return sum(exercise.points for exercise in self.exercises) + in_words


def grade_all(
    source: Path, assignment: Assignment, results: Path, *, jobs: int = 1, progress: bool | None = None
) -> list[Record]:
    """Grade every submission in ``source`` and return one record each, sorted by student.

    ``results`` receives a record per submission as soon as it is graded, then a page of feedback each, the
    answers in words, and ``grades.csv``. What is already there for the same file, lab version, secret and
    isolation is not graded again. ``jobs`` submissions run side by side through joblib, so any backend
    registered there (Dask, Ray) takes them to a cluster.
    """
    possible = assignment.possible
    submissions = find(source, results / "unpacked", assignment.chapter)
    if nobody := assignment.again - {submission.student for submission in submissions}:
        raise ValueError(f"there is no submission of {', '.join(sorted(nobody))}; names as in grades.csv")
    workers = Parallel(n_jobs=jobs, return_as="generator_unordered")
    tasks = (delayed(grade_one)(submission, assignment, results) for submission in submissions)
    bar = progress_bar(
        workers(tasks), total=len(submissions), label=f"lab {assignment.chapter}", show=progress
    )
    graded = sorted(bar, key=lambda record: (record.student, record.file))
    collect(graded, assignment.questions, results)
    words = judged(results, {record.student for record in graded})
    records = [_total(record, words.get(record.student, []), assignment.without) for record in graded]
    write_pages(records, words, possible, results / "feedback")
    write_atomically(results / "grades.csv", table(records))
    return records


def grade_one(submission: Submission, assignment: Assignment, results: Path) -> Record:
    """Return the record of one submission, from ``results`` if it is there, else graded and kept there."""
    content = submission.path.read_bytes()
    name = key(submission.student, content, assignment.version, assignment.secret, assignment.isolation.level)
    place = results / "records" / f"{name}.json"
    record = kept(place)
    if record is None or record.status == "needs_review" or submission.student in assignment.again:
        graded = _graded(submission, assignment)
        record = _record(submission, assignment, graded, hashlib.sha256(content).hexdigest()[:16])
        keep(record, place)
    # Not kept: a deadline may still move.
    return replace(record, late=assignment.deadlines.deduction(submission))


def _graded(submission: Submission, assignment: Assignment) -> Grade:
    """Return the grade of one submission; whatever goes wrong with it does not stop the class."""
    try:
        return grade(
            submission.path, assignment.chapter, submission.student,
            secret=assignment.secret, isolation=assignment.isolation,
            given=assignment.given, questions=assignment.questions,
        )  # fmt: skip
    except NoWorker as error:
        raise RuntimeError(f"no process for learners' code could be started ({error})") from error
    except Exception as error:
        reason = f"the grader met something it was not written for: {type(error).__name__}: {error}"
        return Grade(blank(assignment.chapter), "needs_review", plain(reason)[:300])


def _total(record: Record, words: list[tuple[str, float, str]], without: frozenset[str]) -> Record:
    """Return ``record`` with the points that a person gave, and all points after what lateness costs."""
    exercises = tuple(exercise for exercise in record.exercises if exercise.number not in without)
    manual = sum(points for _, points, _ in words)
    points = sum(exercise.points for exercise in exercises) + manual
    return replace(record, exercises=exercises, manual=manual, total=round(points * (1 - record.late), 2))


def secret_of(results: Path, file: Path | None) -> bytes:
    """Return the secret that hidden inputs are drawn from: of ``file``, or one made for ``results`` and kept there.

    Keep it: the same secret gives the same inputs, and so the same marks, when you grade again.
    """
    path = file or results / "secret"
    if file is None and not path.exists():
        results.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_hex(32) + "\n")
    secret = path.read_bytes().strip()
    if len(secret) < 16:
        raise ValueError(f"the secret in {path} has {len(secret)} characters; at least 16 are needed")
    return secret


def _record(submission: Submission, assignment: Assignment, graded: Grade, digest: str) -> Record:
    """Return what is kept of a grade: no detail that depends on the hidden inputs."""
    reason = graded.reason
    if submission.others:
        more = ", ".join(other.name for other in submission.others)
        reason = "; ".join(filter(None, [reason, f"graded {submission.path.name}; also handed in: {more}"]))
    return Record(
        student=submission.student,
        file=submission.file,
        submission_hash=digest,
        lab=assignment.chapter,
        lab_version=assignment.version,
        status=graded.status,
        reason=plain(reason),
        isolation=assignment.isolation.level,
        exercises=tuple(
            ExerciseRecord(
                result.number, exercise.title, result.points, result.total,
                "" if result.outcomes else result.remark,
                tuple((o.title, o.earned, o.points, o.mistake) for o in result.outcomes),
            )
            for exercise, result in zip(lab(assignment.chapter), graded.results)
        ),
        notes=graded.notes,
        written=graded.written,
        manual=0.0,
        late=0.0,
        total=float(graded.points),
    )  # fmt: skip
