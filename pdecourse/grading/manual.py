"""Answers in words: collected for the instructor to read, and marks merged back."""

import csv
import io
from html import escape
from pathlib import Path

from pdecourse.grading.notebook import Question
from pdecourse.grading.records import Record, as_written, csv_text
from pdecourse.writing import write_atomically

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Lab {lab}: answers in words</title>
<style>:root {{ color-scheme: light dark; }} body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; }}
pre {{ white-space: pre-wrap; border-left: 3px solid; padding-left: 1rem; }}</style></head><body>
<h1>Lab {lab}: answers in words</h1>
<p>Write points and comments into <code>manual.csv</code> beside this page and grade again: they are added to the marks.</p>
{answers}
</body></html>
"""
COLUMNS = ["student", "question", "points", "comment"]


def collect(records: list[Record], questions: dict[str, Question], results: Path) -> None:
    """Write ``manual.html`` with every answer in words, and ``manual.csv`` to be filled in.

    Rows that are there stay as they are, also those that the instructor has added. Without any, nothing is written.
    """
    answers = sorted(
        (question, record.student, text)
        for record in records
        for question, text in record.written.items()
        if question in questions
    )
    rows = {(row["question"], row["student"]): row for row in _rows(results / "manual.csv")}
    for question, student, _ in answers:
        rows.setdefault((question, student), {"question": question, "student": student})
    if not rows:
        return
    shown = "\n".join(
        f"<h2>{escape(question)}, {questions[question].points} points: {escape(student)}</h2>\n<pre>{escape(text)}</pre>"
        for question, student, text in answers
    )
    write_atomically(results / "manual.html", PAGE.format(lab=records[0].lab, answers=shown))
    lines = [
        [row.get(column) or "" for column in COLUMNS]
        for _, row in sorted(rows.items(), key=lambda item: item[0])
    ]
    write_atomically(results / "manual.csv", "\ufeff" + csv_text([COLUMNS, *lines]))  # the mark is for Excel


def judged(results: Path, students: set[str]) -> dict[str, list[tuple[str, float, str]]]:
    """Return what ``manual.csv`` says by student: the question or exercise, the points, a comment.

    Raises ``ValueError``, naming the row, if points are not a number or nobody among ``students`` is meant.
    """
    found: dict[str, list[tuple[str, float, str]]] = {}
    for row in _rows(results / "manual.csv"):
        student, question, points, comment = (row.get(column) or "" for column in COLUMNS)
        if not points and not comment:
            continue
        if student not in students:
            raise ValueError(
                f"manual.csv has points for {student!r}, of whom there is no submission; names as in grades.csv"
            )
        try:
            found.setdefault(student, []).append((question, float(points.replace(",", ".") or 0), comment))
        except ValueError:
            raise ValueError(
                f"manual.csv has {points!r} points for {student}, {question}; write a number"
            ) from None
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of ``manual.csv`` as a spreadsheet may have saved it, none if it is not there yet."""
    if not path.exists():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError('manual.csv is not UTF-8; save it as "CSV UTF-8"') from error
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in head else ",")
    if not set(COLUMNS) <= set(reader.fieldnames or ()):
        raise ValueError(
            f"manual.csv needs the columns {', '.join(COLUMNS)}; its first line is {head[:80]!r}"
        )
    return [{column: as_written(row[column] or "").strip() for column in COLUMNS} for row in reader]
