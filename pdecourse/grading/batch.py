"""Grade many submissions, side by side and so that it can be interrupted at any moment."""

import hashlib
import os
import secrets
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from joblib import Parallel, delayed

from pdecourse.exercises.record import lab
from pdecourse.grading.grader import Grade, grade
from pdecourse.grading.isolation import Isolation
from pdecourse.grading.lateness import Deadlines
from pdecourse.grading.manual import collect, manual_points
from pdecourse.grading.pages import write_pages
from pdecourse.grading.records import (
    ExerciseRecord,
    Record,
    keep,
    kept,
    key,
    lab_version,
    table,
    write_atomically,
)
from pdecourse.grading.submissions import Submission, find
from pdecourse.notebook import progress_bar

NO_DEADLINE = Deadlines()


@dataclass(frozen=True)
class Assignment:
    """What all submissions of one lab have in common."""

    chapter: int
    secret: bytes
    isolation: Isolation
    given: frozenset[str] = frozenset()
    deadlines: Deadlines = NO_DEADLINE

    @cached_property
    def version(self) -> str:
        return lab_version(self.chapter)


def grade_all(
    source: Path, assignment: Assignment, results: Path, *, jobs: int = 1, progress: bool | None = None
) -> list[Record]:
    """Grade every submission in ``source`` and return one record each, sorted by student.

    ``results`` receives a record per submission as soon as it is graded, then a page of feedback each, the
    answers in words, and ``grades.csv``. What is already
    there for the same file, lab version, secret and isolation is not graded again. ``jobs`` submissions run
    side by side through joblib, so any backend registered there (Dask, Ray) takes them to a cluster.
    """
    submissions = find(source, results / "unpacked")
    root = (
        source
        if source.is_dir()
        else results / "unpacked"
        if source.suffix.lower() == ".zip"
        else source.parent
    )
    workers = Parallel(n_jobs=jobs, return_as="generator_unordered")
    tasks = (delayed(grade_one)(submission, assignment, results, root) for submission in submissions)
    bar = progress_bar(
        workers(tasks), total=len(submissions), label=f"lab {assignment.chapter}", show=progress
    )
    graded = sorted(bar, key=lambda record: (record.student, record.file))
    collect(graded, results)
    words = manual_points(results)
    records = [_total(record, words.get(record.student, 0.0)) for record in graded]
    write_pages(records, results / "feedback")
    write_atomically(results / "grades.csv", table(records))
    return records


def grade_one(submission: Submission, assignment: Assignment, results: Path, root: Path) -> Record:
    """Return the record of one submission, from ``results`` if it is there, else graded and kept there."""
    content = submission.path.read_bytes()
    name = key(submission.student, content, assignment.version, assignment.secret, assignment.isolation.level)
    place = results / "records" / f"{name}.json"
    record = kept(place)
    if record is None:
        graded = grade(
            submission.path, assignment.chapter, submission.student,
            secret=assignment.secret, isolation=assignment.isolation, given=assignment.given,
        )  # fmt: skip
        record = _record(submission, assignment, graded, hashlib.sha256(content).hexdigest()[:16], root)
        keep(record, place)
    return replace(
        record, late=assignment.deadlines.deduction(submission)
    )  # not kept: a deadline may still move


def _total(record: Record, manual: float) -> Record:
    """Return ``record`` with the points for answers in words, and all points after what lateness costs."""
    points = sum(exercise.points for exercise in record.exercises) + manual
    return replace(record, manual=manual, total=round(points * (1 - record.late), 2))


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


def _record(submission: Submission, assignment: Assignment, graded: Grade, digest: str, root: Path) -> Record:
    """Return what is kept of a grade: no detail that depends on the hidden inputs."""
    reason = graded.reason
    if submission.others:
        more = ", ".join(other.name for other in submission.others)
        reason = "; ".join(filter(None, [reason, f"graded {submission.path.name}; also handed in: {more}"]))
    return Record(
        student=submission.student,
        file=submission.path.relative_to(root).as_posix(),
        submission_hash=digest,
        lab=assignment.chapter,
        lab_version=assignment.version,
        status=graded.status,
        reason=reason,
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
