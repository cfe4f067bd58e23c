"""One row per submission, kept as soon as it is known and never written twice in different ways."""

import csv
import hashlib
import inspect
import io
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from pdecourse.exercises import feedback, marking
from pdecourse.exercises.record import lab
from pdecourse.writing import write_atomically

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet computes
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class ExerciseRecord:
    """One exercise of one submission: points, and a line for each check (its title, points, and what was wrong)."""

    number: str
    title: str
    points: int
    total: int
    remark: str
    checks: tuple[tuple[str, int, int, str], ...]  # title, earned, points, mistake


@dataclass(frozen=True)
class Record:
    """One submission. ``manual`` are points for answers in words; ``late`` the share of all points that lateness
    costs, and ``total`` what is left.
    """

    student: str
    file: str
    submission_hash: str
    lab: int
    lab_version: str
    status: str
    reason: str
    isolation: str
    exercises: tuple[ExerciseRecord, ...]
    notes: tuple[str, ...]
    written: dict[str, str]
    manual: float
    late: float
    total: float


def lab_version(chapter: int) -> str:
    """Return ten hex digits that change when the checks of a lab, or what they are made of, change."""
    digest = hashlib.sha256()
    modules = {inspect.getmodule(check.run) for exercise in lab(chapter) for check in exercise.checks}
    for module in [*sorted(modules, key=lambda m: m.__name__), feedback, marking]:
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()[:10]


def key(student: str, content: bytes, version: str, secret: bytes, isolation: str) -> str:
    """Return the name under which a submission's record is kept: the same work is not graded twice."""
    digest = hashlib.sha256()
    for part in (student.encode(), content, version.encode(), secret, isolation.encode()):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:24]


def csv_text(rows) -> str:
    """Return ``rows`` as the text of a CSV file, the same on every platform, with no formula in it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_no_formula(cell) for cell in row] for row in rows)
    return out.getvalue()


def keep(record: Record, path: Path) -> None:
    """Keep ``record`` at ``path``."""
    write_atomically(path, json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n")


def kept(path: Path) -> Record | None:
    """Return the record kept at ``path``, or None if there is none or it is damaged."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        exercises = tuple(
            ExerciseRecord(**{**e, "checks": tuple(tuple(c) for c in e["checks"])})
            for e in fields.pop("exercises")
        )
        return Record(**{**fields, "exercises": exercises, "notes": tuple(fields["notes"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def table(records: list[Record]) -> str:
    """Return the gradebook as CSV, one row per submission sorted by student."""
    numbers = [exercise.number for exercise in records[0].exercises] if records else []
    others = "manual late total status reason isolation lab_version submission_hash file".split()
    rows = [["student", *numbers, *others]]
    for record in sorted(records, key=lambda record: (record.student, record.file)):
        points = [exercise.points for exercise in record.exercises]
        origin = [record.isolation, record.lab_version, record.submission_hash, record.file]
        marks = [*points, f"{record.manual:g}", f"{record.late:g}", f"{record.total:g}"]
        rows.append([record.student, *marks, record.status, record.reason, *origin])
    return csv_text(rows)


def _no_formula(cell):
    """Return ``cell`` such that a spreadsheet does not take it for a formula; a negative number stays one."""
    is_formula = isinstance(cell, str) and cell[:1] in FORMULA and not NUMBER.fullmatch(cell)
    return "'" + cell if is_formula else cell


def as_written(cell: str) -> str:
    """Return the text of which ``csv_text`` made ``cell``."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell
