"""Marks in the form that other gradebooks import."""

import re
from pathlib import Path

from pdecourse.exercises.record import lab as exercises_of
from pdecourse.grading.records import Record, csv_text
from pdecourse.grading.release import check_ids
from pdecourse.writing import write_atomically

NAME_AND_NUMBER = re.compile(r"(?P<name>.+) \((?P<number>\d+)\)")


def export_canvas(records: list[Record], results: Path) -> Path:
    """Write ``canvas.csv`` for Canvas's Grades > Import; students are found by the number in their file's name."""
    rows = [["Student", "ID", "SIS Login ID", "Section", f"Lab {record.lab}"] for record in records[:1]]
    rows += [[*_name_and_number(record), "", "", f"{record.total:g}"] for record in records]
    write_atomically(results / "canvas.csv", csv_text(rows))
    return results / "canvas.csv"


def export_moodle(records: list[Record], results: Path) -> Path:
    """Write ``moodle.csv`` for Moodle's "Upload grading worksheet", which refuses a file without one of these columns."""
    rows = [["Identifier", "Full name", "Grade", "Last modified (grade)", "Feedback comments"]]
    for record in records:
        name, number = _name_and_number(record)
        rows.append([f"Participant {number}" if number else "", name, f"{record.total:g}", "", record.reason])
    write_atomically(results / "moodle.csv", csv_text(rows))
    return results / "moodle.csv"


def export_nbgrader(records: list[Record], results: Path) -> Path:
    """Write ``gradebook.db``, which nbgrader's formgrader opens; one grade cell per exercise.

    Needs nbgrader (the extra ``instructor``). Raises ``ImportError`` without it.
    """
    from nbgrader.api import Gradebook

    path = results / "gradebook.db"
    path.unlink(missing_ok=True)
    lab = f"lab{records[0].lab:02d}"
    numbers = [exercise.number for exercise in exercises_of(records[0].lab)]
    cells = dict(zip(numbers, check_ids(records[0].lab)))
    with Gradebook(f"sqlite:///{path}") as book:
        book.add_assignment(lab)
        book.add_notebook(lab, lab)
        for exercise in records[0].exercises:
            book.add_grade_cell(cells[exercise.number], lab, lab, max_score=exercise.total, cell_type="code")
        for record in records:
            book.add_student(record.student)
            book.add_submission(lab, record.student)
            for exercise in record.exercises:
                book.find_grade(cells[exercise.number], lab, lab, record.student).auto_score = exercise.points
        book.db.commit()
    return path


EXPORTS = {"canvas": export_canvas, "moodle": export_moodle, "nbgrader": export_nbgrader}
"""Gradebooks by name."""


def _name_and_number(record: Record) -> tuple[str, str]:
    """Return a student's name and the number that the platform gave, if its download had one."""
    match = NAME_AND_NUMBER.fullmatch(record.student)
    return (match["name"], match["number"]) if match else (record.student, "")
